"""What the page may ask to be done, each as its own kind of message: picks and notes, and nothing that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from .desk import Desk

BOUND = 65_536  # bytes of a message


class Pick(Struct, frozen=True, forbid_unknown_fields=True):
    """A take counts from here on."""

    address: str
    digest: str

    def done(self, desk: Desk) -> str:
        """What came of it, for people. Raises Wrong, Unopenable, OSError, as all of these do."""
        return desk.pick(self.address, self.digest)


class Unpick(Struct, frozen=True, forbid_unknown_fields=True):
    """Nobody has picked of this address."""

    address: str

    def done(self, desk: Desk) -> str:
        """What came of it."""
        return desk.unpick(self.address)


class Undo(Struct, frozen=True, forbid_unknown_fields=True):
    """The last thing that was done is taken back."""

    def done(self, desk: Desk) -> str:
        """What came of it."""
        return desk.undo()


class Remark(Struct, frozen=True, forbid_unknown_fields=True):
    """A new note, to one take where there is a digest."""

    address: str
    text: str
    digest: str = ""

    def done(self, desk: Desk) -> str:
        """What came of it."""
        return desk.noting.add(self.address, self.text, self.digest)


class Revision(Struct, frozen=True, forbid_unknown_fields=True):
    """Other words for a note, or whether it is done."""

    key: str
    text: str | None = None
    finished: bool | None = None

    def done(self, desk: Desk) -> str:
        """What came of it."""
        return desk.noting.change(self.key, self.text, finished=self.finished)


class Removal(Struct, frozen=True, forbid_unknown_fields=True):
    """A note goes."""

    key: str

    def done(self, desk: Desk) -> str:
        """What came of it."""
        return desk.noting.delete(self.key)


KINDS: dict[str, type[Pick | Unpick | Undo | Remark | Revision | Removal]] = {
    "/api/pick": Pick,
    "/api/unpick": Unpick,
    "/api/undo": Undo,
    "/api/note": Remark,
    "/api/note/change": Revision,
    "/api/note/delete": Removal,
}


def message(path: str, data: bytes) -> Pick | Unpick | Undo | Remark | Revision | Removal | None:
    """What was asked for; None where it is nothing that can be."""
    try:
        return msgspec.json.decode(data, type=KINDS[path])
    except (KeyError, msgspec.MsgspecError, RecursionError, UnicodeError):
        return None
