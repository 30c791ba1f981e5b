"""Names of readable copies: safe on every system, and never two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from ..dsl.address import split

LONGEST = 80  # bytes of one name, its ending not counted
RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def out_name(address: str, take: int, part: int | None) -> str:
    """Where the copy of a take goes, without its ending: `arrival/close--light=dawn--1`. `part`: the panel, from 1."""
    path, keys = split(address)
    *folders, name = path.split(".")
    if name == "final" and folders:
        name = f"{folders.pop()}--final"
    head = "--".join([name, *(f"{axis}={key}" for axis, key in keys)])
    tail = f"--{take}" + (f"--panel-{part}" if part is not None else "")
    return "/".join([*(safe(f) for f in folders), safe(head) + tail])


def safe(name: str) -> str:
    """One name that every system takes: NFC, at most 80 bytes, no reserved word, no dot at an end."""
    plain = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip(" .") or "-"
    if len(plain.encode()) > LONGEST - 10:
        plain = plain.encode()[: LONGEST - 17].decode(errors="ignore") + "-" + short(name)
    return plain + "-" if plain.split(".")[0].split("--")[0].casefold() in RESERVED else plain


def short(text: str) -> str:
    """Six hex digits that tell a name from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def apart(names: dict[str, str]) -> dict[str, str]:
    """Names by what they stand for; those that only differ in case get six digits more."""
    folded: dict[str, list[str]] = {}
    for key, name in names.items():
        folded.setdefault(unicodedata.normalize("NFKC", name).casefold(), []).append(key)
    return {
        k: f"{n}-{short(k)}" if len(folded[unicodedata.normalize("NFKC", n).casefold()]) > 1 else n
        for k, n in names.items()
    }
