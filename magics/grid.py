"""The pictures of one statement side by side: axes as rows and columns, takes beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..dsl.address import read_address
from .slots import Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL.Image import Image

    from ..runtime.record import TakeRecord


@dataclass(frozen=True, slots=True)
class Variant:
    """One combination of the axes of a statement."""

    address: str
    keys: tuple[tuple[str, str], ...]


class Grid:
    """Takes of one statement. A notebook shows them as one picture, with the names of rows and columns."""

    def __init__(self, takes: Iterable[TakeRecord]) -> None:
        self._takes = tuple(takes)
        addresses = tuple(dict.fromkeys(t.address for t in self._takes))
        self._slot = Slot(addresses[0].partition("[")[0], [_variant(a) for a in addresses], 1)
        self._slot.settle(self._takes)

    def __repr__(self) -> str:
        _, across, down = self._slot.table()
        columns = ", ".join(across) or "1 column"
        return f"<Grid of {self._slot.name}: {columns}" + (f" by {', '.join(down)}>" if any(down) else ">")

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        """One picture of all, which notebooks show."""
        return {**self._slot.bundle(), "text/plain": repr(self)}

    @property
    def image(self) -> Image:
        """All of it as one picture. Raises OSError where none of its files can be read."""
        return self._slot.drawn()


def _variant(address: str) -> Variant:
    read = read_address(address)
    return Variant(address, tuple(read.keys) if read is not None else ())
