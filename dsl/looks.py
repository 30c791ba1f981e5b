"""What a reference file is, in its own words: kind, MIME type and how much of it there is."""

from __future__ import annotations

from pathlib import PurePosixPath

from msgspec import Struct

# What a name promises. A picture may be another kind of picture than its name says; its bytes decide then.
MIMES = {
    ".png": "image/png",
    **dict.fromkeys((".jpg", ".jpeg", ".jfif"), "image/jpeg"),
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".heif": "image/heif",
    **dict.fromkeys((".mp4", ".m4v"), "video/mp4"),
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".pdf": "application/pdf",
    **dict.fromkeys((".txt", ".md"), "text/plain"),
}
KINDS = {"image": "picture", "video": "video", "application": "document", "text": "text"}


class Looks(Struct, frozen=True):
    """What the bytes of a file say: kind is picture, video, document or text; what can't be told is None."""

    kind: str
    mime: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    seconds: float | None = None


def kind_of(path: str) -> str | None:
    """The kind that a file's name promises, None where no reference may be called so."""
    mime = MIMES.get(PurePosixPath(path).suffix.lower())
    return KINDS[mime.partition("/")[0]] if mime else None


def misnamed(path: str, mime: str) -> str | None:
    """The ending of a name that promises another MIME type than the file has, None where they agree."""
    suffix = PurePosixPath(path).suffix.lower()
    return suffix if MIMES.get(suffix) != mime else None
