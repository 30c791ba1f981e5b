"""Writes a story as the text of a board, in the form that `bnn fmt` gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...dsl.words import called
from .names import Names, board_name
from .quoting import between_quotes, comment, one_line, plain, quoted, sent, spelt
from .stage import Stage
from .story import LONGEST, TEXTS, Left, NotImportable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .story import Person, Place, Scene, Shot, Story

UNSENT = ("action", "dialogue", "caption", "sound", "transition", "note")
_STOP = re.compile(r"[,;:.!?()…–—]+(?=\s|\Z|[(])|[(]")
_LEADING = frozenset(
    {"a", "an", "the", "of", "to", "and", "in", "on", "at", "by", "with", "from", "his", "her", "its", "as"}
)
WIDE = 88  # a block that is no longer stands on one line
DRAWING = "drawing"  # what a shot calls the picture that its layout is taken from
FIRST_WORDS = 4  # of a shot, which make its name


def write_story(story: Story) -> str:
    """The whole board; scenes get the names that they have in it. Raises NotImportable.

    Texts that are too long are cut, and that is told among what is left.
    """
    from ...grammar.format import format_source
    from ...grammar.source import Source

    text = "\n".join(_Writer(story).lines()) + "\n"
    written = format_source(Source("board.bnn", text))
    assert written is not None, "an imported board has errors of syntax"
    return written


class _Writer:
    """Names of subjects and scenes are one namespace; those of shots belong to their scene."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.names = names = Names("final", DRAWING)
        self.shot_names: dict[int, str] = {}
        self.people = {names.free(board_name(p.called, "someone")): p for p in story.people}
        self.places = {names.free(board_name(_place_name(p, story.places), "place")): p for p in story.places}
        self.scenes = {names.free(_scene_name(s)): s for s in story.scenes if s.shots}
        self.person_names = {id(p): n for n, p in self.people.items()}
        self.place_names = {id(p): n for n, p in self.places.items()}
        self.stage = Stage(self.people)

    def lines(self) -> Iterator[str]:
        """All of them."""
        if not self.scenes:
            raise NotImportable("there is nothing in it that could become a shot")
        yield from map(comment, self.story.head)
        yield f"storyboard {quoted(one_line(self.story.title))} {{\n  aspect: {self.story.aspect}\n}}\n"
        for name, person in self.people.items():
            yield from self._person(name, person)
        yield ""
        for name, place in self.places.items():
            yield from self._place(name, place)
        for name, scene in self.scenes.items():
            yield from self._scene(name, scene)

    def _person(self, name: str, person: Person) -> Iterator[str]:
        described = f' "{sent(self._cut(one_line(person.description)))}"' if person.description else ""
        block = f' {{ name: "{sent(one_line(person.name))}" }}' if one_line(person.name) != called(name) else ""
        yield f"character {name}{described}{block}"

    def _place(self, name: str, place: Place) -> Iterator[str]:
        block = [f'  look {board_name(t, "time")} "{sent(one_line(t))}"' for t in place.times]
        block = (
            [f'  name: "{sent(one_line(place.name))}"', *block]
            if one_line(place.name).casefold() != called(name).casefold()
            else block
        )
        told = f'location {name} "{sent(self._cut(one_line(place.description)))}"'
        yield from (f"{told} {{", *block, "}") if block else (told,)

    def _scene(self, name: str, scene: Scene) -> Iterator[str]:
        scene.name = "" if scene.top else name
        yield ""
        yield from map(comment, scene.before)
        if scene.top:
            yield from self._shots(scene, self.names, "")
            return
        title = f" {quoted(self._cut(one_line(scene.title)))}" if scene.title else ""
        yield f"scene {name}{title} {{"
        if scene.place is not None:
            yield f"  at: {self._at(scene.place, scene.time)}"
        yield from self._texts("note", scene.note, "  ")
        yield from self._shots(scene, Names("final"), "  ")
        yield "}"

    def _shots(self, scene: Scene, names: Names, indent: str) -> Iterator[str]:
        for shot in scene.shots:
            name = names.free(board_name(shot.name or _first_words(shot.words), "picture"))
            self.shot_names[id(shot)] = name
            yield from self._shot(name, shot, indent)

    def _shot(self, name: str, shot: Shot, indent: str) -> Iterator[str]:
        words = self.stage.mentioned(self._cut(plain(shot.words)))
        if shot.drawing:
            words = (
                f"{words.rstrip('.')}; composed as in @{DRAWING}" if words else f"What @{DRAWING} shows, in full detail"
            )
        settings = self._about(name, shot) if shot.edits is not None else self._settings(name, shot, words)
        given = [f'reference {DRAWING} "{spelt(shot.drawing)}"'] if shot.drawing else []
        block = [*settings, *given, *(f'reference "{spelt(p)}"' for p in shot.pictures)]
        what = f"edit {name} of {self._target(shot.edits)}" if shot.edits is not None else f"shot {name}"
        head = f"{indent}{what} {between_quotes(words)}"
        short = f"{head} {{ {'; '.join(block)} }}"
        if not block or (len(short) <= WIDE and len(block) < 3 and "\n" not in short):
            yield short if block else head
        else:
            yield from (f"{head} {{", *(f"{indent}  {line}" for line in block), f"{indent}}}")

    def _target(self, shot: Shot) -> str:
        return self.shot_names[id(shot)] + (".1" if shot.panels > 1 else "")

    def _settings(self, name: str, shot: Shot, words: str) -> Iterator[str]:
        if shot.place is not None:
            yield f"at: {self._at(shot.place, shot.time)}"
        cast = [n for n in (self.person_names[id(p)] for p in shot.cast) if not _mentions(words, n)]
        if cast:
            yield "cast: " + ", ".join(f"@{n}" for n in cast)
        if shot.camera:
            yield f'camera: "{sent(self._cut(one_line(shot.camera)))}"'
        if shot.panels > 1:
            yield f"panels: {shot.panels}"
        yield from self._about(name, shot)

    def _about(self, name: str, shot: Shot) -> Iterator[str]:
        """What is not sent; of an edit only what its target does not say too."""
        if shot.title and one_line(shot.title) != called(name):
            yield f"title: {quoted(self._cut(one_line(shot.title)))}"
        if shot.seconds:
            yield f"duration: {shot.seconds:f}s"
        for setting in UNSENT:
            told = getattr(shot, setting)
            if shot.edits is None or told != getattr(shot.edits, setting):
                yield from self._texts(setting, told)

    def _at(self, place: Place, time: str) -> str:
        return f"@{self.place_names[id(place)]}" + (f".{board_name(time, 'time')}" if time else "")

    def _texts(self, setting: str, texts: list[str], indent: str = "") -> Iterator[str]:
        told = [quoted(self._cut(plain(t))) for t in texts[:TEXTS] if plain(t)]
        if told:
            yield f"{indent}{setting}: {', '.join(told)}"
        if len(texts) > TEXTS:
            self.story.left.append(Left(f"{texts[TEXTS][:40]}...", f"a {setting} has {TEXTS} texts before it"))

    def _cut(self, text: str) -> str:
        if len(text) > LONGEST:
            self.story.left.append(Left(f"{text[:40]}...", f"what goes beyond {LONGEST:,} characters of a text"))
        return text[:LONGEST]


def _place_name(place: Place, places: list[Place]) -> str:
    """With its side where the same place is seen from the other one too."""
    twice = sum(p.name == place.name for p in places) > 1
    return f"{place.name} {place.side}" if twice else place.name


def _scene_name(scene: Scene) -> str:
    place = scene.place.name if scene.place is not None else ""
    return board_name(scene.name or (f"{place} {scene.time or 'scene'}" if place else scene.title), "scene")


def _mentions(words: str, name: str) -> bool:
    return re.search(rf"@(?:{re.escape(name)}\b|\{{{re.escape(name)}\}})", words) is not None


def _first_words(words: str) -> str:
    """What a shot is called by: as far as its first stop, and not up to a word that leads to the next one."""
    begin = words[:200]
    clause = next((c for c in _STOP.split(begin) if c.strip()), begin)
    found = clause.split()[:FIRST_WORDS]
    while len(found) > 1 and found[-1].lower() in _LEADING:
        found.pop()
    return " ".join(found)
