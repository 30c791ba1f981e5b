"""Every sentence that a diagnostic can say, looked up by its code."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from .entry import Entry

# A code's hundred names the module that holds it.
CHAPTERS = {"1": "syntax", "2": "names", "3": "settings", "4": "templates", "5": "calls", "6": "runs"}


@cache
def _chapter(name: str) -> dict[str, Entry]:
    entries: tuple[Entry, ...] = import_module(f".{name}", __name__).ENTRIES
    return {e.code: e for e in entries}


def entry(code: str) -> Entry:
    """The entry of a code such as `BNN203`; KeyError where there is none."""
    return _chapter(CHAPTERS[code[3]])[code]


def entries() -> list[Entry]:
    """Every entry, in the order of the codes."""
    found = [e for name in CHAPTERS.values() for e in _chapter(name).values()]
    return sorted(found, key=lambda e: e.code)


__all__ = ["Entry", "entries", "entry"]
