"""A spool in memory, for tests of engines."""

from __future__ import annotations


class Memory:
    """What was written, and whether it was sealed; nothing is written behind the seal."""

    def __init__(self) -> None:
        self.data, self.sealed = b"", False

    def write(self, data: bytes) -> None:
        assert not self.sealed
        self.data += data

    def seal(self) -> None:
        self.sealed = True
