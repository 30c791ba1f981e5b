"""A file that a command writes where none is yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .exits import Mistake

if TYPE_CHECKING:
    from pathlib import Path


def write_new(path: Path, text: str, otherwise: str) -> None:
    """Write it with its folders. Raises Mistake where something is there already; `otherwise` says what to do then."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Mistake(f"`{path}` is there already, and stays as it is. {otherwise}") from None
    except OSError as fault:
        raise Mistake(f"`{path}` can't be written: {fault.strerror or fault}.") from None
