"""Who is brought in, and how: `MARA VOSS (60s, silver braid)`, `WILL BLOOM, age 3, listens`."""

from __future__ import annotations

import re

_HOW = re.compile(
    r"\(([^()\n]{2,200})\)|,[ ]((?:aged?[ ]|early[ ]|mid[ -]|late[ ])?\d[^,.;:()\n]{0,80})", re.IGNORECASE
)
_WORDS = 4  # of a name
_NO_LOOKS = re.compile(
    r"cont['’]?d|continu|v\.?\s?o\b|o\.?\s?[sc]\b|beat|pause|more|(?:on|into|over|off)\b|to\b", re.IGNORECASE
)


class Introductions:
    """Collects them from action; the first one of each name counts."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, str]] = {}

    def read(self, text: str) -> None:
        """A paragraph of action."""
        for how in _HOW.finditer(text):
            words = _capitals(text[max(0, how.start() - 80) : how.start()])
            told = (how[1] or how[2]).strip()
            told = told.lower() if told.isupper() else told
            if not words or _NO_LOOKS.match(told):
                continue
            whole = " ".join(words)
            for count in range(1, len(words) + 1):
                self._found.setdefault(" ".join(words[:count]), (whole, told))

    def of(self, called: str) -> tuple[str, str]:
        """The whole name and how they look; what was asked for and "" where nothing was said."""
        return self._found.get(called.upper(), (called, ""))


def _capitals(before: str) -> list[str]:
    """The words in capitals at its end."""
    found: list[str] = []
    for word in reversed(before.split()[-_WORDS:]):
        if not (word.isupper() and sum(c.isalpha() for c in word) > 1 and word[-1] not in ".:;!?"):
            break
        found.append(word.strip("\"“”'*_"))
    return found[::-1]
