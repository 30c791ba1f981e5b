"""A whole board by Gemini: views, a chain, an edit and finals on another model, to the last nano-dollar."""

from __future__ import annotations

import sqlite3

import pytest

import bananaboard as bb

from .asked import LITE, PRO

BOARD = """\
storyboard "The storm" { model: lite }
character mara "a lighthouse keeper in her sixties" { view profile "left profile" }
scene arrival {
  chain: previous
  shot wide "@mara.profile climbs the last step"
  shot close "@mara wipes salt from her glasses"
  edit calm of close "Make the light calm and warm"
}
final { model: pro; size: 2K }
"""


@pytest.fixture
def board(service, tmp_path):
    (tmp_path / "pyproject.toml").touch()
    path = tmp_path / "storm.bnn"
    path.write_text(BOARD)
    return lambda: bb.load(path)


def spent(tmp_path):
    with sqlite3.connect(tmp_path / ".bananaboard" / "ledger.sqlite") as db:
        found = db.execute("SELECT SUM(cost), COUNT(DISTINCT account), COUNT(*) FROM attempt").fetchone()
    db.close()
    return found


def test_drafts_and_finals_cost_what_the_service_bills(board, service, tmp_path):
    drafts = board().plan(engine="gemini").run(max_cost=1.0)
    assert (drafts.made, drafts.failed) == (4, ())
    finals = board().plan(engine="gemini", final=True).run(max_cost=2.0)
    assert (finals.made, finals.failed) == (3, ())
    assert [line["model"] for line in service.lines("asked")] == [LITE] * 4 + [PRO] * 3
    assert spent(tmp_path) == (service.billed, 1, 7)
    assert {i["config"]["imageConfig"]["imageSize"] for i in service.lines("asked")[4:]} == {"2K"}


def test_what_is_up_to_date_asks_nobody(board, service):
    board().plan(engine="gemini").run(max_cost=1.0)
    before = len(service.lines("request"))
    assert board().plan(engine="gemini").run(max_cost=1.0).made == 0
    assert len(service.lines("request")) == before


def test_the_estimate_was_near_and_the_most_was_never_passed(board, service):
    plan = board().plan(engine="gemini")
    run = plan.run(max_cost=1.0)
    assert run.spent_usd <= plan.cost.most_usd
    assert abs(run.spent_usd - plan.cost.usd) < plan.cost.usd * 0.05


def test_each_picture_that_goes_along_is_announced(board, service):
    board().plan(engine="gemini").run(max_cost=1.0)
    by_text = {line["text"]: line for line in service.lines("asked")}
    calm = next(line for text, line in by_text.items() if "calm and warm" in text)
    assert len(calm["media"]) >= 1
    assert all(text.count("Image ") >= len(line["media"]) for text, line in by_text.items())


def test_no_money_without_a_word(board, service):
    with pytest.raises(PermissionError, match="costs money"):
        board().plan(engine="gemini").run()
    assert service.lines("request") == []
