"""The table of settings: what each takes, where it may stand, what it is if nobody sets it."""

from __future__ import annotations

from enum import Enum, Flag, auto

from msgspec import Struct


class Where(Flag):
    """The kinds of block that a setting may stand in."""

    STORYBOARD = auto()
    SCENE = auto()
    SHOT = auto()
    EDIT = auto()
    VIEW = auto()
    SUBJECT = auto()  # character, location, prop, style: for the views below, but for `name` and `wears`
    LOOK = auto()
    FINAL = auto()
    REFERENCE = auto()


W = Where
SHOTS = W.STORYBOARD | W.SCENE | W.SHOT
VIEWS = W.SUBJECT | W.LOOK | W.VIEW
ASKED = SHOTS | W.EDIT | VIEWS | W.FINAL


class Takes(Enum):
    """What kind of value a setting takes."""

    MODEL = "a model, such as `lite` or `flash`"
    ASPECT = "a ratio, such as `16:9`"
    SIZE = "a size, such as `1K`"
    STYLE = "a style, such as `@watercolor`, a text, or `none`"
    PLACE = "a location, such as `@harbour`, or `none`"
    CAST = "mentions, such as `@mara, @lantern`, or `none`"
    TEXT = "a text in quotes"
    TEXTS = "texts in quotes, with commas between them"
    RULES = "texts in quotes with commas between them, or `none` to begin anew"
    WHOLE = "a whole number"
    DECIMAL = "a number"
    WORD = "one of its words"
    CHAIN = "`previous`, `none`, or a shot such as `@wide`"
    SEARCH = "`none`, `web`, or `web, images`"
    MONEY = "money, such as `$4.00`"
    DURATION = "a length of time, such as `3s`"
    TEMPLATE = "the name of a prompt"
    NONE = "`none`"


class Spec(Struct, frozen=True):
    """One setting. `low`, `high`: both ends belong to the range. `default` as it would be written, None: not sent."""

    name: str
    takes: Takes
    where: Where
    default: str | None
    about: str
    low: int = 0
    high: int = 0
    words: tuple[str, ...] = ()
    sent: bool = True  # whether it reaches the request; the others go with the picture into exports, or steer the run


def _unsent(name: str, takes: Takes, about: str, where: Where = W.SCENE | W.SHOT | W.EDIT) -> Spec:
    return Spec(name, takes, where, None, about, sent=False)


SETTINGS: tuple[Spec, ...] = (
    Spec("model", Takes.MODEL, ASKED, "lite", "which model draws"),
    Spec("aspect", Takes.ASPECT, ASKED & ~W.FINAL, "1:1", "the picture's ratio of width to height"),
    Spec("size", Takes.SIZE, ASKED, "1K", "the picture's size"),
    Spec("style", Takes.STYLE, SHOTS | VIEWS, "none", "how everything looks"),
    Spec("at", Takes.PLACE, SHOTS | W.VIEW, "none", "where it happens"),
    Spec("cast", Takes.CAST, SHOTS, None, "who is on stage without being named in the text; `none`: nobody"),
    Spec("camera", Takes.TEXT, SHOTS | W.VIEW, None, "lens, angle and framing"),
    Spec("rules", Takes.RULES, SHOTS | VIEWS, None, "what every picture keeps to; rules add up"),
    Spec("references", Takes.WHOLE, SHOTS | W.EDIT | VIEWS | W.FINAL, "3", "pictures of one subject at most", 1, 14),
    Spec("chain", Takes.CHAIN, SHOTS, "none", "whether a shot sees the one before it", words=("previous",)),
    Spec("wears", Takes.TEXT, W.SUBJECT | W.LOOK, None, "what it wears"),
    Spec("name", Takes.TEXT, W.SUBJECT | W.REFERENCE, None, "what prompts and captions call it"),
    Spec("takes", Takes.WHOLE, ASKED, "1", "how often the same thing is asked for", 1, 100, sent=False),
    Spec("temperature", Takes.DECIMAL, ASKED, None, "how far the model may stray", 0, 2),
    Spec("top_p", Takes.DECIMAL, ASKED, None, "how much of the model's choice is kept", 0, 1),
    Spec(
        "seed",
        Takes.WHOLE,
        ASKED,
        None,
        "a wish for the same picture again; the service promises nothing",
        0,
        2**31 - 1,
    ),
    Spec("thinking", Takes.WORD, ASKED, None, "how long the model thinks", words=("minimal", "low", "medium", "high")),
    Spec("search", Takes.SEARCH, ASKED, "none", "whether the model may look things up", words=("web", "images")),
    Spec("safety", Takes.WORD, ASKED, "default", "what is blocked from", words=("default", "low", "medium", "high")),
    Spec("panels", Takes.WHOLE, SHOTS, "1", "pictures in one answer", 1, 100),
    Spec("template", Takes.TEMPLATE, SHOTS | VIEWS, "frame", "the prompt that puts a shot together"),
    Spec("retries", Takes.WHOLE, ASKED, "3", "how often a failed request is sent again", 0, 10, sent=False),
    Spec("budget", Takes.MONEY, W.STORYBOARD, None, "what this board may ever cost", sent=False),
    Spec("final", Takes.NONE, SHOTS & ~W.STORYBOARD | W.EDIT, None, "no final of this shot or scene", sent=False),
    _unsent("title", Takes.TEXT, "the picture's title", W.SHOT | W.EDIT),
    _unsent("caption", Takes.TEXTS, "words under the picture"),
    _unsent("dialogue", Takes.TEXTS, "what is said"),
    _unsent("action", Takes.TEXTS, "what happens"),
    _unsent("sound", Takes.TEXTS, "what is heard"),
    _unsent("transition", Takes.TEXTS, "how it leads to the next picture"),
    _unsent("note", Takes.TEXTS, "a note to whoever reads the board", W.SCENE | W.SHOT | W.EDIT | VIEWS | W.REFERENCE),
    _unsent("duration", Takes.DURATION, "how long the picture stays", SHOTS | W.EDIT),
)

BY_NAME = {s.name: s for s in SETTINGS}
HOMES = {
    Where.STORYBOARD: "storyboard", Where.SCENE: "scene", Where.SHOT: "shot", Where.EDIT: "edit", Where.VIEW: "view",
    Where.SUBJECT: "character, location, prop, style", Where.LOOK: "look", Where.REFERENCE: "reference",
    Where.FINAL: "final",
}  # fmt: skip
ABOUT = ("title", "caption", "dialogue", "action", "sound", "transition", "note", "duration")
UNSENT = frozenset(ABOUT)


def fitting(name: str) -> str:
    """The blocks in which a setting may stand, for a hint."""
    homes = [h for w, h in HOMES.items() if BY_NAME[name].where & w]
    return ", ".join("character" if name == "wears" and "character" in h else h for h in homes)


def articled(home: str) -> str:
    """`an edit`, `the final`, `a shot`."""
    return f"the {home}" if home in {"final", "storyboard"} else f"an {home}" if home[0] in "aeiou" else f"a {home}"
