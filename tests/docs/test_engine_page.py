"""The engine on the page of engines is installed as the page says, named, and runs a board."""

from __future__ import annotations

from bananaboard.runtime import engines

import bananaboard as bb

from .pages import DOCS, blocks


def test_the_engine_of_the_page_draws_a_board(flat):
    (board,) = [b for b in blocks(DOCS / "engines.md") if b.language == "bnn"]
    (flat / "hill.bnn").write_text(board.text, "utf-8")
    plan = bb.load(flat / "hill.bnn").plan(engine="flat")
    run = plan.run()
    assert run.failed == ()
    assert [t.address for t in run] == list(bb.load("hill.bnn").addresses)
    assert run["hill.wide"].image.size == (1376, 768)
    assert run["hill.wide"].image.getpixel((5, 5)) != run["hill.close"].image.getpixel((5, 5))
    assert bb.load("hill.bnn").plan(engine="flat").run().made == 0


def test_the_page_shows_where_an_engine_comes_from(flat):
    assert ("flat", "flat-engine 1.0") in engines.engine_sources()


def test_what_it_is_asked_and_may_not_show_is_refused(flat):
    board = bb.loads('shot a "a knife fight"')
    run = board.plan(engine="flat").run()
    assert [(f.address, f.code) for f in run.failed] == [("a", "refused")]
    assert board.plan(engine="flat").calls[0].status == "refused"
