"""Reads a storyboard of Storyboarder: its boards, with what was drawn of each."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ...dsl.words import called
from .heading import dashed, read_heading
from .known import Known
from .lengths import LONGEST
from .quoting import one_line, plain
from .story import SHOTS, Left, NotImportable, Scene, Shot, Story

if TYPE_CHECKING:
    from collections.abc import Callable

RATIOS = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")
# What lies in `images` of a board that is drawn in layers: all of them in one picture, first of all.
DRAWN = ("{stem}-posterframe.jpg", "{stem}.png", "{stem}-thumbnail.png")
# How a file of a scene is called by a project that was made from a screenplay: `Scene-2-INT-A-PLACE-DAY-2-50YWC`.
_FILE = re.compile(r"Scene-\d+-(.*?)(?:-\d+)?(?:-[A-Z0-9]{5})?\Z")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?")


class Storyboarder:
    """Takes one file after another; each is a scene. `story` is what has become of them."""

    def __init__(self, title: str) -> None:
        self.story, self._known = Story(title), Known()

    def read(self, text: str, stem: str, picture: Callable[[str], str | None], images: str) -> None:
        """One file; `picture` gives a file of its `images` as the board sees it. Raises NotImportable."""
        document = _document(text)
        boards = document.get("boards")
        if not isinstance(boards, list):
            raise NotImportable("there are no boards in it")
        if self.story.shots + len(boards) > SHOTS:
            raise NotImportable(f"it would become more than {SHOTS:,} shots")
        if not self.story.scenes:
            self.story.aspect = nearest_ratio(document.get("aspectRatio"))
        reader = _Reader(document, self.story, self._known, picture, images)
        self.story.scenes.append(self._scene(stem))
        self.story.scenes[-1].shots += reader.read(boards)

    def end(self) -> Story:
        """The story."""
        self._known.tell(self.story)
        return self.story

    def _scene(self, stem: str) -> Scene:
        """Of a project that was made from a screenplay, the file is called like the heading of its scene."""
        found = _FILE.fullmatch(stem)
        if found is None:
            return Scene(one_line(called(stem.replace("-", " "))), "scene" if called(stem) == self.story.title else "")
        told = dashed(one_line(found[1].replace("-", " ")))
        heading = read_heading(told)
        time = heading.time or ""
        place = self._known.place(heading.place, heading.side, time) if heading.place else None
        return Scene(told, place=place, time=time if place is not None else "")


def _document(text: str) -> dict[str, object]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise NotImportable("it is no file of Storyboarder, or a damaged one") from fault
    if not isinstance(document, dict):
        raise NotImportable("it is no file of Storyboarder")
    return document


class _Reader:
    """Goes from board to board of a file."""

    def __init__(
        self,
        document: dict[str, object],
        story: Story,
        known: Known,
        picture: Callable[[str], str | None],
        images: str,
    ) -> None:
        self.story, self.known, self.picture, self.images = story, known, picture, images
        self.usual = _milliseconds(document.get("defaultBoardTiming"))

    def read(self, boards: list[object]) -> list[Shot]:
        """All of them."""
        shots: list[Shot] = []
        for index, board in enumerate(boards, 1):
            if isinstance(board, dict):
                shots.append(self._shot(board, index))
            else:
                self.story.left.append(Left(f"board {index}", "it is damaged"))
        return shots

    def _shot(self, board: dict[str, object], index: int) -> Shot:
        label = _text(board, "shot") or str(index)
        shot = Shot(one_line(_text(board, "action")), f"shot {label}", seconds=self._seconds(board))
        shot.dialogue = _lines(board, "dialogue")
        shot.note = _lines(board, "notes")
        for line in shot.dialogue:
            self.known.speaker(line)
        shot.drawing = self._drawn(board, label)
        audio = board.get("audio")
        if isinstance(audio, dict) and (named := one_line(_text(audio, "filename"))):
            shot.sound = [f"{self.images}/{named}"]
        if not shot.words and not shot.drawing:
            speaks = (f"{s} speaks" for s in map(_speaker, shot.dialogue) if s)
            shot.words = next(iter((*speaks, *shot.note)), "A board that is still empty")
        return shot

    def _drawn(self, board: dict[str, object], label: str) -> str:
        url = one_line(_text(board, "url"))
        stem = url.rpartition(".")[0] or url
        found = next((p for form in DRAWN if stem and (p := self.picture(form.format(stem=stem)))), "")
        if not found:
            self.story.left.append(Left(f"{label}: {url[:80]}", "there is no such drawing in `images`"))
        return found

    def _seconds(self, board: dict[str, object]) -> Decimal | None:
        return _milliseconds(board.get("duration")) or self.usual


def _speaker(line: str) -> str:
    return line.partition(":")[0] if ":" in line else ""


def nearest_ratio(told: object) -> str:
    """The ratio that models have which is nearest to `1.7777`."""
    number = _number(told)
    if number is None or not 0 < number < 100:
        return "16:9"
    ratios = {r: Fraction(*map(int, r.split(":"))) for r in RATIOS}
    return min(ratios, key=lambda r: max(ratios[r] / Fraction(number), Fraction(number) / ratios[r]))


def _number(told: object) -> Decimal | None:
    """Numbers stand there as such, or as text."""
    text = str(told)[:40].strip() if isinstance(told, int | float | str) and not isinstance(told, bool) else ""
    found = re.match(_NUMBER, text)
    return Decimal(found[0]) if found is not None and text.replace(".", "", 1).isdecimal() else None


def _milliseconds(told: object) -> Decimal | None:
    number = _number(told)
    seconds = number / 1000 if number is not None else Decimal(0)
    return seconds.quantize(Decimal("0.001")).normalize() if Decimal("0.001") <= seconds <= LONGEST else None


def _text(record: dict[str, object], key: str) -> str:
    told = record.get(key)
    return plain(told) if isinstance(told, str) else ""


def _lines(record: dict[str, object], key: str) -> list[str]:
    return [line for line in _text(record, key).split("\n") if line]
