"""Prose of the codes about syntax."""

from __future__ import annotations

from .entry import Entry

ENTRIES: tuple[Entry, ...] = ()
