"""Paths and names of prompt libraries, as they are typed."""

import datetime as dt

import pytest
from bananaboard.grammar.source import Source

from bananaboard.lsp.completing import complete
from bananaboard.lsp.desk import Desk
from bananaboard.lsp.navigating import definition


def offers(folder, text, whole=""):
    """What is offered at the end of the first line."""
    board = folder / "board.bnn"
    desk = Desk(dt.date(2026, 11, 21))
    desk.put(board, whole or text)
    desk.board(board)
    return complete(desk.lately(board), Source("board.bnn", text), len(text))


def labels(found):
    return [o.label for o in found]


def test_libraries_are_offered_with_where_they_come_from(tmp_path):
    found = offers(tmp_path, 'import "pkg:c')
    assert {"cinema", "studio"} <= set(labels(found))
    cinema = next(o for o in found if o.label == "cinema")
    assert (cinema.insert, cinema.replaced) == ("cinema/", 1)
    assert cinema.detail.startswith("bananaboard ")


def test_their_files_are_offered_but_for_the_samples(tmp_path):
    assert labels(offers(tmp_path, 'import "pkg:cinema/')) == [
        "edits.bnn", "lens.bnn", "light.bnn", "shots.bnn", "styles.bnn", "views.bnn",
    ]  # fmt: skip


def test_the_prefix_is_offered_where_it_is_begun(tmp_path):
    assert "pkg:" in labels(offers(tmp_path, 'import "pk'))
    assert "pkg:" not in labels(offers(tmp_path, 'import "x'))


@pytest.mark.parametrize(
    "written", ["pkg:nowhere/", "pkg:cinema/../", "pkg:cinema//", "pkg:cinema/gone/", "pkg:/", "pkg:cinema/..\\x/"]
)
def test_nothing_outside_of_a_library_is_offered(tmp_path, written):
    assert offers(tmp_path, f'import "{written}') == []


def test_names_of_a_file_are_offered(tmp_path):
    whole = 'from "pkg:cinema/styles.bnn" import noir\nshot one "A pier"\n'
    assert {"noir", "super8"} <= set(labels(offers(tmp_path, 'from "pkg:cinema/styles.bnn" import ', whole)))


def test_a_name_of_a_library_leads_into_its_file(tmp_path):
    board = tmp_path / "board.bnn"
    text = 'from "pkg:cinema/styles.bnn" import noir\nshot one "A pier" { style: @noir }\n'
    desk = Desk(dt.date(2026, 11, 21))
    desk.put(board, text)
    found = definition(desk.board(board), text.rindex("noir"))
    assert found.path.read_text(encoding="utf-8")[found.start : found.end] == "noir"
    assert found.path.name == "styles.bnn"
