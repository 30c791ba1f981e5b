"""Given pictures: decoded within bounds, or not at all."""

from __future__ import annotations

import io
import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "WEBP")
ONE_AT_A_TIME = threading.Lock()
MOST = 64_000_000  # pixels


@contextmanager
def quiet() -> Iterator[None]:
    """Without Pillow's warnings of odd files: what can't be shown is shown as such. One thread at a time: the filters
    of warnings belong to the whole process."""
    with ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def decode(data: bytes, longest: int) -> Image | None:
    """The picture in RGB with its longer side at most `longest`, upright; None where it can't be shown."""
    from PIL import Image, ImageOps

    try:
        with quiet(), Image.open(io.BytesIO(data), formats=FORMATS) as file:
            if not 0 < file.width * file.height <= MOST:
                return None
            file.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(file)
            upright.thumbnail((longest, longest))
            return _on_paper(upright)
    except Exception:  # noqa: BLE001 - a stranger's file can break a decoder in any way; it is shown as unreadable
        return None


def _on_paper(image: Image) -> Image:
    """Without transparency."""
    from PIL import Image as Pillow

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Pillow.new("RGBA", clear.size, (250, 248, 242, 255))
        return Pillow.alpha_composite(paper, clear).convert("RGB")
    return image.convert("RGB")
