"""The libraries that come with the program: nothing in them is wrong, unexplained or without a sample."""

import datetime as dt
import io
from pathlib import Path

import pytest
from bananaboard.dsl.call import Words
from bananaboard.dsl.libraries import Libraries, library_of
from bananaboard.grammar.diagnostic import Severity
from bananaboard.grammar.format import format_source
from bananaboard.grammar.source import Source
from PIL import Image

from bananaboard.api import compile_file
from bananaboard.shelf import open_shelf

SHIPPED = ("cinema", "studio")


@pytest.fixture(scope="module", params=SHIPPED)
def shelf(request):
    return open_shelf(request.param, Libraries().folder(request.param, request.param))


def offers(shelf):
    return [(leaf, offer) for leaf in shelf.catalogue.leaves for offer in leaf.offers]


def test_they_are_installed_with_the_program():
    installed = Libraries()
    assert set(SHIPPED) <= set(installed.names())
    assert {installed.release(name).package for name in SHIPPED} == {"bananaboard"}
    assert installed.release("nobody") is None


def test_nothing_is_wrong_and_everything_is_told(shelf):
    assert shelf.diagnostics == ()
    assert shelf.catalogue.about
    assert [leaf.path for leaf in shelf.catalogue.leaves if not leaf.about] == []
    assert [f"{leaf.path} {offer.name}" for leaf, offer in offers(shelf) if not offer.about] == []


def test_each_has_a_sample_of_its_own(shelf):
    made_up = [f"{leaf.path} {o.name}" for leaf, o in offers(shelf) if shelf.sample(leaf, o).made_up]
    assert made_up == []


def test_a_sample_sends_what_its_prompt_says(shelf):
    for leaf, offer in offers(shelf):
        sample = shelf.sample(leaf, offer)
        sent = "\n".join(part.text for part in sample.call.parts if isinstance(part, Words))
        assert f"{leaf.stem}.{offer.name}" in sample.written
        assert "{{" not in sent
        if offer.kind != "prompt":
            assert sample.says in sent
        elif offer.arguments:
            spoken = (name for name, default in offer.arguments if default is None)
            assert not any(f" {name.upper()} " in sent for name in spoken)


def test_no_two_prompts_ask_for_the_same(shelf):
    said = [shelf.sample(leaf, offer).says for leaf, offer in offers(shelf)]
    assert len(said) == len(set(said))


def test_they_are_read_in_the_order_of_their_samples(shelf):
    assert shelf.catalogue.leaves[0].path == {"cinema": "shots.bnn", "studio": "product.bnn"}[shelf.name]


def test_their_files_are_canonical(shelf):
    for path in sorted(shelf.folder.glob("*.bnn")):
        text = path.read_text("utf-8")
        assert format_source(Source(path.name, text)) == text, path.name


def test_the_page_has_a_sheet_for_each_file(shelf):
    for leaf in shelf.catalogue.leaves:
        data = (Path(__file__).parents[2] / "docs" / "pictures" / f"{shelf.name}-{leaf.stem}.jpg").read_bytes()
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.width > 400


def test_the_board_on_the_page_uses_them(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "libraries.md").read_text("utf-8")
    text = page.partition("```bnn fragment\n")[2].partition("```")[0]
    board = compile_file(tmp_path / "letter.bnn", text, date=dt.date(2026, 11, 21), root=tmp_path)
    assert [d.code for d in board.diagnostics if d.severity is not Severity.NOTE] == []
    assert len(board.calls) == 6


def test_a_file_says_of_which_library_it_is():
    assert library_of("pkg:cinema/shots.bnn") == "cinema"
    assert library_of("cinema/shots.bnn") is None
