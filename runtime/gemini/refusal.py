"""Why no picture came, in people's words: what happened, whether it cost, and what to try."""

from __future__ import annotations

from dataclasses import dataclass

from ...dsl.words import clipped as cut

LONGEST = 300  # characters of what a model wrote that are shown in a sentence


@dataclass(frozen=True, slots=True)
class Why:
    """What a reason of the service means, and what helps."""

    happened: str
    attempt: str


_SAFETY = Why(
    "The picture was held back by the service's safety filter",
    "Describe the scene more mildly, leave out what could be read as violence, nakedness or harm, "
    "or set `safety: high` on the shot, which blocks least",
)
_FORBIDDEN = Why(
    "The service does not draw this, and no setting changes that",
    "Take out what could be forbidden: real and famous people, children in danger, brands, weapons",
)
_PROMPT = "The service refused the words or the pictures of the request before drawing anything"
_COPY = Why(
    "The picture came out too close to a work that exists, so the service held it back",
    "Describe it in words of your own, without the name of a work, a brand or an artist",
)
_AGAIN = Why("The service gave no picture and no reason", "Ask again with `--reroll`, or word it differently")
_WORDS = Why("A word in the request is on a list that the service blocks", "Reword the shot; names are the usual cause")
_PERSONAL = Why(
    "The service saw personal data in it, such as an address, a number or a document",
    "Take them out of the text and of the pictures that go along",
)
_LONG = Why(
    "The model used up its room before a picture was done",
    "Shorten the shot, ask for fewer panels, or set a lower `thinking`",
)
_TOOL = Why("The model tried to use a tool instead of drawing", "Leave out `search`, and ask again with `--reroll`")
_NOTHING = Why(
    "The model drew nothing for these words",
    "Say plainly what is to be seen: who, where, doing what. Then ask again with `--reroll`",
)

REASONS = {
    "SAFETY": _SAFETY,
    "IMAGE_SAFETY": _SAFETY,
    "PROHIBITED_CONTENT": _FORBIDDEN,
    "IMAGE_PROHIBITED_CONTENT": _FORBIDDEN,
    "RECITATION": _COPY,
    "IMAGE_RECITATION": _COPY,
    "BLOCKLIST": _WORDS,
    "SPII": _PERSONAL,
    "LANGUAGE": Why("The service does not know the language of the request", "Write the shot in English"),
    "MAX_TOKENS": _LONG,
    "NO_IMAGE": _NOTHING,
    "OTHER": _AGAIN,
    "IMAGE_OTHER": _AGAIN,
    "FINISH_REASON_UNSPECIFIED": _AGAIN,
    "BLOCKED_REASON_UNSPECIFIED": _AGAIN,
    "MODEL_ARMOR": Why("A rule of your own organisation (Model Armor) held it back", "Ask who looks after those rules"),
    "JAILBREAK": Why(_PROMPT + ": it reads like an attempt to get round its rules", "Say plainly what is to be drawn"),
    "STOP": Why("The model wrote instead of drawing", "Say that it is to draw, and what is to be seen"),
    "CONTINUATION": Why("The model stopped in the middle of its answer", "Ask for less in one picture"),
    "MALFORMED_FUNCTION_CALL": _TOOL,
    "UNEXPECTED_TOOL_CALL": _TOOL,
    "TOO_MANY_TOOL_CALLS": _TOOL,
    "MALFORMED_RESPONSE": _AGAIN,
    "EMPTY": Why("The service answered with nothing at all", "Ask again with `--reroll`"),
    "UNREADABLE": Why("The service's answer can't be read", "Ask again with `--reroll`"),
}


def why_of(reason: str, text: str) -> Why | None:
    """What a reason means; `text` is what the model wrote. None for one that is not known."""
    return _NOTHING if reason == "STOP" and not text.strip() else REASONS.get(reason)


def told(reason: str, text: str, note: str, harms: tuple[str, ...] = (), *, billed: bool | None) -> str:
    """The sentences for a refusal. `text` is what the model wrote, `note` what the service says to it."""
    why = why_of(reason, text)
    said = [f"{why.happened}." if why else f"The service gave no picture, and says `{clipped(reason)}`."]
    said += [f"It saw in it: {', '.join(_harm(h) for h in harms)}."] if harms else []
    said += [f"It says: “{clipped(words)}”." for words in (text, note) if words.strip()]
    said.append("It was not charged." if billed is False else "It may have been charged.")
    said.append(f"{why.attempt if why else _AGAIN.attempt}.")
    return " ".join(said)


def _harm(category: str) -> str:
    """`HARM_CATEGORY_SEXUALLY_EXPLICIT` as somebody would say it."""
    return clipped(category.removeprefix("HARM_CATEGORY_").removeprefix("IMAGE_").replace("_", " ").lower())


def clipped(text: str) -> str:
    """A text of somebody else as one line that a sentence has room for."""
    return cut(text, LONGEST)
