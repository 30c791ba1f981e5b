"""The page in a browser: nothing is wider than the window, nothing is blocked, every picture is drawn."""

from __future__ import annotations

import shutil

import pytest

from .studio import Studio
from .test_write import REEL

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
]


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, studio):
    """Opens the page of the board; what the browser complains about is gathered in `complaints`."""
    path = studio.write(studio.drawn(skip=("night.sea",)))

    def open_page(width: int, mode: str = "light"):
        tab = browser.new_page(viewport={"width": width, "height": 4000}, color_scheme=mode)
        tab.complaints = []
        tab.on("console", lambda m: tab.complaints.append(m.text))
        tab.on("requestfailed", lambda r: tab.complaints.append(r.url))
        tab.goto(path.as_uri())
        return tab

    return open_page


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("opened", [False, True])
def test_nothing_is_wider_than_the_window(visit, width, opened):
    tab = visit(width)
    if opened:
        for summary in tab.locator("summary").all():
            summary.click()
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()


def test_every_picture_is_drawn_and_nothing_is_blocked(visit):
    tab = visit(1440)
    for summary in tab.locator("summary").all():
        summary.click()
    tab.wait_for_function(
        "[...document.images].every(i => { i.loading = 'eager'; return i.complete && i.naturalWidth })"
    )
    assert tab.complaints == []
    tab.close()


def test_frames_are_true_to_their_shape_and_stand_side_by_side(visit):
    tab = visit(1440)
    frames = [
        tab.locator(f'[id="night.{name}"] .pictures').bounding_box()
        for name in ("close[light=dawn]", "close[light=storm]")
    ]
    assert frames[0]["y"] == frames[1]["y"]
    assert frames[0]["x"] + frames[0]["width"] < frames[1]["x"]
    assert frames[0]["width"] / frames[0]["height"] == pytest.approx(16 / 9, rel=0.01)
    edit = tab.locator('[id="night.calm[light=dawn]"] .pictures').bounding_box()
    assert edit["x"] == frames[0]["x"], "an edit stands under its source"
    tab.close()


def test_the_reel_leads_to_its_frames_in_their_proportion(browser, tmp_path):
    studio = Studio(tmp_path, REEL)
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.goto(studio.write(studio.drawn()).as_uri())
    widths = [item.bounding_box()["width"] for item in tab.locator(".reel li").all()]
    assert widths[1] / widths[0] == pytest.approx(3.25, rel=0.02)
    for target in tab.evaluate(
        "[...document.querySelectorAll('.reel a')].map(a => decodeURIComponent(a.hash.slice(1)))"
    ):
        assert tab.locator(f'[id="{target}"]').count() == 1
    tab.close()


def test_dark_and_light_differ(visit):
    found = []
    for mode in ("light", "dark"):
        tab = visit(1440, mode)
        found.append(tab.evaluate("getComputedStyle(document.body).backgroundColor"))
        tab.close()
    assert found[0] != found[1]


def test_print_leaves_out_what_is_only_for_screens(visit):
    tab = visit(1440, "dark")
    tab.emulate_media(media="print")
    assert not tab.locator("summary").first.is_visible()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    tab.close()
