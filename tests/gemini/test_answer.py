"""Raw answers, read: whatever they hold, and nothing is ever raised."""

from __future__ import annotations

import base64
import io
import json

import msgspec
import pytest
from bananaboard.runtime.engine import Answer, Failed, Refused, Usage
from bananaboard.runtime.gemini.answer import read_answer
from bananaboard.runtime.gemini.refusal import REASONS
from bananaboard.runtime.gemini.usage import read_usage
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from .asked import png

PNG = png(1)


def photo():
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "JPEG")
    return file.getvalue()


def picture(data=PNG, mime="image/png", *, alphabet=base64.b64encode, **more):
    return {"inlineData": {"mimeType": mime, "data": alphabet(data).decode()}, **more}


def raw(*parts, finish="STOP", usage=None, **more):
    candidate = {"content": {"parts": list(parts), "role": "model"}, "finishReason": finish, **more}
    return json.dumps({"candidates": [candidate], "usageMetadata": usage or {}}).encode()


def test_the_bytes_are_kept_as_they_came():
    jpeg = photo()
    [drawn] = read_answer(raw(picture(jpeg, "image/png"))).pictures
    assert (drawn.data, drawn.mime) == (jpeg, "image/jpeg")


@pytest.mark.parametrize("alphabet", [base64.b64encode, base64.urlsafe_b64encode])
def test_both_alphabets_of_base64_are_read(alphabet):
    data = png(1, 3000)
    assert read_answer(raw(picture(data, alphabet=alphabet))).pictures[0].data == data


def test_base64_without_its_end_signs_is_read():
    data = next(d for d in (png(1, n) for n in range(1, 9)) if len(d) % 3)
    part = picture(data)
    part["inlineData"]["data"] = part["inlineData"]["data"].rstrip("=")
    assert read_answer(raw(part)).pictures[0].data == data


def test_the_other_way_of_writing_names_is_read():
    part = {"inline_data": {"mime_type": "image/png", "data": base64.b64encode(PNG).decode()}}
    assert read_answer(raw(part)).pictures[0].mime == "image/png"


def test_thoughts_are_skipped_words_and_pictures():
    parts = ({"text": "let me see", "thought": True}, picture(png(2), thought=True), {"text": "Here."}, picture())
    answer = read_answer(raw(*parts))
    assert ([d.data for d in answer.pictures], answer.text) == ([PNG], "Here.")


def test_where_all_pictures_are_thoughts_the_last_one_is_taken():
    answer = read_answer(raw(picture(png(2), thought=True), picture(png(3), thought=True)))
    assert [d.data for d in answer.pictures] == [png(3)]


def test_pictures_and_the_words_between_stay_in_order():
    answer = read_answer(raw({"text": "One."}, picture(png(2)), {"text": "Two."}, picture(png(3))))
    assert ([d.data for d in answer.pictures], answer.text) == ([png(2), png(3)], "One.\nTwo.")


def test_a_picture_counts_however_the_answer_ended():
    assert isinstance(read_answer(raw(picture(), finish="MAX_TOKENS")), Answer)


def test_several_candidates_are_all_kept():
    one = json.loads(raw(picture(png(2))))
    two = json.loads(raw(picture(png(3))))
    body = json.dumps({"candidates": one["candidates"] + two["candidates"]}).encode()
    assert len(read_answer(body).pictures) == 2


def test_a_picture_among_broken_ones_is_kept():
    broken = {"inlineData": {"mimeType": "image/png", "data": "no base64 at all!"}}
    answer = read_answer(raw(broken, picture(), picture(b"<svg/>"), picture(PNG[:20])))
    assert [d.data for d in answer.pictures] == [PNG]


def test_where_no_picture_can_be_read_it_is_known_that_there_was_one():
    usage = {"promptTokenCount": 1, "candidatesTokenCount": 1120}
    refused = read_answer(raw(picture(b"<svg/>"), usage=usage))
    assert (refused.reason, refused.usage.image_out) == ("UNREADABLE", 1120)


@pytest.mark.parametrize("reason", sorted(set(REASONS) - {"EMPTY", "UNREADABLE"}))
def test_each_reason_has_sentences_that_name_no_code(reason):
    refused = read_answer(raw(finish=reason))
    assert (refused.reason, refused.billed) == (reason, None)
    assert reason not in refused.message or reason == "STOP"
    assert refused.message.count(".") >= 3


def test_a_reason_that_nobody_knows_is_told_as_it_is():
    refused = read_answer(raw(finish="IMAGE_TOO_BEAUTIFUL"))
    assert refused.reason == "IMAGE_TOO_BEAUTIFUL"
    assert "`IMAGE_TOO_BEAUTIFUL`" in refused.message


def test_a_prompt_that_was_blocked_is_told_by_that():
    refused = read_answer(json.dumps({"promptFeedback": {"blockReason": "BLOCKLIST"}}).encode())
    assert refused.reason == "BLOCKLIST"
    assert "a list that the service blocks" in refused.message


def test_words_instead_of_a_picture_are_the_reason():
    refused = read_answer(raw({"text": "I can't draw\nreal people."}))
    assert refused.text == "I can't draw\nreal people."
    assert "“I can't draw real people”" in refused.message


def test_an_end_without_words_and_without_a_picture_is_no_writing():
    refused = read_answer(raw(finish="STOP"))
    assert "drew nothing" in refused.message


def test_the_kinds_of_harm_that_were_seen_are_named():
    ratings = [
        {"category": "HARM_CATEGORY_SEXUALLY_EXPLICIT", "probability": "HIGH", "blocked": True},
        {"category": "HARM_CATEGORY_HARASSMENT", "probability": "LOW"},
    ]
    assert "saw in it: sexually explicit." in read_answer(raw(finish="SAFETY", safetyRatings=ratings)).message
    body = {"promptFeedback": {"blockReason": "SAFETY", "safetyRatings": ratings}}
    assert "saw in it: sexually explicit." in read_answer(json.dumps(body).encode()).message


def test_a_long_refusal_is_cut_in_the_sentence_and_whole_in_the_record():
    refused = read_answer(raw({"text": "no " * 5000}))
    assert len(refused.message) < 700
    assert len(refused.text) == 15000


@pytest.mark.parametrize(
    ("note", "billed"),
    [
        ("You will not be charged for blocked images.", False),
        ("You won't be billed.", False),
        ("You have not been charged.", False),
        ("You will be charged.", None),
        ("", None),
    ],
)
def test_only_the_services_own_word_says_that_it_is_free(note, billed):
    assert read_answer(raw(finish="IMAGE_SAFETY", finishMessage=note)).billed is billed


def test_what_the_model_writes_does_not_say_what_is_charged():
    assert read_answer(raw({"text": "You will not be charged."}, finish="STOP")).billed is None


def test_an_error_in_the_body_is_one():
    body = json.dumps({"error": {"code": 503, "message": "overloaded", "status": "UNAVAILABLE"}}).encode()
    failed = read_answer(body)
    assert isinstance(failed, Failed)
    assert (failed.code, failed.retryable) == ("overloaded", True)


def test_the_facts_of_a_recorded_answer_cost_what_is_known():
    """(10, 1120, 1120, 33) on lite is $0.033652."""
    found = {
        "promptTokenCount": 10, "candidatesTokenCount": 1120, "thoughtsTokenCount": 33,
        "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1120}],
    }  # fmt: skip
    usage = read_usage(found, 1)
    assert usage == Usage(10, 0, 1120, 33)
    assert usage.text_in * 250 + usage.image_out * 30_000 + usage.text_out * 1500 == 33_652_000


def test_tokens_beside_the_picture_and_thoughts_cost_as_text():
    found = {
        "promptTokenCount": 2000, "candidatesTokenCount": 1216, "thoughtsTokenCount": 179,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 880}, {"modality": "IMAGE", "tokenCount": 1120}],
        "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1120}],
    }  # fmt: skip
    assert read_usage(found, 1) == Usage(880, 1120, 1120, 96 + 179)


@pytest.mark.parametrize(
    ("found", "pictures", "usage"),
    [
        ({"promptTokenCount": 276, "thoughtsTokenCount": 173}, 0, Usage(276, 0, 0, 173)),
        ({"promptTokenCount": 9, "candidatesTokenCount": 40}, 0, Usage(9, 0, 0, 40)),
        ({"promptTokenCount": 9, "candidatesTokenCount": 1120}, 1, Usage(9, 0, 1120, 0)),
        ({"promptTokenCount": 9, "toolUsePromptTokenCount": 50}, 0, Usage(59, 0, 0, 0)),
        ({"promptTokenCount": 9}, 1, None),
        ({"candidatesTokenCount": 9}, 1, None),
        ({}, 0, None),
        (None, 0, None),
        ({"promptTokenCount": -5, "candidatesTokenCount": True}, 0, Usage(0, 0, 0, 0)),
        ({"promptTokenCount": 5, "candidatesTokenCount": 10**30}, 0, Usage(5, 0, 0, 0)),
    ],
)
def test_usage_that_tells_little_is_not_taken_for_little(found, pictures, usage):
    assert read_usage(found, pictures) == usage


def test_what_is_no_answer_is_unreadable():
    for body in (
        b"",
        b" \n",
        b"null",
        b"[]",
        b"3",
        b'"x"',
        b"{",
        b"\xff\xfe",
        b"<html>",
        b"[" * 100_000,
        b'{"a":' * 9999,
    ):
        refused = read_answer(body)
        assert isinstance(refused, Refused)
        assert refused.reason in ("EMPTY", "UNREADABLE")
        assert refused.billed is None


LEAVES = (
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.sampled_from(["aGVsbG8=", "aGVsbG8", "a-_b", "aGVs\nbG8="]),
)
ANYTHING = st.recursive(
    st.one_of(*LEAVES),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["candidates", "content", "parts", "inlineData", "data", "text", "thought", "error", "details", "code",
             "message", "violations", "quotaId", "retryDelay", "usageMetadata", "promptTokenCount", "finishReason",
             "candidatesTokensDetails", "modality", "tokenCount", "promptFeedback", "blockReason", "finishMessage"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=30,
)  # fmt: skip


@given(ANYTHING)
@settings(max_examples=150, deadline=None)
def test_anything_at_all_is_an_outcome(document):
    body = json.dumps({"candidates": document} if not isinstance(document, dict) else document).encode()
    assert isinstance(read_answer(body), Answer | Refused | Failed)


@given(ANYTHING)
@settings(max_examples=150, deadline=None)
def test_the_quick_way_of_reading_is_only_quicker(document):
    usual = read_answer(json.dumps({"candidates": [{"content": {"parts": document}}]}).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bananaboard.runtime.gemini.body._USUAL", msgspec.json.Decoder())
        assert read_answer(json.dumps({"candidates": [{"content": {"parts": document}}]}).encode()) == usual


@given(st.binary(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_an_outcome(body):
    assert isinstance(read_answer(body), Answer | Refused | Failed)
