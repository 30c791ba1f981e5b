"""The blocks of the language's page: each is a board that compiles, or one that is wrong as the page says."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bananaboard.dsl.compile import compile_board
from bananaboard.dsl.memory_files import MemoryFiles
from bananaboard.grammar.diagnostic import Severity
from bananaboard.grammar.render import render
from PIL import Image

if TYPE_CHECKING:
    from bananaboard.dsl.call import Compiled

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
FENCE = re.compile(r"^```(\w+)(?: ([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TODAY = dt.date(2026, 11, 21)


class Block(NamedTuple):
    line: int
    language: str
    marks: str
    text: str


def blocks() -> list[Block]:
    page = PAGE.read_text(encoding="utf-8")
    return [Block(page.count("\n", 0, m.start()) + 1, m[1], m[2] or "", m[3]) for m in FENCE.finditer(page)]


def picture(suffix: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(file, "JPEG" if suffix == ".jpg" else "PNG")
    return file.getvalue()


def files() -> dict[str, bytes]:
    """What the blocks name: the page's own files, and a grey picture for each reference."""
    named = {b.marks.removeprefix("file="): b.text.encode() for b in blocks() if b.marks.startswith("file=")}
    pictures = re.findall(r"(?:refs|photos)/[\w-]+(?:\.png|\.jpg)", PAGE.read_text(encoding="utf-8"))
    return {**named, **{path: picture(Path(path).suffix) for path in pictures}}


def build(text: str) -> Compiled:
    given = {"town": "Bergen"} if "param town" in text else {}
    board = MemoryFiles({**files(), "board.bnn": text.encode()})
    return compile_board(board, "board.bnn", today=TODAY, given=given)


RIGHT = [b for b in blocks() if b.language == "bnn" and b.marks != "wrong"]
WRONG = [b for b in blocks() if b.language == "bnn" and b.marks == "wrong"]


@pytest.mark.parametrize("block", RIGHT, ids=lambda b: f"line-{b.line}")
def test_a_block_compiles(block):
    board = build(block.text)
    assert all(d.severity is Severity.NOTE for d in board.diagnostics), render(board.diagnostics, color=False)
    assert board.calls or block.marks.startswith("file=")


@pytest.mark.parametrize("block", WRONG, ids=lambda b: f"line-{b.line}")
def test_a_block_that_is_wrong_says_so(block):
    board = build(block.text)
    assert not board.calls
    assert len(board.diagnostics) == 1


def board_with(words: str) -> Compiled:
    return build(next(b.text for b in RIGHT if words in b.text))


def test_the_whole_board_is_what_the_page_counts():
    board = board_with("The Lighthouse Keeper")
    assert len(board.calls) == 6
    assert sum(c.takes for c in board.calls) == 12
    assert [c.address for c in board.spare] == ["mara.profile"]


def test_only_what_uses_an_axis_varies():
    addresses = [c.address for c in board_with("Posters").calls]
    assert sum(a.startswith("poster.key") for a in addresses) == 6
    assert sum(a.startswith("poster.empty") for a in addresses) == 2


def test_a_column_is_called_by_its_heading():
    board = board_with("Unit_price")
    assert [c.about.caption for c in board.calls] == [("Dawn mug, 18 Euro",), ("Tide bowl, 24 Euro",)]


def test_every_setting_stands_on_the_page():
    from bananaboard.dsl.settings import SETTINGS

    page = PAGE.read_text(encoding="utf-8")
    table = page[page.index("## Settings") : page.index("## Params")]
    assert [s.name for s in SETTINGS if f"`{s.name}`" not in table] == []
