"""The blocks of the language's page: each is a board that compiles, or one that is wrong as the page says."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bananaboard.dsl.call import Words
from bananaboard.dsl.compile import compile_board
from bananaboard.dsl.memory_files import MemoryFiles
from bananaboard.grammar.diagnostic import Severity
from bananaboard.grammar.render import render
from PIL import Image

if TYPE_CHECKING:
    from bananaboard.dsl.call import Compiled

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
FENCE = re.compile(r"^```(\w+)(?: ([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TODAY = dt.date(2026, 11, 21)


class Block(NamedTuple):
    line: int
    language: str
    marks: str
    text: str


def blocks() -> list[Block]:
    page = PAGE.read_text(encoding="utf-8")
    return [Block(page.count("\n", 0, m.start()) + 1, m[1], m[2] or "", m[3]) for m in FENCE.finditer(page)]


def picture(suffix: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(file, "JPEG" if suffix == ".jpg" else "PNG")
    return file.getvalue()


def files_of_the_page() -> dict[str, bytes]:
    """What the blocks name: the page's own files, and a grey picture for each reference."""
    named = {b.marks.removeprefix("file="): b.text.encode() for b in blocks() if b.marks.startswith("file=")}
    pictures = re.findall(r"(?:refs|photos)/[\w-]+(?:\.png|\.jpg)", PAGE.read_text(encoding="utf-8"))
    return {**named, **{path: picture(Path(path).suffix) for path in pictures}}


def build(text: str) -> Compiled:
    given = {"town": "Bergen"} if "param town" in text else {}
    board = MemoryFiles({**files_of_the_page(), "board.bnn": text.encode()})
    return compile_board(board, "board.bnn", today=TODAY, given=given)


RIGHT = [b for b in blocks() if b.language == "bnn" and b.marks != "wrong"]
WRONG = [b for b in blocks() if b.language == "bnn" and b.marks == "wrong"]


@pytest.mark.parametrize("block", RIGHT, ids=lambda b: f"line-{b.line}")
def test_a_block_compiles(block):
    board = build(block.text)
    assert all(d.severity is Severity.NOTE for d in board.diagnostics), render(board.diagnostics, color=False)
    assert board.calls or block.marks.startswith("file=")


@pytest.mark.parametrize("block", WRONG, ids=lambda b: f"line-{b.line}")
def test_a_block_that_is_wrong_says_so(block):
    board = build(block.text)
    assert not board.calls
    assert len(board.diagnostics) == 1


def board_with(words: str) -> Compiled:
    return build(next(b.text for b in RIGHT if words in b.text))


def test_the_whole_board_is_what_the_page_counts():
    board = board_with("The Lighthouse Keeper")
    assert len(board.calls) == 6
    assert sum(c.takes for c in board.calls) == 12
    assert [c.address for c in board.spare] == ["mara.profile"]


def test_only_what_uses_an_axis_varies():
    addresses = [c.address for c in board_with("Posters").calls]
    assert sum(a.startswith("poster.key") for a in addresses) == 6
    assert sum(a.startswith("poster.empty") for a in addresses) == 2


def test_a_column_is_called_by_its_heading():
    board = board_with("Unit_price")
    assert [c.about.caption for c in board.calls] == [("Dawn mug, 18 Euro",), ("Tide bowl, 24 Euro",)]


def test_every_setting_stands_on_the_page():
    from bananaboard.dsl.settings import SETTINGS

    page = PAGE.read_text(encoding="utf-8")
    table = page[page.index("## Settings") : page.index("## Params")]
    assert [s.name for s in SETTINGS if f"`{s.name}`" not in table] == []


def pictures_of(board: Compiled, address: str) -> list[str]:
    """How the board calls the pictures that go along with a call, in their order."""
    call = next(c for c in (*board.calls, *board.finals, *board.spare) if c.address == address)
    return [part.member for part in call.parts if not isinstance(part, Words)]


def test_a_subject_wins_over_a_shot_of_the_same_name():
    board = build('prop lantern "a lantern"\nscene s { shot lantern "A"; shot b "@lantern"; shot c "@s.lantern" }')
    assert pictures_of(board, "s.b") == []
    assert pictures_of(board, "s.c") == ["s.lantern"]


def test_pictures_of_a_subject_go_in_the_order_written():
    board = build('character a "x" { view v "front"; reference "refs/ana.png" }\nshot s "@a"; shot t "@a.v"')
    assert pictures_of(board, "s") == ["a.v", "a"]
    assert pictures_of(board, "t") == ["a.v"]


def test_a_reference_of_a_scene_goes_with_its_shots_and_not_with_its_edits():
    board = build('scene s { reference "refs/pose.png"; shot a "A"; edit e of a "B" }')
    assert len(pictures_of(board, "s.a")) == 1
    assert pictures_of(board, "s.e") == ["s.a"]


def test_a_chain_takes_the_last_panel_and_a_mention_must_say_which():
    chained = build('scene s { chain: previous; shot strip "A" { panels: 3 }; shot b "B" }')
    assert pictures_of(chained, "s.b") == ["s.strip.3"]
    assert not build('scene s { shot strip "A" { panels: 3 }; shot b "@strip" }').calls


def test_a_view_takes_its_settings_from_its_own_file():
    cast = 'storyboard { model: pro; aspect: 16:9; takes: 3 }\ncharacter a "x" { view v "front" }'
    files = {
        "cast.bnn": cast.encode(),
        "board.bnn": b'from "cast.bnn" import a\nstoryboard { model: flash }\nshot s "@a"',
    }
    view = compile_board(MemoryFiles(files), "board.bnn", today=TODAY).calls[0]
    assert (view.address, view.model, view.config.aspect, view.takes) == ("a.v", "gemini-3-pro-image", "1:1", 1)


def test_a_final_sends_the_draft_first_and_leaves_the_chain_out():
    board = build(
        'prop p "x" { reference "refs/pose.png" }\nscene s { chain: previous; shot a "A"; shot b "@p" }\nfinal { }'
    )
    assert pictures_of(board, "s.b") == ["p", "s.a"]
    assert pictures_of(board, "s.b.final") == ["s.b", "p"]


def test_what_a_description_mentions_comes_along():
    board = build('character a "x" { reference "refs/ana.png" }\nprop p "carved for @a"\nshot s "@p"')
    assert pictures_of(board, "s") == ["a"]


def test_the_param_of_an_imported_file_is_set_by_its_alias():
    files = {
        **files_of_the_page(),
        "board.bnn": b'import "prompts/cinematic.bnn" as cine\nshot s "A" { style: @cine.noir }',
    }
    given = {"cine.decade": "1970s"}
    board = compile_board(MemoryFiles(files), "board.bnn", today=TODAY, given=given)
    assert "1970s" in "".join(p.text for p in board.calls[0].parts if isinstance(p, Words))


def test_edits_may_be_a_hundred_deep():
    def edits(count: int) -> Compiled:
        chain = ["shot e0 'A'".replace("'", '"'), *(f'edit e{n} of e{n - 1} "B"' for n in range(1, count + 1))]
        return build("\n".join(chain))

    assert len(edits(100).calls) == 101
    assert not edits(101).calls
