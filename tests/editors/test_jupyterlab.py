"""Colours of cells in JupyterLab: the extension as shipped, in a browser, with a stand-in for Lab's modules."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

LAB = Path(__file__).parents[2] / "editors" / "jupyterlab"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")

# What Lab shares, as far as the extension uses it; it gives the colours of a text as [class, words].
STAND_IN = """
async (text) => {
  const shared = (found) => ({ "1.0.0": { get: async () => () => found } });
  class RangeSetBuilder {
    constructor() { this.found = []; this.last = 0; }
    add(start, end, mark) {
      if (start < this.last || end <= start) throw new Error(`out of order: ${start} ${end}`);
      this.last = end;
      this.found.push([mark.class, text.slice(start, end)]);
    }
    finish() { return this.found; }
  }
  const view = {
    Decoration: { mark: (spec) => spec, none: [] },
    ViewPlugin: { fromClass: (made) => made },
    EditorView: { baseTheme: () => null },
  };
  const codemirror = {
    IEditorExtensionRegistry: "registry",
    EditorExtensionRegistry: { createImmutableExtension: (found) => found },
  };
  const entry = globalThis._JUPYTERLAB.bananaboard;
  entry.init({
    "@codemirror/view": shared(view), "@codemirror/state": shared({ RangeSetBuilder }),
    "@jupyterlab/codemirror": shared(codemirror),
  });
  const plugin = (await entry.get("./extension"))().default;
  let made = null;
  plugin.activate(null, { addExtension: (spec) => { made = spec.factory(); } });
  const editor = { state: { doc: { toString: () => text } } };
  return new made[0](editor).decorations;
}
"""


@pytest.fixture(scope="module")
def colours():
    if CHROMIUM is None:
        pytest.skip("there is no Chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.add_script_tag(path=str(LAB / "static" / "remoteEntry.js"))
        yield lambda text: [(c.removeprefix("bnn-"), w) for c, w in page.evaluate(STAND_IN, text)]
        browser.close()


@pytest.mark.browser
def test_a_cell_has_its_colours(colours):
    found = colours('%%banana day --plan\n# who\ncharacter mara "a keeper" { aspect: 3:4; model: none }\n')
    assert found[:5] == [
        ("magic", "%%banana day --plan"), ("comment", "# who"), ("declares", "character"), ("name", "mara"),
        ("string", '"'),
    ]  # fmt: skip
    assert {("key", "aspect"), ("number", "3:4"), ("word", "none"), ("string", "a keeper")} <= set(found)


@pytest.mark.browser
def test_texts_hold_mentions_and_holes_and_no_comments(colours):
    text = '%%banana\nshot one """\n@mara.storm at {{ place }} # no comment, "quoted"\n""" { at: none }'
    found = colours(text)
    assert {("mention", "@mara.storm"), ("hole", "{{ place }}"), ("key", "at"), ("word", "none")} <= set(found)
    assert not [c for c, _ in found if c == "comment"]


@pytest.mark.browser
@pytest.mark.parametrize("text", ["x = 1", "", "%%bananas\nshot", "# %%banana\nx", "%banana plan"])
def test_other_cells_are_left_alone(colours, text):
    assert colours(text) == []


@pytest.mark.browser
@pytest.mark.parametrize("text", ['"', '"""', "{{", '"{{ @ \\', "@", "\U0001f34c \u202e\0", 'shot 真理 "@{真理}が"'])
def test_no_text_stops_it(colours, text):
    assert colours("%%banana\n" + text)[0] == ("magic", "%%banana")


@pytest.mark.browser
def test_every_word_of_the_examples_has_a_colour(colours):
    for path in sorted((LAB.parents[1] / "examples").glob("*/*.bnn")):
        text = "%%banana\n" + path.read_text(encoding="utf-8")
        told = "".join(w for _, w in colours(text))
        assert "".join(told.split()) == "".join(text.split()), path


def test_what_lab_reads_of_it_leads_to_the_file():
    package = json.loads((LAB / "package.json").read_text())
    assert (LAB / package["jupyterlab"]["_build"]["load"]).is_file()
    assert package["name"] == "bananaboard"
    assert package["version"] in (LAB.parents[1] / "pyproject.toml").read_text()
