"""Shots, lenses, light, film looks, views and edits for stories that are told in pictures."""
