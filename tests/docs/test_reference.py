"""The parts of the pages that the program writes say what the program says."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from bananaboard.dsl.compile import compile_board
from bananaboard.dsl.memory_files import MemoryFiles
from bananaboard.dsl.models import model_table
from bananaboard.grammar.prose import entries

from .libraries import libraries
from .reference import dollars, errors, filled, models, modules, settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
WRITTEN = {
    "models.md": lambda: models(model_table()),
    "settings.md": settings,
    "libraries.md": libraries,
    "errors.md": errors,
    "architecture.md": lambda: modules(ROOT),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_the_page_says_what_the_program_says(name, golden):
    page = (DOCS / name).read_text(encoding="utf-8")
    golden(DOCS / name, filled(page, WRITTEN[name]()))


def test_every_code_has_a_heading_and_a_line_in_its_list():
    text = errors()
    every = [e.code for e in entries()]
    assert re.findall(r"^### (BNN\d+)$", text, re.MULTILINE) == every
    assert re.findall(r"^- \[`(BNN\d+)`\]", text, re.MULTILINE) == every


def test_a_page_without_its_comments_is_refused():
    with pytest.raises(ValueError, match="lost the comments"):
        filled("# Models\n", "x")


@pytest.mark.parametrize(
    ("nano", "said"), [(33_600_000, "$0.0336"), (14_000_000, "$0.014"), (30_000_000_000, "$30.00"), (None, "unknown")]
)
def test_dollars_are_not_rounded(nano, said):
    assert dollars(nano) == said


def codes(text: str) -> set[str]:
    board = MemoryFiles({"board.bnn": text.encode()})
    return {d.code for d in compile_board(board, "board.bnn", today=dt.date(2026, 11, 21)).diagnostics}


def test_what_is_called_wrong_is_wrong_and_what_is_called_right_is_not():
    shown = [e for e in entries() if e.bad]
    assert [e.code for e in shown if e.code not in codes(e.bad)] == []
    # Files that an example names are not here; that is no fault of the example.
    absent = {"BNN240"}
    assert [e.code for e in shown if e.good and e.code in codes(e.good) - absent] == []
