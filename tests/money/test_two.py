"""Two processes at once: on one board, and on two boards of one root. Each picture is made once."""

from __future__ import annotations

from collections import Counter

from .audit import audit
from .studio import ended, told

SHARED = 'storyboard "{}" {{ model: lite; budget: {} }}\n' + "\n".join(
    f'shot s{n} "Shot number {n}"' for n in range(10)
)


def once(project, takes):
    """Each call has as many takes as were wanted, and none was asked for in vain."""
    rows = project.attempts()
    kept = Counter((r["said"], r["seen"]) for r in rows if r["state"] == "kept")
    assert sorted(kept.values()) == sorted(takes)
    assert {r["state"] for r in rows} == {"kept"}


def test_two_runs_of_one_board_make_each_picture_once(begin):
    service, project = begin("latency=150ms spread=0.5 plain=2kB")
    both = [project.begin("--yes") for _ in range(2)]
    runs = [ended(p) for p in both]
    assert [r.code for r in runs] == [0, 0], runs
    once(project, [1] + [2] * 5 + [2] * 3 + [1] * 3 + [3] * 3)
    assert audit(project, service.bill()) == 0
    assert len(service.bill().items) == len(project.attempts())
    for run in runs:
        assert run.events[-1]["event"] == "finished"
    assert sum(r.events[-1]["made"] for r in runs) == len(project.attempts())


def test_two_boards_of_one_root_share_what_is_alike_and_pay_from_their_own_budgets(begin):
    service, project = begin("latency=150ms spread=0.5 plain=2kB", SHARED.format("One", "$5.00"))
    project.write(SHARED.format("Two", "$5.00") + '\nshot own "Only here"\n', "two.bnn")
    both = [project.begin("--yes"), project.begin("--yes", board="two.bnn")]
    runs = [ended(p) for p in both]
    assert [r.code for r in runs] == [0, 0], runs
    once(project, [1] * 11)
    assert audit(project, service.bill()) == 0
    spent = {r["board"]: r["spent"] for r in project.ask("SELECT board, spent FROM board")}
    assert sum(spent.values()) == service.bill().nano


def test_a_run_whose_neighbour_is_killed_does_not_wait_for_ever(begin):
    service, project = begin("latency=1s plain=2kB", SHARED.format("One", "$9.00"))
    first = project.begin("--yes", "--jobs", "10")
    told(first, '"asking"')
    second = project.begin("--yes")
    told(second, '"started"')
    first.kill()
    ended(first)
    run = ended(second)
    assert run.code in (0, 3), run
    service.bill()
    last = project.run()
    assert last.code == 0, last
    audit(project, service.bill())
    project.sound()
