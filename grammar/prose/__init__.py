"""Every sentence that a diagnostic can say, looked up by its code."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from .entry import Entry

# A code's hundred names the modules that hold it.
CHAPTERS = {
    "1": ("syntax",),
    "2": ("declarations", "names"),
    "3": ("values", "settings"),
    "4": ("mentions", "templates"),
    "5": ("calls",),
    "6": ("runs", "account", "recovery", "gemini", "hints", "batch", "notes", "notebooks"),
}


@cache
def _chapter(hundred: str) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for name in CHAPTERS[hundred]:
        entries: tuple[Entry, ...] = import_module(f".{name}", __name__).ENTRIES
        found |= {e.code: e for e in entries}
    return found


def entry(code: str) -> Entry:
    """The entry of a code such as `BNN203`; KeyError where there is none."""
    return _chapter(code[3:4])[code]


def entries() -> list[Entry]:
    """Every entry, in the order of the codes."""
    found = [e for hundred in CHAPTERS for e in _chapter(hundred).values()]
    return sorted(found, key=lambda e: e.code)


__all__ = ["Entry", "entries", "entry"]
