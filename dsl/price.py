"""What one take of a call costs: what to expect, and the most that it can be. Whole nano-dollars throughout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .call import Cost

if TYPE_CHECKING:
    from .model import Model

WORDS_OUT = 300  # tokens of thought and text that an answer usually has beside its picture
ALLOWANCE = 4096  # tokens of them that a request leaves room for


def max_output_tokens(model: Model, size: str, panels: int) -> int:
    """The limit that is sent with a request: its pictures and some room, never more than the model gives."""
    return min(model.max_output_tokens, panels * model.sizes[size] + ALLOWANCE)


def text_tokens(size: int, chars: int) -> int:
    """About how many tokens a text is, from its UTF-8 bytes and its characters.

    The vendor's own rule of thumb is four characters of English a token. A character beyond Latin counts as a whole
    token, which is cautious for Chinese and Japanese. The bytes tell the two apart without reading the text again:
    each of three bytes has two more than it has characters.
    """
    return (2 * chars + 3 * (size - chars) + 7) // 8


def price(
    model: Model,
    *,
    size: str,
    panels: int,
    text_bytes: int,
    text_chars: int,
    images: int,
    pages: int,
    video_seconds: float | None,
    search: bool,
) -> Cost:
    """The cost of one take, by what is sent (`pages` of documents count as pictures) and how many panels come back.

    `video_seconds` None says that a video's length is unknown: then as much as the model can take is reckoned with.
    """
    image_in = (images + pages) * model.image_input_tokens + _video(model, video_seconds)
    text_in = text_tokens(text_bytes, text_chars)
    image_out = panels * model.sizes[size]
    into, words, picture = model.input_nano, model.text_nano, model.image_nano
    if into is None or words is None or picture is None:
        return Cost(None, None, search, text_in, image_in, image_out, model.as_of)
    pictures = image_out * picture
    expected = (text_in + image_in) * into + pictures + WORDS_OUT * words
    room = max(0, max_output_tokens(model, size, panels) - image_out)
    most = (text_bytes + image_in) * into + pictures + room * words + (model.search_nano if search else 0)
    batch = -(-expected * model.batch_percent // 100) if model.batch else None
    return Cost(expected, most, search, text_in, image_in, image_out, model.as_of, batch)


def _video(model: Model, seconds: float | None) -> int:
    if not seconds:
        return 0 if seconds is not None else model.max_input_tokens
    return (int(seconds) + 1) * model.video_frame_tokens
