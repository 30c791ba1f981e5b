"""The storyboard as a page."""
