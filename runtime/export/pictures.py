"""Pictures opened to be shown smaller: within bounds, whatever a file holds."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

PIXELS = 120_000_000  # of a picture that is opened at all


def opened(path: Path, longest: int) -> Image.Image | None:
    """A picture in RGB whose longer side is at most so many pixels; None where it is none, or too large."""
    from PIL import Image, ImageOps

    try:
        if measured(path) is None:
            return None
        with Image.open(path, formats=("PNG", "JPEG", "WEBP", "GIF")) as found:
            if found.width * found.height > PIXELS:
                return None
            found.draft("RGB", (longest, longest))  # a JPEG is read smaller at once
            turned = ImageOps.exif_transpose(found)
            turned.thumbnail((longest, longest), Image.Resampling.LANCZOS)
            return _flat(turned)
    except (OSError, ValueError, SyntaxError, MemoryError, Warning, Image.DecompressionBombError):
        return None


def measured(path: Path) -> tuple[int, int] | None:
    """Width and height in pixels, read without opening it; None where it is no picture, or too large."""
    import imagesize

    try:
        width, height = map(int, imagesize.get(path))
    except (OSError, ValueError):
        return None
    return (width, height) if width > 0 and height > 0 and width * height <= PIXELS else None


def _flat(image: Image.Image) -> Image.Image:
    """On white where it is transparent."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGB", clear.size, "white")
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return image.convert("RGB")


def inline(image: Image.Image, quality: int) -> str:
    """A picture as a `data:` address."""
    file = io.BytesIO()
    image.save(file, "WEBP", quality=quality, method=1)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()
