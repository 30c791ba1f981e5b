"""Prose of the codes about runs."""

from __future__ import annotations

from .entry import Entry

ENTRIES: tuple[Entry, ...] = ()
