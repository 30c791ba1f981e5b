"""The JSON of an answer as plain dictionaries; its pictures come as bytes where they are written as they should be."""

from __future__ import annotations

from typing import Any, TypedDict

import msgspec


class _Blob(TypedDict, total=False):
    data: bytes
    mimeType: Any


class _Part(TypedDict, total=False):
    text: Any
    thought: Any
    inlineData: _Blob
    inline_data: Any


class _Content(TypedDict, total=False):
    parts: list[_Part]


class _Candidate(TypedDict, total=False):
    content: _Content
    finishReason: Any
    finishMessage: Any
    safetyRatings: Any


class _Document(TypedDict, total=False):
    candidates: list[_Candidate]
    promptFeedback: Any
    usageMetadata: Any
    error: Any


def decoded(raw: bytes) -> object:
    """What the text says; None where it is no JSON.

    An answer of the usual shape is read with its pictures decoded on the way, in a third of the time. Any other is read
    as it is: then `data` is still text.
    """
    for read in (_USUAL.decode, msgspec.json.decode):
        try:
            return read(raw)
        except (ValueError, RecursionError):
            continue
    return None


_USUAL = msgspec.json.Decoder(_Document)
