"""Files that a path could name: below the board's folder, or in an installed library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .library_files import PREFIX, library_folder, library_names, offered
from .offer import Offer
from .signs import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDINGS = {
    "import": (".bnn", ".j2"),
    "table": (".csv", ".jsonl"),
    "reference": (".png", ".jpg", ".jpeg", ".webp", ".heic", ".pdf", ".txt", ".md", ".mp4", ".mov", ".webm"),
}
MOST = 400  # files that are offered


def files(beside: Path, written: str, kind: str) -> Iterator[Offer]:
    """Files that fit, by the path that would be written."""
    folder, slash, last = written.rpartition("/")
    installed = written.startswith(PREFIX)
    if installed and not slash:
        yield from _libraries(len(last) - len(PREFIX))
        return
    if written.startswith("/") or ".." in written.split("/"):
        return
    if kind == "import" and written and PREFIX.startswith(written):
        yield Offer(PREFIX, Kind.FOLDER, "an installed prompt library", insert=PREFIX, replaced=len(last), rank=2)
    here = library_folder(written) if installed else beside / folder
    for entry in _entries(here) if here is not None else ():
        if (not installed or offered(entry.name)) and _fits(entry, kind):
            yield _offer(entry, len(last))


def _libraries(replaced: int) -> Iterator[Offer]:
    for name, release in library_names():
        yield Offer(name, Kind.MODULE, release, insert=f"{name}/", replaced=replaced)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir(), key=lambda p: (p.is_file(), p.name))[:MOST]
    except OSError:
        return []


def _fits(entry: Path, kind: str) -> bool:
    return not entry.name.startswith(".") and (not entry.is_file() or entry.suffix.lower() in ENDINGS[kind])


def _offer(entry: Path, replaced: int) -> Offer:
    if entry.is_dir():
        return Offer(entry.name + "/", Kind.FOLDER, "", insert=entry.name + "/", replaced=replaced, rank=2)
    return Offer(entry.name, Kind.FILE, "", insert=entry.name, replaced=replaced)
