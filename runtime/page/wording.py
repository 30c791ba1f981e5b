"""How the page writes durations and dialogue."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

# "MARA: It is late." names its speaker; a colon far into the line, or one in a time of day, does not.
_CUE = re.compile(r"^\s*([^\W\d][^:\n.!?]{0,39}?)\s*(?!(?<=\d):\d)[:：]\s*(?=\S)(.+)$", re.DOTALL)


def seconds(duration: Decimal) -> str:
    """A shot's length: `3 s`, `1.5 s`."""
    return f"{duration.normalize():f} s"


def clock(duration: Decimal) -> str:
    """A board's length: `0:14`, `12:05`, `1:02:00`; parts of a second are rounded up."""
    whole = int(duration.to_integral_value(ROUND_CEILING))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def cue(line: str) -> tuple[str, str]:
    """Who speaks and what: the name is empty where the line names nobody."""
    found = _CUE.match(line)
    return (found[1], found[2]) if found else ("", line)
