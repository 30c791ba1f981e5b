"""What a request holds: its words, its pictures and files, and how many tokens they are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .facts import Model

    Opener = Callable[[str, str], tuple[str, int]]

PICTURES = ("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif")
DOCUMENTS = ("application/pdf", "text/plain")
VIDEOS = ("video/mp4", "video/quicktime", "video/webm", "video/mpeg", "video/mpg", "video/x-flv", "video/wmv",
          "video/3gpp", "video/mov", "video/avi")  # fmt: skip
MAGIC = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF-": "application/pdf"}
SECONDS = 10  # every video is as long as that


@dataclass(frozen=True, slots=True)
class Sent:
    """A part that is not words: its digest, its type, how it came."""

    sha256: str
    mime: str
    bytes: int
    by: str  # inline or file


@dataclass(frozen=True, slots=True)
class Holds:
    """All parts of a request."""

    text: str  # the words of all turns
    media: tuple[Sent, ...]
    text_tokens: int
    media_tokens: int


def hold(model: Model, request: dict[str, Any], opened: Opener) -> Holds:
    """`opened` gives the digest and the size of a file by its URI. Raises Refused."""
    contents = request.get("contents") or []
    if not contents:
        raise invalid("no_contents")
    parts = [part for place, content in enumerate(contents) for part in _turn(model, content, place)]
    texts = [part["text"] for part in parts if "text" in part]
    media = tuple(sent for part in parts if "text" not in part and (sent := _media(part, opened)) is not None)
    system = [p.get("text", "") for p in request.get("systemInstruction", {}).get("parts") or []]
    words = sum(-(-len(t.encode()) // 4) for t in (*texts, *system))
    return Holds("\n".join(texts), media, words, sum(_weight(model, m) for m in media))


def _turn(model: Model, content: dict[str, Any], place: int) -> Iterator[dict[str, Any]]:
    if content.get("role", "user") not in {"user", "model", "function", "tool", "system"}:
        raise invalid("role")
    if not content.get("parts"):
        raise invalid("no_parts", place=place)
    signs = model.draws and model.id.startswith("gemini-3") and content.get("role") == "model"
    for at, part in enumerate(content["parts"]):
        # A picture that the model is said to have made carries the signature that came with it.
        if signs and "inlineData" in part and "thoughtSignature" not in part:
            raise invalid("signature", place=place + 1, at=at + 1)
        yield part


def _media(part: dict[str, Any], opened: Opener) -> Sent | None:
    if (blob := part.get("inlineData")) is not None:
        mime, data = blob.get("mimeType", ""), blob.get("data", b"")
        _type(mime)
        if not data or (mime in PICTURES and not _looks(data, mime)):
            raise invalid("picture")
        return Sent(hashlib.sha256(data).hexdigest(), mime, len(data), "inline")
    if (file := part.get("fileData")) is not None:
        mime = file.get("mimeType", "")
        if mime:
            _type(mime)
        sha256, size = opened(file.get("fileUri", ""), mime)
        return Sent(sha256, mime or "image/png", size, "file")
    return None


def _type(mime: str) -> None:
    if mime not in (*PICTURES, *DOCUMENTS, *VIDEOS) and not mime.startswith(("audio/", "text/")):
        raise invalid("mime", mime=mime)


def _looks(data: bytes, mime: str) -> bool:
    """Whether these are the bytes of a picture. As at the real service, PNG may be called JPEG."""
    if mime == "image/webp":
        return data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if mime in {"image/heic", "image/heif"}:
        return data[4:8] == b"ftyp"
    return any(data.startswith(magic) and kind.startswith("image/") for magic, kind in MAGIC.items())


def _weight(model: Model, sent: Sent) -> int:
    if sent.mime in VIDEOS:
        if not model.video:
            raise invalid("video", model=model.id)
        return 70 * SECONDS
    if sent.mime in DOCUMENTS:
        if not model.documents:
            raise invalid("mime", mime=sent.mime)
        return model.picture if sent.mime == "application/pdf" else -(-sent.bytes // 4)
    return model.picture
