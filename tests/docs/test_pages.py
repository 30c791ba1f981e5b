"""What the pages show is so: boards compile, commands and options exist, links lead somewhere, modules are all named."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from pathlib import Path

import click
import pytest
from bananaboard.cli.commands import bnn
from bananaboard.dsl.compile import compile_board
from bananaboard.dsl.memory_files import MemoryFiles
from bananaboard.grammar.diagnostic import Severity
from bananaboard.grammar.render import render

from .pages import DOCS, PAGES, ROOT, TELLING, anchors, blocks, commands, links

BOARDS = [
    b
    for path in (*PAGES, ROOT / "README.md")
    for b in blocks(path)
    if b.language == "bnn" and b.marks not in ("fragment", "wrong", "right")  # the last two are those of errors.md
]


@pytest.mark.parametrize("block", BOARDS, ids=str)
def test_a_board_compiles(block):
    board = compile_board(MemoryFiles({"x.bnn": block.text.encode()}), "x.bnn", today=dt.date(2026, 11, 21))
    assert [d for d in board.diagnostics if d.severity is not Severity.NOTE] == [], render(board.diagnostics)
    assert board.calls


@pytest.mark.parametrize("path", TELLING, ids=lambda p: p.name)
def test_a_command_line_is_one(path):
    for line in sorted(commands(path)):
        _, name, *words = shlex.split(line.replace("…", ""))
        if name.startswith("-"):
            assert name in {o for p in bnn.params for o in p.opts} | {"--help", "-h"}, line
            continue
        command = bnn.get_command(click.Context(bnn), name)
        assert command is not None, line
        known = {o for p in command.params for o in p.opts} | {"--help", "-h"}
        assert {w.partition("=")[0] for w in words if w.startswith("-") and w != "-"} <= known, line
        if words and not any(w in ("FILE", "FILE...") for w in words):
            command.make_context(name, list(words), resilient_parsing=False)


def test_every_command_and_option_is_on_the_page_of_commands():
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    for name in bnn.list_commands(click.Context(bnn)):
        assert f"## `bnn {name}" in page, name
        command = bnn.get_command(click.Context(bnn), name)
        assert command is not None
        part = page.split(f"## `bnn {name}", 1)[1]
        options = {max(p.opts, key=len) for p in command.params if isinstance(p, click.Option)}
        shared = {"--set", "--set-file", "--max-calls", "--json", "--color", "--help"}
        missing = {o for o in options - shared if f"`{o}" not in part.split("\n## `bnn ", 1)[0]}
        assert missing <= {"--engine", "--only", "--reroll", "--stale", "--final"} and (name == "run" or missing), missing
        assert all(f"`{o}" in page for o in options), name


@pytest.mark.parametrize("path", TELLING, ids=lambda p: p.name)
def test_a_link_leads_somewhere(path):
    for link in links(path):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


def test_the_architecture_names_every_module_and_no_other():
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    named: set[str] = set()
    for folder, text in re.findall(r"^#### `([\w/]+)/`.*?\n(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL):
        named |= {f"{folder}/{name}.py" for name in re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)}
    assert named == modules()


def modules() -> set[str]:
    rooms = ("grammar", "dsl", "runtime", "magics", "bananaboard")
    found = [p.relative_to(ROOT) for room in rooms for p in (ROOT / room).rglob("*.py")]
    # A folder's own `__init__` is told with the folder, but where it holds code.
    return {p.as_posix() for p in found if p.name != "__init__.py"}


def test_folders_of_code_are_all_named():
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    folders = {Path(m).parent.as_posix() for m in modules()}
    assert {f for f in folders if f"#### `{f}/`" not in page} == set()
