"""Names as boards have them, made of any text, each once."""

from __future__ import annotations

import re
import unicodedata

from ...dsl.naming import MEMBERS, RESERVED

LONGEST = 40
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_OTHER = re.compile(r"\W+")
_CAPITALS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def board_name(text: str, otherwise: str) -> str:
    """A name as boards have them; `otherwise` where the text has no letter that names have."""
    plain = unicodedata.normalize("NFKC", _APOSTROPHE.sub("", text[:400]).replace("ﬁ", "fi")).casefold()
    made = _OTHER.sub("_", unicodedata.normalize("NFKC", plain)).strip("_")[:LONGEST].strip("_") or otherwise
    made = made if not made[0].isdigit() else f"n{made}"
    taken = not made.isidentifier() or made in RESERVED | MEMBERS
    return f"{otherwise}_{made}".strip("_") if taken and f"{otherwise}_{made}".isidentifier() else made


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
    """A name as people write it: `MARA O'BRIEN` is `Mara O'Brien`; one in mixed letters stays as it is."""
    if name != name.upper():
        return name
    return _CAPITALS.sub(lambda m: m[0].capitalize() if len(m[0]) < 3 or m[0][1] not in "'’" else _irish(m[0]), name)


def _irish(word: str) -> str:
    return word[:2].upper() + word[2:].capitalize()
