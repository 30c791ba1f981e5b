"""Tells kinds of files apart by their first bytes, and hands each to the reader of its headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import media_document, media_picture, media_video
from .loader import Unusable

if TYPE_CHECKING:
    from .looks import Looks

# What begins so can't be sent; the sentence says what to save it as.
REFUSED = (
    (b"GIF87a", "GIF", "a PNG or a JPEG"),
    (b"GIF89a", "GIF", "a PNG or a JPEG"),
    (b"BM", "BMP", "a PNG or a JPEG"),
    (b"II*\x00", "TIFF", "a PNG or a JPEG"),
    (b"MM\x00*", "TIFF", "a PNG or a JPEG"),
    (b"%!PS", "EPS", "a PNG or a JPEG"),
    (b"\xc5\xd0\xd3\xc6", "EPS", "a PNG or a JPEG"),
    (b"8BPS", "Photoshop", "a PNG or a JPEG"),
    (b"\x00\x00\x01\x00", "icon", "a PNG or a JPEG"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000", "a PNG or a JPEG"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL", "a PNG or a JPEG"),
    (b"\xff\x0a", "JPEG XL", "a PNG or a JPEG"),
    (b"PK\x03\x04", "packed", "a picture, a PDF or a text"),
    (b"{\\rtf", "RTF", "a PDF or a plain text"),
    (b"\x1f\x8b", "packed", "a picture, a PDF or a text"),
    (b"ID3", "sound", "nothing: sound can't be sent"),
)


def look(data: bytes, path: str) -> Looks:
    """What the whole file `data` is. Raises Unusable."""
    for magic, read in READERS:
        if data.startswith(magic):
            return read(data, path)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return media_picture.webp(data, path)
    if data[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return media_video.boxes(data, path)
    for magic, name, instead in REFUSED:
        if data.startswith(magic):
            raise Unusable("BNN261", path=path, format=name, instead=instead)
    if b"%PDF-" in data[:1024]:
        return media_document.pdf(data, path)
    return media_document.text(data, path)


READERS = (
    (b"\x89PNG\r\n\x1a\n", media_picture.png),
    (b"\xff\xd8\xff", media_picture.jpeg),
    (b"\x1a\x45\xdf\xa3", media_video.webm),
)
