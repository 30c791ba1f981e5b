"""The exporter of the guide is installed as the guide says, named, and writes a board."""

from __future__ import annotations

import json

from click.testing import CliRunner

from bananaboard.cli.commands import bnn

BOARD = """\
character ana "a red fox"
scene hill "The <b>hill</b>" {
  shot wide "@ana waits, *alone*"
  shot close "@ana"
}
"""


def done(*words):
    found = CliRunner().invoke(bnn, [*words])
    assert found.exit_code == 0, found.output
    return found


def test_the_exporter_of_the_guide_writes_a_board_with_its_pictures(wiki):
    (wiki / "fox.bnn").write_text(BOARD)
    done("run", "fox.bnn")
    done("export", "fox.bnn", "--to", "wiki", "-o", "out-of-fox")
    text = (wiki / "out-of-fox" / "board.md").read_text()
    assert r"## The \<b\>hill\</b\>" in text
    assert r"**hill.wide** Sketch" in text
    assert r"\*alone\*" in text
    pictures = sorted(p.name for p in (wiki / "out-of-fox").glob("*.png"))
    assert pictures == ["pictures-hill-close--1.png", "pictures-hill-wide--1.png"]
    made = json.loads(done("run", "fox.bnn", "--json").stdout)["takes"]
    kept = {(wiki / t["path"]).read_bytes() for t in made}
    assert {(wiki / "out-of-fox" / p).read_bytes() for p in pictures} == kept


def test_a_board_without_pictures_is_told_in_the_guides_words(wiki):
    (wiki / "fox.bnn").write_text(BOARD)
    found = CliRunner().invoke(bnn, ["export", "fox.bnn", "--to", "wiki"])
    assert found.exit_code == 2
    assert "None of the pictures is made yet" in found.output
    assert not list(wiki.glob("fox-*"))
