"""How much a diagnostic matters."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """An error stops everything, a warning is worth a look, a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
