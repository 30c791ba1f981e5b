"""Files that are put in the place of others: whole or not at all, whoever else does the same at this moment."""

from __future__ import annotations

import os
import re
import threading
from contextlib import suppress
from pathlib import Path

DRAFT = re.compile(r"\..+\.([0-9]+)\.[0-9]+\.new")


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


def clear_drafts(folder: Path, dead: set[str]) -> None:
    """Take away what processes of these numbers were writing in a folder, and in those in it; no link is followed."""
    for where, _, files in os.walk(folder):
        for name in files:
            if (draft := DRAFT.fullmatch(name)) and draft[1] in dead:
                with suppress(OSError):
                    Path(where, name).unlink()
