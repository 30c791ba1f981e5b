"""Installed prompt libraries and their files, as far as a path that begins with `pkg:` is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.catalogue import SAMPLES
from ..dsl.libraries import Libraries
from ..dsl.loader import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PREFIX = "pkg:"


def library_names() -> Iterator[tuple[str, str]]:
    """Each library with the package that brought it."""
    installed = Libraries()
    for name in installed.names():
        yield name, str(installed.release(name) or "")


def library_folder(written: str) -> Path | None:
    """The folder that the written part of a path lies in; None where it is none of an installed library."""
    library, _, inside = written.removeprefix(PREFIX).partition("/")
    folder, steps = None, inside.split("/")[:-1]
    if not any(step in ("", ".", "..") or "\\" in step for step in steps):
        try:
            folder = Libraries().folder(library, written).joinpath(*steps)
        except Unusable:
            folder = None
    return folder


def offered(name: str) -> bool:
    """Whether a file is meant to be imported: not the board of samples, and nothing of Python's."""
    return name not in (SAMPLES, "__pycache__")
