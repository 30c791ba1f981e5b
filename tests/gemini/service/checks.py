"""What a generateContent request must be like for one model, and how many tokens go in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .refusals import invalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from .facts import Model

PICTURES = ("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif")
DOCUMENTS = ("application/pdf", "text/plain")
VIDEOS = (
    "video/mp4",
    "video/quicktime",
    "video/webm",
    "video/mpeg",
    "video/mpg",
    "video/x-flv",
    "video/wmv",
    "video/3gpp",
    "video/mov",
    "video/avi",
)
MAGIC = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF-": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A part that is not words: its digest, its type, how it came."""

    sha256: str
    mime: str
    bytes: int
    by: str  # inline or file


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was taken."""

    model: Model
    text: str  # the words of the user's parts
    media: tuple[Sent, ...]
    config: dict[str, Any]
    ratio: str
    size: str
    pictures: bool  # whether an answer may hold pictures
    words: bool
    text_tokens: int
    media_tokens: int
    most: int  # tokens that may come back
    thoughts: bool  # whether they are shown
    search: bool
    told: str  # what one can know the request by, without its bytes

    @property
    def tokens_in(self) -> int:
        """All of them."""
        return self.text_tokens + self.media_tokens


def ask(model: Model, request: dict[str, Any], opened: Callable[[str, str], tuple[str, int]]) -> Asked:
    """`opened` gives the digest and the size of a file by its URI. Raises Refused."""
    config = request.get("generationConfig", {})
    contents = request.get("contents") or []
    if not contents:
        raise invalid("no_contents")
    image = config.get("imageConfig", {})
    texts, media, tokens = [], [], 0
    for place, content in enumerate(contents):
        _role(content, place)
        for at, part in enumerate(content.get("parts") or []):
            _signed(model, content, part, place, at)
            if "text" in part:
                texts.append(part["text"])
            elif (sent := _media(part, opened)) is not None:
                tokens += _weight(model, sent)
                media.append(sent)
    _pictures(model, media)
    _image(model, image)
    _numbers(model, config)
    _thinking(model, config.get("thinkingConfig", {}))
    searches = _search(model, request.get("tools") or [])
    system = [p.get("text", "") for p in request.get("systemInstruction", {}).get("parts") or []]
    words = sum(-(-len(t.encode()) // 4) for t in (*texts, *system))
    if words + tokens > model.input:
        raise invalid("tokens", count=words + tokens, most=model.input)
    modalities = config.get("responseModalities") or (["TEXT", "IMAGE"] if model.draws else ["TEXT"])
    if "IMAGE" in modalities and not model.draws:
        raise invalid("modalities")
    text = "\n".join(texts)
    told = hashlib.sha256(repr((model.id, text, [m.sha256 for m in media], sorted(image.items()))).encode()).hexdigest()
    size = "1K" if model.ignores_size else image.get("imageSize", "1K")
    return Asked(
        model, text, tuple(media), config, image.get("aspectRatio", "1:1"), size, "IMAGE" in modalities, "TEXT" in modalities, words, tokens,
        config.get("maxOutputTokens", model.output), bool(config.get("thinkingConfig", {}).get("includeThoughts")), searches, told,
    )  # fmt: skip


def _role(content: dict[str, Any], place: int) -> None:
    if content.get("role", "user") not in {"user", "model", "function", "tool", "system"}:
        raise invalid("role")
    if not content.get("parts"):
        raise invalid("no_parts", place=place)


def _signed(model: Model, content: dict[str, Any], part: dict[str, Any], place: int, at: int) -> None:
    """A picture that the model is said to have made carries the signature that came with it."""
    if (
        model.draws
        and model.id.startswith("gemini-3")
        and content.get("role") == "model"
        and "inlineData" in part
        and "thoughtSignature" not in part
    ):
        raise invalid("signature", place=place + 1, at=at + 1)


def _media(part: dict[str, Any], opened: Callable[[str, str], tuple[str, int]]) -> Sent | None:
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
    if mime == "image/webp":
        return data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if mime in {"image/heic", "image/heif"}:
        return data[4:8] == b"ftyp"
    return any(data.startswith(magic) and kind.startswith("image/") for magic, kind in MAGIC.items())


def _weight(model: Model, sent: Sent) -> int:
    if sent.mime in VIDEOS:
        if not model.video:
            raise invalid("video", model=model.id)
        return 70 * 10
    if sent.mime in DOCUMENTS:
        if not model.documents:
            raise invalid("mime", mime=sent.mime)
        return model.picture if sent.mime == "application/pdf" else -(-sent.bytes // 4)
    return model.picture


def _pictures(model: Model, media: list[Sent]) -> None:
    count = sum(m.mime in PICTURES for m in media)
    if count > model.references:
        raise invalid("images", count=count, most=model.references)


def _image(model: Model, image: dict[str, Any]) -> None:
    if image and not model.draws:
        raise invalid("image_config")
    if (ratio := image.get("aspectRatio")) is not None and ratio not in model.ratios:
        raise invalid()
    if (size := image.get("imageSize")) is not None and size not in model.sizes and not model.ignores_size:
        raise invalid()


def _numbers(model: Model, config: dict[str, Any]) -> None:
    if config.get("candidateCount", 1) != 1:
        raise invalid("candidates")
    for name, low, high in (("temperature", 0, 2), ("topP", 0, 1)):
        if not low <= config.get(name, low) <= high:
            raise invalid("range", name=name, value=config[name], low=low, high=f"{high} (inclusive)")
    if not 1 <= config.get("maxOutputTokens", 1) <= model.output:
        high = f"{model.output + 1} (exclusive)"
        raise invalid("range", name="maxOutputTokens", value=config["maxOutputTokens"], low=1, high=high)
    if not -(2**31) <= config.get("seed", 0) < 2**31:
        raise invalid("seed")


def _thinking(model: Model, thinking: dict[str, Any]) -> None:
    level = thinking.get("thinkingLevel")
    if level is not None and model.thinking is not None and level not in model.thinking:
        raise invalid("level", level=level)
    if level is not None and thinking.get("thinkingBudget") is not None:
        raise invalid("budget")


def _search(model: Model, tools: list[dict[str, Any]]) -> bool:
    """Whether the model may look things up."""
    searches = [t["googleSearch"] for t in tools if "googleSearch" in t]
    if searches and "web" not in model.search:
        raise invalid("search")
    if any("imageSearch" in s.get("searchTypes", {}) for s in searches) and "images" not in model.search:
        raise invalid("image_search")
    if model.draws and any("functionDeclarations" in t for t in tools):
        raise invalid("functions")
    return bool(searches)
