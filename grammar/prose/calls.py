"""Prose of the codes about calls."""

from __future__ import annotations

from .entry import Entry

ENTRIES: tuple[Entry, ...] = ()
