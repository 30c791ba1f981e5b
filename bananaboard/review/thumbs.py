"""Small pictures for the grid, made once and kept in `thumbs/`, which may be deleted at any time."""

from __future__ import annotations

import io
import os
import threading
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SIDE = 480  # pixels of the longer side
MOST = 100_000_000  # pixels of a picture that is made small
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
TYPE = "image/webp"
_turn = threading.Semaphore(2)  # a large picture takes memory while it is made small


class Thumbs:
    """The small pictures of one home."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "thumbs"

    def thumb(self, sha256: str, read: Callable[[], bytes]) -> bytes | None:
        """The small picture of the one with that digest; `read` gets the large one. None where it is no picture."""
        path = self.folder / f"{sha256}.{SIDE}.webp"
        if self._ours() and path.is_file() and not path.is_symlink():
            with suppress(OSError):
                return path.read_bytes()
        with _turn:
            made = shrunk(read())
        if made is not None:
            with suppress(OSError):  # it is only made again next time
                self._keep(path, made)
        return made

    def _ours(self) -> bool:
        return not self.folder.is_symlink() and not self.folder.parent.is_symlink()

    def _keep(self, path: Path, data: bytes) -> None:
        if not self._ours():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        draft.unlink(missing_ok=True)
        with draft.open("xb") as file:
            file.write(data)
        draft.replace(path)


def shrunk(data: bytes) -> bytes | None:
    """A picture as a small WebP; None where it can't be read, or is too large to be."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST:
                    return None
                picture.draft("RGB", (SIDE * 2, SIDE * 2))
                small = picture.convert("RGBA" if "A" in picture.getbands() else "RGB")
        small.thumbnail((SIDE, SIDE))
        file = io.BytesIO()
        small.save(file, "WEBP", quality=82, method=3)
    except Exception:  # noqa: BLE001 - Pillow raises anything on a stranger's bytes, and none of it matters here
        return None
    return file.getvalue()
