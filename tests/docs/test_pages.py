"""What the pages show is so: boards compile, commands and options exist, links lead somewhere."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from importlib import import_module

import click
import pytest
from bananaboard.dsl.compile import compile_board
from bananaboard.dsl.memory_files import MemoryFiles
from bananaboard.grammar.diagnostic import Severity
from bananaboard.grammar.render import render

from bananaboard.cli.commands import bnn

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


def option_names(command: click.Command) -> set[str]:
    return {o for p in command.params if isinstance(p, click.Option) for o in p.opts} | {"--help", "-h"}


@pytest.mark.parametrize("path", TELLING, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_command_line_is_one(path):
    for line, whole in sorted(commands(path).items()):
        _, name, *words = shlex.split(line)
        command = bnn if name.startswith("-") else bnn.get_command(click.Context(bnn), name)
        assert command is not None, line
        options = {w.partition("=")[0] for w in (name, *words) if re.match("--?[a-z]", w)}
        assert options <= option_names(command), line
        if whole and command is not bnn:
            command.make_context(name, words)  # raises for what is missing, or one too many


def test_every_command_and_option_is_on_the_page_of_commands():
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## `bnn (\w+)[^\n]*\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    assert list(parts) == bnn.list_commands(click.Context(bnn))
    common = page.partition("## `bnn ")[0]
    for name, part in parts.items():
        command = bnn.get_command(click.Context(bnn), name)
        assert command is not None
        # `plan` has the options of `run` that say what is made, and names them in a sentence.
        told = set(re.findall(r"`(--?[a-z-]+)", common + part))
        options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
        assert {max(p.opts, key=len) for p in options} <= told, name


def test_options_in_common_are_told_of_the_commands_that_have_them():
    names = bnn.list_commands(click.Context(bnn))
    page = (DOCS / "commands.md").read_text(encoding="utf-8").partition("## `bnn ")[0]
    above: list[str] = []
    for told, where in re.findall(r"^\| (`--[^|]*) \| [^|]* \| ([^|]*) \|$", page, re.MULTILINE):
        found = re.findall(r"`(\w+)`", where)
        said = above if where == "the same" else [n for n in names if n not in found] if "all" in where else found
        option = re.match(r"`(--[a-z-]+)", told)
        assert option is not None
        having = [n for n in names if option[1] in option_names(bnn.get_command(click.Context(bnn), n))]
        assert said == having, told
        above = said


@pytest.mark.parametrize("path", TELLING, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_link_leads_somewhere(path):
    for link in links(path):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


def test_what_is_not_yet_is_not_there():
    later = (DOCS / "commands.md").read_text(encoding="utf-8").partition("## Not yet")[2]
    named = set(re.findall(r"`(\w+)`", later))
    assert "agent platform" in later
    assert named.isdisjoint(bnn.list_commands(click.Context(bnn)))


def test_border_types_are_where_the_page_says():
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[A-Z].*?) \| `([\w/]+)\.py` \|", page, re.MULTILINE)
    assert len(rows) == 10
    for names, path in rows:
        module = import_module(f"bananaboard.{path.replace('/', '.')}")
        assert [n for n in re.findall(r"`(\w+)`", names) if not hasattr(module, n)] == [], path
