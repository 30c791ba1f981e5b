"""What goes ahead to the Files API: which pictures, how often, until when."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from bananaboard.runtime.engine import Answer, Failed, Setup
from bananaboard.runtime.gemini.engine import Gemini
from bananaboard.runtime.gemini.uploaded import Uploaded, Uploads
from bananaboard.runtime.ledger import open_ledger

from ..spool import Memory
from .asked import FLASH, png, request, sent

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


@pytest.fixture
def home(tmp_path):
    open_ledger(tmp_path).close()
    return tmp_path


def ways(service):
    """How each request's pictures came."""
    return [[m[2] for m in line["media"]] for line in service.lines("asked")]


def test_a_picture_of_many_requests_goes_inside_twice_and_then_ahead_once(service, ask):
    mara = sent(png(1, 200_000))
    answers = ask(*(request(f"shot {n}", mara, model=FLASH) for n in range(5)))
    assert all(isinstance(a, Answer) for a in answers)
    assert ways(service) == [["inline"], ["inline"], ["file"], ["file"], ["file"]]
    assert [u["sha256"] for u in service.lines("upload")] == [mara.sha256]


def test_many_at_once_wait_for_one_upload(service, run):
    mara = sent(png(1, 200_000))

    async def many():
        engine = Gemini()
        try:
            return await asyncio.gather(
                *(engine.make(request(f"shot {n}", mara, model=FLASH), Memory()) for n in range(20))
            )
        finally:
            await engine.aclose()

    assert all(isinstance(a, Answer) for a in run(many()))
    assert len(service.lines("upload")) == 1


def test_a_small_picture_never_goes_ahead(service, ask):
    ask(*(request(f"shot {n}", sent(png(1)), model=FLASH) for n in range(5)))
    assert service.lines("upload") == []


def test_what_does_not_fit_a_request_goes_ahead_the_largest_first(service, ask):
    pictures = [sent(png(n, 1_000_000 * n), name=f"P{n}") for n in (1, 5, 6, 4)]
    [answer] = ask(request(*pictures, model=FLASH))
    assert isinstance(answer, Answer)
    assert ways(service) == [["inline", "inline", "file", "inline"]]
    assert max(line["bytes"] for line in service.lines("request")) < 20_000_000


def test_a_board_of_many_large_references_sends_each_once(service, run):
    """Twelve shots with 14 references of 2 MB: 448 MB inside the requests, each of them too large; 28 MB ahead."""
    cast = [sent(png(n, 2_000_000), name=f"P{n}") for n in range(14)]

    async def all_of():
        engine = Gemini()
        try:
            return [await engine.make(request(f"shot {n}", *cast, model=FLASH), Memory()) for n in range(12)]
        finally:
            await engine.aclose()

    assert all(isinstance(a, Answer) for a in run(all_of()))
    assert sorted(u["sha256"] for u in service.lines("upload")) == sorted(c.sha256 for c in cast)
    inside = [r["bytes"] for r in service.lines("request") if r["name"] == "generateContent"]
    assert max(inside) < 20_000_000
    assert sum(inside) < 40_000_000


def test_an_interrupt_during_an_upload_leaves_nothing_behind(service, run):
    service.act({"when": {"method": "files.upload"}, "hold": "upload"})

    async def stopped():
        engine = Gemini()
        task = asyncio.create_task(engine.make(request("x", sent(png(1, 8_000_000)), model=FLASH), Memory()))
        await asyncio.to_thread(service.control, "until", held={"upload": 1})
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await engine.aclose()
        await asyncio.to_thread(service.control, "open", gate="upload")

    run(stopped())
    assert service.billed == 0


def test_a_later_run_knows_what_is_there(service, ask, home):
    mara = sent(png(1, 200_000))
    ask(*(request(f"shot {n}", mara, model=FLASH) for n in range(3)), setup=Setup(home=home))
    ask(request("another day", mara, model=FLASH), setup=Setup(home=home))
    assert ways(service)[-1] == ["file"]
    assert len(service.lines("upload")) == 1


def test_another_account_uploads_its_own(service, ask, home, clean):
    mara = sent(png(1, 8_000_000))
    ask(request("one", mara, model=FLASH), setup=Setup(home=home))
    clean.setenv("GEMINI_API_KEY", "AIzaSyANOTHERanotherANOTHERanother12345")
    [answer] = ask(request("two", mara, model=FLASH), setup=Setup(home=home))
    assert isinstance(answer, Answer)
    assert len(service.lines("upload")) == 2


def test_a_file_that_is_gone_is_forgotten_and_the_next_try_sends_it_again(service, ask, home):
    mara = sent(png(1, 8_000_000))
    ask(request("one", mara, model=FLASH), setup=Setup(home=home))
    service.control("clock", seconds=49 * 3600)
    gone, again = ask(request("two", mara, model=FLASH), request("two", mara, model=FLASH), setup=Setup(home=home))
    assert isinstance(gone, Failed)
    assert (gone.code, gone.retryable) == ("file-gone", True)
    assert isinstance(again, Answer)
    assert len(service.lines("upload")) == 2


def test_an_upload_that_need_not_be_may_fail(service, ask):
    service.act(*[{"when": {"method": "files.upload"}, "error": "internal", "times": None}])
    answers = ask(*(request(f"shot {n}", sent(png(1, 200_000)), model=FLASH) for n in range(4)))
    assert all(isinstance(a, Answer) for a in answers)
    assert ways(service) == [["inline"]] * 4


@pytest.mark.parametrize(("error", "code"), [("internal", "service"), ("minute", "quota"), ("bad_key", "bad-key")])
def test_an_upload_that_has_to_be_and_fails_costs_nothing(service, ask, error, code):
    service.act({"when": {"method": "files.upload"}, "error": error, "times": None})
    [failed] = ask(request("x", sent(png(1, 8_000_000)), model=FLASH))
    assert isinstance(failed, Failed)
    assert failed.code == code
    assert "could not be uploaded" in failed.reason
    assert service.billed == 0


def test_a_video_is_waited_for(service, ask):
    video = sent(b"\0\0\0\x18ftypmp42" + bytes(8_000_000), "video/mp4")
    [answer] = ask(request("x", video, model=FLASH))
    assert isinstance(answer, Answer)
    assert ways(service) == [["file"]]


def test_what_expires_soon_does_not_count(home):
    uploads = Uploads(home, "gemini", "me", lambda: NOW)
    uploads.add(Uploaded("a", "files/a", NOW + dt.timedelta(minutes=59)))
    uploads.add(Uploaded("b", "files/b", NOW + dt.timedelta(minutes=61)))
    uploads.add(Uploaded("c", "files/c", None))
    assert uploads.find("abcd") == {"b": "files/b", "c": "files/c"}
    uploads.close()


def test_what_is_written_down_is_found_again_by_the_same_account_only(home):
    first = Uploads(home, "gemini", "me", lambda: NOW)
    first.add(Uploaded("a", "files/a", None))
    first.add(Uploaded("b", "files/b", None))
    first.forget(["b"])
    first.close()
    again, other = Uploads(home, "gemini", "me", lambda: NOW), Uploads(home, "gemini", "you", lambda: NOW)
    assert (again.find("ab"), other.find("ab")) == ({"a": "files/a"}, {})
    again.close()
    other.close()


@pytest.mark.parametrize("home", [None, "no/such/folder"])
def test_without_a_ledger_it_is_remembered_while_it_runs(tmp_path, home):
    uploads = Uploads(home and tmp_path / home, "gemini", "me", lambda: NOW)
    uploads.add(Uploaded("a", "files/a", None))
    assert uploads.find("a") == {"a": "files/a"}
    uploads.close()
