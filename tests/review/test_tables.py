"""What varies is a table with headings, and takes are a grid; arrows go by rows and columns."""

from __future__ import annotations

import pytest

from .desk import drawn, run, served

pytestmark = pytest.mark.browser
BOARD = """
storyboard "Axes" { aspect: 16:9 }
scene sea "Sea" {
  variant light { dawn: "dawn"; storm: "storm" }
  variant lens { wide: "wide"; long: "long" }
  variant mood { calm: "calm"; wild: "wild" }
  shot two "The sea, {{ light }}, {{ lens }}" { takes: 2 }
  shot three "A boat, {{ light }}, {{ lens }}, {{ mood }}"
  shot one "A gull, {{ mood }}"
  edit warm of one "Warmer"
  shot none "A lamp"
}
"""


@pytest.fixture(scope="module")
def axes(tmp_path_factory):
    """The page of a board with up to three axes, of which one shot is drawn."""
    path = tmp_path_factory.mktemp("axes") / "axes.bnn"
    path.write_text(BOARD, encoding="utf-8")
    assert run(path, "--only", "sea.two") == 0
    with served(path) as client:
        yield client


def at(tab):
    return tab.evaluate(
        "() => document.activeElement.dataset.address || document.activeElement.getAttribute('aria-label')"
    )


def heads(table, scope):
    return table.locator(f"th[scope={scope}]").all_inner_texts()


def test_axes_are_rows_and_columns_and_the_third_makes_groups(visit, axes):
    tab = visit(axes)
    tables = [tab.locator(".shot", has_text=name).locator("table") for name in ("2", "Three", "One")]
    two = tab.locator("table").first
    assert (heads(two, "row"), heads(two, "col")) == (["dawn", "storm"], ["wide", "long"])
    three = tables[1]
    assert three.count() == 2
    assert [t.locator("caption").inner_text() for t in three.all()] == ["light: dawn", "light: storm"]
    assert (heads(three.first, "row"), heads(three.first, "col")) == (["wide", "long"], ["calm", "wild"])
    one = tables[2]
    assert (heads(one, "row"), heads(one, "col")) == (["one", "warm of one"], ["calm", "wild"])
    assert tab.locator(".shot", has_text="A lamp").locator("table").count() == 0


def test_arrows_go_by_rows_and_columns_and_out_of_the_table(visit, axes):
    tab = visit(axes)
    went = []
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowDown", "ArrowDown"):
        tab.keyboard.press(key)
        went.append(at(tab))
    assert went == [
        "sea.two[light=dawn,lens=wide]", "sea.two[light=dawn,lens=long]", "sea.two[light=storm,lens=long]",
        "sea.two[light=storm,lens=wide]", "sea.two[light=dawn,lens=wide]", "sea.two[light=storm,lens=wide]",
        "sea.one[mood=calm]",
    ]  # fmt: skip
    assert tab.evaluate("() => document.querySelectorAll('.card[tabindex=\"0\"]').length") == 1


def test_all_takes_are_a_grid_in_which_the_keyboard_picks(visit, axes):
    tab = visit(axes)
    tab.locator(".card").first.click()
    tab.keyboard.press("g")
    drawn(tab, ".matrix", 8)
    matrix = tab.locator(".matrix")
    assert (heads(matrix, "row"), heads(matrix, "col")) == (
        ["dawn, wide", "dawn, long", "storm, wide", "storm, long"],
        ["take 1", "take 2"],
    )
    for key in ("ArrowRight", "ArrowDown"):
        tab.keyboard.press(key)
    assert at(tab) == "dawn, long, take 2"
    tab.keyboard.press("p")
    tab.wait_for_selector(".matrix .star")
    assert at(tab) == "dawn, long, take 2, picked", "focus is never lost"
    picked = [a for a, f in axes.frames().items() if any(t["picked"] for t in f["takes"])]
    assert picked == ["sea.two[light=dawn,lens=long]"]
    tab.keyboard.press("Enter")
    tab.wait_for_selector('[data-mode="single"][aria-pressed="true"]')
    assert "take 2" in tab.inner_text(".pane figcaption")
    assert tab.complaints == []
