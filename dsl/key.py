"""Keys: the short names that values of an axis go by in addresses."""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^A-Za-z0-9_-]+")


def slug(text: str) -> str:
    """The key made of a value: letters, digits, `_` and `-` are kept, each run of anything else becomes one `-`.

    At the ends it goes without one: `16:9` is `16-9`, `@ana.red` is `ana-red`. Empty where nothing can be kept.
    """
    if text.isascii():
        return _join(_OTHER.split(text))
    return _join("".join(c if _kept(c) else " " for c in unicodedata.normalize("NFC", text)).split())


def _join(pieces: list[str]) -> str:
    return "-".join(p for p in pieces if p)


def _kept(char: str) -> bool:
    # Marks belong to their letters: Hindi and Thai words are not words without them.
    return char in "_-" or char.isalnum() or unicodedata.category(char)[0] == "M"
