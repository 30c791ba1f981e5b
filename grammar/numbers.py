"""Reads numbers, ratios, sizes, money and durations, and what people write for them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .nodes import Duration, Money, Number, Ratio, Size

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DIGITS = 15

_END = r"(?![^\W_]|[.:$%€£]\w|_)"
_RIGHT = re.compile(
    rf"""(?: (?P<ratio>\d+(?:\.\d+)?:\d+(?:\.\d+)?)
    | (?P<money>\$\d+(?:\.\d{{1,9}}|(?!,\d)))
    | (?P<duration>\d+(?:\.\d+)?[sm])
    | (?P<size>[1-9]\d*K)
    | (?P<number>-?\d+(?:\.\d+)?)
    ){_END}""",
    re.VERBOSE | re.ASCII,
)
_AMOUNT = r"(\d+(?:[.,]\d+)?)"
_PRICE = r"(\d{1,3}(?:,\d{3})+(?:\.\d{1,9})?|\d+(?:[.,]\d{1,9})?)"
_UNITS = {"s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "m": "m", "min": "m", "mins": "m"}
_UNITS |= {"minute": "m", "minutes": "m"}
_JUNK = re.compile(r"[-+$€£]?[ ]?\d(?:[\w%€$]|[.:,](?=\w))*+")


class Read(Struct, frozen=True):
    """What stands at an offset: its type of token, its node, its end; `fix` where it is written wrongly but clearly."""

    type: str
    value: Any
    end: int
    fix: str | None = None


def read(text: str, start: int, *, inside: bool) -> Read | None:
    """The number at an offset, None where nothing there can be read as one.

    `inside` says that a statement has already begun there, so that `16 : 9` is a ratio and no key with its value.
    """
    wrong = _wrong(text, start) if inside else None
    if wrong is not None:
        return wrong
    match = _RIGHT.match(text, start)
    if match is None or sum(c.isdigit() for c in match[0]) > MAX_DIGITS:
        return None
    return _node(match.lastgroup or "", match[0], start, match.end())


def junk_end(text: str, start: int) -> int:
    """Where something that begins like a number ends."""
    match = _JUNK.match(text, start)
    return match.end() if match else start + 1


def _node(kind: str, written: str, start: int, end: int, fix: str | None = None) -> Read:
    value: Any
    if kind == "ratio":
        value = Ratio(written, start, end)
    elif kind == "money":
        value = Money(_nano(written[1:]), start, end)
    elif kind == "duration":
        value = Duration(Decimal(written[:-1]) * (60 if written[-1] == "m" else 1), start, end)
    elif kind == "size":
        value = Size(written, start, end)
    else:
        value = Number(Decimal(written), start, end)
    return Read(kind.upper(), value, end, fix)


def _nano(amount: str) -> int:
    whole, _, parts = amount.partition(".")
    return int(whole) * 10**9 + int(parts.ljust(9, "0"))


def _ratio(m: re.Match[str]) -> str:
    return f"{m[1]}:{m[2]}"


def _size(m: re.Match[str]) -> str:
    return f"{m[1]}K"


def _fraction(m: re.Match[str]) -> str:
    return f"0.{m[1]}"


def _money(m: re.Match[str]) -> str:
    amount = m[1]
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", amount):
        return "$" + amount.replace(",", "")
    return "$" + amount.replace(",", ".")


def _duration(m: re.Match[str]) -> str:
    return m[1].replace(",", ".") + _UNITS[m[2].lower()]


# What people write instead: the pattern, the kind that is meant and how it is written here.
_SLIPS: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern + _END, re.ASCII | re.IGNORECASE), kind, right)
    for pattern, kind, right in (
        (r"(\d+(?:\.\d+)?)[ \t]*:[ \t]*(\d+(?:\.\d+)?)", "ratio", _ratio),
        (r"(\d+(?:\.\d+)?)[ \t]?[x×/][ \t]?(\d+(?:\.\d+)?)", "ratio", _ratio),
        (r"([1-9]\d*)[ \t]?k", "size", _size),
        (r"\.(\d+)", "number", _fraction),
        (rf"[$€£][ \t]*{_PRICE}", "money", _money),
        (rf"{_PRICE}[ \t]?(?:[$€£]|usd|eur|dollars?|euros?)", "money", _money),
        (rf"{_AMOUNT}[ \t]*({'|'.join(sorted(_UNITS, key=len, reverse=True))})", "duration", _duration),
    )
)


def _wrong(text: str, start: int) -> Read | None:
    """A known slip at an offset: the meant value, and the right spelling as its fix."""
    for pattern, kind, right in _SLIPS:
        match = pattern.match(text, start)
        if match is not None:
            return _slip(match, kind, right(match), start)
    return None


def _slip(match: re.Match[str], kind: str, spelt: str, start: int) -> Read | None:
    if spelt == match[0] or sum(c.isdigit() for c in spelt) > MAX_DIGITS:
        return None
    return _node(kind, spelt, start, match.end(), spelt)
