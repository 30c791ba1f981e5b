"""Prose of the codes about templates."""

from __future__ import annotations

from .entry import Entry

ENTRIES: tuple[Entry, ...] = ()
