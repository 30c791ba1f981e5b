"""What the pretended service is like: how slow, how it fails. As text it is `latency=2s refuse=10%`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeAlias

from ...dsl.money import NANO

if TYPE_CHECKING:
    from collections.abc import Callable

SCENARIO, ADDRESS = "BNN_REHEARSAL", "BNN_REHEARSAL_URL"
_SECONDS = {"ms": Decimal("0.001"), "s": Decimal(1), "min": Decimal(60)}
_BYTES = {"b": 1, "kb": 1_000, "mb": 1_000_000}
_AMOUNT = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)([A-Za-z]*)")
LONGEST = 3_600.0  # seconds
LARGEST = 20_000_000  # bytes of a plain picture


class Unheard(ValueError):
    """A scenario that can't be understood; its text is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something happens: by chance, or each so-manyth request (`every` not 0)."""

    share: float = 0.0
    every: int = 0

    def __str__(self) -> str:
        return f"1/{self.every}" if self.every else f"{self.share * 100:g}%"


Value: TypeAlias = float | int | str | Rate | None


NEVER = Rate()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A service without a fault, unless it is told otherwise. `KEYS` says what each field means."""

    latency: float = 1.0  # seconds
    spread: float = 0.0
    seed: int = 0
    plain: int | None = None  # bytes
    refuse: Rate = NEVER
    refused: str = "unknown"
    text: Rate = NEVER
    empty: Rate = NEVER
    garbage: Rate = NEVER
    cut: Rate = NEVER
    cut_before: Rate = NEVER
    cut_middle: Rate = NEVER
    cut_after: Rate = NEVER
    hang: Rate = NEVER
    busy: Rate = NEVER
    wait: float = 1.0  # seconds
    error: Rate = NEVER
    bare: Rate = NEVER
    over: Rate = NEVER
    more: Rate = NEVER
    fewer: Rate = NEVER
    same: Rate = NEVER
    quota: int | None = None
    prepaid: int | None = None  # nano-dollars
    spend: int | None = None  # nano-dollars
    window: float = 600.0  # seconds
    at_once: int | None = None
    patience: float = 120.0  # seconds

    def __str__(self) -> str:
        said = [(k, getattr(self, k)) for k in KEYS if getattr(self, k) != getattr(PERFECT, k)]
        return " ".join(f"{key_of(k)}={_shown(KEYS[k][0], v)}" for k, v in said)


PERFECT = Scenario()
# For each field the kind of its value, and what it does.
KEYS = {
    "latency": ("time", "How long an answer takes. Default: 1s."),
    "spread": ("number", "How unequal the answers are: 0 all alike, 0.5 as in life."),
    "seed": ("count", "Another number, other luck."),
    "plain": ("size", "No sketches, but plain pictures of so many bytes."),
    "refuse": ("rate", "Refuses to draw it."),
    "refused": ("billed", "Whether it bills what it refuses: yes, no or unknown."),
    "text": ("rate", "Answers with words and no picture."),
    "empty": ("rate", "Answers with nothing at all, and bills it."),
    "garbage": ("rate", "Answers with what nobody can read, and bills it."),
    "cut": ("rate", "Cuts the connection: before, within or after the answer."),
    "cut_before": ("rate", "Cuts it before the answer; who knows whether it is billed."),
    "cut_middle": ("rate", "Cuts it in the middle of the answer, and bills it."),
    "cut_after": ("rate", "Cuts it right behind the answer."),
    "hang": ("rate", "Never answers; who knows whether it is billed."),
    "busy": ("rate", "Has too many requests (429), and says when to come back."),
    "wait": ("time", "When to come back. Default: 1s."),
    "error": ("rate", "Breaks (500) or is overloaded (503), and bills nothing."),
    "bare": ("rate", "Breaks without saying how (502); who knows whether it is billed."),
    "over": ("rate", "Answers with a picture that costs more than the most."),
    "more": ("rate", "Answers with one picture more than was asked for."),
    "fewer": ("rate", "Answers with one panel fewer than was asked for."),
    "same": ("rate", "Answers with the very bytes of another answer."),
    "quota": ("count", "So many pictures, then the day's are used up."),
    "prepaid": ("money", "So many dollars, then payment is required (402)."),
    "spend": ("money", "So many dollars within `--window`, then 429."),
    "window": ("time", "How far back `--spend` counts. Default: 10min."),
    "at_once": ("count", "So many requests at once, then 429."),
    "patience": ("time", "How long the engine waits for an answer."),
}


# What `--engine rehearsal` does where nobody says otherwise: now and then something goes wrong.
MILD = Scenario(latency=1.0, spread=0.4, refuse=Rate(0.04), busy=Rate(0.05), error=Rate(0.05), cut=Rate(0.03), wait=2.0)


def key_of(name: str) -> str:
    """How a field is called in the text."""
    return name.replace("_", "-")


def read_scenario(text: str, start: Scenario | None = None) -> Scenario:
    """`latency=2s refuse=10%` on top of `start`, by default of a service without a fault. Raises Unheard."""
    known = {key_of(name): kind for name, (kind, _) in KEYS.items()}
    found: dict[str, Value] = {}
    for word in text.split():
        key, equals, value = word.partition("=")
        if key not in known or not equals:
            raise Unheard(f"`{word}` is nothing that can be rehearsed. There is: {', '.join(known)}.")
        found[key.replace("-", "_")] = read_value(known[key], key, value)
    return replace(start or PERFECT, **found)  # type: ignore[arg-type]  # each kind is read as what its field holds


def scenario_here() -> Scenario:
    """What the environment asks for. Raises Unheard."""
    text = os.environ.get(SCENARIO)
    return read_scenario(text) if text is not None else MILD


def read_value(kind: str, key: str, text: str) -> Value:
    """One value. Raises Unheard."""
    try:
        return _READERS[kind](text)
    except (ValueError, InvalidOperation, KeyError):
        raise Unheard(f"`{key}={text}`: {key} is {_EXAMPLES[kind]}.") from None


def _time(text: str) -> float:
    number, unit = _amount(text)
    seconds = float(number * _SECONDS[unit or "s"])
    if seconds > LONGEST:
        raise ValueError(text)
    return seconds


def _size(text: str) -> int:
    number, unit = _amount(text)
    size = int(number * _BYTES[unit.lower() or "b"])
    if not 100 <= size <= LARGEST:
        raise ValueError(text)
    return size


def _money(text: str) -> int:
    return int(Decimal(_amount(text.removeprefix("$"))[0]) * NANO)


def _read_rate(text: str) -> Rate:
    if text.startswith("1/"):
        return Rate(every=_positive(text[2:]))
    percent = _amount(text.removesuffix("%"))[0]
    if not text.endswith("%") or percent > 100:
        raise ValueError(text)
    return Rate(float(percent / 100))


def _amount(text: str) -> tuple[Decimal, str]:
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return Decimal(match[1]), match[2]


def _number(text: str) -> float:
    number, unit = _amount(text)
    if unit or number > 3:
        raise ValueError(text)
    return float(number)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise ValueError(text)
    return int(text)


def _positive(text: str) -> int:
    count = _count(text)
    if count < 1:
        raise ValueError(text)
    return count


def _billed(text: str) -> str:
    if text not in ("yes", "no", "unknown"):
        raise ValueError(text)
    return text


_READERS: dict[str, Callable[[str], Value]] = {
    "time": _time,
    "size": _size,
    "money": _money,
    "rate": _read_rate,
    "number": _number,
    "count": _count,
    "billed": _billed,
}
_EXAMPLES = {
    "time": "a time such as `2s`, `300ms` or `1min`",
    "size": "a size such as `200kB` or `2MB`, at most 20MB",
    "money": "a sum of dollars such as `$0.50`",
    "rate": "a share such as `10%`, or `1/20` for every twentieth",
    "number": "a number from 0 to 3 such as `0.5`",
    "count": "a whole number such as `7`",
    "billed": "`yes`, `no` or `unknown`",
}


def _shown(kind: str, value: object) -> str:
    if kind == "time":
        return f"{value:g}s"
    if kind == "money":
        assert isinstance(value, int)
        return f"${Decimal(value) / NANO}"
    return f"{value}B" if kind == "size" else f"{value:g}" if kind == "number" else str(value)
