"""The tutorial and the guides as somebody who follows them: their files are written, their commands typed, in order.

What a block is for stands behind its language: `file=NAME` is a whole file; `adds=NAME` goes to its end;
`exchanges=NAME` takes the place of the statement with the same beginning; `said` is what the last command said, `…`
standing for whatever lies between. A comment `<!-- there is: PATH -->` puts a picture where readers put theirs.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from click.testing import CliRunner
from PIL import Image

from bananaboard.cli.commands import bnn

from .pages import FENCE

if TYPE_CHECKING:
    from pathlib import Path

THERE = re.compile(r"<!-- there is: ([\w./-]+) -->")
EXIT = re.compile(r"# exit code (\d+)")


def follow(page: str, folder: Path) -> list[str]:
    """Do all that a page says, in the current folder, which is `folder`. What each command said."""
    said: list[str] = []
    steps = sorted([*FENCE.finditer(page), *THERE.finditer(page)], key=lambda m: m.start())
    for step in steps:
        if step.re is THERE:
            picture(folder / step[1])
            continue
        language, (mark, _, name), text = step[2], (step[3] or "").partition("="), step[4]
        if language == "sh" and not mark:
            said += [typed(line) for line in text.splitlines() if line.startswith("bnn ")]
        elif language == "python" and not mark:
            exec(compile(text, "the page", "exec"), {})
        elif mark == "said":
            compare(text, said[-1])
        elif mark in WAYS:
            put(folder / name, text, mark)
        else:
            assert mark == "shown" or (language in ("toml", "text") and not mark), f"nobody does {step[0]!r}"
    return said


WAYS = ("file", "adds", "exchanges")


def picture(path: Path) -> None:
    """Something that somebody has drawn or photographed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.effect_mandelbrot((192, 128), (-2, -1.2, 0.8, 1.2), 20).convert("RGB").save(path)


def put(path: Path, text: str, way: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".py":
        exec(compile(text, path.name, "exec"), {"__name__": path.stem})
    if way == "file":
        path.write_text(text, "utf-8")
    elif way == "adds":
        path.write_text(path.read_text("utf-8") + "\n" + text, "utf-8")
    else:
        path.write_text(exchanged(path.read_text("utf-8"), text), "utf-8")


def exchanged(board: str, text: str) -> str:
    """A board with a statement in the place of the one that begins with the same two words."""
    kind, name = re.match(r"\s*(\w+) (\w+)?", text).groups()
    begins = rf"[ ]*{kind} {name or ''}\b" if name else rf"[ ]*{kind} "
    lines = board.splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if re.match(begins, line))
    depth = last = 0
    for last in range(first, len(lines)):
        bare = re.sub(r'"[^"]*"', "", lines[last])
        depth += bare.count("{") - bare.count("}")
        if depth <= 0:
            break
    return "".join([*lines[:first], text, *lines[last + 1 :]])


def typed(line: str) -> str:
    """Type a command; it ends as the page says, well if it says nothing."""
    expected = EXIT.search(line)
    words = shlex.split(line, comments=True)[1:]
    found = CliRunner().invoke(bnn, words)
    assert found.exit_code == (int(expected[1]) if expected else 0), f"{line}\n{found.output}"
    return found.output


def compare(told: str, said: str) -> None:
    """Each line of a page that is not `…` was said, in that order."""
    at = 0
    for line in (line for line in told.splitlines() if line.strip() not in ("", "…")):
        for piece in line.split("…"):
            found = said.find(piece, at)
            assert found >= 0, f"{piece!r} is not in what was said:\n{said}"
            at = found + len(piece)
