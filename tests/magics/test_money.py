"""What a cell that costs money says when the money ends, and that the bill is the ledger's."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from bananaboard.magics.background import Background
from bananaboard.magics.terminal import Terminal
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


def test_what_is_known_of_the_cost_is_told_where_not_all_of_it_is(cell, monkeypatch):
    monkeypatch.setenv("BNN_REHEARSAL", "latency=0s spread=0 plain=2kB refuse=100%")
    said = cell(f'{PAID} --yes\nshot one "A hill"', fails=True)
    assert "1 failed; $0.00 spent, and what nobody knows the price of." in said


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


DIES = """
import os, time
import bananaboard as bb
from bananaboard.runtime.progress import Silent
class Dies(Silent):
    def asking(self, address, take):
        os._exit(9)
bb.load("notebook.bnn").plan(engine="rehearsal").run(max_cost=1.0, progress=Dies())
"""


def test_what_a_run_left_that_died_is_told_before_it_is_asked_for_again(cell, tmp_path):
    (tmp_path / "notebook.bnn").write_text('shot a "A hill"')
    died = subprocess.run([sys.executable, "-c", DIES], check=False, cwd=tmp_path)
    assert died.returncode == 9
    said = cell('%%banana --engine rehearsal\ncharacter mara "A keeper"')
    assert "ended without finishing:\n  1 request got no answer and may have been billed, at most $" in said
    assert "ended without" not in cell(f'{PAID} --yes\nshot a "A hill"')


@pytest.mark.parametrize("body", ['character mara "A keeper"', 'shot a "A hill"'])
def test_an_engine_that_can_not_be_had_is_told_in_words(cell, body, monkeypatch):
    for name in ("GEMINI_API_KEY", "GOOGLE_API_KEY", "GOOGLE_CLOUD_PROJECT", "GOOGLE_GENAI_USE_VERTEXAI"):
        monkeypatch.delenv(name, raising=False)
    assert "nowhere" in cell(f"%%banana --engine nowhere\n{body}", fails=True)
    if "shot" in body:
        assert "key" in cell(f"%%banana --engine gemini --yes\n{body}", fails=True)


def test_an_interrupt_in_the_midst_of_an_interrupt_tells_no_lie(cell, monkeypatch):
    wait = Background.wait

    def pressed(*given):
        if threading.current_thread() is threading.main_thread():
            raise KeyboardInterrupt
        return wait(*given[-2:])

    monkeypatch.setattr(Background, "wait", pressed)
    monkeypatch.setattr(Terminal, "draw", pressed)
    assert "Stopped: no picture was made yet" in cell(f"{PAID} --yes{THREE}", fails=True)
    monkeypatch.setattr(Background, "ask", pressed)
    said = cell(f'{PAID} --yes\nshot b "A lake"', fails=True)
    assert "Stopped. What was sent is kept when it comes" in said
