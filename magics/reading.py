"""A notebook's file as a board: the texts of its `%%banana` cells, in order, read without a kernel."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from ..grammar.diagnostic import Diagnostic
from .cells import Cell, cell, joined, unix_lines
from .options import pairs, read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CURRENT = 4  # the major version of the format; notebooks of older ones have no list of cells
BOUND = 256_000_000  # bytes: a notebook holds its pictures too
MAGIC = re.compile(r"\s*%%banana(?=\s|$)(?P<line>[^\n]*)\n?")


class _Cell(Struct):
    cell_type: str
    source: str | list[str] = ""
    id: str = ""


class _Notebook(Struct):
    cells: list[_Cell] = []
    nbformat: int = CURRENT


class Found(Struct, frozen=True):
    """A notebook's board: its cells, their text in one, and what they set params to."""

    cells: tuple[Cell, ...]
    text: str
    params: dict[str, object]


class NotebookError(Exception):
    """A file that is no notebook, or none that can be read; `diagnostics` say why."""

    def __init__(self, path: str, reason: str) -> None:
        self.diagnostics = (Diagnostic("BNN695", None, {"file": path, "reason": reason}),)
        super().__init__(reason)


def read_notebook(path: Path) -> Found:
    """The board in a notebook's file. Raises NotebookError."""
    return notebook_in(notebook_bytes(path), path.name)


def notebook_bytes(path: Path) -> bytes:
    """All of a notebook's file. Raises NotebookError."""
    try:
        if not path.is_file():
            raise NotebookError(path.name, "it is no plain file")
        if path.stat().st_size > BOUND:
            raise NotebookError(path.name, f"it is larger than {BOUND // 1_000_000} MB")
        return path.read_bytes()
    except OSError as fault:
        raise NotebookError(path.name, fault.strerror or str(fault)) from None


def notebook_in(data: bytes, name: str) -> Found:
    """The board in a notebook's bytes. Whatever they hold, it raises nothing but NotebookError."""
    try:
        notebook = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Notebook)
        if notebook.nbformat < CURRENT:
            notebook = _upgraded(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise NotebookError(name, "what is in it is no notebook of Jupyter's") from None
    if notebook.nbformat > CURRENT:
        raise NotebookError(
            name, f"it is in a form of notebooks (version {notebook.nbformat}) that is newer than this program"
        )
    return board_of(name, [_text(c) if c.cell_type == "code" else None for c in notebook.cells])


def _upgraded(data: bytes) -> _Notebook:
    """A notebook of years ago as one of today. Raises UnicodeDecodeError, MsgspecError."""
    import nbformat

    try:
        found = nbformat.reads(data.decode("utf-8-sig"), as_version=CURRENT)
    except UnicodeDecodeError:
        raise
    except Exception as fault:  # what a stranger's file does to the tools that read it, nobody lists
        raise msgspec.ValidationError(f"{type(fault).__name__}") from fault
    return msgspec.convert(found, type=_Notebook)


def _text(found: _Cell) -> str:
    return found.source if isinstance(found.source, str) else "".join(found.source)


def board_of(name: str, sources: Iterable[str | None]) -> Found:
    """The board in the texts of a notebook's cells; None for one that is no code. A cell's id is its number, from 1."""
    cells, params = [], dict[str, object]()
    for number, raw in enumerate(sources, 1):
        source = unix_lines(raw or "")
        match = MAGIC.match(source)
        if match is not None:
            cells.append(cell(str(number), f"{name}, cell {number}", source, source[match.end() :]))
            params |= _params(match["line"])
    return Found(tuple(cells), joined(cells), params)


def _params(line: str) -> dict[str, object]:
    """What a cell's own line sets. A line that no cell would take sets nothing: the cell says so when it is run."""
    from .faults import CellError

    try:
        return pairs(read(line).sets)
    except (CellError, argparse.ArgumentError):
        return {}
