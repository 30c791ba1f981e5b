"""Boards in every state on the page: what was paid, refused, lost, made final, rehearsed, and while a run goes on."""

from __future__ import annotations

import asyncio
import json
import threading

import pytest
from bananaboard.runtime.engines import engine_info

from bananaboard.making import make
from bananaboard.script import script_at

from .desk import drawn, holds, run, served

pytestmark = pytest.mark.browser


def aside(work, *args):
    """Does something in another thread, where it may wait, and waits for it."""
    found = []
    thread = threading.Thread(target=lambda: found.append(work(*args)))
    thread.start()
    thread.join()
    assert found, "it ended with a fault"
    return found[0]


def test_budget_finals_refused_and_missing_are_seen(visit, folder):
    folder.painter.refuse = {"hill.sea"}
    aside(folder.run)
    folder("pick", "kite.bnn", "hill.wide", "2", "--engine", "paid")
    aside(folder.run, "--final")
    path = folder.root / "kite.bnn"
    paid = engine_info("paid")
    with served(path, paid) as page:
        lost = page.frames()["hill.close"]["images"][0]["sha"]
        next((folder.root / ".bananaboard/store").glob(f"*/{lost}.png")).unlink()
    with served(path, paid) as page:
        tab = visit(page)
        assert tab.inner_text("#money-text").endswith("of $4.00")
        value = tab.evaluate("() => document.querySelector('#money-bar').value")
        assert 0 < value < 1
        assert not tab.locator("#mark").is_visible(), "these are no sketches"
        tab.click('[data-filter="refused"]')
        assert tab.locator(".card").count() == 1
        tab.locator(".card").click()
        holds(tab, "#canvas", "IMAGE_SAFETY")
        holds(tab, "#side .history", "refused")
        tab.keyboard.press("Escape")
        tab.click('[data-filter="missing"]')
        holds(tab, "main", "missing")
        tab.click('[data-filter="all"]')
        card = tab.locator('[data-address="hill.wide"]')
        assert card.locator(".tag").all_text_contents() == ["final", "★ take 2"]
        card.click()
        drawn(tab, "#canvas", 1)
        assert "final 1" in tab.inner_text("#strip")
        holds(tab, "#side", "$0.")
        assert tab.complaints == []


def test_while_a_run_goes_on_its_pictures_come_by_themselves(visit, folder, monkeypatch):
    go = threading.Event()
    real = folder.painter.make

    async def slowly(request, spool):
        await asyncio.to_thread(go.wait, 60)
        return await real(request, spool)

    monkeypatch.setattr(folder.painter, "make", slowly)
    path, paid = folder.root / "kite.bnn", engine_info("paid")
    script = script_at(path)
    with served(path, paid) as page:
        tab = visit(page)
        assert "0 of 4 pictures" in tab.inner_text("#sums")
        plan = script.plan(paid)
        thread = threading.Thread(target=lambda: asyncio.run(make(plan, script.workspace(paid))))
        thread.start()
        try:
            holds(tab, "#live", "being made")
            assert tab.locator("#live.busy").count() == 1
            tab.locator(".card").last.focus()
        finally:
            go.set()
            thread.join()
        holds(tab, "#sums", "4 of 4 pictures")
        holds(tab, "#live", "Live")
        assert tab.evaluate("() => document.activeElement.classList.contains('card')"), "focus is never lost"
        drawn(tab, "main", 4)


def test_what_is_rehearsed_is_marked(visit, tmp_path, monkeypatch):
    monkeypatch.setenv("BNN_REHEARSAL", "latency=0s")
    path = tmp_path / "lamp.bnn"
    path.write_text('storyboard "Lamp" { budget: $1 }\nshot a "A lamp"\n', encoding="utf-8")
    assert run(path, "--engine", "rehearsal", "--yes") == 0
    with served(path, engine_info("rehearsal")) as page:
        tab = visit(page)
        assert tab.inner_text("#mark").lower() == "rehearsal"
        assert "of $1.00" in tab.inner_text("#money-text")
        drawn(tab, "main", 1)
        assert page.post("/api/note", address="a", text="Pretended.")[0] == 200
    assert not (tmp_path / "lamp.notes.toml").exists()


def cells(*texts):
    made = [{"cell_type": "code", "source": t, "metadata": {}, "outputs": [], "execution_count": None, "id": f"c{n}"}
            for n, t in enumerate(texts)]  # fmt: skip
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_a_notebook_is_read_again_when_it_is_saved(visit, tmp_path):
    path = tmp_path / "sea.ipynb"
    path.write_text(cells('%%banana\nstoryboard "Sea"\nshot one "The sea"\n'), encoding="utf-8")
    assert run(path) == 0
    with served(path) as page:
        tab = visit(page)
        drawn(tab, "main", 1)
        path.write_text(cells('%%banana\nstoryboard "Sea"\nshot one "The sea"\nshot two "A gull"\n'), encoding="utf-8")
        holds(tab, "#sums", "1 of 2 pictures")
        digest = page.frames()["one"]["takes"][0]["digest"]
        assert page.post("/api/pick", address="one", digest=digest)[0] == 200
        path.write_text("{", encoding="utf-8")
        assert page.board()["title"] == "Sea", "while it is being written it is as it was"


def test_an_answer_of_several_pictures_says_so(visit, tmp_path):
    """The card shows one of them, a closer look all."""
    path = tmp_path / "strip.bnn"
    path.write_text('shot strip "A hill; then rain" { panels: 3 }', encoding="utf-8")
    assert run(path) == 0
    with served(path) as page:
        tab = visit(page)
        assert tab.inner_text(".card .corner") == "3 panels"
        assert "3 panels" in tab.get_attribute(".card", "aria-label")
        tab.click(".card")
        drawn(tab, "#canvas", 3)
