"""The keys that a configuration may hold: what each is for, and how its value is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..dsl.money import NANO
from ..dsl.nearest import nearest
from ..grammar.diagnostic import Diagnostic
from .config_lines import is_secret, place_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..grammar.source import Source

TIERS = 3  # of an account at the service: those that `models.toml` knows a spending window of
MOST = 1_000_000  # dollars


class Unfit(Exception):
    """A value of the wrong kind; its text says what is wanted."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its dotted name, the field it becomes, how it is read, an example, and what it does."""

    name: str
    field: str
    read: Callable[[object], Any]
    example: str
    about: str

    @property
    def path(self) -> tuple[str, ...]:
        """Section and key."""
        return tuple(self.name.split("."))


def _engine(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Unfit('a name in quotes, such as `engine = "sketch"`')
    return value.strip()


def _tier(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= TIERS:
        raise Unfit(f"a whole number from 1 to {TIERS}, such as `tier = 1`")
    return value


def _money(value: object) -> int:
    """`"$50"`, `"50.00"` or `50`, as nano-dollars."""
    wanted = 'a sum of dollars, such as `month = "$50"`'
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise Unfit(wanted)
    try:
        dollars = Decimal(value.strip().removeprefix("$").strip() if isinstance(value, str) else value)
    except InvalidOperation:
        raise Unfit(wanted) from None
    if not (dollars.is_finite() and 0 <= dollars <= MOST):
        raise Unfit(f"{wanted}, from $0 to ${MOST:,}")
    return int(dollars * NANO)


def _bucket(value: object) -> str:
    name = value.removeprefix("gs://").rstrip("/") if isinstance(value, str) else ""
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]", name):
        raise Unfit('the name of a bucket in quotes, such as `bucket = "my-refs"`')
    return name


def _folder(value: object) -> Path:
    wanted = 'a whole path in quotes, such as `folder = "~/Bananaboard"`'
    if not isinstance(value, str) or not value.strip() or any(ord(c) < 32 for c in value):
        raise Unfit(wanted)
    try:
        path = Path(value).expanduser()
    except RuntimeError:  # nobody's home is known
        raise Unfit(wanted) from None
    if not path.is_absolute() or ".." in path.parts:
        raise Unfit(wanted)
    return path


KEYS = (
    Key("engine", "engine", _engine, 'engine = "sketch"', "Who draws, where `--engine` and BNN_ENGINE do not say it."),
    Key("account.tier", "tier", _tier, "tier = 1", "The tier of your account at Google: how much it may do at once."),
    Key("account.bucket", "bucket", _bucket, 'bucket = "my-refs"', "A bucket of yours for large files (Vertex only)."),
    Key("spending.month", "month", _money, 'month = "$50"', "What all boards together may cost in a calendar month."),
    Key("store.folder", "folder", _folder, 'folder = "~/Bananaboard"', "Where pictures and ledgers live."),
)  # fmt: skip


def read_keys(source: Source, document: dict[str, Any]) -> tuple[dict[str, Any], list[Diagnostic]]:
    """The values by their keys' names, and everything that is wrong."""
    values: dict[str, Any] = {}
    problems: list[Diagnostic] = []
    known = {k.name: k for k in KEYS}
    for path, value in _entries(document):
        key = known.get(".".join(path))
        try:
            if _secret(path[-1] if key is None else "", value):
                problems.append(Diagnostic("BNN663", place_of(source, path), {"key": ".".join(path)[:100]}))
            elif key is None:
                problems.append(_unknown(source, path))
            else:
                values[key.name] = key.read(value)
        except Unfit as unfit:
            words = {"key": key.name if key else "", "wanted": str(unfit)}
            problems.append(Diagnostic("BNN662", place_of(source, path), words))
    return values, problems


def _entries(document: dict[str, Any]) -> list[tuple[tuple[str, ...], object]]:
    """Every key, with its section. A section that is none of ours is one unknown key, whatever it holds."""
    sections = {k.path[0] for k in KEYS if len(k.path) > 1}
    found: list[tuple[tuple[str, ...], object]] = []
    for name, value in document.items():
        if name in sections and isinstance(value, dict):
            found += [((name, inner), v) for inner, v in value.items()]
        else:
            found.append(((name,), value))
    return found


def _secret(name: str, value: object, deep: int = 0) -> bool:
    if is_secret(name, value) or deep > 20:
        return True
    inside = value.items() if isinstance(value, dict) else [("", v) for v in value] if isinstance(value, list) else []
    return any(_secret(k, v, deep + 1) for k, v in inside)


def _unknown(source: Source, path: tuple[str, ...]) -> Diagnostic:
    place, name = place_of(source, path), ".".join(path)[:100]
    section = next((k for k in KEYS if len(k.path) > 1 and k.path[0] == name), None)
    if section is not None:
        wanted = f"a section: a line `[{name}]`, and below it `{section.example}`"
        return Diagnostic("BNN662", place, {"key": name, "wanted": wanted})
    words = {"key": name, "near": _near(path) or "", "known": ", ".join(f"`{k.name}`" for k in KEYS)}
    return Diagnostic("BNN661", place, words)


def _near(path: tuple[str, ...]) -> str | None:
    """The key that was meant: by its whole name, else by its last part in whatever section, else by its section."""
    last = nearest(path[-1], [k.path[-1] for k in KEYS])
    section = nearest(path[0], [k.path[0] for k in KEYS])
    by_last = next((k.name for k in KEYS if last == k.path[-1]), None)
    by_section = next((k.name for k in KEYS if section == k.path[0]), None)
    return by_last or nearest(".".join(path), [k.name for k in KEYS]) or by_section


def starter() -> str:
    """A configuration in which every key stands as a comment with what it is for."""
    lines = ["# Your own wishes for Bananaboard, for all boards. Take away a `#` to make its line count.", ""]
    section = ""
    for key in KEYS:
        if len(key.path) > 1 and key.path[0] != section:
            section = key.path[0]
            lines += ["", f"[{section}]"]
        lines += [f"# {key.about}", f"# {key.example}"]
    return "\n".join(lines) + "\n"
