"""The board on the page of money: each row that a test can do makes what the row says."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

import bananaboard as bb
from bananaboard.cli.commands import bnn

from .pages import DOCS, blocks

(BOARD,) = [b.text for b in blocks(DOCS / "money.md") if b.language == "bnn"]
EDITS = {
    "put a shot between `wide` and `close`": ("  shot close", '  shot mid "@mara turns"\n  shot close'),
    "put a shot before the first": ("  shot wide", '  shot head "The harbour at night"\n  shot wide'),
    "rename `wide`": ("shot wide", "shot far"),
    "change only the `camera` of `wide`": ('last step"', 'last step" { camera: "24 mm" }'),
    "ask for 3 takes instead of 2, everywhere": ("takes: 2", "takes: 3"),
    "ask for 1 take instead of 2": ("takes: 2", "takes: 1"),
    "change the model to `flash`": ("model: lite", "model: flash"),
}
PICK = "pick take 2 of `wide`"


def promised(row: str) -> list[int]:
    """How many pictures a row says that a run makes, and one with `--stale`."""
    page = (DOCS / "money.md").read_text(encoding="utf-8")
    cells = re.search(rf"^\| {re.escape(row)} \| (.*?) \| (.*?) \|$", page, re.MULTILINE)
    assert cells, row
    return [0 if c.startswith("nothing") else int(re.match(r"\d+", c)[0]) for c in cells.groups()]


@pytest.fixture
def path(flat):
    """The board, made once."""
    path = flat / "storm.bnn"
    path.write_text(BOARD, "utf-8")
    assert bb.load(path).plan(engine="flat").run().made == 10
    return path


def makes(path) -> list[int]:
    return [sum(c.make for c in bb.load(path).plan(engine="flat", stale=stale).calls) for stale in (False, True)]


@pytest.mark.parametrize("row", EDITS)
def test_a_row_of_the_page(row, path):
    before, after = EDITS[row]
    assert before in BOARD
    path.write_text(BOARD.replace(before, after), "utf-8")
    assert makes(path) == promised(row)


def test_the_row_of_a_pick(path):
    picked = CliRunner().invoke(bnn, ["pick", "storm.bnn", "arrival.wide", "2", "--engine", "flat"])
    assert picked.exit_code == 0, picked.output
    assert makes(path) == promised(PICK)
    CliRunner().invoke(bnn, ["pick", "storm.bnn", "arrival.wide", "1", "--engine", "flat"])
    assert makes(path) == [0, 0]


def test_the_size_and_the_price_of_the_board(path):
    plan = bb.load(path).plan(engine="flat")
    assert (len(plan.calls), sum(c.takes for c in plan.calls)) == (5, 10)
    assert f"about ${plan.cost.service_usd:.2f} in all" in (DOCS / "money.md").read_text(encoding="utf-8")
