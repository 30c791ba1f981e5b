"""Prose of the code about notebooks as boards."""

from __future__ import annotations

from .entry import ERROR, Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "BNN695",
        ERROR,
        "A notebook that can't be read",
        "`{file}` can't be read as a notebook: {reason}.",
        ("Open it in Jupyter, and save it again.",),
        "A file that ends in `.ipynb` is read as a notebook of Jupyter's: its `%%banana` cells are the board, in the order"
        " in which they stand. Nothing in the file is run, and no other cell counts.",
    ),
)
