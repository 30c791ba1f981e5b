"""Reads a shot list: a table with a line for each shot, as spreadsheets and `bnn export --to csv` write it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .columns import is_ours, meanings
from .exported import TEXTS, Exported
from .heading import BEGINS, read_heading
from .known import Known
from .lengths import read_length
from .quoting import one_line, plain
from .story import SHOTS, Left, NotImportable, Scene, Shot, Story
from .table import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from .story import Place

_SPLIT = re.compile(r"[,;/&+\n|]| and ")
_FORMULA = re.compile(r"'(?=\s*[=+\-@＝＋－＠\t\r])")
_CODE = re.compile(r"(?=.*\d)[\w.-]{1,8}")
_BANNER = re.compile(r"(?:scene|sc\.?|sequence)[ ]+([\w.-]{1,8})[ ]*[-:–—.][ ]*(?=\S)", re.IGNORECASE)


def read_shot_list(text: str, title: str, picture: Callable[[str], str | None]) -> Story:
    """The story of a list; `picture` gives a file as the board sees it, None for what is none. Raises NotImportable."""
    head, rows = read_table(text)
    return _Reader(head, rows, title, picture).read()


class _Reader:
    """Goes from row to row. Scenes are kept by what stands in their column."""

    def __init__(
        self, head: list[str], rows: list[tuple[int, list[str]]], title: str, picture: Callable[[str], str | None]
    ) -> None:
        self.head, self.rows, self.picture = head, rows, picture
        self.means = meanings(head, [row for _, row in rows[:200]])
        self.ours = is_ours(self.means)
        self.story, self.known = Story(title), Known()
        self.scenes: dict[str, Scene] = {}
        self.scene = ""  # what stands in its column, or stood there last
        self.exported = Exported()

    def read(self) -> Story:
        """All of it."""
        self._columns()
        for line, row in self.rows:
            cells = [plain(_FORMULA.sub("", c, count=1) if c.startswith("'") else c) for c in row]
            filled = [c for c in cells if c]
            if len(filled) == 1 and len(self.head) > 2 and not self.ours and not any(self._words(cells)):
                self._banner(one_line(filled[0]))
            elif filled:
                self._row(cells, line)
        self._places()
        self.known.tell(self.story)
        return self.story

    def _words(self, cells: list[str]) -> Iterator[str]:
        return (cell for meaning, cell in zip(self.means, cells, strict=False) if meaning == "words")

    def _banner(self, told: str) -> None:
        """A line that stands above those of its scene: `SCENE 2 - INT. LAMP ROOM - NIGHT`."""
        numbered = _BANNER.match(told)
        self.scene = numbered[1] if numbered is not None else told
        if self.scene not in self.scenes:
            self.scenes[self.scene] = self._new_scene(told[numbered.end() :] if numbered is not None else told, "")
            self.story.scenes.append(self.scenes[self.scene])

    def _columns(self) -> None:
        drawn: list[str] = []
        for heading, meaning in zip(self.head, self.means, strict=True):
            if meaning == "drawn" or (self.ours and meaning == "picture"):
                drawn.append(heading)
            elif meaning:
                self.story.read[heading] = meaning
            elif heading.strip():
                self.story.left.append(Left(one_line(heading)[:80], "a column that a board has no place for"))
        if drawn:
            self.story.left.append(
                Left(", ".join(drawn), "what was drawn, and what was said of it: that is no part of a board")
            )

    def _row(self, cells: list[str], line: int) -> None:
        found: dict[str, list[str]] = {}
        for meaning, cell in zip(self.means, cells, strict=False):
            if cell and meaning:
                found.setdefault(meaning, []).append(cell)
        shot = self._shot(found, line)
        if shot is None:
            self.story.left.append(Left(one_line(" | ".join(c for c in cells if c))[:80], "a line without words", line))
            return
        if self.story.shots >= SHOTS:
            raise NotImportable(f"it would become more than {SHOTS:,} shots. Import it in parts")
        scene = self._scene(found, self.exported.scene_of(found) if self.ours else "")
        if not self.ours or self.exported.takes_place(shot, found, self.scene):
            scene.shots.append(shot)

    def _scene(self, found: dict[str, list[str]], name: str) -> Scene:
        self.scene = found.get("scene", [self.scene])[0]
        if self.scene not in self.scenes:
            self.scenes[self.scene] = self._new_scene(one_line(self.scene), name)
            self.story.scenes.append(self.scenes[self.scene])
        return self.scenes[self.scene]

    def _new_scene(self, told: str, name: str) -> Scene:
        if self.ours:
            return self.exported.new_scene(told, name)
        if BEGINS.match(told):
            heading = read_heading(told)
            time = heading.time or ""
            place = self.known.place(heading.place, heading.side, time) if heading.place else None
            return Scene(told, place=place, time=time if place else "")
        if _CODE.fullmatch(told):
            return Scene(f"Scene {told}", f"scene {told}")
        return Scene(told, told or "shots")

    def _shot(self, found: dict[str, list[str]], line: int) -> Shot | None:
        words = ", ".join(found.get("words", ()))
        fallback = next(
            (found[k] for k in ("action", "title", "cast", "caption", "dialogue", "camera") if found.get(k)), None
        )
        if not words and fallback is None:
            return None
        number = found.get("number", [""])[0]
        shot = Shot(words or " ".join(fallback or ()), f"shot {number}" if number else "")
        shot.title = found.get("title", [""])[0]
        shot.camera = ", ".join(map(one_line, found.get("camera", ())))
        for setting in TEXTS:
            getattr(shot, setting).extend(t for cell in found.get(setting, ()) for t in cell.split("\n"))
        shot.seconds = self._seconds(found, line)
        self._stage(shot, found)
        self._pictures(shot, found, line)
        return shot

    def _seconds(self, found: dict[str, list[str]], line: int) -> Decimal | None:
        told = found.get("seconds", [""])[0]
        seconds = read_length(told)
        if told and seconds is None and read_length(told.replace("0", "1")) is None:
            self.story.left.append(Left(one_line(told)[:60], "no length of a shot that can be read", line))
        return seconds

    def _stage(self, shot: Shot, found: dict[str, list[str]]) -> None:
        """Who is on it, and where it plays."""
        for cell in found.get("cast", ()):
            named = (one_line(n) for n in _SPLIT.split(cell))
            people = [self.known.person(n) for n in named if n and n.casefold() not in ("none", "-", "n/a")]
            shot.cast += [p for p in people if p is not None and p not in shot.cast]
        for line in shot.dialogue:
            self.known.speaker(line)
        shot.place, shot.time = self._place(found)

    def _place(self, found: dict[str, list[str]]) -> tuple[Place | None, str]:
        told = one_line(found.get("place", [""])[0])
        if not told:
            return None, ""
        side, day = found.get("side", [""])[0].upper(), one_line(found.get("day", [""])[0]).lower()[:40]
        heading = read_heading(
            told if BEGINS.match(told) else f"{side[:7]} {told}" if BEGINS.match(f"{side} ") else told
        )
        time = day or heading.time or ""
        place = self.known.place(heading.place or told, heading.side, time)
        return place, time if place else ""

    def _pictures(self, shot: Shot, found: dict[str, list[str]], line: int) -> None:
        for cell in () if self.ours else found.get("picture", ()):
            path = self.picture(cell)
            if path is not None:
                shot.pictures.append(path)
            else:
                self.story.left.append(Left(one_line(cell)[:80], "no picture of this project that can be sent", line))

    def _places(self) -> None:
        """Where all shots of a scene play at one place, it is the scene's."""
        for scene in self.story.scenes:
            for before, shot in pairwise(scene.shots):  # a cell that is empty says that it goes on
                if shot.place is None:
                    shot.place, shot.time = before.place, before.time
            places = {(id(s.place), s.time) for s in scene.shots}
            if scene.place is None and len(places) == 1 and scene.shots[0].place is not None and not scene.top:
                scene.place, scene.time = scene.shots[0].place, scene.shots[0].time
                for shot in scene.shots:
                    shot.place, shot.time = None, ""
