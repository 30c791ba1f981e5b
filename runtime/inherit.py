"""Renames, written down: what was found out about a board is in the ledger from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .book import Book
    from .ground import Ground


def inherit(ground: Ground, book: Book) -> None:
    """Place the shelves of a board that moved under its new name, and after them those of the addresses in it.

    In this order: who has a picture since when tells who was called what before.
    """
    rows = ground.shelf.rows
    if ground.moved:
        book.place((a, taken) for a in rows if a not in ground.renamed for taken in rows[a])
    book.place((a, taken) for a in ground.renamed for taken in rows.get(a, ()))
    if ground.moved:
        book.look_back()
