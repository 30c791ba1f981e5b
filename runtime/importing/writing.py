"""Writes a story as the text of a board, in the form that `bnn fmt` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...dsl.words import called
from .names import Names, board_name
from .quoting import between_quotes, comment, one_line, plain, quoted, sent, spelt
from .stage import Stage
from .story import LONGEST, Left, NotImportable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .story import Person, Place, Scene, Shot, Story

UNSENT = ("action", "dialogue", "caption", "sound", "transition", "note")
WIDE = 88  # a block that is no longer stands on one line
FIRST_WORDS = 4  # of a shot, which make its name


def write_story(story: Story) -> str:
    """The whole board. Texts that are too long are cut, and that is told among what is left. Raises NotImportable."""
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
        names = Names("final")
        self.people = {names.free(board_name(p.name, "someone")): p for p in story.people}
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
        block = f" {{ name: {quoted(one_line(person.name))} }}" if one_line(person.name) != called(name) else ""
        yield f"character {name}{described}{block}"

    def _place(self, name: str, place: Place) -> Iterator[str]:
        block = [f'  look {board_name(t, "time")} "{sent(one_line(t))}"' for t in place.times]
        block = (
            [f"  name: {quoted(one_line(place.name))}", *block]
            if one_line(place.name).casefold() != called(name).casefold()
            else block
        )
        told = f'location {name} "{sent(self._cut(one_line(place.description)))}"'
        yield from (f"{told} {{", *block, "}") if block else (told,)

    def _scene(self, name: str, scene: Scene) -> Iterator[str]:
        yield ""
        yield from map(comment, scene.before)
        title = f" {quoted(self._cut(one_line(scene.title)))}" if scene.title else ""
        yield f"scene {name}{title} {{"
        if scene.place is not None:
            time = f".{board_name(scene.time, 'time')}" if scene.time else ""
            yield f"  at: @{self.place_names[id(scene.place)]}{time}"
        yield from self._texts("note", scene.note, "  ")
        names = Names("final")
        for shot in scene.shots:
            yield from self._shot(names.free(board_name(shot.name or _first_words(shot.words), "picture")), shot, scene)
        yield "}"

    def _shot(self, name: str, shot: Shot, scene: Scene) -> Iterator[str]:
        told = between_quotes(self.stage.mentioned(self._cut(plain(shot.words))))
        block = [*self._settings(shot, name, scene), *(f'reference "{spelt(p)}"' for p in shot.pictures)]
        head = f"  shot {name} {told}"
        short = f"{head} {{ {'; '.join(block)} }}"
        if not block or (len(short) <= WIDE and len(block) < 3 and "\n" not in told):
            yield short if block else head
        else:
            yield from (f"{head} {{", *(f"    {line}" for line in block), "  }")

    def _settings(self, shot: Shot, name: str, scene: Scene) -> Iterator[str]:
        if shot.title and one_line(shot.title) != called(name):
            yield f"title: {quoted(self._cut(one_line(shot.title)))}"
        if shot.place is not None and shot.place is not scene.place:
            yield f"at: @{self.place_names[id(shot.place)]}"
        if shot.cast:
            yield "cast: " + ", ".join(f"@{self.person_names[id(p)]}" for p in shot.cast)
        if shot.camera:
            yield f'camera: "{sent(self._cut(one_line(shot.camera)))}"'
        if shot.panels > 1:
            yield f"panels: {shot.panels}"
        if shot.seconds:
            yield f"duration: {shot.seconds.normalize():f}s"
        for setting in UNSENT:
            yield from self._texts(setting, getattr(shot, setting))

    def _texts(self, setting: str, texts: list[str], indent: str = "") -> Iterator[str]:
        told = [quoted(self._cut(plain(t))) for t in texts if plain(t)]
        if told:
            yield f"{indent}{setting}: {', '.join(told)}"

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


def _first_words(words: str) -> str:
    return " ".join(words.split()[:FIRST_WORDS])
