"""The table of what an answer means, row by row, and that a spool is read as the answer was."""

from __future__ import annotations

import pytest
from bananaboard.runtime.engine import Answer, Closes, Drawn, Failed, Refused, Usage
from bananaboard.runtime.rehearsal.reading import head_of, read_raw
from bananaboard.runtime.rehearsal.wire import ENCODER, Answered, Counted, Detail, Drawing, Erred, Wrong
from hypothesis import given, settings
from hypothesis import strategies as st

USED = Counted(10, 20, 1120, 30)
USAGE = Usage(10, 20, 1120, 30)


def answered(finish="STOP", message="", text="", usage=USED, pictures=()):
    return head_of(200) + ENCODER.encode(Answered(finish, message, text, usage, pictures))


def error(code, status="", detail=None):
    return head_of(code) + ENCODER.encode(Erred(Wrong(code, status, "It broke.", detail)))


def test_pictures_come_in_their_order_with_text_and_usage():
    raw = answered(text="two", pictures=(Drawing("image/png", b"\x89one"), Drawing("image/jpeg", b"\xfftwo")))
    assert read_raw(raw) == Answer((Drawn(b"\x89one", "image/png"), Drawn(b"\xfftwo", "image/jpeg")), "two", USAGE)


def test_a_refusal_is_unknown_unless_the_service_says_that_it_is_free():
    refused = read_raw(answered("IMAGE_SAFETY", "No.", usage=None))
    assert (refused.reason, refused.billed, refused.usage) == ("IMAGE_SAFETY", None, None)
    free = read_raw(answered("IMAGE_SAFETY", "Refused. You will not be charged for it."))
    assert (free.billed, free.usage) == (False, USAGE)


def test_words_without_a_picture_are_a_refusal_that_shows_the_words():
    refused = read_raw(answered(text="I would rather talk."))
    assert isinstance(refused, Refused)
    assert (refused.text, refused.message, refused.billed) == ("I would rather talk.", "I would rather talk.", None)


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"finish":', b"null", b"[]", b'{"finish": 5}', b"\xff" * 50])
def test_what_nobody_can_read_may_have_been_billed(body):
    refused = read_raw(head_of(200) + body)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.billed) == ("UNREADABLE", None)


@pytest.mark.parametrize(
    ("raw", "again", "closes", "wait"),
    [
        (error(429, detail=Detail("1.5s")), True, Closes.MODEL, 1.5),
        (error(429), True, Closes.MODEL, None),
        (error(429, detail=Detail("0.2s", "RehearsalSpendPerWindow")), True, Closes.SPEND, 0.2),
        (error(429, detail=Detail("9s", "RehearsalRequestsPerDay")), False, Closes.ACCOUNT, None),
        (error(402), False, Closes.ACCOUNT, None),
        (error(500), True, Closes.NOTHING, None),
        (error(503), True, Closes.NOTHING, None),
        (error(504), True, Closes.NOTHING, None),
        (error(400), False, Closes.NOTHING, None),
        (error(403), False, Closes.NOTHING, None),
        (head_of(404) + b"<html>", False, Closes.NOTHING, None),
        (error(429, detail=Detail("soon")), True, Closes.MODEL, None),
        (error(429, detail=Detail("-3s")), True, Closes.MODEL, None),
        (error(429, detail=Detail("nan")), True, Closes.MODEL, None),
    ],
)
def test_an_error_in_the_service_s_words_is_not_billed(raw, again, closes, wait):
    failed = read_raw(raw)
    assert isinstance(failed, Failed)
    assert (failed.retryable, failed.closes, failed.wait) == (again, closes, wait)
    assert failed.reason


def test_an_error_in_nobody_s_words_is_not_known_to_be_free():
    assert isinstance(read_raw(head_of(502) + b"<html>Bad Gateway</html>"), Refused)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_whatever_lies_in_a_spool_it_is_read_without_an_exception(raw):
    assert isinstance(read_raw(raw), Refused | Failed | Answer)
    assert isinstance(read_raw(head_of(200) + raw), Refused | Failed | Answer)
