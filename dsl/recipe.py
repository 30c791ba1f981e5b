"""What a call says, as one manifest: hashed it is the digest, printed it is the explanation of a change."""

from __future__ import annotations

import hashlib
import unicodedata

from msgspec.json import Encoder

_ENCODER = Encoder(order="sorted")  # a test holds it equal to the standard library's, character by character


def canon(value: object) -> str:
    r"""The canonical text of a manifest: NFC, `\n`, sorted keys, no floats, no spaces."""
    text = _ENCODER.encode(value).decode()
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def digest(manifest: str) -> str:
    """The digest of a canonical manifest."""
    return "sha256:" + hashlib.sha256(manifest.encode("utf-8", "surrogatepass")).hexdigest()


def said(manifest: dict[str, object]) -> tuple[str, str]:
    """A manifest of version `said/1` without its empty entries: its digest and its canonical text."""
    text = canon({"v": "said/1", **{k: v for k, v in manifest.items() if v}})
    return digest(text), text
