"""The page that a run leaves, in a browser: whole, quiet, inert, and readable on a phone."""

import shutil

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
]

HOSTILE = """\
storyboard "<script>alert(1)</script>" { aspect: 16:9 }
character eve "<img src=x onerror=alert(2)>" { name: "<b onmouseover=alert(3)>Eve</b>" }
scene s "</title><script>alert(4)</script>" {
  shot a "@eve &lt;script&gt; {{ '<svg onload=alert(5)>' }}" {
    caption: "<iframe src='https://example.com'></iframe>"
    dialogue: "EVE: <a href='javascript:alert(6)'>x</a> \u202egnp.exe"
    note: "<link rel=stylesheet href='https://example.com/x.css'><style>@import 'https://example.com/y.css'</style>"
  }
  shot b "A very-long-word-%s without an end"
}
""" % ("x" * 400)


@pytest.fixture
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def seen(browser):
    """Opens a page at a width, and keeps what it says and asks for."""

    def look(path, width):
        page = browser.new_page(viewport={"width": width, "height": 800})
        said, asked = [], []
        page.on("console", lambda m: said.append(m.text))
        page.on("pageerror", lambda e: said.append(str(e)))
        page.on("dialog", lambda d: (said.append(d.message), d.dismiss()))
        page.on("request", lambda r: asked.append(r.url))
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('img').forEach(i => { i.loading = 'eager' })")
        page.wait_for_function("[...document.images].every(i => i.complete)")
        return page, said, asked

    return look


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("board", ["kite", "hostile"])
def test_the_page_of_a_run(process, kite, here, seen, board, width):
    if board == "hostile":
        kite.write_text(HOSTILE, encoding="utf-8")
    made = process("run", "kite.bnn")
    assert made.returncode == 0, made.stderr
    page, said, asked = seen(here / "out/kite/index.html", width)
    assert said == []
    assert all(url.startswith(("file://", "data:")) for url in asked)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sizes = page.evaluate("[...document.images].map(i => i.naturalWidth)")
    assert len(sizes) >= 2
    assert all(sizes)
    assert page.evaluate("document.scripts.length") == 0
    assert page.locator("iframe, svg[onload], [onerror], [onmouseover], a[href^='javascript']").count() == 0


def test_the_words_of_the_board_are_on_it(process, kite, here, seen):
    process("run", "kite.bnn")
    page, _, _ = seen(here / "out/kite/index.html", 1440)
    text = page.inner_text("body")
    for words in ("The Kite", "On the hill", "Wind at last."):
        assert words.lower() in text.lower()
