"""The keys of a model table: how each is read, and what it has to be."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .model import SCALE, Slots

if TYPE_CHECKING:
    from collections.abc import Callable

NANO_A_TOKEN = 1000  # a dollar a million tokens
LARGEST = 2**53


class Misfit(Exception):
    """A value of the wrong kind; its text says what is wanted."""


class Key(Struct, frozen=True):
    """One key: the field it becomes, how its value is read, and whether it may be left out."""

    field: str
    read: Callable[[object], Any]
    needed: bool = True
    default: object = None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise Misfit("a text")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise Misfit("a list of texts")
    return tuple(value)


def _date(value: object) -> dt.date:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise Misfit("a date, such as 2026-11-21")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < LARGEST:
        raise Misfit("a whole number")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Misfit("true or false")
    return value


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Misfit("a number")
    if not Decimal(value).is_finite() or not 0 <= value < LARGEST:
        raise Misfit("a number that is not below nothing")
    return Decimal(value)


def _nano(value: object) -> int:
    """Dollars a million tokens as whole nano-dollars a token."""
    nano = _number(value) * NANO_A_TOKEN
    if nano != int(nano):
        raise Misfit("dollars a million tokens, with three decimals at most")
    return int(nano)


def _per_thousand(value: object) -> int:
    return _nano(value) * NANO_A_TOKEN


def _sizes(value: object) -> dict[str, int]:
    if not isinstance(value, dict) or not value or not set(value) <= set(SCALE):
        raise Misfit('tokens a picture for each size (512, 1K, 2K, 4K), such as { "1K" = 1120 }')
    return {size: _whole(value[size]) for size in SCALE if size in value}


def _slots(value: object) -> Slots:
    kinds = ("total", "object", "character", "style")
    if not isinstance(value, dict) or set(value) != set(kinds):
        raise Misfit("{ total = 14, object = 10, character = 4, style = 0 }")
    return Slots(*(_whole(value[k]) for k in kinds))


def _range(value: object) -> tuple[Decimal, Decimal]:
    if not isinstance(value, list) or len(value) != 2:
        raise Misfit("the least and the most, such as [0.0, 2.0]")
    return _number(value[0]), _number(value[1])


def _spend(value: object) -> dict[str, int]:
    if not isinstance(value, dict):
        raise Misfit("dollars for each tier, such as { tier1 = 10 }")
    return {tier: _nano(dollars) * 1_000_000 for tier, dollars in value.items()}


def _seconds(value: object) -> float:
    return float(_number(value))


def _discount(value: object) -> Decimal:
    number = _number(value)
    if number > 1 or number * 100 != int(number * 100):
        raise Misfit("a part of one, such as 0.5")
    return number


MODEL: dict[str, Key] = {
    "id": Key("id", _text),
    "family": Key("family", _text),
    "aliases": Key("aliases", _texts, needed=False, default=()),
    "released": Key("released", _date),
    "stage": Key("stage", _text),
    "as_of": Key("as_of", _date),
    "input_usd": Key("input_nano", _nano, needed=False),
    "text_output_usd": Key("text_nano", _nano, needed=False),
    "image_output_usd": Key("image_nano", _nano, needed=False),
    "sizes": Key("sizes", _sizes),
    "max_input_tokens": Key("max_input_tokens", _whole),
    "max_output_tokens": Key("max_output_tokens", _whole),
    "ratios": Key("ratios", _texts),
    "doubtful_ratios": Key("doubtful_ratios", _texts, needed=False, default=()),
    "thinking": Key("thinking", _texts, needed=False, default=()),
    "references": Key("references", _slots),
    "image_input_tokens": Key("image_input_tokens", _whole),
    "video_input": Key("video_input", _flag, needed=False, default=False),
    "document_input": Key("document_input", _flag, needed=False, default=False),
    "search": Key("search", _flag, needed=False, default=False),
    "image_search": Key("image_search", _flag, needed=False, default=False),
    "batch": Key("batch", _flag, needed=False, default=False),
    "latency_s": Key("latency_s", _seconds, needed=False, default=10.0),
    "retires": Key("retires", _date, needed=False),
    "retirement_reported": Key("retirement_reported", _date, needed=False),
    "replaced_by": Key("replaced_by", _text, needed=False),
}
INPUT: dict[str, Key] = {
    "image_mime": Key("image_mime", _texts),
    "document_mime": Key("document_mime", _texts),
    "video_mime": Key("video_mime", _texts),
    "inline_file_mb": Key("inline_file_mb", _whole),
    "document_file_mb": Key("document_file_mb", _whole),
    "request_mb": Key("request_mb", _whole),
    "video_frame_tokens": Key("video_frame_tokens", _whole),
    "temperature": Key("temperature", _range),
    "top_p": Key("top_p", _range),
    "batch_discount": Key("batch_discount", _discount),
    "search_usd_per_1000": Key("search_nano", _per_thousand),
    "spend_usd_per_10_minutes": Key("spend_per_10_minutes", _spend),
}


def read_ratio(name: str, value: object) -> tuple[int, int]:
    """Width and height at 1K of the ratio `name`."""
    wide, _, high = name.partition(":")
    if not (wide.isdecimal() and high.isdecimal()):
        raise Misfit('a ratio, such as "16:9"')
    if not isinstance(value, list) or len(value) != 2:
        raise Misfit("width and height, such as [1024, 1024]")
    size = _whole(value[0]), _whole(value[1])
    if not all(16 <= side <= 16384 and side % 2 == 0 for side in size):
        raise Misfit("an even width and height between 16 and 16384")
    return size


def read_successor(value: object) -> str:
    """The id that takes another's place."""
    return _text(value)
