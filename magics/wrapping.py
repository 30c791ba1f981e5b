"""Text that stays readable in a narrow output: broken at words, frames of carets and tables left as they are."""

from __future__ import annotations

import re
import shutil
import sys

WIDTH = 88  # columns; programs that show notebooks break longer lines in the middle of a word
NARROWEST = 40
CODE = re.compile(r"\x1b\[[0-9;]*m")
ROW = re.compile(r"\S {2,}\S")  # columns under each other: a row in two lines is no row
FRAME = re.compile(r"\s*(\d+|\.+)?\s*\|( |$)|\s*::")  # a line of a board, what is under it, or where it stands
PIECE = re.compile(r"(?P<space> +)|(?P<word>(?:\x1b\[[0-9;]*m|[^ \x1b])+)")
LEAD = re.compile(r"\s*(= hint: )?")


def width_here() -> int:
    """How wide an output may be: as a notebook's, or as the terminal."""
    terminal = sys.stdout is not None and getattr(sys.stdout, "isatty", bool)()
    return max(NARROWEST, min(shutil.get_terminal_size().columns, WIDTH)) if terminal else WIDTH


def wrapped(text: str, width: int = WIDTH) -> list[str]:
    """The lines of a text, those that are too long broken at words, and set in where there are several."""
    lines = text.rstrip("\n").split("\n")
    return [part for line in lines for part in _broken(line, width, 2 if len(lines) > 1 else 0)]


def say(text: str, *, wider: int = 0) -> None:
    """Print a text of ours below a cell; `wider` for what has lines of its own already."""
    print("\n".join(wrapped(text, width_here() + wider)), flush=True)  # noqa: T201 - a cell's output


def _broken(line: str, width: int, least: int) -> list[str]:
    plain = CODE.sub("", line)
    if _columns(plain) <= width or FRAME.match(plain) or ROW.search(plain):
        return [line]
    lead = LEAD.match(plain)
    indent = max(least, min(len(lead[0]) if lead else 0, width // 2))
    lines, room = [""], width
    for piece in PIECE.finditer(line):
        size = _columns(CODE.sub("", piece[0]))
        if size > room and lines[-1].strip() and piece["word"]:
            lines[-1] = lines[-1].rstrip(" ")
            lines.append(" " * indent)
            room = width - indent
        lines[-1] += piece[0]
        room -= size
    return lines


def _columns(text: str) -> int:
    from wcwidth import wcswidth

    found = wcswidth(text)
    return found if found >= 0 else len(text)
