"""Answers as they were really recorded, by their facts.

No answer with a picture was found public byte for byte: recordings keep bodies as parsed YAML, not as they came, most
cut the pictures out, and the one that does not is 3.3 MB large. Fields, words of the service and counts of tokens are
those of recordings in pydantic-ai (MIT licence, `tests/models/cassettes/test_google`, looked up 2026-11-21); texts of
models and pictures are ours.
"""

from __future__ import annotations

import base64
import json

from bananaboard.dsl.models import model_table
from bananaboard.runtime.engine import Answer, Refused
from bananaboard.runtime.gemini.answer import read_answer
from bananaboard.runtime.reasons import refusal_words
from bananaboard.runtime.settling import Terms, cost_of

from .asked import png

OLDEST = "gemini-2.5-flash-image"


def recorded(candidate, usage, model=OLDEST):
    whole = {"candidates": [candidate], "usageMetadata": usage, "modelVersion": model, "responseId": "vDiBaY"}
    return read_answer(json.dumps(whole).encode())


def cost(found, model=OLDEST):
    return cost_of(Terms(model, None, free=False), found.usage)


def test_words_where_a_picture_could_have_come():
    """Of `test_google_image_or_text_output`: the counts of what came out are not told apart."""
    candidate = {"content": {"parts": [{"text": "A story."}], "role": "model"}, "finishReason": "STOP", "index": 0}
    usage = {"candidatesTokenCount": 38, "promptTokenCount": 18, "totalTokenCount": 56}
    usage |= {"promptTokensDetails": [{"modality": "TEXT", "tokenCount": 18}]}
    found = recorded(candidate, usage)
    assert isinstance(found, Refused)
    assert (found.reason, found.text) == ("STOP", "A story.")
    table = model_table().find(OLDEST)
    assert table is not None
    assert cost(found) == 18 * table.input_nano + 38 * table.text_nano


def test_a_picture_of_the_oldest_model():
    """Of the same recording: 1,290 tokens, and not one of text."""
    blob = {"mimeType": "image/png", "data": base64.b64encode(png(7)).decode()}
    candidate = {"content": {"parts": [{"inlineData": blob}], "role": "model"}, "finishReason": "STOP", "index": 0}
    usage = {"candidatesTokenCount": 1290, "promptTokenCount": 10, "totalTokenCount": 1300}
    usage |= {"candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1290}]}
    usage |= {"promptTokensDetails": [{"modality": "TEXT", "tokenCount": 10}]}
    found = recorded(candidate, usage)
    assert isinstance(found, Answer)
    assert found.pictures[0].data == png(7)
    assert cost(found) == 10 * 300 + 1290 * 30_000


def test_a_picture_of_the_large_model_with_words_and_a_signature():
    """Of `test_google_image_generation_with_text`: 163 tokens came out beside the picture, and 174 were thoughts."""
    blob = {"mimeType": "image/jpeg", "data": base64.b64encode(png(8)).decode()}
    parts = [{"text": "Here it is."}, {"inlineData": blob, "thoughtSignature": base64.b64encode(bytes(900)).decode()}]
    usage = {"candidatesTokenCount": 1283, "promptTokenCount": 14, "thoughtsTokenCount": 174, "totalTokenCount": 1471}
    usage |= {"candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1120}]}
    usage |= {"promptTokensDetails": [{"modality": "TEXT", "tokenCount": 14}]}
    candidate = {"content": {"parts": parts, "role": "model"}, "finishReason": "STOP", "index": 0}
    found = recorded(candidate, usage, "gemini-3-pro-image-preview")
    assert isinstance(found, Answer)
    assert (found.text, found.pictures[0].mime) == ("Here it is.", "image/png")  # by its bytes, whatever it is called
    assert cost(found, "gemini-3-pro-image") == 14 * 2000 + 1120 * 120_000 + (163 + 174) * 12_000


def test_an_answer_that_a_rule_of_the_organisation_held_back():
    """Of `test_google_model_armor_response_template_real_block`: a finish reason, no content, and it was counted."""
    said = "The response violated Responsible AI Safety settings (Hate Speech, Harassment, Dangerous) filters."
    candidate = {"avgLogprobs": -1.1124393939971924, "finishMessage": said, "finishReason": "MODEL_ARMOR"}
    usage = {"candidatesTokenCount": 6, "promptTokenCount": 19, "thoughtsTokenCount": 27, "totalTokenCount": 52}
    usage |= {"candidatesTokensDetails": [{"modality": "TEXT", "tokenCount": 6}], "trafficType": "ON_DEMAND"}
    found = recorded(candidate, usage)
    assert isinstance(found, Refused)
    assert found.reason == "MODEL_ARMOR"
    assert "Hate Speech, Harassment, Dangerous" in found.message
    assert "Model Armor" in refusal_words("gemini", found.reason, found.text)
    assert found.usage is not None
    assert (found.usage.text_in, found.usage.text_out) == (19, 33)
