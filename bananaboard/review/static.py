"""The files of the page by the paths under which the browser asks for them; they hold nothing of the board."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}


@cache
def static() -> dict[str, tuple[bytes, str]]:
    """Bytes and type of each."""
    found = {}
    for file in files(f"{__package__}.page").iterdir():
        ending = file.name.rpartition(".")[2]
        if ending in TYPES:
            path = "/" if file.name == "index.html" else f"/page/{file.name}"
            found[path] = file.read_bytes(), f"{TYPES[ending]}; charset=utf-8"
    return found
