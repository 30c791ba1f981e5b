"""The engine against the loopback service: what goes out, what comes back, what becomes of mishaps."""

from __future__ import annotations

import asyncio

import pytest
from bananaboard.runtime.engine import Answer, Closes, Failed, Limited, Lost, Reading, Refused, Setup
from bananaboard.runtime.engines import NoEngine, open_engine
from bananaboard.runtime.gemini.engine import Gemini

from ..spool import Memory
from .asked import FLASH, KEY, LITE, PRO, Full, png, request, sent


def test_a_picture_comes_and_its_answer_was_on_paper_before(service, ask):
    paper = Memory()
    [answer] = ask(request("A lighthouse at dusk"), spools=[paper])
    assert isinstance(answer, Answer)
    assert len(answer.pictures) == 1
    assert paper.sealed
    assert Gemini.read(paper.data) == answer


def test_the_cost_is_reckoned_from_what_the_service_used(service, ask):
    [answer] = ask(request("x" * 40))
    usage = answer.usage
    assert (usage.text_in, usage.image_out, usage.text_out) == (10, 1120, 33)
    assert 10 * 250 + 1120 * 30_000 + 33 * 1500 == 33_652_000 == service.billed


@pytest.mark.parametrize("model", [LITE, FLASH, PRO, "gemini-nano-banana-2.1", "gemini-2.5-flash-image"])
def test_what_each_model_is_asked_is_what_it_takes(service, ask, model):
    """The service refuses what the model does not know, and bills what the table says."""
    from bananaboard.dsl.models import model_table

    [answer] = ask(request("Mara", sent(png(1)), "waves", model=model, max_output_tokens=4000))
    found, usage = model_table().find(model), answer.usage
    cost = (usage.text_in + usage.image_in) * found.input_nano + usage.image_out * found.image_nano
    assert cost + usage.text_out * found.text_nano == service.billed


def test_words_and_pictures_go_out_in_the_order_of_the_plan(service, ask):
    one, two = sent(png(1)), sent(png(2), name="Ida")
    ask(request("Image 1: Mara", one, "Image 2: Ida", two, "They meet", model=FLASH))
    [asked] = service.lines("asked")
    assert asked["text"] == "Image 1: Mara\nImage 2: Ida\nThey meet"
    assert [m[0] for m in asked["media"]] == [one.sha256, two.sha256]
    assert {m[2] for m in asked["media"]} == {"inline"}


def test_everything_that_can_be_asked_for_is_taken(service, ask):
    wished = {"temperature": 1.0, "top_p": 0.5, "seed": 7, "thinking": "high", "safety": "low", "size": "2K"}
    [answer] = ask(request("x", model=FLASH, search=("web", "images"), **wished))
    assert isinstance(answer, Answer)


def test_panels_come_in_one_answer_with_words_between(service, ask):
    service.act({"pictures": 4, "say": "and then"})
    [answer] = ask(request("A strip", model=FLASH, panels=4, max_output_tokens=8576))
    assert len(answer.pictures) == 4
    assert "and then" in answer.text


@pytest.mark.parametrize(
    ("data", "mime"),
    [(b"%PDF-1.7\nx", "application/pdf"), (b"A list of words", "text/plain"), (b"\0\0\0\x18ftypmp42", "video/mp4")],
)
def test_documents_texts_and_videos_go_along(service, ask, data, mime):
    [answer] = ask(request("x", sent(data, mime), model=FLASH))
    assert isinstance(answer, Answer)


def test_a_proxy_of_the_environment_does_not_get_what_is_for_this_computer(service, ask, clean):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        clean.setenv(name, "http://127.0.0.1:9")
    [answer] = ask(request("x"))
    assert isinstance(answer, Answer)


def test_more_pictures_than_asked_are_all_kept_and_counted(service, ask):
    service.act({"pictures": 3, "say": "a caption"})
    [answer] = ask(request("x", model=FLASH, max_output_tokens=8000))
    assert len(answer.pictures) == 3
    assert "a caption" in answer.text
    assert answer.usage.image_out == 3 * 1120


def test_a_picture_that_was_only_thought_of_is_skipped(service, ask):
    service.act({"pictures": 1, "draft": True, "signature": 5000})
    [answer] = ask(request("x", model=FLASH))
    assert len(answer.pictures) == 1


REFUSALS = [
    ({"finish": "IMAGE_SAFETY"}, "IMAGE_SAFETY", "safety filter"),
    ({"finish": "NO_IMAGE"}, "NO_IMAGE", "drew nothing"),
    ({"finish": "MAX_TOKENS"}, "MAX_TOKENS", "room"),
    ({"block": "PROHIBITED_CONTENT"}, "PROHIBITED_CONTENT", "no setting"),
    ({"pictures": 0, "say": "I would rather not."}, "STOP", "“I would rather not”"),
    ({"garbage": "html"}, "UNREADABLE", "can't be read"),
    ({"garbage": "empty"}, "EMPTY", "nothing at all"),
    ({"garbage": "noise"}, "UNREADABLE", "can't be read"),
    ({"garbage": "list"}, "UNREADABLE", "can't be read"),
    ({"garbage": "base64"}, "UNREADABLE", "can't be read"),
    ({"garbage": "half"}, "UNREADABLE", "can't be read"),
]


@pytest.mark.parametrize(("act", "reason", "words"), REFUSALS, ids=[str(a) for a, *_ in REFUSALS])
def test_an_answer_without_a_picture_is_refused_with_its_reason(service, ask, act, reason, words):
    service.act(act)
    paper = Memory()
    [refused] = ask(request("x"), spools=[paper])
    assert isinstance(refused, Refused)
    assert refused.reason == reason
    assert words in refused.message
    assert paper.sealed
    assert Gemini.read(paper.data) == refused


def test_what_the_service_says_is_not_charged_is_known_to_be_free(service, ask):
    service.act({"finish": "IMAGE_SAFETY", "billed": False}, {"finish": "MAX_TOKENS"})
    free, unknown = ask(request("x"), request("x"))
    assert (free.billed, unknown.billed) == (False, None)
    assert "not charged" in free.message


ERRORS = [
    ("minute", "quota", True, Closes.MODEL, 37.0),
    ("soon", "quota", True, Closes.MODEL, 0.2),
    ("silent", "quota", True, Closes.MODEL, None),
    ("vertex", "quota", True, Closes.MODEL, None),
    ("day", "day-quota", False, Closes.ACCOUNT, None),
    ("free", "free-tier", False, Closes.ACCOUNT, None),
    ("free_minute", "free-tier", False, Closes.ACCOUNT, None),
    ("spend", "spend-quota", True, Closes.SPEND, None),
    ("unpaid", "unpaid", False, Closes.ACCOUNT, None),
    ("bad_key", "bad-key", False, Closes.ACCOUNT, None),
    ("forbidden", "api-off", False, Closes.ACCOUNT, None),
    ("no_access", "no-access", False, Closes.NOTHING, None),
    ("unknown", "not-found", False, Closes.NOTHING, None),
    ("invalid", "invalid", False, Closes.NOTHING, None),
    ("internal", "service", True, Closes.NOTHING, None),
    ("overloaded", "overloaded", True, Closes.NOTHING, None),
    ("deadline", "deadline", True, Closes.NOTHING, None),
]


@pytest.mark.parametrize(("error", "code", "again", "closes", "wait"), ERRORS, ids=[e[0] for e in ERRORS])
def test_an_error_says_what_it_closes_and_costs_nothing(service, ask, error, code, again, closes, wait):
    service.act({"error": error})
    paper = Memory()
    [failed] = ask(request("x"), spools=[paper])
    assert isinstance(failed, Failed)
    assert (failed.code, failed.retryable, failed.closes, failed.wait) == (code, again, closes, wait)
    assert not paper.sealed
    assert service.billed == 0
    assert len(service.lines("request")) == 1


def test_a_model_that_is_not_there_is_asked_for_once(service, ask):
    service.set(missing=[LITE])
    first, second, other = ask(request("x"), request("y"), request("z", model=FLASH))
    assert first == second
    assert LITE in first.reason
    assert isinstance(other, Answer)
    assert len(service.lines("request")) == 2


CUTS = [({"cut": "before"}, True), ({"cut": "unbilled"}, False), ({"cut": "head"}, True), ({"cut": "middle"}, True)]


@pytest.mark.parametrize(("act", "billed"), CUTS, ids=[a["cut"] for a, _ in CUTS])
def test_a_connection_that_breaks_after_sending_is_lost_and_not_sent_again(service, ask, act, billed):
    service.act(act)
    paper = Memory()
    [lost] = ask(request("x"), spools=[paper])
    assert isinstance(lost, Lost)
    assert not paper.sealed
    assert (service.billed > 0) is billed
    assert len(service.lines("request")) == 1


def test_a_service_that_is_not_there_costs_nothing(clean, run):
    clean.setenv("GEMINI_API_KEY", KEY)
    clean.setenv("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:9")

    async def once():
        engine = Gemini()
        try:
            return await engine.make(request("x"), Memory())
        finally:
            await engine.aclose()

    failed = run(once())
    assert (failed.code, failed.retryable) == ("connection", True)


def test_a_gateway_that_fails_without_googles_word_leaves_the_bill_unknown(service, ask):
    service.act({"status": 502, "body": "<html>bad gateway</html>"}, {"status": 407, "body": "proxy"})
    bad, proxy = ask(request("x"), request("x"))
    assert isinstance(bad, Lost)
    assert isinstance(proxy, Failed)


def test_an_answer_that_is_too_late_is_lost(service, run, monkeypatch):
    service.act({}, {"hold": "late"})

    async def once():
        engine = Gemini()
        try:
            await engine.make(request("a warm engine"), Memory())
            monkeypatch.setattr("bananaboard.runtime.gemini.engine.WHOLE", 2.0)
            return await engine.make(request("x"), Memory())
        finally:
            await engine.aclose()
            await asyncio.to_thread(service.control, "open", gate="late")

    outcome = run(once())
    assert isinstance(outcome, Lost)
    assert "in time" in outcome.reason


def test_a_full_disk_loses_nobody_an_answer_that_is_paid_for(service, ask):
    paper = Full()
    [answer] = ask(request("x"), spools=[paper])
    assert isinstance(answer, Answer)
    assert not paper.sealed


def test_many_at_once_share_one_client(service, run):
    async def many():
        engine = Gemini()
        try:
            return await asyncio.gather(*(engine.make(request(f"shot {n}"), Memory()) for n in range(40)))
        finally:
            await engine.aclose()

    answers = run(many())
    assert all(isinstance(a, Answer) for a in answers)
    assert len({a.pictures[0].data for a in answers}) == 40


def test_an_interrupt_is_passed_on(service, run):
    async def stopped():
        engine = Gemini()
        service.act({"hold": "gate"})
        task = asyncio.create_task(engine.make(request("x"), Memory()))
        await asyncio.to_thread(service.control, "until", held={"gate": 1})
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await engine.aclose()
        await asyncio.to_thread(service.control, "open", gate="gate")

    run(stopped())


def test_without_a_key_it_does_not_open_and_says_what_to_do(clean):
    with pytest.raises(NoEngine, match="GEMINI_API_KEY"):
        open_engine("gemini")


def test_what_it_knows_of_the_account(service):
    engine = open_engine("gemini", Setup(tier=2))
    assert isinstance(engine, Limited)
    assert isinstance(engine, Reading)
    assert engine.limits(LITE).window == 50_000_000_000
    assert engine.account.startswith("gemini-")
    assert KEY[4:] not in engine.account
