"""Poses and faces: what somebody does, from the shot's verbs."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .reading import says

if TYPE_CHECKING:
    from .dice import Dice


@dataclass(frozen=True, slots=True)
class Pose:
    """Arms as (upper, lower) angles in degrees from hanging down, outwards; `side` is front, three, profile or back."""

    near: tuple[float, float] = (10, 4)
    far: tuple[float, float] = (10, 6)
    stride: float = 4  # degrees between a leg and straight down
    sits: bool = False
    lean: float = 0
    face: str = "calm"
    side: str = "three"
    lies: bool = False
    looks_back: bool = False  # the face turns to us where the body is seen from behind


ACTIONS: tuple[tuple[tuple[str, ...], Pose], ...] = (
    (("runs", "running", "run", "chases", "chasing", "flees", "races", "racing", "sprints", "dashes"), Pose((-30,
    70), (48, 120), 34, lean=9)),
    (("walks", "walking", "walk", "steps", "stepping", "strolls", "crosses", "leaves", "follows", "enters",
    "arrives", "hikes", "climbs"),
     Pose((-16, 4), (20, 36), 17, lean=3)),
    (("sits", "sitting", "seated", "sit", "reads", "reading", "eats", "drinks", "writes", "drives"), Pose((24, 92),
    (22, 88), 0, sits=True)),
    (("waves", "waving", "greets", "hails", "hello"), Pose((12, 2), (118, 168), 4)),
    (("points", "pointing"), Pose((10, 4), (86, 90), 4)),
    (("cheers", "jumps", "jumping", "celebrates", "dances", "dancing", "triumphant", "victory", "leaps"), Pose((140,
    160), (138, 158), 16)),
    (("wipes", "thinks", "thinking", "wonders", "whispers", "drinks", "sips", "phone", "glasses"), Pose((12, -20),
    (70, 236), 4)),
    (("holds", "holding", "carries", "carrying", "offers", "shows", "gives", "raises", "lifts", "lights"), Pose((12,
    2), (34, 98), 5)),
    (("angry", "furious", "stubborn", "defiant", "proud", "confident", "waits"), Pose((40, -42), (40, -42), 6)),
)  # fmt: skip
RAISED = (34.0, 98.0)  # an arm that holds something up
RIDING = Pose((34, 62), (34, 62), 0, sits=True, lean=8)
ASLEEP = Pose((8, 4), (8, 6), 2, face="asleep", lies=True)
IDLE = (Pose(), Pose((14, 2), (40, -42)), Pose((12, 4), (30, 84)), Pose((38, -40), (16, 10)), Pose((6, 10), (12, 2), 6))
FACES: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        (
            "smiles",
            "smiling",
            "smile",
            "happy",
            "laughs",
            "laughing",
            "joyful",
            "grins",
            "grinning",
            "cheerful",
            "delighted",
            "proud",
            "warm",
        ),
        "smile",
    ),
    (("angry", "furious", "rage", "glares", "scowls", "frowns", "shouts", "shouting", "stern"), "angry"),
    (("sad", "cries", "crying", "tears", "grief", "lonely", "weeps", "tired", "melancholy"), "sad"),
    (
        (
            "surprised",
            "shocked",
            "scared",
            "afraid",
            "gasps",
            "startled",
            "amazed",
            "screams",
            "terrified",
            "astonished",
            "stares",
        ),
        "awe",
    ),
    (("neutral", "calm", "quiet"), "calm"),
)


SLEEPS = ("asleep", "sleeping", "sleeps", "sleep", "naps")
VERBS = frozenset(
    (
        *SLEEPS,
        *(
            word
            for known, _ in (*ACTIONS, *FACES)
            for word in (*known, *(one[:-1] for one in known if one.endswith("s")))
        ),
    )
) - {"glasses", "phone"}


def pose_of(said: tuple[str, ...], dice: Dice, number: int, view: str = "") -> Pose:
    """The pose of the `number`th on stage (from 0) from the words that say what this one does."""
    pose = next((pose for word in said for known, pose in ACTIONS if _is(word, known)), Pose() if view else None)
    pose = pose or dice.pick(f"pose{number}", IDLE)
    face = next((face for word in said for known, face in FACES if _is(word, known)), None) or dice.pick(
        f"face{number}", ("calm", "smile", "calm")
    )
    if not view and says(said, *SLEEPS):
        return ASLEEP
    behind = view == "back" or (not view and _turns_away(said))
    looks_back = behind and not view and _looks_back(said)
    return replace(
        pose,
        face=face,
        side="back" if behind else view or ("profile" if number == 0 and "profile" in said else "three"),
        looks_back=looks_back,
    )


def _is(word: str, known: tuple[str, ...]) -> bool:
    """Whether a verb is one of those, said of one or of several: `laughs`, `laugh`."""
    return word in known or word + "s" in known


def _turns_away(said: tuple[str, ...]) -> bool:
    """Whether we see somebody from behind."""
    if _looks_back(said):
        return True
    return says(said, "back", "behind", "away") and says(said, "from", "seen", "turned", "walks", "turns", "leaves")


def _looks_back(said: tuple[str, ...]) -> bool:
    looks = ("looks", "looking", "glances", "glancing", "turns", "look", "stares")
    return any(one in looks and other in ("back", "over") for one, other in itertools.pairwise(said))
