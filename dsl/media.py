"""What a reference file is, told by its first bytes and never by decoding it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from .loader import Media, Unusable
from .looks import kind_of, misnamed
from .media_kinds import look

if TYPE_CHECKING:
    from .looks import Looks

__all__ = ["describe", "misnamed", "sniff"]

PIXELS = 64_000_000


def sniff(data: bytes, path: str) -> Looks:
    """What the whole file `data`, called `path`, is. Raises Unusable; never decodes, and takes time in proportion."""
    if not data:
        raise Unusable("BNN263", path=path)
    looks = look(data, path)
    promised = kind_of(path)
    if looks.kind != promised:
        raise Unusable("BNN262", path=path, named=promised or "another kind", found=looks.kind)
    if looks.width is not None and looks.height is not None and looks.width * looks.height > PIXELS:
        raise Unusable("BNN266", path=path, width=looks.width, height=looks.height)
    return looks


def describe(looks: Looks, data: bytes, key: str) -> Media:
    """What is known of a reference file with the content `data`."""
    digest = hashlib.sha256(data).hexdigest()
    return Media(key, digest, looks.mime, len(data), looks.width, looks.height, looks.pages, looks.seconds)
