"""How the pages become a site: `pip install -e ".[docs]"`, then `sphinx-build -W docs build/site`."""

from __future__ import annotations

import re
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "Bananaboard"
version = release = version_of("bananaboard")
extensions = ["myst_parser", "sphinx_copybutton"]
exclude_patterns = ["README.md"]  # what a folder shows where files are browsed; the site begins at index.md
nitpicky = True

html_theme = "furo"
html_title = "Bananaboard"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
pygments_style = "default"
pygments_dark_style = "github-dark"
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#8a5a00", "color-brand-content": "#8a5a00"},
    "dark_css_variables": {"color-brand-primary": "#f2c14e", "color-brand-content": "#f2c14e"},
}

myst_heading_anchors = 3  # links name headings as GitHub does
copybutton_exclude = ".linenos, .gp, .go"

ROOT = Path(__file__).parents[1]
# What lies beside the pages in the repository and has a page of its own on the site.
PAGES = {"CHANGELOG.md": "changes.md", "examples/README.md": "examples.md", "examples": "examples.md"}
LINK = re.compile(r"\[([^\]]*)\]\(((?:\.\./)+[^)\s#]+)(#[^)\s]*)?\)")


def _at_home(app: Sphinx, docname: str, source: list[str]) -> None:
    """Links that lead out of the pages, to what the site has of it."""
    if docname == "examples":
        source[0] = _examples()
        app.env.note_dependency(ROOT / "examples" / "README.md")
    up = "../" * docname.count("/")

    def linked(found: re.Match[str]) -> str:
        words, path, anchor = found[1], found[2].removeprefix(up), found[3] or ""
        outside = path.removeprefix("../").rstrip("/")
        if path == outside:  # it stays within the pages
            return found[0]
        if outside in PAGES:
            return f"[{words}]({up}{PAGES[outside]}{anchor})"
        return words if (ROOT / outside).is_dir() else found[0]

    source[0] = LINK.sub(linked, source[0])


def _examples() -> str:
    """The page of the examples, and behind it each board in full."""
    page = (ROOT / "examples" / "README.md").read_text("utf-8")
    boards = re.findall(r"\[(\w+)\]\(([\w/]+\.bnn)\)", page)
    page = re.sub(r"\[(\w+)\]\([\w/]+\.bnn\)", r"[\1](#\1)", page)
    page = re.sub(r"\]\((?!\.\./|#|\w+:)([^)]+)\)", r"](../examples/\1)", page)  # other files: to be had as they are
    shown = [f"## {name}\n\n`examples/{path}`\n\n{_included(path)}" for name, path in boards]
    return "\n".join([page, *shown])


def _included(path: str) -> str:
    return f"```{{literalinclude}} ../examples/{path}\n:language: bnn\n```\n"


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    from pygments.lexers.special import TextLexer

    app.add_lexer("csv", TextLexer)
    app.connect("source-read", _at_home)
