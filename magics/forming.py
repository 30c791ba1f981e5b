"""The `%%banana` cells of a notebook's file in their canonical form, everything else left as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..grammar.format import format_source
from ..grammar.parser import parse
from ..grammar.source import Source
from .reading import MAGIC, NotebookError, notebook_in

if TYPE_CHECKING:
    from ..grammar.diagnostic import Diagnostic


def form_notebook(data: bytes, name: str) -> tuple[str, str | None, tuple[Diagnostic, ...]]:
    """Its text, the same with its cells in canonical form, and what is wrong: then nothing is changed (None).

    Raises NotebookError.
    """
    notebook_in(data, name)
    try:
        before = data.decode("utf-8-sig")
        notebook = json.loads(before)
    except (ValueError, RecursionError):
        raise NotebookError(name, "what is in it is no notebook of Jupyter's") from None
    problems: list[Diagnostic] = []
    changed = False
    for number, cell in enumerate(notebook.get("cells", ()), 1):
        formed, wrong = _formed(cell, f"{name}, cell {number}")
        problems += wrong
        if formed is not None:
            cell["source"] = formed.splitlines(keepends=True) if isinstance(cell["source"], list) else formed
            changed = True
    if problems:
        return before, None, tuple(problems)
    if not changed:
        return before, before, ()
    ascii_only = before.isascii()
    return before, json.dumps(notebook, ensure_ascii=ascii_only, indent=1) + "\n", ()


def _formed(cell: Any, label: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The new text of a cell, None where it stays."""
    source = cell.get("source", "")
    text = source if isinstance(source, str) else "".join(source)
    match = MAGIC.match(text) if cell.get("cell_type") == "code" else None
    if match is None or not text[match.end() :].strip():
        return None, ()
    found = Source(label, text[match.end() :].replace("\r\n", "\n"))
    body = format_source(found)
    if body is None:
        return None, parse(found).diagnostics
    after = text[: match.end()] + body.removesuffix("\n")
    return (after if after != text else None), ()
