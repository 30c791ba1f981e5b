"""Errors of the service in all the shapes that are known, and what each means for the rest of a run."""

from __future__ import annotations

import json

import pytest
from bananaboard.runtime.engine import Closes
from bananaboard.runtime.gemini.error import LONGEST_WAIT, read_error
from bananaboard.runtime.gemini.fault import read_fault, unknown_model

GONE = "You do not have permission to access the File ab or it may not exist."


def body(code, message="", *details, status=""):
    return json.dumps(
        {"error": {"code": code, "message": message, "status": status, "details": list(details)}}
    ).encode()


def info(reason):
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}


def quota(id_, value="10", metric=""):
    return {"violations": [{"quotaId": id_, "quotaValue": value, "quotaMetric": metric}]}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (body(400, "API key not valid. Please pass a valid API key."), "bad-key"),
        (body(400, "API key expired. Please renew the API key.", info("API_KEY_INVALID")), "bad-key"),
        (body(403, "Your API key was reported as leaked. Please use another API key."), "bad-key"),
        (body(403, "Requests from this IP are blocked", info("API_KEY_IP_ADDRESS_BLOCKED")), "bad-key"),
        (body(401, "Request had invalid authentication credentials."), "bad-key"),
        (body(403, "", info("SERVICE_DISABLED")), "api-off"),
        (body(403, "", info("BILLING_DISABLED")), "unpaid"),
        (body(400, "User location is not supported for the API use.", status="FAILED_PRECONDITION"), "location"),
        (body(400, "Gemini API free tier is not available in your country. Please enable billing."), "unpaid"),
        (body(402, "Payment required"), "unpaid"),
        (body(429, "Your prepayment credits are depleted."), "unpaid"),
        (body(429, "Your project has exceeded its monthly spending cap."), "unpaid"),
        (body(429, "", quota("GenerateRequestsPerDayPerProjectPerModel")), "day-quota"),
        (body(429, "", quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier")), "free-tier"),
        (body(429, "", quota("GenerateRequestsPerMinutePerProjectPerModel", "0")), "free-tier"),
    ],
)
def test_what_concerns_the_account_ends_it_for_this_run(raw, code):
    failed = read_fault(None, raw)
    assert (failed.code, failed.closes, failed.retryable, failed.wait) == (code, Closes.ACCOUNT, False, None)


@pytest.mark.parametrize(
    ("raw", "code", "closes", "again"),
    [
        (body(429, "", quota("GenerateRequestsPerMinutePerProjectPerModel")), "quota", Closes.MODEL, True),
        (body(429, "Resource exhausted."), "quota", Closes.MODEL, True),
        (body(429, "", quota("SpendUsdPer10MinutesPerProject")), "spend-quota", Closes.SPEND, True),
        (body(500), "service", Closes.NOTHING, True),
        (body(503), "overloaded", Closes.NOTHING, True),
        (body(504), "deadline", Closes.NOTHING, True),
        (body(400, "Request contains an invalid argument."), "invalid", Closes.NOTHING, False),
        (body(403, "You do not have permission to access model models/x."), "no-access", Closes.NOTHING, False),
        (body(404, "models/x is not found"), "not-found", Closes.NOTHING, False),
        (body(413, "Payload too large"), "too-large", Closes.NOTHING, False),
        (body(418, "teapot"), "http-418", Closes.NOTHING, False),
        (body(403, GONE), "file-gone", Closes.NOTHING, True),
        (body(400, "The File ab is not in an ACTIVE state."), "file-waits", Closes.NOTHING, True),
    ],
)  # fmt: skip
def test_what_concerns_a_request_or_a_model(raw, code, closes, again):
    failed = read_fault(None, raw)
    assert (failed.code, failed.closes, failed.retryable) == (code, closes, again)


@pytest.mark.parametrize(
    ("delay", "header", "wait"),
    [
        ("37s", None, 37.0),
        ("0.250s", None, 0.25),
        ("12.345678901s", None, 12.345678901),
        (None, "8", 8.0),
        ("37s", "8", 37.0),
        ("999999s", None, LONGEST_WAIT),
        ("soon", None, None),
        ("-4s", None, None),
        (37, None, None),
        (None, "Wed, 21 Oct 2026 07:28:00 GMT", None),
        (None, None, None),
    ],
)
def test_the_wait_that_the_service_asks_for(delay, header, wait):
    details = [{"retryDelay": delay}] if delay is not None else []
    failed = read_fault(429, body(429, "", *details), {"retry-after": header} if header else {})
    assert failed.wait == wait


def test_what_the_service_says_is_quoted_on_one_line_and_cut():
    failed = read_fault(None, body(400, "a\nb " * 500))
    assert "\n" not in failed.reason
    assert "“a b a b" in failed.reason
    assert len(failed.reason) < 700


def test_the_status_of_the_answer_counts_more_than_the_number_in_its_body():
    assert read_fault(503, body(400, "x")).code == "overloaded"


def test_a_streams_error_comes_in_a_list():
    assert read_fault(429, b"[" + body(429) + b"]").code == "quota"


@pytest.mark.parametrize("raw", [b"", b"<html>", b"[]", b"3", b'{"error": "no"}', b"\xff", b"[[[["])
def test_what_is_none_of_googles_is_known_as_such(raw):
    assert read_error(503, raw) is None
    assert read_fault(503, raw).code == "overloaded"


@pytest.mark.parametrize(
    ("message", "hint"),
    [
        ("models/gemini-3.1-flash-imag is not found", "Try `gemini-3.1-flash-image`"),
        ("models/imagen-4.0-generate-001 is not found", "Try `gemini-3.1-flash-lite-image`"),
        ("Publisher Model `projects/p/publishers/google/models/gemini-3-pro-imag` was not", "Try `gemini-3-pro-image`"),
        ("models/xyz is not found", "`bnn models` lists them"),
        ("nothing here", "what was asked for"),
    ],
)  # fmt: skip
def test_a_model_that_is_not_there_is_told_with_the_nearest(message, hint):
    assert hint in unknown_model(message)
