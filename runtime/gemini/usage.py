"""What an answer says that it used, in tokens that have a price."""

from __future__ import annotations

from ..engine import Usage

MOST = 2**40  # no count of tokens is larger


def read_usage(found: object, pictures: int) -> Usage | None:
    """`usageMetadata` of an answer that holds `pictures`; None where it tells too little to reckon a cost from.

    Thoughts, and what came out beside the pictures, cost as text. A prompt's pictures, documents and videos are told
    apart from its words, though both cost the same. What a search put into the prompt is counted as words.
    """
    if not isinstance(found, dict) or "promptTokenCount" not in found:
        return None
    prompt, out = _count(found, "promptTokenCount"), _count(found, "candidatesTokenCount")
    if pictures and not out:
        return None
    went_in = _by_kind(found.get("promptTokensDetails"))
    came = _by_kind(found.get("candidatesTokensDetails"))
    image_in = min(prompt, sum(n for kind, n in went_in.items() if kind != "TEXT"))
    image_out = min(out, came.get("IMAGE", 0))
    if pictures and not image_out:
        image_out = out  # not told apart: then all of it as dear as a picture
    return Usage(
        text_in=prompt - image_in + _count(found, "toolUsePromptTokenCount"),
        image_in=image_in,
        image_out=image_out,
        text_out=out - image_out + _count(found, "thoughtsTokenCount"),
    )


def _count(found: dict[object, object], key: str) -> int:
    value = found.get(key, 0)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST else 0


def _by_kind(details: object) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for row in details if isinstance(details, list) else ():
        if isinstance(row, dict) and isinstance(kind := row.get("modality"), str):
            kinds[kind] = kinds.get(kind, 0) + _count(row, "tokenCount")
    return kinds
