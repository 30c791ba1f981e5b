"""Files that are put in the place of others: whole or not at all, whoever else does the same at this moment."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def draft_of(path: Path) -> Path:
    """Where what is to stand there is written first: beside it, under a name that no other process or thread has."""
    return path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.new")


def put(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file. Raises OSError, and then nothing of them is left."""
    draft = draft_of(path)
    draft.unlink(missing_ok=True)
    try:
        with draft.open("xb") as file:
            file.write(data)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
