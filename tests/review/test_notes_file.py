"""The file of notes: read, written by several at once and by hand, and never lost."""

from __future__ import annotations

import datetime as dt
import tomllib
from concurrent.futures import ThreadPoolExecutor

import pytest
from bananaboard.runtime.notes_file import LONGEST, MOST, Note, notes_of, read_notes, written
from bananaboard.runtime.noting import add_note, change_note, delete_note
from bananaboard.runtime.root import Workspace
from hypothesis import given, settings
from hypothesis import strategies as st

from .desk import BOARD, draw, run

DAY = dt.date(2026, 11, 21)
NOTE = Note("night.wide", "Too dark.\nShow the stair.", DAY, take=2, sha256="a" * 64)


@pytest.fixture
def desk(tmp_path):
    return Workspace(tmp_path)


def test_what_is_written_is_read_again_and_can_be_read_by_people(desk):
    assert add_note(desk, "tide.bnn", NOTE) == ()
    text = (desk.root / "tide.notes.toml").read_text(encoding="utf-8")
    assert 'address = "night.wide"\ntake = 2\ndate = 2026-11-21\ntext = """\nToo dark.\nShow the stair.\n"""\n' in text
    assert notes_of(desk, "tide.bnn").entries == (NOTE,)


def test_a_note_is_changed_ticked_off_and_deleted(desk):
    add_note(desk, "tide.bnn", NOTE)
    add_note(desk, "tide.bnn", Note("night.close", "Good."))
    assert change_note(desk, "tide.bnn", NOTE.key, text=" Lighter. \r\n") == ()
    (lighter,) = notes_of(desk, "tide.bnn").of("night.wide")
    assert (lighter.text, lighter.take, lighter.date) == ("Lighter.", 2, DAY)
    assert change_note(desk, "tide.bnn", lighter.key, done=True) == ()
    found = notes_of(desk, "tide.bnn")
    assert [n.address for n in found.open] == ["night.close"]
    assert delete_note(desk, "tide.bnn", found.entries[0].key) == ()
    assert [n.address for n in notes_of(desk, "tide.bnn").entries] == ["night.close"]


def test_what_somebody_else_changed_meanwhile_stays_as_it_is(desk):
    add_note(desk, "tide.bnn", NOTE)
    change_note(desk, "tide.bnn", NOTE.key, text="Other words.")
    for (problem,) in (change_note(desk, "tide.bnn", NOTE.key, done=True), delete_note(desk, "tide.bnn", NOTE.key)):
        assert problem.code == "BNN692"
    assert [n.text for n in notes_of(desk, "tide.bnn").entries] == ["Other words."]


def test_many_at_once_lose_nothing(desk):
    with ThreadPoolExecutor(8) as pool:
        done = pool.map(lambda n: add_note(desk, "tide.bnn", Note("night.wide", f"note {n}")), range(40))
    assert set(done) == {()}
    assert {n.text for n in notes_of(desk, "tide.bnn").entries} == {f"note {n}" for n in range(40)}


def test_a_file_that_cannot_be_read_is_never_replaced(desk):
    path = desk.root / "tide.notes.toml"
    for text, code in (("[[note", "BNN690"), ('[[note]]\ntext = "no address"\n', "BNN691"), ("note = 1", "BNN690")):
        path.write_text(text, encoding="utf-8")
        (problem,) = add_note(desk, "tide.bnn", NOTE)
        assert problem.code == code
        assert path.read_text(encoding="utf-8") == text


def test_what_was_written_by_hand_is_understood(desk):
    path = desk.root / "tide.notes.toml"
    path.write_text('[[note]]\naddress = "a"\ntext = "b"\ndate = 2026-11-21T10:00:00Z\n', encoding="utf-8")
    assert notes_of(desk, "tide.bnn").entries == (Note("a", "b", DAY),)
    assert notes_of(desk, "none.bnn").entries == ()


@pytest.mark.parametrize(
    "entry",
    [
        "address = 1", 'text = ""', 'done = "yes"', "take = 0", "take = 99999999999", "take = true",
        'picture = "../etc/passwd"', 'date = "soon"',
    ],
)  # fmt: skip
def test_an_entry_of_another_kind_is_told_and_the_others_are_read(tmp_path, entry):
    usual = {"address": '"a"', "text": '"b"'} | dict([entry.split(" = ", 1)])
    wrong = "\n".join(f"{k} = {v}" for k, v in usual.items())
    path = tmp_path / "x.toml"
    path.write_text(f'[[note]]\n{wrong}\n[[note]]\naddress = "c"\ntext = "d"\n', encoding="utf-8")
    found = read_notes(path, "x.toml")
    assert [d.code for d in found.problems] == ["BNN691"]
    assert found.entries == (Note("c", "d"),)


def test_notes_have_bounds(desk):
    for text in ("", " \n\x00", "x" * (LONGEST + 1)):
        assert [d.code for d in add_note(desk, "tide.bnn", Note("a", text))] == ["BNN693"]
    path = desk.root / "tide.notes.toml"
    path.write_text(written([Note("a", "b")] * MOST), encoding="utf-8")
    assert [d.code for d in add_note(desk, "tide.bnn", NOTE)] == ["BNN694"]
    path.write_text("[" * 100_000, encoding="utf-8")
    assert [d.code for d in notes_of(desk, "tide.bnn").problems] == ["BNN690"]
    with path.open("wb") as file:
        file.truncate(9_000_000)
    assert [d.code for d in notes_of(desk, "tide.bnn").problems] == ["BNN690"]


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_survives(tmp_path_factory, text, address):
    """Control characters and what can't be written are left out, nothing else."""
    desk = Workspace(tmp_path_factory.mktemp("any"))
    if add_note(desk, "x.bnn", Note(address, text)):
        return
    data = (desk.root / "x.notes.toml").read_bytes()
    (entry,) = tomllib.loads(data.decode())["note"]
    kept = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or c.isprintable())
    assert entry["address"] == address
    assert "".join(c for c in entry["text"] if c in "\n\t" or c.isprintable()).strip() == kept.strip()


def test_notes_come_along_when_a_shot_or_the_board_is_renamed(tmp_path):
    path = draw(tmp_path)
    desk = Workspace(tmp_path)
    add_note(desk, "tide.bnn", NOTE)
    path.write_text(BOARD.replace("shot wide", "shot stair"), encoding="utf-8")
    assert run(path) == 0
    assert [n.address for n in notes_of(desk, "tide.bnn").entries] == ["night.stair"]
    path.rename(tmp_path / "flood.bnn")
    assert run(tmp_path / "flood.bnn") == 0
    assert [n.text for n in notes_of(desk, "flood.bnn").entries] == [NOTE.text]
    path = tmp_path / "flood.bnn"
    path.write_text(BOARD.replace("shot wide", "shot other").replace("a stair", "a roof"), encoding="utf-8")
    assert run(path) == 0
    found = notes_of(desk, "flood.bnn")
    assert [n.address for n in found.elsewhere({"night.other"})] == ["night.stair"]
