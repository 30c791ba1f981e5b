"""Prose of the codes about settings."""

from __future__ import annotations

from .entry import Entry

ENTRIES: tuple[Entry, ...] = ()
