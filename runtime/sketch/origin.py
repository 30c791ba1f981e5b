"""What a sketch was drawn from, carried inside its file: an edit or a final stages the same picture again."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...dsl.call import Brief, Person

if TYPE_CHECKING:
    from ...dsl.call import Call

KEY = "bananaboard-sketch"
LONGEST = 4000  # signs of one text: more than the drawing reads
MOST = 24  # of one list
ALPHABET = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Origin:
    """A composition: its seed, the panel it is (0 for the only one), the shot's name, its words and what is said."""

    seed: str
    panel: int
    name: str
    brief: Brief
    caption: tuple[str, ...] = ()
    dialogue: tuple[str, ...] = ()


def origin_of(call: Call, seed: str, panel: int) -> Origin:
    """What the picture of a call is drawn from."""
    return Origin(seed, panel, call.name, call.brief, call.about.caption, call.about.dialogue)


def written(origin: Origin) -> str:
    """As text for the file, bounded."""
    brief = origin.brief
    kept = {
        "seed": origin.seed, "panel": origin.panel, "name": origin.name[:LONGEST], "text": brief.text[:LONGEST],
        "camera": brief.camera[:LONGEST], "nobody": brief.nobody, "cast": [_card(one) for one in brief.cast[:MOST]],
        "place": brief.place and _card(brief.place), "style": brief.style and _card(brief.style),
        "caption": _texts(origin.caption), "dialogue": _texts(origin.dialogue),
    }  # fmt: skip
    return json.dumps(kept, separators=(",", ":"))


def origin_in(data: bytes) -> Origin | None:
    """The origin that a sketch of ours carries, None for another picture or one that somebody has tampered with."""
    text = _chunk(data)
    if not text or len(text) > LONGEST * MOST * 8:
        return None
    try:
        return _read(json.loads(text))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def is_sketch(data: bytes) -> bool:
    """Whether the picture has a slate of ours."""
    return _chunk(data) is not None


def _chunk(data: bytes) -> str | None:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as file:
            found = file.info.get(KEY)
    except Exception:  # noqa: BLE001 - a stranger's file can break a decoder in any way; it is no sketch of ours
        return None
    return found if isinstance(found, str) else None


def _card(person: Person) -> list[str]:
    return [getattr(person, name)[:LONGEST] for name in Person.__struct_fields__]


def _texts(texts: tuple[str, ...]) -> list[str]:
    return [text[:LONGEST] for text in texts[:MOST]]


def _read(kept: object) -> Origin:
    if not isinstance(kept, dict):
        raise TypeError("no origin")
    seed, panel = _text(kept["seed"]), kept["panel"]
    if len(seed) != 16 or not set(seed) <= ALPHABET or not isinstance(panel, int) or not 0 <= panel <= LONGEST:
        raise ValueError("no composition has this seed")
    place, style = (_person(kept[name]) if kept[name] else None for name in ("place", "style"))
    brief = Brief(
        _text(kept["text"]), tuple(_person(one) for one in _list(kept["cast"])), place, style, _text(kept["camera"]),
        (), kept["nobody"] is True,
    )  # fmt: skip
    said = (tuple(_text(text) for text in _list(kept[name])) for name in ("caption", "dialogue"))
    return Origin(seed, panel, _text(kept["name"]), brief, *said)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is missing")
    return value[:LONGEST]


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("a list is missing")
    return value[:MOST]


def _person(value: object) -> Person:
    texts = [_text(text) for text in _list(value)]
    return Person(*texts)
