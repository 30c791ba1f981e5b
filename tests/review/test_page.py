"""What the page is told, and what it may do."""

from __future__ import annotations

import io
import json

from PIL import Image

from bananaboard.review.thumbs import Thumbs, shrunk

from .desk import BOARD, draw, run, served


def test_a_pick_counts_from_then_on_and_the_board_says_so(page):
    takes = page.frames()["night.wide"]["takes"]
    assert [t["counts"] for t in takes] == [True, False]
    status, _, data = page.ask("/api/pick", "POST", {"address": "night.wide", "digest": takes[1]["digest"]})
    assert (status, data) == (200, b'{"said": "Take 2 counts from here on."}')
    assert [(t["counts"], t["picked"]) for t in page.frames()["night.wide"]["takes"]] == [(False, False), (True, True)]


def test_the_board_is_told_again_only_when_something_has_changed(page, tmp_path):
    _, headers, _ = page.ask("/api/board")
    assert page.ask("/api/board", If_None_Match=headers["ETag"])[::2] == (304, b"")
    script = tmp_path / "tide.bnn"
    script.write_text(BOARD.replace("She is back.", "She has come back."), encoding="utf-8")
    status, _, data = page.ask("/api/board", If_None_Match=headers["ETag"])
    assert status == 200
    assert b"She has come back." in data


def test_what_a_run_makes_is_seen(page, tmp_path):
    script = tmp_path / "tide.bnn"
    script.write_text(BOARD.replace("takes: 2", "takes: 3"), encoding="utf-8")
    assert [len(f["takes"]) for f in page.frames().values()] == [2, 2, 2]
    assert run(script) == 0
    assert [len(f["takes"]) for f in page.frames().values()] == [3, 3, 3]


def test_a_mistake_in_the_board_is_told_and_mended(page, tmp_path):
    script = tmp_path / "tide.bnn"
    script.write_text('shot a "hill"\nscene {', encoding="utf-8")
    assert page.board()["wrong"][0].startswith("tide.bnn, line 2: ")
    script.write_text(BOARD, encoding="utf-8")
    assert len(page.frames()) == 3


def test_the_story_tells_prompt_pictures_and_requests(page):
    page.board()
    story = json.loads(page.ask("/api/story?address=night.wide")[2])
    assert any("Mara Voss" in words for words in story["words"])
    assert [s["name"] for s in story["sent"]] == ["Mara Voss"]
    assert [h["take"] for h in story["history"]] == [2, 1]
    assert page.ask("/api/story?address=nobody")[0] == 409


def test_thumbs_are_made_once_and_may_be_deleted(page, tmp_path):
    digest = page.frames()["night.wide"]["images"][0]["sha"]
    status, headers, data = page.ask(f"/thumb/{digest}")
    assert (status, headers["Content-Type"]) == (200, "image/webp")
    assert max(Image.open(io.BytesIO(data)).size) == 480
    (kept,) = (tmp_path / ".bananaboard" / "thumbs").iterdir()
    made = kept.stat().st_mtime_ns
    assert page.ask(f"/thumb/{digest}")[2] == data
    assert kept.stat().st_mtime_ns == made
    kept.unlink()
    assert page.ask(f"/thumb/{digest}")[2] == data


def test_thumbs_never_go_through_a_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "thumbs").symlink_to(tmp_path / "elsewhere")
    file = io.BytesIO()
    Image.new("RGB", (20, 20)).save(file, "PNG")
    assert Thumbs(tmp_path).thumb("0" * 64, file.getvalue) is not None
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_is_no_picture_has_no_thumb():
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    for data in (b"", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, bomb.getvalue()):
        assert shrunk(data) is None


def test_reviewing_alone_writes_nothing_into_the_ledger(tmp_path):
    path = draw(tmp_path)
    ledger = next((tmp_path / ".bananaboard").glob("*.sqlite*"))
    before = ledger.read_bytes()
    with served(path) as page:
        page.board()
        page.ask("/api/story?address=night.wide")
    assert ledger.read_bytes() == before
