"""What is offered at a cursor: cases in files, and every half-typed state of the examples."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bananaboard.dsl.compile import compile_board
from bananaboard.dsl.files import ProjectFiles
from bananaboard.grammar.source import Source

from bananaboard.lsp.completing import complete
from bananaboard.lsp.desk import Desk

if TYPE_CHECKING:
    from ..conftest import Golden

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
TODAY = dt.date(2026, 11, 21)
CURSOR = "‸"
SHOWN = 14


@pytest.mark.parametrize("case", sorted((HERE / "cases").glob("*.bnn")), ids=lambda p: p.stem)
def test_each_cursor_of_a_case_is_offered_what_fits(case: Path, tmp_path: Path, golden: Golden) -> None:
    shutil.copytree(HERE / "cases" / "project", tmp_path, dirs_exist_ok=True)
    marked = case.read_text("utf-8")
    board = tmp_path / "board.bnn"
    told = []
    for number, piece in enumerate(marked.split(CURSOR)[:-1]):
        before = marked.split(CURSOR)[: number + 1]
        # Somebody types: what stands behind the cursor on its line is not written yet.
        text = "".join(before) + "\n" + "".join(marked.split(CURSOR)[number + 1 :]).partition("\n")[2]
        desk = Desk(TODAY)
        desk.put(board, "".join(marked.split(CURSOR)))
        desk.board(board)
        desk.put(board, text)
        offset = len("".join(before))
        offers = sorted(complete(desk.lately(board), Source("board.bnn", text), offset), key=lambda o: o.rank)
        labels = [o.label for o in offers]
        line = piece.rpartition("\n")[2]
        more = f" … {len(labels)} in all" if len(labels) > SHOWN else ""
        told.append(f"{line.strip()}{CURSOR}\n    {' '.join(labels[:SHOWN]) or 'nothing'}{more}\n")
    golden(case.with_suffix(".txt"), "\n".join(told))


@pytest.mark.parametrize("name", ["lighthouse/lighthouse.bnn", "kissaten/kissaten.bnn", "catalogue/catalogue.bnn"])
def test_no_half_typed_board_breaks_anything(name: str) -> None:
    path = EXAMPLES / name
    text = path.read_text("utf-8")
    desk = Desk(TODAY)
    desk.put(path, text)
    opened = desk.board(path)
    for offset in range(0, len(text), 7):
        complete(opened, Source(name, text[:offset]), offset)
        complete(opened, Source(name, text), offset)


def test_what_the_desk_says_after_any_edit_is_what_a_fresh_check_says() -> None:
    path = EXAMPLES / "lighthouse" / "lighthouse.bnn"
    dice = random.Random(7)
    desk = Desk(TODAY)
    text = path.read_text("utf-8")
    pieces = ["", "x", '"', "{", "}", "@", "\n", "@mara", "shot q ", " ", ":", "#"]
    for _ in range(500):
        start = dice.randrange(len(text))
        text = text[:start] + dice.choice(pieces) + text[start + dice.randrange(3) :]
        if dice.random() < 0.05:
            text = path.read_text("utf-8")
        desk.put(path, text)
        root = desk.board(path).root
        fresh = compile_board(ProjectFiles(root), desk.board(path).key, today=TODAY, text=text)
        assert desk.board(path).compiled.diagnostics == fresh.diagnostics or _same(
            desk.board(path).compiled.diagnostics, fresh.diagnostics
        )


def _same(one: object, other: object) -> bool:
    def plain(found: object) -> list[tuple[object, ...]]:
        return [(d.code, d.message, d.place and (d.place.start, d.place.end)) for d in found]  # type: ignore[attr-defined]

    return plain(one) == plain(other)
