"""Where in the text of a configuration a key stands, and what of that text may be shown."""

from __future__ import annotations

import re

from ..grammar.source import Place, Source

_HEADER = re.compile(r"[ \t]*\[+[ \t]*([^\[\]#\n]+?)[ \t]*\]+")
_KEY = re.compile(r"[ \t]*([A-Za-z0-9_.\"' \t-]+?)[ \t]*=")
_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")
_SECRET_NAME = re.compile(r"key|token|secret|passw|credential|bearer", re.IGNORECASE)
# What the services of today give out as keys, and what is long and of one piece, as others may be.
_SECRET_VALUE = re.compile(r"AIza[\w-]{20,}|AQ\.[\w.-]{20,}|sk-[\w-]{16,}|ya29\.[\w.-]+")
_LONG = re.compile(r"[\w+=-]{32,}")
_LONG_TEXT = re.compile(r"(?<=[\"'])[\w+=-]{32,}(?=[\"'])")


def is_secret(name: str, value: object) -> bool:
    """Whether an entry looks like a key or a password, by its name or by itself."""
    if _SECRET_NAME.search(name):
        return True
    return isinstance(value, str) and bool(_SECRET_VALUE.search(value) or _LONG.fullmatch(value))


def masked(text: str) -> str:
    """The text with stars over what looks like a secret, each letter in its place: this is what errors may show."""
    return "\n".join(_masked(line) for line in text.split("\n"))


def _masked(line: str) -> str:
    key = _KEY.match(line)
    if key and _SECRET_NAME.search(key[1]):
        return line[: key.end()] + re.sub(r"[^\s\"']", "*", line[key.end() :])
    for pattern in (_SECRET_VALUE, _LONG_TEXT):
        line = pattern.sub(lambda m: "*" * len(m[0]), line)
    return line


def places(source: Source) -> dict[tuple[str, ...], Place]:
    """Each key of the text, with the sections that it stands in, and where it is written first."""
    found: dict[tuple[str, ...], Place] = {}
    section: tuple[str, ...] = ()
    for number, start in enumerate(source.starts, 1):
        line = source.line(number)
        if header := _HEADER.match(line):
            section = _parts(header[1])
            found.setdefault(section, Place(source, start + header.start(1), start + header.end(1)))
        elif key := _KEY.match(line):
            parts = _parts(key[1])
            place = Place(source, start + key.start(1), start + key.end(1))
            for deep in range(1, len(parts) + 1):
                found.setdefault(section + parts[:deep], place)
    return found


def place_of(source: Source, path: tuple[str, ...]) -> Place | None:
    """Where a key is written; of one inside braces, where they begin."""
    known = places(source)
    return next((known[path[:n]] for n in range(len(path), 0, -1) if path[:n] in known), None)


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(p.strip().strip("\"'") for p in dotted.split("."))


def place_of_fault(source: Source, said: str) -> tuple[Place, str]:
    """Where a reader of TOML gave up, and what it said without the place."""
    at = _AT.search(said)
    reason = _AT.sub("", said).removesuffix(" (at end of document)") or "it is no TOML"
    offset = len(source.text)
    if at and int(at[1]) <= len(source.starts):
        offset = min(source.starts[int(at[1]) - 1] + int(at[2]) - 1, offset)
    return Place(source, max(0, min(offset, len(source.text) - 1)), offset), reason[:1].lower() + reason[1:]
