"""Names as boards have them, made of any text, each once."""

from __future__ import annotations

import re
import unicodedata

from ...dsl.naming import MEMBERS, RESERVED

LONGEST = 40
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_SCOTTISH = re.compile(r"\b(Ma?c)([^\W\d_a-z]{2,})\b")  # written so on purpose, in a cue that is else in capitals
_CAPITALS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def board_name(text: str, otherwise: str) -> str:
    """A name as boards have them; `otherwise` where the text has no letter that names have."""
    folded = unicodedata.normalize("NFKC", _APOSTROPHE.sub("", text[:400])).casefold()
    plain = unicodedata.normalize("NFKC", folded)
    kept = "".join(c if f"a{c}".isidentifier() else " " for c in plain.replace("_", " "))
    made = "_".join(kept.split())[:LONGEST].strip("_")
    made = made if made[:1].isidentifier() or not made else f"n{made}"
    if not made.isidentifier() or unicodedata.normalize("NFKC", made) != made:
        return otherwise
    return f"{otherwise}_{made}" if made in RESERVED | MEMBERS else made


class Names:
    """Gives out names that nobody has yet."""

    def __init__(self, *taken: str) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def free(self, name: str) -> str:
        """The name, with a number where there is one already."""
        found, number = name, self._next.get(name, 2)
        while found in self._taken:
            found, number = f"{name}_{number}", number + 1
        self._next[name] = number
        self._taken.add(found)
        return found


def spoken(name: str) -> str:
    """A name as people write it: `MARA O'BRIEN` is `Mara O'Brien`, `McTAVISH` is `McTavish`; one in mixed letters stays
    as it is."""
    loud = _SCOTTISH.sub("", name)
    return _CAPITALS.sub(lambda m: _word(m[0]), name) if loud == loud.upper() else name


def _word(word: str) -> str:
    if (scottish := _SCOTTISH.fullmatch(word)) is not None:
        return scottish[1] + scottish[2].capitalize()
    irish = len(word) > 2 and word[1] in "'’"
    return word[:2].upper() + word[2:].capitalize() if irish else word.capitalize()
