"""How long a shot is, as lists write it: `3`, `3.5 s`, `2 min`, `0:03`, `00:00:03:12`."""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST = 86_400  # seconds
FRAMES = 24  # a second, where a time code counts them
_NUMBER = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*(\D{0,12})")
_CODE = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,3})):(\d{1,2}(?:[.,]\d{1,3})?)(?:[:;](\d{1,2}))?")
_UNITS = {
    **dict.fromkeys(("", "s", "sec", "secs", "second", "seconds", "sek", '"', "″"), Decimal(1)),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "'", "′"), Decimal(60)),
    **dict.fromkeys(("f", "fr", "frame", "frames"), Decimal(1) / FRAMES),
    **dict.fromkeys(("ms", "msec"), Decimal("0.001")),
}


def read_length(text: str) -> Decimal | None:
    """Seconds; None for what is no length, or none that a shot can have."""
    bare = text.strip().strip("~").strip().lower()
    seconds = _coded(bare) if ":" in bare else _counted(bare)
    if seconds is None or not 0 < seconds <= LONGEST:
        return None
    return seconds.quantize(Decimal("0.001")).normalize()


def _counted(bare: str) -> Decimal | None:
    found = _NUMBER.fullmatch(bare)
    unit = _UNITS.get(found[2].strip(" .")) if found is not None else None
    return Decimal(found[1].replace(",", ".")) * unit if found is not None and unit is not None else None


def _coded(bare: str) -> Decimal | None:
    found = _CODE.fullmatch(bare)
    if found is None:
        return None
    hours, minutes, seconds, frames = (Decimal((g or "0").replace(",", ".")) for g in found.groups())
    return hours * 3600 + minutes * 60 + seconds + frames / FRAMES
