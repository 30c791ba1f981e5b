"""Names that sort by the time at which they were given."""

from __future__ import annotations

import os
import time

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(milliseconds: int | None = None, entropy: bytes | None = None) -> str:
    """A new ULID: 48 bits of time and 80 of chance, as 26 letters."""
    now = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    chance = os.urandom(10) if entropy is None else entropy
    number = (now & (1 << 48) - 1) << 80 | int.from_bytes(chance, "big")
    return "".join(LETTERS[number >> shift & 31] for shift in range(125, -1, -5))
