"""Takes the heading of a scene apart: `INT. LAMP ROOM - NIGHT` is a place, its side, and a time of day."""

from __future__ import annotations

import re
from typing import NamedTuple

BEGINS = re.compile(
    r"(?:INT\.?[ ]?/[ ]?EXT|EXT\.?[ ]?/[ ]?INT|INT|EXT|EST|I/E|E/I)(?:\.|(?=[ \t]))[ \t]*", re.IGNORECASE
)
_NUMBER = re.compile(r"#[ \t]*([\w.)(-]{1,20})[ \t]*#[ \t]*\Z")
_DASH = re.compile(r"[ \t]+[-–—]{1,2}[ \t]*|[–—]")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]?")
_SAME = re.compile(
    r"(?:(?:moments?|minutes?|hours?|seconds?|shortly|a (?:moment|bit|little|few \w+))[ ])?later|continuous|continued"
    r"|same(?:[ ]time)?|cont['’]?d|moments after"
)
_TIME_WORDS = (
    "day night morning evening afternoon noon midday midnight dawn dusk sunrise sunset twilight daybreak nightfall"
    " jour nuit matin soir aube crépuscule día dia noche mañana tarde amanecer atardecer"
    " tag nacht morgen abend mittag mitternacht dämmerung giorno notte mattina sera dia noite manhã"
)
_TIMES = frozenset(_TIME_WORDS.split())
_BESIDES = "late early mid pre the next following same that magic golden blue hour first last"
_WITH = frozenset(_BESIDES.split())


class Heading(NamedTuple):
    """`place` is "" where it names none; `time` None where it goes on as before."""

    title: str
    number: str
    place: str
    side: str
    time: str | None


def read_heading(line: str) -> Heading:
    """What a heading says; one without INT or EXT names a place only where it names a time too."""
    number = _NUMBER.search(line)
    title = (line[: number.start()] if number else line).strip()
    begins = BEGINS.match(title)
    place, time = _apart(title[begins.end() :] if begins else title)
    named = place if begins or time else ""
    return Heading(title, number[1] if number else "", named.strip(" .,-"), _side(begins[0] if begins else ""), time)


def dashed(words: str) -> str:
    """A heading without its dashes, as file names have it: `INT LAMP ROOM NIGHT`."""
    before, _, last = words.rpartition(" ")
    return f"{before} - {last}" if BEGINS.match(words) and last.lower() in _TIMES else words


def _side(begins: str) -> str:
    upper = begins.upper()
    inside, outside = (
        "INT" in upper or "I/" in upper,
        "EXT" in upper or "/E" in upper or "E/" in upper or "EST" in upper,
    )
    return "interior and exterior" if inside and outside else "interior" if inside else "exterior" if outside else ""


def _apart(text: str) -> tuple[str, str | None]:
    """Place and time. Behind the time nothing belongs to the place: `HOUSE - DAY - FLASHBACK`."""
    parts = [p.strip() for p in _DASH.split(text)]
    for index in range(len(parts) - 1, 0, -1):
        bare = _ASIDE.sub(" ", parts[index]).strip(" .,").lower()
        if _SAME.fullmatch(bare):
            return _joined(parts[:index]), _apart(" - ".join(parts[:index]))[1]
        if (time := _time(bare)) is not None:
            return _joined(parts[:index]), time
    return _joined(parts), None


def _time(bare: str) -> str | None:
    words = bare.replace("-", " ").split()
    times = [w for w in words if w in _TIMES or w == "hour"]
    if not times or len(words) > 4 or any(w not in _TIMES | _WITH for w in words):
        return None
    return " ".join(w for w in bare.split() if w not in ("the", "next", "following", "same", "that"))


def _joined(parts: list[str]) -> str:
    return " - ".join(" ".join(p.split()) for p in parts if p)
