"""The boards that users copy: each compiles without a word of blame, to what its golden file holds."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from bananaboard.dsl.call import Call, Compiled, GivenPicture, MadePicture, Words
from bananaboard.grammar.diagnostic import Severity
from bananaboard.grammar.format import format_source
from bananaboard.grammar.render import render
from bananaboard.grammar.source import Source

from bananaboard.api import compile_file

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPECTED = Path(__file__).parent / "expected"
BOARDS = sorted(p for p in EXAMPLES.glob("*/*.bnn"))
TODAY = dt.date(2026, 11, 21)
IDS = [p.stem for p in BOARDS]


def compiled(path: Path, **more: object) -> Compiled:
    return compile_file(path, date=TODAY, **more)


def summary(board: Compiled) -> str:
    """What is made, from what, in the order in which it is made; prompts are left to other tests."""
    lines = [f"{board.title}"]
    lines += [f"scene {scene.name}: {scene.title}" for scene in board.scenes]
    for what, calls in (("", board.calls), ("final ", board.finals), ("spare ", board.spare)):
        for call in calls:
            lines += ["", *_call(call, what or f"{call.kind} ")]
    return "\n".join(lines) + "\n"


def _call(call: Call, what: str) -> list[str]:
    config = " ".join(
        filter(None, (call.config.aspect, call.config.size, f"panels {call.config.panels}" * (call.config.panels > 1)))
    )
    lines = [f"{what}{call.address} x{call.takes}  {call.model} {config}"]
    lines += [f"  {line}" for part in call.parts for line in _part(part)]
    return lines + [f"  left out: {left.member}, {left.because}" for left in call.left_out]


def _part(part: object) -> list[str]:
    match part:
        case Words():
            return [part.text] if part.text.startswith("Image ") else []
        case GivenPicture():
            return [f"  {part.path}"]
        case MadePicture():
            return [f"  <- {part.call}" + (f", picture {part.panel}" if part.panel else "")]
    raise AssertionError(part)


def test_there_is_a_board_of_each_kind():
    assert {p.parent.name for p in BOARDS} == {
        "advert", "book", "catalogue", "comic", "episodes", "film", "kissaten", "lighthouse", "try_on",
    }  # fmt: skip


@pytest.mark.parametrize("path", BOARDS, ids=IDS)
def test_nothing_is_wrong_with_a_board(path):
    board = compiled(path)
    told = [d for d in board.diagnostics if d.severity is not Severity.NOTE]
    assert not told, render(board.diagnostics, color=False)
    notes = {d.code for d in board.diagnostics}
    assert notes <= ({"BNN330"} if path.stem == "lighthouse" else set())


def test_boards_and_libraries_are_in_the_canonical_form():
    for path in sorted(EXAMPLES.rglob("*.bnn")):
        text = path.read_text(encoding="utf-8")
        assert format_source(Source(path.name, text)) == text, f"bnn fmt {path}"


@pytest.mark.parametrize("path", BOARDS, ids=IDS)
def test_a_board_makes_what_its_file_holds(path, golden):
    golden(EXPECTED / f"{path.stem}.txt", summary(compiled(path)))


@pytest.mark.parametrize("path", [p for p in BOARDS if p.stem != "cast"], ids=[i for i in IDS if i != "cast"])
def test_a_copied_folder_is_a_whole_project(path, tmp_path):
    """No board reaches out of its own folder, so that one folder can be taken away and used."""
    folder = tmp_path / path.parent.name
    shutil.copytree(path.parent, folder, ignore=shutil.ignore_patterns("out", ".bananaboard"))
    here, there = compiled(path), compiled(folder / path.name)
    assert [c.said for c in there.calls] == [c.said for c in here.calls]
    assert len(there.calls) > 3


def test_a_board_begins_with_what_it_shows_and_its_command():
    for path in BOARDS:
        first, second, *rest = path.read_text(encoding="utf-8").splitlines()
        assert first.startswith("# ")
        assert second.startswith(f"# bnn run {path.name}")
        assert len(rest) <= 80


def test_what_a_caller_sets_reaches_the_words():
    board = compiled(EXAMPLES / "advert" / "advert.bnn", params={"headline": "Sun, bottled."})
    claims = [c for c in board.calls if "claim" in dict(c.keys).values()]
    assert claims
    assert all("“Sun, bottled.”" in c.brief.text for c in claims)


def test_what_is_excepted_is_not_made():
    addresses = {c.address for c in compiled(EXAMPLES / "try_on" / "try_on.bnn").calls}
    assert "fitting.front[who=ana,piece=dress]" in addresses
    assert "fitting.front[who=jon,piece=dress]" not in addresses
    assert "fitting.front[who=jon,piece=shirt]" in addresses


def test_episodes_make_the_same_view_of_a_shared_character():
    """The picture of Nova that one episode paid for is the one that the other asks for."""
    views = [
        {c.address: c.said for c in (*board.calls, *board.spare) if c.kind == "view"}
        for board in (compiled(EXAMPLES / "episodes" / name) for name in ("cast.bnn", "pilot.bnn", "homecoming.bnn"))
    ]
    alone, pilot, homecoming = ({a.removeprefix("crew."): said for a, said in v.items()} for v in views)
    assert alone["nova.suit.full"] == pilot["nova.suit.full"] == homecoming["nova.suit.full"]
