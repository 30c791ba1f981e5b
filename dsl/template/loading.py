"""A `.j2` file into a library of macros."""

from __future__ import annotations

from .budget import SIZE, width
from .library import Library
from .problem import Problem


def compile_library(text: str) -> Library:
    """Read a `.j2` file. Never raises: what is wrong stands in `problems`."""
    if len(text) > SIZE or width(text) > SIZE:
        return Library({}, (Problem("BNN413", {"size": "64 KiB"}, 0, 0),))
    from .build import build_library

    try:
        return Library(build_library(text.replace("\r\n", "\n").replace("\r", "\n")), ())
    except Problem as problem:
        return Library({}, (problem,))
