"""What a cell that costs money says when the money ends, and that the bill is the ledger's."""

from __future__ import annotations

import pytest
from bananaboard.runtime.ledger import read_ledger
from bananaboard.runtime.rehearsal.bill import read_bill
from bananaboard.runtime.root import Workspace

PAID = "%%banana --quiet --engine rehearsal"
THREE = '\nshot a "A hill" { takes: 3 }'


@pytest.fixture(autouse=True)
def instant(monkeypatch):
    monkeypatch.setenv("BNN_REHEARSAL", "latency=0s spread=0 plain=2kB")


def test_a_ceiling_says_what_is_left_and_how_to_go_on(cell, tmp_path):
    said = cell(f"{PAID} --max-cost 0.05{THREE}", fails=True)
    assert "The money that may be spent is used up. What was made is kept." in said
    assert "2 requests are left, for $" in said
    assert "run it again with a higher `--max-cost`." in " ".join(said.split())
    cell("%config Bananaboard.max_cost = 0.5")
    cell(f"{PAID}{THREE}")
    bill = read_bill(next(tmp_path.rglob("bill.jsonl")))
    rows = read_ledger(Workspace(tmp_path, realm="rehearsal").home).connection.execute("SELECT cost FROM attempt")
    assert (bill.billed, bill.nano) == (3, sum(r[0] for r in rows))


def test_a_budget_says_where_it_stands(cell):
    budget = "\nstoryboard { budget: $0.05 }"
    said = " ".join(cell(f"{PAID} --yes{budget}{THREE}", fails=True).split())
    assert "a: the board's budget is used up" in said
    assert "To go on, set a higher `budget` in the storyboard." in said


def test_where_nobody_can_answer_nothing_is_sent(cell, tmp_path, monkeypatch):
    def nobody(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    said = cell(f"{PAID}{THREE}", fails=True)
    assert "Nobody is here to agree" in said
    assert "3 requests to rehearsal" in said
    assert not list(tmp_path.rglob("bill.jsonl"))
