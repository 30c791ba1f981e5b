"""What VS Code is given: the colours know every word of the language, and the snippets are boards."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from bananaboard.dsl.settings import SETTINGS
from bananaboard.grammar.parser import parse
from bananaboard.grammar.source import Source
from bananaboard.grammar.tokens import KEYWORDS

HERE = Path(__file__).parents[2] / "editors" / "vscode"
TOOLS = HERE / "node_modules" / ".bin"
NODE = shutil.which("node")
PLACE = re.compile(r"\$\{\d+(?::([^}]*)|\|([^,|}]*)[^}]*)\}|\$\d+")


def test_every_statement_has_its_colour() -> None:
    grammar = json.loads((HERE / "syntaxes" / "bananaboard.tmLanguage.json").read_text("utf-8"))
    patterns = " ".join(p.get("match", "") for p in grammar["repository"]["statement"]["patterns"])
    assert {w for w in KEYWORDS if not re.search(rf"\b{w}\b", patterns)} == set()


def test_no_setting_is_coloured_as_a_statement() -> None:
    assert {s.name for s in SETTINGS} & {"scene", "shot", "view"} == set()


@pytest.mark.parametrize("name", json.loads((HERE / "snippets" / "bananaboard.json").read_text("utf-8")))
def test_a_snippet_is_a_whole_statement(name: str) -> None:
    snippets = json.loads((HERE / "snippets" / "bananaboard.json").read_text("utf-8"))
    text = PLACE.sub(lambda m: m[1] or m[2] or "", "\n".join(snippets[name]["body"]))
    assert parse(Source("snippet", text + "\n")).diagnostics == ()


@pytest.mark.skipif(NODE is None or not TOOLS.exists(), reason="`npm ci` was not run in editors/vscode")
def test_the_colours_are_what_vs_code_itself_finds() -> None:
    tool = TOOLS / "vscode-tmgrammar-test"
    done = subprocess.run(
        [str(tool), "-g", "test/python.tmLanguage.json", "test/*.{bnn,cell}"],
        cwd=HERE, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(f"{name} run" in done.stdout for name in ("syntax.bnn", "banana.cell", "python.cell", "other.cell"))
