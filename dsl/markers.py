"""The marks that mentions leave in a rendered text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .template.value import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator


def mentions_in(text: str) -> Iterator[int]:
    """The numbers of the markers in a rendered text, in order."""
    at = text.find(OPEN)
    while at >= 0:
        end = text.find(CLOSE, at)
        number = text[at + 1 : end]
        if end > 0 and number.isdecimal():
            yield int(number)
        at = text.find(OPEN, at + 1)
