"""Names of readable copies: safe on every system, and never two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from ..dsl.address import split

if TYPE_CHECKING:
    from collections.abc import Callable

K = TypeVar("K")
LONGEST = 80  # bytes of one name, its ending not counted
RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}
_PLAIN = re.compile(r"[a-z0-9_][a-z0-9_=-]{0,39}")  # most names: nothing is to be done about them
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def out_name(address: str, take: int, part: int | None) -> str:
    """Where the copy of a take goes, without its ending: `arrival/close--light=dawn--1`. `part`: the panel, from 1."""
    return out_stem(address) + out_tail(take, part)


def out_stem(address: str) -> str:
    """The same without the number of a take."""
    path, keys = split(address)
    *folders, name = path.split(".")
    if name == "final" and folders:
        name = f"{folders.pop()}--final"
    head = "--".join([name, *(f"{axis}={key}" for axis, key in keys)])
    return "/".join([*(safe(f) for f in folders), safe(head)])


def out_tail(take: int, part: int | None) -> str:
    """What tells a take, and a panel of it, from the others."""
    return f"--{take}" if part is None else f"--{take}--panel-{part}"


@lru_cache(4096)
def safe(name: str) -> str:
    """One name that every system takes: NFC, at most 80 bytes, no reserved word, no dot at an end."""
    if _PLAIN.fullmatch(name) and name.partition("--")[0] not in RESERVED:
        return name
    plain = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip(" .") or "-"
    if len(plain.encode()) > LONGEST - 10:
        plain = plain.encode()[: LONGEST - 17].decode(errors="ignore") + "-" + short(name)
    return plain + "-" if plain.split(".")[0].split("--")[0].casefold() in RESERVED else plain


def aside(name: str, sha256: str) -> str:
    """What a copy is called beside a file of somebody else that has its name."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}--{sha256[:6]}{dot}{ending}"


def stems(name: str) -> tuple[str, str]:
    """A copy's name without its ending, and what it would be if it lies aside."""
    stem = name.rpartition(".")[0]
    return stem, stem.rpartition("--")[0]


def short(text: str) -> str:
    """Six hex digits that tell a name from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def apart(names: dict[K, str], told: Callable[[K], str] = str) -> dict[K, str]:
    """Names by what they stand for; those that only differ in case get six digits more, of what `told` makes of it."""
    common = Counter(map(folded, names.values()))
    if len(common) == len(names):
        return names
    return {k: f"{n}-{short(told(k))}" if common[folded(n)] > 1 else n for k, n in names.items()}


def folded(name: str) -> str:
    """What a system that does not tell upper from lower case takes a name for."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()
