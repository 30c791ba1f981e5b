"""What a sketch was drawn from, carried inside its file: an edit or a final stages the same picture again."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec.structs import replace

from ...dsl.call import Brief  # noqa: TC001 - msgspec reads it to check what it decodes
from .picture import quiet

if TYPE_CHECKING:
    from ...dsl.call import Call

KEY = "bananaboard-sketch"
MOST = 200_000  # signs; a longer one is not carried along, nor read from a file that somebody has tampered with
Seed = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$", max_length=16)]
Panel = Annotated[int, msgspec.Meta(ge=0, le=1000)]


class Origin(msgspec.Struct, frozen=True):
    """A composition: its seed, the panel it is (0 for the only one), the shot's name, its words and what is said."""

    seed: Seed
    panel: Panel
    name: str
    brief: Brief
    caption: tuple[str, ...] = ()
    dialogue: tuple[str, ...] = ()


def origin_of(call: Call, seed: str, panel: int) -> Origin:
    """What the picture of a call is drawn from."""
    return Origin(seed, panel, call.name, staged(call.brief), call.about.caption, call.about.dialogue)


def staged(brief: Brief) -> Brief:
    """With a location or a style that is only mentioned, or of which this is a view, as the place or the style."""
    place = brief.place or next((one for one in brief.cast if one.kind == "location"), None)
    style = brief.style or next((one for one in brief.cast if one.kind == "style"), None)
    cast = tuple(one for one in brief.cast if one.kind not in ("location", "style"))
    return replace(brief, cast=cast, place=place, style=style)


def written(origin: Origin) -> str:
    """As text for the file; "" for one that is too long or can't be written."""
    try:
        text = msgspec.json.encode(origin).decode()
    except UnicodeError:  # half a sign, which no file can hold
        return ""
    return text if len(text) <= MOST else ""


def origin_in(data: bytes) -> Origin | None:
    """The origin that a sketch of ours carries, None for another picture."""
    text = _chunk(data) or ""
    if len(text) > MOST:
        return None
    try:
        return msgspec.json.decode(text, type=Origin)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def is_sketch(data: bytes) -> bool:
    """Whether the picture has a slate of ours."""
    return _chunk(data) is not None


def _chunk(data: bytes) -> str | None:
    from PIL import Image

    try:
        with quiet(), Image.open(io.BytesIO(data), formats=("PNG",)) as file:
            found = file.info.get(KEY)
    except Exception:  # noqa: BLE001 - a stranger's file can break a decoder in any way; it is no sketch of ours
        return None
    return str(found) if isinstance(found, str) else None  # a plain one: Pillow has kinds of its own
