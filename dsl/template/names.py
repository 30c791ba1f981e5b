"""Which names a template binds itself, and which it takes from outside."""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .lookup import Free

if TYPE_CHECKING:
    from collections.abc import Iterator


def nfc(name: str) -> str:
    """A name as it is compared."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


class Names:
    """The names that are surely bound at the point that is being read, and the free ones so far."""

    def __init__(self, everywhere: set[str]) -> None:
        self.bound: list[set[str]] = [everywhere]
        self.free: list[Free] = []

    def bind(self, name: str) -> None:
        """From here on the name is the template's own."""
        self.bound[-1].add(name)

    def knows(self, name: str) -> bool:
        """Whether it is surely bound here."""
        return any(name in names for names in self.bound)

    def use(self, name: str, start: int, end: int, members: tuple[str, ...]) -> None:
        """The name is read here."""
        if not self.knows(name):
            self.free.append(Free(name, start, end, members))

    @contextmanager
    def inner(self, *names: str) -> Iterator[set[str]]:
        """A block whose names end with it."""
        self.bound.append(set(names))
        try:
            yield self.bound[-1]
        finally:
            self.bound.pop()
