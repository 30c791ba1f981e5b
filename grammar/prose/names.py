"""Prose of the codes about files: where they are, what is in references, what is in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .paths import PATHS
from .references import REFERENCES
from .tables import TABLES

if TYPE_CHECKING:
    from .entry import Entry

ENTRIES: tuple[Entry, ...] = PATHS + REFERENCES + TABLES
