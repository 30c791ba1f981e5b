"""What a cell shows without a notebook, and what is told of pictures that another run makes."""

from __future__ import annotations

import io
import re
import sys
from types import SimpleNamespace

import pytest
from bananaboard.magics import screen
from bananaboard.magics.terminal import Terminal
from bananaboard.magics.watch import Watch
from bananaboard.runtime.waits import neighbour, quota


class Tty(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_has_a_bar_that_moves_and_the_files(cell, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "stderr", Tty())
    monkeypatch.setenv("TERM", "xterm")
    told = cell('%%banana story\nshot one "A hill"\nshot two "A lake" { takes: 2 }')
    assert re.findall(r"^(\S+)  (\S+)$", told, re.MULTILINE) == [
        ("one#1", "out/notebook/one--1.png"),
        ("two#1", "out/notebook/two--1.png"),
        ("two#2", "out/notebook/two--2.png"),
    ]
    assert "0/3" in sys.stderr.getvalue()
    assert sys.stderr.getvalue().endswith("\x1b[2K")  # the bar is gone in the end


@pytest.mark.parametrize(("variable", "value"), [("TERM", "dumb"), ("PIPE", "1")])
def test_where_nothing_may_move_nothing_does(cell, monkeypatch, variable, value):
    monkeypatch.setattr(sys, "stderr", Tty() if variable == "TERM" else io.StringIO())
    monkeypatch.setenv(variable, value)
    assert "one#1  out/notebook/one--1.png" in cell('%%banana\nshot one "A hill"')
    assert sys.stderr.getvalue() == ""


def watch(make=0, *, free=True):
    return Watch(SimpleNamespace(totals=SimpleNamespace(make=make), engine=SimpleNamespace(free=free)))


def picture(address, *, status="made", cost=0):
    return SimpleNamespace(address=address, take=1, part=1, status=status, cost=cost)


def test_what_another_run_makes_is_neither_made_nor_paid_here():
    found = watch(2, free=False)
    found.waiting(neighbour("day.one"))
    found.waiting(neighbour("day.two"))
    assert found.line().endswith("$0.00 spent, waiting for day.one and 1 more, which another run is making")
    found.take_made(picture("day.two", status="cached", cost=39_000_000))
    assert found.line() == (
        "0 of 2 made, 1 made by another run, $0.00 spent, waiting for day.one, which another run is making"
    )
    found.asking("day.one", 1)
    found.take_made(picture("day.one", cost=39_000_000))
    assert found.line() == "1 of 2 made, 1 made by another run, $0.0390 spent"


def test_a_notebook_says_that_it_waits_though_it_has_nothing_to_make(monkeypatch):
    shown = []
    monkeypatch.setattr(screen.Display, "__init__", lambda _, bundle: shown.append(bundle["text/plain"]))
    found = watch()
    view = screen.Pictures([], found, progress=True)
    view.draw()
    assert shown == []
    found.waiting(neighbour("one"))
    view.draw()
    assert shown == ["waiting for one, which another run is making"]


def test_a_terminal_without_a_bar_says_why_it_waits(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    found = watch(1)
    view = Terminal({"one"}, found, progress=True, color=False)
    found.waiting(quota("lite", 37))
    found.waiting(neighbour("one"))
    view.draw()
    assert capsys.readouterr().out == (
        "Waiting: quota of lite used up: goes on in 37 s.\nWaiting: another run is making one.\n"
    )
