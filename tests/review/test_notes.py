"""Notes on the page, and taking back what was done there."""

from __future__ import annotations

import json
import threading

import pytest
from bananaboard.runtime.notes_file import LONGEST, Note, notes_of, written
from bananaboard.runtime.root import Workspace

from .desk import drawn, holds

EVIL = '<img src=x onerror=alert(1)>\u202e"""\\'


def notes(page):
    return page.board()["notes"]


def test_a_note_is_added_changed_ticked_off_deleted_and_brought_back(page, tmp_path):
    digest = page.frames()["night.wide"]["takes"][1]["digest"]
    assert page.post("/api/note", address="night.wide", text="Too dark.", digest=digest) == (200, "Noted.")
    (note,) = notes(page)
    assert (note["address"], note["take"], note["digest"], note["done"]) == ("night.wide", 2, digest, False)
    assert page.post("/api/note/change", key=note["key"], text="Lighter.") == (200, "The note is changed.")
    (note,) = notes(page)
    assert page.post("/api/note/change", key=note["key"], finished=True) == (200, "The note is done.")
    (note,) = notes(page)
    assert (note["text"], note["done"], note["take"]) == ("Lighter.", True, 2)
    assert page.post("/api/note/delete", key=note["key"])[0] == 200
    assert notes(page) == []
    assert page.post("/api/undo") == (200, "Undone: the note to night.wide is there again.")
    assert notes(page) == [note]
    assert 'text = "Lighter."' in (tmp_path / "tide.notes.toml").read_text(encoding="utf-8")


def test_what_somebody_else_wrote_is_never_replaced_unseen(page, tmp_path):
    page.post("/api/note", address="night.wide", text="One.")
    (note,) = notes(page)
    file = tmp_path / "tide.notes.toml"
    file.write_text(written([Note("night.wide", "By hand.")]), encoding="utf-8")
    for path, more in (("/api/note/change", {"text": "Two."}), ("/api/note/delete", {})):
        status, said = page.post(path, key=note["key"], **more)
        assert (status, "changed or deleted meanwhile" in said) == (409, True)
    assert [n["text"] for n in notes(page)] == ["By hand."]


def test_two_pages_at_once_lose_no_note(page, tmp_path):
    page.board()
    one = [threading.Thread(target=page.post, args=("/api/note",), kwargs={"address": "night.wide", "text": f"n{n}"})
           for n in range(12)]  # fmt: skip
    for thread in one:
        thread.start()
    for thread in one:
        thread.join()
    assert {n.text for n in notes_of(Workspace(tmp_path), "tide.bnn").entries} == {f"n{n}" for n in range(12)}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/note", {"address": "nobody", "text": "a"}),
        ("/api/note", {"address": "night.wide", "text": ""}),
        ("/api/note", {"address": "night.wide", "text": "x" * (LONGEST + 1)}),
        ("/api/note", {"address": "night.wide", "text": "a", "digest": "f" * 64}),
        ("/api/note/change", {"key": "nobody", "text": "a"}),
        ("/api/unpick", {"address": "night.*"}),
        ("/api/undo", {}),
    ],
)
def test_what_can_not_be_done_is_said_and_writes_nothing(still, path, body):
    status, said = still.post(path, **body)
    assert status == 409
    assert said
    assert notes(still) == []


@pytest.mark.parametrize(
    "body", [b"{}", b'{"address":"night.wide","text":"\\ud800"}', b'{"address":"a","text":"b","more":1}']
)
def test_what_is_no_note_is_refused(still, body):
    assert still.ask("/api/note", "POST", body)[0] in (400, 409)
    assert notes(still) == []


def test_notes_that_cannot_be_read_are_told_and_kept(page, tmp_path):
    file = tmp_path / "tide.notes.toml"
    file.write_text("[[note", encoding="utf-8")
    assert page.board()["notesWrong"]
    assert page.post("/api/note", address="night.wide", text="a")[0] == 409
    assert file.read_text(encoding="utf-8") == "[[note"


def test_a_pick_is_taken_back_and_undone(page):
    takes = page.frames()["night.wide"]["takes"]

    def picked():
        return [t["number"] for t in page.frames()["night.wide"]["takes"] if t["picked"]]

    for number in (1, 2):
        page.post("/api/pick", address="night.wide", digest=takes[number - 1]["digest"])
    assert page.post("/api/unpick", address="night.wide") == (200, "Take 2 is not picked any more.")
    assert picked() == []
    assert page.post("/api/undo") == (200, "Undone: take 2 of night.wide is picked again.")
    assert picked() == [2]
    assert page.post("/api/undo") == (200, "Undone: take 1 of night.wide is picked again.")
    assert page.post("/api/undo") == (200, "Undone: of night.wide no take is picked.")
    assert picked() == []
    assert page.post("/api/undo") == (409, "There is nothing to undo.")


def test_undo_stays_away_from_what_was_picked_elsewhere_meanwhile(page, tmp_path):
    takes = page.frames()["night.wide"]["takes"]
    page.post("/api/pick", address="night.wide", digest=takes[0]["digest"])
    (file,) = (tmp_path / ".bananaboard/picks/sketch").iterdir()
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace(takes[0]["digest"], takes[1]["digest"]).replace("take = 1", "take = 2"), encoding="utf-8"
    )
    status, said = page.post("/api/undo")
    assert (status, "otherwise meanwhile" in said) == (409, True)
    assert [t["picked"] for t in page.frames()["night.wide"]["takes"]] == [False, True]


@pytest.mark.browser
def test_notes_are_written_with_the_keyboard_and_never_lost(visit, page, tmp_path):
    tab = visit(page)
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("n")
    tab.wait_for_function("() => document.activeElement.id === 'note-text'")
    tab.keyboard.type("p2u?n")
    tab.keyboard.press("Escape")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowLeft")
    assert tab.input_value("#note-text") == "p2u?n", "a draft waits where it was written"
    tab.fill("#note-text", EVIL)
    tab.check("#note-take")
    tab.focus("#note-text")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector("#notes-list .remark")
    holds(tab, "#stage-say", "Noted.")
    assert tab.evaluate("() => document.activeElement.id") == "canvas"
    shown = EVIL.replace("\u202e", "")
    assert tab.inner_text("#notes-list .text") == shown
    assert "take 1" in tab.inner_text("#notes-list .about")
    tab.keyboard.press("Escape")
    tab.wait_for_selector(".card .noted")
    assert tab.inner_text('[data-filter="notes"] b') == "1"
    tab.click('[data-view="notes"]')
    assert tab.inner_text(".all-notes .text") == shown
    tab.click("text=Edit")
    tab.fill(".all-notes textarea", "Shorter.")
    (tmp_path / "tide.bnn").touch()
    tab.click("text=Keep")
    holds(tab, ".all-notes .text", "Shorter.")
    tab.click("text=Done")
    tab.wait_for_selector(".all-notes .remark.done")
    assert tab.evaluate("() => Boolean(document.activeElement.closest('[data-note]'))"), "focus is never lost"
    tab.click("text=Delete")
    holds(tab, ".all-notes", "There are no notes yet.")
    tab.keyboard.press("u")
    holds(tab, ".all-notes .text", "Shorter.")
    assert tab.complaints == []


@pytest.mark.browser
def test_what_is_written_by_hand_appears_and_notes_of_gone_pictures_stand_last(visit, page, tmp_path):
    tab = visit(page)
    tab.click('[data-view="notes"]')
    there = [
        Note("night.gone", "Where is it?"),
        Note("night.close[light=storm]", "Wilder."),
        Note("night.wide", "Good.", done=True),
    ]
    (tmp_path / "tide.notes.toml").write_text(written(there), encoding="utf-8")
    holds(tab, ".all-notes", "Where is it?")
    assert tab.locator(".all-notes h2").all_inner_texts() == [
        "Open 1",
        "Done 1",
        "To pictures that the board has not now 1",
    ]
    assert json.loads(page.ask("/api/board")[2])["notes"][0]["address"] == "night.gone"
    tab.click(".noted-picture")
    tab.wait_for_selector("#notes-list .remark")
    drawn(tab, "#canvas", 1)
    assert tab.inner_text("#notes-list .text") == "Wilder."


@pytest.mark.browser
def test_a_pick_is_taken_back_with_the_keyboard(visit, page):
    tab = visit(page)
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    tab.keyboard.press("p")
    holds(tab, "#stage-say", "Take 1 counts from here on.")
    tab.wait_for_selector("#pick[aria-pressed=true]")
    tab.keyboard.press("p")
    holds(tab, "#stage-say", "picked already")
    tab.keyboard.press("Backspace")
    holds(tab, "#stage-say", "Take 1 is not picked any more.")
    tab.keyboard.press("Control+z")
    holds(tab, "#stage-say", "is picked again")
    tab.wait_for_selector("#pick[aria-pressed=true]")
    tab.click("#pick")
    tab.wait_for_selector("#pick[aria-pressed=false]")
    assert not any(t["picked"] for f in page.frames().values() for t in f["takes"])
