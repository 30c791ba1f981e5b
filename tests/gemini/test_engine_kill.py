"""kill -9 of real runs through the Gemini engine, at random instants: both sides of the bill still agree.

`pytest tests/gemini/test_engine_kill.py --soak 200` kills so many runs.
"""

from __future__ import annotations

import os
import random
import time
from typing import TYPE_CHECKING

import pytest

from ..money.studio import Forge
from .asked import png
from .home import Home
from .service.handle import Service

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
KILLS = 24  # for both kinds of weather
SECONDS = 0.5  # about what a whole run takes
BOARD = """\
param round = "one"
storyboard "Kill" { model: lite; takes: 2; retries: 1 }
character ana "a girl in a red coat" { reference "ana.png"; view front "in {{ round }}" }
scene chain {
  chain: previous
  shot a "@ana begins {{ round }}"
  shot b "@ana goes on"
  edit calm of b "Make it calm, {{ round }}"
}
scene lone {
  variant light { dawn: "dawn {{ round }}"; noon: "noon {{ round }}"; dusk: "dusk {{ round }}" }
  shot hill "A hill at {{ light }}"
  shot crowd "Many people, {{ light }}" { takes: 3 }
}
"""


@pytest.mark.parametrize("weather", [0.0, 0.25])
def test_whenever_a_run_is_killed_the_ledger_knows_what_was_billed(
    weather: float, tmp_path: Path, clean: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    kills = (request.config.getoption("--soak", default=0) or KILLS) // 2
    chance = random.Random(f"{weather} {kills}")
    with Service(tmp_path / "bill.jsonl", seed=kills, weather=weather) as service:
        service.set(latency=0.04)
        project = tmp_path / "project"
        project.mkdir()
        home = Home(project, service, BOARD)
        home.tier(3)  # what is unknown counts as spent: on the first tier hundreds of kills wait for ten minutes
        (project / "ana.png").write_bytes(png(7, 500))
        home.forge = Forge(home)
        words = open_ = 0
        try:
            for kill in range(20 * kills):
                if kill >= kills and open_ > kills // 2:
                    break  # often enough it was killed where it hurts
                open_ += _killed(home, chance, f"round={words}")
                # What is open counts at its most, so the upper bound holds at each instant.
                assert service.settled()["billed"] <= sum(r["holds"] for r in home.attempts())
                home.sound()
                if kill % 4 == 3:
                    _settled(home, f"round={words}")
                words += chance.random() < 0.6
            _complete(home, service, f"round={words}")
        finally:
            home.forge.close()
        assert open_ > kills // 2


def _killed(home: Home, chance: random.Random, words: str) -> int:
    """One run that is killed; how many requests it left open."""
    process = home.forge.begin("--jobs", "16", "--set", words)
    process.begun()
    time.sleep(chance.random() * SECONDS)
    process.kill()
    process.ended().without_a_fault_of_ours()
    return home.states()["sending"]


def _settled(home: Home, words: str) -> int:
    """One run that is let be: what the killed ones left is settled, and both sides agree."""
    open_ = {r["attempt"] for r in home.attempts() if r["state"] == "sending"}
    run = home.run("--set", words)
    assert bool(open_) == ("ended without finishing" in run.err), run
    for row in home.attempts():
        if row["attempt"] in open_ and row["state"] == "lost":
            assert f"{row['address']}#{row['take']}" in run.err or row["address"] in run.err, run.err
    home.audit()
    home.sound()
    return run.code


def _complete(home: Home, service: Service, words: str) -> None:
    """Runs until nothing is left to make; a further run asks for nothing."""
    for _ in range(12):
        if _settled(home, words) == 0:
            break
    asked = len(service.lines("asked"))
    home.run("--set", words)
    refused = home.states()["refused"]
    assert len(service.lines("asked")) == asked or refused
    kept: dict[tuple[str, str, str], list[int]] = {}
    for row in home.attempts():
        if row["state"] == "kept":
            kept.setdefault((row["address"], row["said"], row["seen"]), []).append(row["take"])
    for (address, *_), takes in kept.items():
        assert len(takes) == len(set(takes)) <= (3 if "crowd" in address else 2), address
