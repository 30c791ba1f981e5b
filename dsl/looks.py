"""What a reference file is, in its own words: kind, MIME type and how much of it there is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

# The kind that a name promises. A picture may be another kind of picture than its name says; its bytes decide then.
KINDS = {
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".jfif", ".webp", ".heic", ".heif"), "picture"),
    **dict.fromkeys((".mp4", ".m4v", ".mov", ".webm"), "video"),
    ".pdf": "document",
    **dict.fromkeys((".txt", ".md"), "text"),
}


@dataclass(frozen=True, slots=True)
class Looks:
    """What the bytes of a file say: kind is picture, video, document or text; what can't be told is None."""

    kind: str
    mime: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    seconds: float | None = None


def kind_of(path: str) -> str | None:
    """The kind that a file's name promises, None where no reference may be called so."""
    return KINDS.get(PurePosixPath(path).suffix.lower())
