"""What the page and the terminal say when something ends or goes wrong."""

from __future__ import annotations

import pytest

from bananaboard.review.desk import Desk
from bananaboard.review.guard import Guard
from bananaboard.review.server import ReviewServer

from .desk import drawn, holds


def test_a_fault_of_ours_is_told_in_one_line_and_the_page_goes_on(page, monkeypatch):
    told = []
    monkeypatch.setattr(page.server, "_tell", told.append)
    page.board()
    monkeypatch.setattr(Desk, "story", lambda *_: {}[page.guard.token])
    for _ in range(3):
        status, _, data = page.ask("/api/story?address=night.wide")
        assert (status, b"went wrong inside" in data) == (500, True)
    (line,) = told
    assert "KeyError" in line
    assert "Traceback" not in line
    assert page.guard.token not in line
    assert len(page.frames()) == 3


def test_a_port_that_is_taken_is_not_shared(still):
    with pytest.raises(OSError, match="in use"):
        ReviewServer(still.server.desk, still.guard.port)


@pytest.mark.browser
def test_the_page_says_when_the_command_has_ended_and_goes_on_when_it_is_back(visit, still):
    tab = visit(still)
    drawn(tab, "main", 3)
    tab.route("**/api/**", lambda route: route.abort("connectionrefused"))
    tab.wait_for_selector(".ended:visible")
    assert "`bnn review` has ended; start it again." in tab.inner_text(".ended:visible")
    tab.locator(".card").first.click()
    assert "has ended" in tab.inner_text("#stage .ended")
    tab.keyboard.press("p")
    holds(tab, "#stage-say", "has ended")
    tab.unroute("**/api/**")
    tab.wait_for_selector("#stage .ended", state="hidden")


@pytest.mark.browser
def test_a_new_address_is_asked_for_and_opened_without_losing_the_page(visit, page):
    tab = visit(page)
    page.server.guard = Guard(page.guard.port, "another")
    holds(tab, ".ended", "under another address")
    tab.locator(".card").first.click()
    tab.goto(page.server.guard.address)  # only what stands behind the `#` is another
    tab.wait_for_selector("#stage .ended", state="hidden")
    assert tab.locator("#stage[open]").count() == 1
    drawn(tab, "#canvas", 1)
