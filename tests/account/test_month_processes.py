"""The limit of a month, held by real processes that are killed, against the bill of a service of their own."""

from __future__ import annotations

import json
import signal
from contextlib import ExitStack

import pytest
from bananaboard.runtime.share import month_now
from bananaboard.runtime.spending import known_roots

from ..money.studio import PATIENCE, Project, ended, serving

LIMIT = 600_000_000
BOARD = 'storyboard "Month" {{ takes: 2 }}\n' + "".join(f'shot s{n} "{{0}}: picture {n}"\n' for n in range(6))
SCENARIO = "latency=200ms spread=0.5 refuse=10% cut=5% cut-before=5% plain=20kb seed={seed}"


@pytest.fixture
def projects(money, monkeypatch):
    """Makes three projects that ask one service, each with 12 requests of about $0.034."""
    money.limit(0.60)
    with ExitStack() as stack:

        def make(seed):
            service = stack.enter_context(serving(money.folder, SCENARIO.format(seed=seed)))
            made = []
            for name in ("a", "b", "c"):
                folder = money.folder / name
                folder.mkdir()
                project = Project(folder, service)
                stack.callback(project.close)
                project.write(BOARD.format(name))
                made.append(project)
            return service, made

        yield make


def until(process, event):
    """Reads what a run tells until it tells this."""
    for line in process.stdout:
        if json.loads(line)["event"] == event:
            return
    pytest.fail(f"it ended before it told `{event}`")


@pytest.mark.parametrize("seed", [1, 2])
def test_three_projects_and_a_kill_never_pass_the_limit(projects, seed):
    service, three = projects(seed)
    victim = three[0].begin("--yes", "--jobs", "4")
    until(victim, "asking")
    others = [p.begin("--yes", "--jobs", "4") for p in three[1:]]
    until(victim, "made")
    victim.send_signal(signal.SIGKILL)
    assert victim.wait(PATIENCE) == -signal.SIGKILL
    codes = {ended(p).code for p in others}
    assert month_now("rehearsal").aside == 0
    codes |= {p.run("--jobs", "3").code for p in three}
    month = month_now("rehearsal")
    assert 4 in codes  # so that the limit had something to do
    assert service.bill().nano <= month.spent <= LIMIT
    assert month.spent == sum(k.month for k in known_roots("0000", "rehearsal"))
    for project in three:
        project.sound()
