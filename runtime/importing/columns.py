"""The columns of a shot list: which heading means what, in the words that people use."""

from __future__ import annotations

import re

# What each becomes, with its headings: small letters, and a space for all that is no letter or digit.
MEANINGS = {
    "scene": ("scene", "scene number", "scene no", "scene name", "sc", "sequence", "seq", "scene heading", "slugline"),
    "number": ("number", "shot number", "shot no", "shot num", "shot id", "no", "nr", "setup", "board", "id"),
    "words": (
        *("description", "desc", "shot description", "visual", "visuals", "visual description", "picture description"),
        *("prompt", "content", "details", "what we see", "image description", "scene description", "video", "subject"),
        *("frame description", "panel description", "summary"),
    ),
    "title": ("title", "shot name", "shot title", "name"),
    "action": ("action", "actions", "business", "blocking"),
    "dialogue": (
        *("dialogue", "dialog", "dialogues", "line", "lines", "vo", "v o", "voice over", "voiceover", "narration"),
        *("script", "speech", "spoken"),
    ),
    "camera": (
        *(
            "camera",
            "camera angle",
            "angle",
            "shot size",
            "size",
            "framing",
            "shot type",
            "type",
            "lens",
            "focal length",
        ),
        *("movement", "camera movement", "camera move", "move", "equipment", "composition", "camera notes"),
    ),
    "seconds": (
        *("seconds", "duration", "length", "sec", "secs", "dur", "screen time", "est time", "estimated time", "timing"),
        *("duration s", "duration sec", "duration seconds", "running time", "shot length", "time"),
    ),
    "caption": (
        "caption",
        "captions",
        "text",
        "on screen text",
        "super",
        "supers",
        "subtitle",
        "graphics",
        "title card",
    ),
    "sound": ("sound", "sounds", "sfx", "audio", "music", "sound effects", "fx", "sound fx"),
    "transition": ("transition", "transitions", "cut"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks", "director notes", "director s notes"),
    "cast": ("cast", "characters", "character", "talent", "actors", "actor", "who", "people"),
    "place": ("location", "place", "set", "where", "setting"),
    "side": ("int ext", "i e", "ie", "interior exterior", "int or ext"),
    "day": ("time of day", "d n", "day night", "day or night", "tod"),
    "picture": ("picture", "image", "frame", "reference", "ref", "thumbnail", "storyboard", "file", "picture file"),
    "address": ("address",),
    "variant": ("variant",),
    "panel": ("panel",),
    "drawn": ("status", "kind", "review"),
    "shot": ("shot", "shots"),
}
_MEANS = {heading: meaning for meaning, headings in MEANINGS.items() for heading in headings}
# One column each; of the others all columns that mean the same are put together.
SINGLE = frozenset(
    {"scene", "number", "title", "seconds", "place", "side", "day", "address", "variant", "panel", "shot"}
)
_OURS = frozenset({"address", "variant", "panel", "drawn"})
_CODE = re.compile(r"(?=.*\d)[\w.-]{1,8}|[A-Za-z]")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def meanings(headings: list[str], rows: list[list[str]]) -> list[str]:
    """What each column means, "" for one that a board has no place for; `rows` decide what one heading leaves open."""
    found = [_MEANS.get(" ".join(re.findall(r"[^\W_]+", h.casefold()))[:40], "") for h in headings]
    ours = is_ours(found)
    found = [m if ours or m not in _OURS else "number" if m == "panel" else "" for m in found]
    if "shot" in found:
        at = found.index("shot")
        found[at] = "number" if "number" not in found and _mostly(_CODE, rows, at) else "words"
    for at, heading in enumerate(headings):
        if heading.strip().casefold() == "time" and _mostly(_LETTERS, rows, at):
            found[at] = "day"
    if "words" not in found and "action" in found:
        found[found.index("action")] = "words"
    return [m if m not in SINGLE or m not in found[:i] else "" for i, m in enumerate(found)]


def is_ours(found: list[str]) -> bool:
    """Whether `bnn export --to csv` wrote it."""
    return found.count("drawn") > 1 and "address" in found


def _mostly(form: re.Pattern[str], rows: list[list[str]], at: int) -> bool:
    cells = [c for row in rows[:200] if at < len(row) and (c := row[at].strip())]
    matching = sum((form.match if form is _LETTERS else form.fullmatch)(c) is not None for c in cells)
    return bool(cells) and matching * 2 > len(cells)
