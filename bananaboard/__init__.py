"""Storyboards and consistent characters as text: checked, priced, then drawn."""
