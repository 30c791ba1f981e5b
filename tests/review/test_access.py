"""Everybody can use the page: no violation that axe knows of, no focus lost, nothing wider than a narrow window."""

from __future__ import annotations

import pytest
from bananaboard.runtime.notes_file import Note, written

from .desk import drawn

pytestmark = pytest.mark.browser


def violations(tab):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(tab).response["violations"]
    return [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]


@pytest.mark.parametrize(("mode", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing(visit, page, tmp_path, mode, width):
    said = [Note("night.wide", "Too dark."), Note("night.gone", "Gone."), Note("night.wide", "Good.", done=True)]
    (tmp_path / "tide.notes.toml").write_text(written(said), encoding="utf-8")
    # axe is put into the page; the page's own policy would keep it out.
    tab = visit(page, width, mode, bypass_csp=True, reduced_motion="reduce")
    drawn(tab, "main", 2)
    found = {"board": violations(tab)}
    for view in ("subjects", "notes", "board"):
        tab.click(f'[data-view="{view}"]')
        found[view] = violations(tab)
    tab.locator(".card").first.click()
    tab.wait_for_selector("#side .history")
    for key in "czozg" if width > 1000 else "g":
        tab.keyboard.press(key)
        found[key] = found.get(key, []) + violations(tab)
    tab.keyboard.press("?")
    found["keys"] = violations(tab)
    assert {k: v for k, v in found.items() if v} == {}
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= width
    assert tab.evaluate("() => getComputedStyle(document.querySelector('.say')).transitionDuration") in ("0s", "0s, 0s")


def test_focus_is_never_lost(visit, page):
    tab = visit(page)

    def focused():
        return tab.evaluate("() => document.activeElement.id || document.activeElement.className || 'lost'")

    tab.keyboard.press("Tab")
    assert focused() == "skip"
    tab.keyboard.press("Enter")
    assert focused() == "main"
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    assert focused() == "canvas"
    tab.keyboard.press("Escape")
    assert focused() == "card"
    tab.keyboard.press("?")
    tab.keyboard.press("Escape")
    assert focused() == "card"
    tab.keyboard.press("/")
    tab.keyboard.type("storm")
    assert focused() == "search"
    tab.keyboard.press("Escape")
    assert focused() == "main"
    seen = []
    for _ in range(14):
        tab.keyboard.press("Tab")
        seen.append(focused())
    assert "card" in seen, "one picture is reached by Tab"
