"""The part of docs/libraries.md that follows from the libraries: `pytest tests/docs --rewrite` writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bananaboard.dsl.libraries import Libraries

from bananaboard.shelf import open_shelf

from .reference import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bananaboard.dsl.catalogue import Leaf

    from bananaboard.shelf import Shelf


def libraries() -> str:
    """A heading and a table for each file; its sketches are drawn by docs/pictures/library_sheets.py."""
    return "\n".join(part for name in ("cinema", "studio") for part in _library(name))


def _library(name: str) -> Iterator[str]:
    shelf = open_shelf(name, Libraries().folder(name, name))
    yield f"### {name}\n\n{shelf.catalogue.about}\n"
    yield from (_leaf(shelf, leaf) for leaf in shelf.catalogue.leaves)


def _leaf(shelf: Shelf, leaf: Leaf) -> str:
    path = f"{shelf.name}/{leaf.path}"
    told = f"![Sketches of {path}](pictures/{shelf.name}-{leaf.stem}.jpg)"
    rows = [(f"`{'' if o.kind == 'prompt' else f'{o.kind} '}{o.written}`", o.about) for o in leaf.offers]
    return f'#### `import "pkg:{path}"`\n\n{told}\n\n{table(("say", "for"), rows)}'
