"""The storyboard as a page: one HTML file beside its pictures, without script."""

from .board import PageBoard
from .page import render_page

__all__ = ["PageBoard", "render_page"]
