"""A picture in an answer: its base64 undone, its type read from its bytes."""

from __future__ import annotations

from binascii import Error, a2b_base64
from typing import TYPE_CHECKING

from ...dsl.loader import Unusable
from ...dsl.media_kinds import look
from ..engine import Drawn

if TYPE_CHECKING:
    from collections.abc import Mapping


def drawn_in(blob: Mapping[str, object]) -> Drawn | None:
    """The picture that inline data holds, whatever it says of itself; None where it is none that can be read.

    One that is broken is left out, so that the others of its answer are kept.
    """
    data = blob.get("data")
    found = data if isinstance(data, bytes) else _bytes(data) if isinstance(data, str) else None
    mime = _mime(found) if found else None
    return None if found is None or mime is None else Drawn(found, mime)


def _mime(data: bytes) -> str | None:
    try:
        looks = look(data, "the answer")
    except Unusable:
        return None
    return looks.mime if looks.kind == "picture" else None


def _bytes(data: str) -> bytes | None:
    """Base64 undone, of either alphabet."""
    for text in (data, data.translate({ord("-"): "+", ord("_"): "/"})):
        try:
            return a2b_base64(text + "=" * (-len(text) % 4), strict_mode=True)
        except (Error, ValueError):
            continue
    return None
