"""What a filter is given between its brackets: each is looked at before it is used."""

from __future__ import annotations

from . import member
from .budget import whole


def whole_number(value: object) -> int:
    """A whole number. Raises TypeError for anything else, Wrong where it is too large."""
    at = member.index(value)
    if at is None:
        raise TypeError
    return whole(at)


def text_of(value: object) -> str:
    """A text. Raises TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError
    return value
