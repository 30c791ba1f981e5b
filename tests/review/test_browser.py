"""The page in a browser."""

from __future__ import annotations

import pytest

from .desk import BOARD, draw, drawn, run, served

pytestmark = pytest.mark.browser


def test_take_two_is_picked_with_the_keyboard_alone(visit, page):
    tab = visit(page)
    drawn(tab, "main", 3)
    assert "token" not in tab.url
    assert tab.url.endswith("/")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    drawn(tab, "#canvas", 1)
    tab.keyboard.press("2")
    tab.keyboard.press("p")
    tab.wait_for_selector("#pick[aria-pressed=true]")
    tab.wait_for_function("() => document.querySelector('#stage-say').textContent === 'Take 2 counts from here on.'")
    tab.keyboard.press("Escape")
    (address,) = [a for a, f in page.frames().items() if any(t["picked"] for t in f["takes"])]
    tab.wait_for_function("a => document.activeElement.dataset.address === a", arg=address)
    assert [t["picked"] for t in page.frames()[address]["takes"]] == [False, True]
    assert tab.complaints == []


def test_two_takes_are_compared_in_every_way(visit, page):
    tab = visit(page)
    tab.locator(".card").first.click()
    drawn(tab, "#canvas", 1)
    tab.keyboard.press("c")
    drawn(tab, "#canvas", 2)
    left, right = (p.bounding_box() for p in tab.locator(".pane").all())
    assert left["x"] + left["width"] <= right["x"]
    assert left["width"] > 400
    tab.keyboard.press("f")
    names = [tab.inner_text(".pane figcaption")]
    tab.keyboard.press("f")
    names.append(tab.inner_text(".pane figcaption"))
    assert names == ["take 2", "take 1"]
    tab.keyboard.press("d")
    drawn(tab, "#canvas", 2)
    assert tab.locator(".pane").last.evaluate("p => getComputedStyle(p).mixBlendMode") == "difference"
    tab.keyboard.press("o")
    tab.fill("#blend-range", "20")
    assert tab.locator(".pane").last.evaluate("p => p.style.opacity") == "0.2"
    tab.keyboard.press("z")
    drawn(tab, "#canvas", 2)
    image = tab.locator(".pane img").first
    assert image.bounding_box()["width"] == image.evaluate("i => i.naturalWidth")
    assert tab.complaints == []


def test_what_a_run_makes_appears_by_itself(visit, page, tmp_path):
    tab = visit(page)
    assert "3 of 3 pictures" in tab.inner_text("#sums")
    script = tmp_path / "tide.bnn"
    script.write_text(BOARD.replace('shot wide "', 'shot first "The sea"\n  shot wide "'), encoding="utf-8")
    tab.wait_for_function("() => document.querySelector('#sums').textContent.includes('3 of 4')")
    assert tab.inner_text('[data-filter="missing"] b') == "1"
    assert run(script) == 0
    tab.wait_for_function("() => document.querySelector('#sums').textContent.includes('4 of 4')")
    assert tab.locator(".card").count() == 4


def test_what_is_gone_through_stays_in_order_though_picks_take_it_out_of_the_filter(visit, page):
    tab = visit(page)
    tab.click('[data-filter="unpicked"]')
    tab.locator(".card").first.click()
    titles = []
    for _ in range(3):
        drawn(tab, "#canvas", 1)
        titles.append(tab.inner_text("#stage-title"))
        tab.keyboard.press("p")
        tab.wait_for_selector("#pick[aria-pressed=true]")
        tab.keyboard.press("ArrowRight")
    assert len(set(titles)) == 3
    tab.keyboard.press("Escape")
    tab.wait_for_function("() => document.querySelector('main').textContent.includes('Nothing here')")
    assert all(f["takes"][0]["picked"] for f in page.frames().values())


def test_filters_search_and_continuity_show_what_they_say(visit, page):
    tab = visit(page)
    tab.fill("#search", "close")
    assert tab.locator(".card").count() == 2
    tab.fill("#search", "")
    takes = page.frames()["night.wide"]["takes"]
    assert page.ask("/api/pick", "POST", {"address": "night.wide", "digest": takes[1]["digest"]})[0] == 200
    tab.wait_for_function("() => document.querySelector('[data-filter=unpicked] b').textContent === '2'")
    tab.click('[data-filter="unpicked"]')
    assert tab.locator(".card").count() == 2
    tab.click('[data-filter="all"]')
    tab.click('[data-view="subjects"]')
    drawn(tab, ".refs", 1)
    assert tab.inner_text(".subject h2").startswith("Mara Voss")
    assert tab.locator(".subject .card").count() == 3


def test_both_pictures_of_a_comparison_show_the_same_part_at_full_size(visit, still):
    tab = visit(still, 1000)
    tab.locator(".card").first.click()
    for key in "cz":
        tab.keyboard.press(key)
    drawn(tab, "#canvas", 2)
    for key in ("ArrowRight", "ArrowDown"):
        tab.keyboard.press(key)
    tab.wait_for_function("() => [...document.querySelectorAll('.pics')].every(p => p.scrollLeft > 50)")
    left, right = tab.locator(".pics").evaluate_all("all => all.map(p => [p.scrollLeft, p.scrollTop])")
    assert left == right
    box = tab.locator(".pics").last.bounding_box()
    tab.mouse.move(box["x"] + 100, box["y"] + 100)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 60, box["y"] + 100)
    tab.mouse.up()
    there = "x => [...document.querySelectorAll('.pics')].every(p => Math.abs(p.scrollLeft - x) < 1.5)"
    tab.wait_for_function(there, arg=left[0] + 40)
    tab.locator(".pics img").first.dblclick()
    tab.wait_for_selector("#zoom[aria-pressed=false]")
    assert tab.complaints == []


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_is_wider_than_the_window(visit, page, width):
    tab = visit(page, width)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.locator(".card").first.click()
    drawn(tab, "#canvas", 1)
    assert tab.evaluate("document.querySelector('#stage').scrollWidth") <= width
    box = tab.locator("#pick").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_dark_and_light_differ(visit, page):
    found = {visit(page, mode=m).evaluate("getComputedStyle(document.body).backgroundColor") for m in ("light", "dark")}
    assert len(found) == 2


def test_hostile_texts_are_only_texts(visit, tmp_path):
    evil = "<img src=x onerror=alert(1)></script><script>document.title='owned'</script>"
    board = BOARD.replace("She is back.", evil).replace("Night, the storm", evil).replace("Mara Voss", evil)
    with served(draw(tmp_path, board)) as page:
        tab = visit(page)
        asked = []
        tab.on("dialog", lambda d: asked.append(d.dismiss()))
        assert evil.lower() in tab.inner_text(".scene h2").lower()
        tab.locator(".card").first.click()
        tab.wait_for_selector("#side .words")
        assert evil in tab.inner_text("#side")
        assert tab.title() == "Tide · review"
        assert asked == []
        assert tab.complaints == []


def test_without_its_token_the_page_is_empty(browser, page):
    tab = browser.new_page()
    tab.goto(page.guard.origin)
    tab.wait_for_selector(".live.lost")
    assert "Open the whole address" in tab.inner_text("main")
    assert tab.locator(".card").count() == 0
    tab.close()


def test_another_page_gets_nothing(browser, page):
    """A page of somebody else in the same browser asks, with and without what it can guess."""
    tab = browser.new_page()
    tab.route("http://evil.example/", lambda r: r.fulfill(body="<p>evil</p>", content_type="text/html"))
    tab.goto("http://evil.example/")
    asked = """async ([origin, token]) => {
      const found = [];
      for (const more of [{}, {headers: {"X-Bananaboard-Token": token}}, {method: "POST", body: "{}"}]) {
        try { found.push((await fetch(origin + "/api/board", more)).status); } catch { found.push("refused"); }
      }
      return found;
    }"""
    assert tab.evaluate(asked, [page.guard.origin, page.guard.token]) == ["refused"] * 3
    tab.close()


def test_two_thousand_pictures_load_as_they_come_into_sight(visit, tmp_path):
    shots = "\n".join(f'  shot s{i} "The sea at {i}"' for i in range(2000))
    path = tmp_path / "long.bnn"
    path.write_text(f'storyboard "Long" {{ aspect: 16:9 }}\nscene sea "Sea" {{\n{shots}\n}}\n', encoding="utf-8")
    assert run(path, "--only", "sea.s0", "--only", "sea.s1999") == 0
    with served(path) as page:
        tab = visit(page)
        assert tab.locator(".card").count() == 2000
        drawn(tab, "main", 1)
        assert tab.locator("main img[src]").count() == 1, "the other one is far below"
        tab.locator(".card").last.scroll_into_view_if_needed()
        drawn(tab, "main", 2)
