"""Boards in the forms in which they are handed on: pages, paper, reels, lists, bundles."""
