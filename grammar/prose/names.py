"""Prose of the codes about names."""

from __future__ import annotations

from .entry import Entry

ENTRIES: tuple[Entry, ...] = ()
