"""kill -9 at any instant: the month never forgets what a ledger holds, and never keeps what nobody spent."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bananaboard.runtime.share import month_now
from bananaboard.runtime.spending import ledger_runs

CENT = 10_000_000
SPENDING = """
import os, sys, time
sys.path.insert(0, {tests!r})
from pathlib import Path
from tests.account.money import Money
money = Money(Path({folder!r}))
def spend(name):
    run = money.begin(money.project(name), 4 * {cent})
    run.reserve(3 * {cent})
    run.end()
spend("a")
began = time.monotonic()
spend("b")
print(time.monotonic() - began, flush=True)
for line in sys.stdin:
    if (pid := os.fork()) == 0:
        while True:
            spend("a")
            spend("b")
    print(pid, flush=True)
    os.waitpid(pid, 0)
    print("dead", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_a_kill_at_any_instant(money):
    money.limit(1000)
    words = {"tests": str(Path(__file__).parents[2]), "folder": str(money.folder), "cent": CENT}
    script = SPENDING.format(**words)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    chance = random.Random(11)
    aside = 0
    with subprocess.Popen([sys.executable, "-c", script], **pipes) as child:
        usual = min(0.1, float(child.stdout.readline()))  # seconds of one run, when nobody is in its way
        for _ in range(40):
            child.stdin.write("go\n")
            child.stdin.flush()
            pid = int(child.stdout.readline())
            time.sleep(chance.random() * 4 * usual)
            aside += month_now(clock=money.clock).aside > 0
            os.kill(pid, signal.SIGKILL)
            assert child.stdout.readline() == "dead\n"
            month = month_now(clock=money.clock)
            ledgers = [ledger_runs(money.folder / name / ".bananaboard") or [] for name in "ab"]
            assert month.aside == 0
            assert month.spent == sum(run.spent for found in ledgers for run in found)
        child.stdin.close()
    assert month.spent > 40 * CENT
    assert aside > 3  # so that some were killed in the middle
