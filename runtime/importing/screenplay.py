"""Makes a story of what a screenplay is made of: headings, action, speeches, transitions, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .heading import read_heading
from .introduced import Introductions
from .known import Known
from .names import spoken
from .quoting import one_line, plain
from .story import SHOTS, Left, NotImportable, Scene, Shot, Story

AT_ONCE = 6  # people who speak in one shot
_EXTENSION = re.compile(r"\(([^()]{0,60})\)?")
_AGAIN = re.compile(r"cont\b|cont['’.]|continu|more\b|\Z", re.IGNORECASE)
_UNSEEN = re.compile(r"\b(?:V\.?\s?O|O\.?\s?S|O\.?\s?C|OFF|VOICE|FILTERED|PRELAP|PRE-LAP)\b", re.IGNORECASE)
_PAIR = re.compile(r"[ ]+(?:AND|UND|ET|Y|E)[ ]+|[ ]*[&/+,][ ]*")
_TO = re.compile(r"\s+TO\b\W*\Z|\W+\Z")


@dataclass(slots=True)
class Speech:
    """Who says something, as the cue has it, and the lines, those in parentheses among them."""

    cue: str
    lines: list[str]
    beside: bool = False  # at the same time as the one before


class Screenplay:
    """Is told the elements one after another; `story` is what has become of them.

    `cues` are the names of all who speak, as a first reading has found them: `EDWARD AND WILL` are two of these.
    """

    def __init__(self, title: str, cues: frozenset[str] = frozenset()) -> None:
        self.story, self._cues = Story(title), cues
        self._known = Known()
        self._waiting = Shot("")  # its texts go with the shot that comes next
        self._introductions = Introductions()
        self._before: list[str] = []
        self._latest: Shot | None = None
        self._said: list[str] = []  # who spoke last, where nothing else came since
        self._shots = 0

    def heading(self, line: str) -> None:
        """A new scene."""
        found = read_heading(one_line(line))
        last = self._last
        time = (last.time if last is not None else "") if found.time is None and found.place else found.time or ""
        place = self._known.place(found.place, found.side, time) if found.place else None
        number = f"{found.number}. " if found.number else ""
        self.story.scenes.append(Scene(f"{number}{found.title}", "", place, time if place else "", before=self._before))
        self._before, self._said = [], []

    def action(self, text: str) -> None:
        """A paragraph, which is one shot."""
        self._introductions.read(text)
        self._shot(Shot(one_line(text)))
        self._said = []

    def speech(self, said: Speech) -> None:
        """What somebody says: a shot of them, unless they are only heard."""
        extension = ", ".join(e.strip() for e in _EXTENSION.findall(said.cue) if not _AGAIN.match(e.strip()))
        called = one_line(_EXTENSION.sub(" ", said.cue)).strip(" ^:")
        if not called:
            return
        told = one_line(" ".join((f"{called}:", f"({extension})" if extension else "", *said.lines)))
        people = self._speakers(called)
        unseen = _UNSEEN.search(extension) is not None
        if (said.beside or unseen) and (shown := self._shown) is not None:
            shown.dialogue.append(told)
            if said.beside and self._said:
                self._said = [*self._said, *people][:AT_ONCE]
                shown.words = f"{' and '.join(self._said)} speak at once"
            return
        self._shot(Shot(self._empty() if unseen else self._speaking(people, said.lines), dialogue=[told]))
        self._said = [] if unseen else people

    @property
    def cues(self) -> frozenset[str]:
        """Everybody who speaks."""
        return frozenset(self._known.people)

    def _speaking(self, people: list[str], lines: list[str]) -> str:
        """What is seen while they speak: to whoever spoke last, and how."""
        to = f" to {self._said[-1]}" if self._said and self._said[-1] not in people else ""
        manner = "".join(f", {m}" for m in _manners(lines)[:1])
        return f"{' and '.join(people)} {'speaks' if len(people) == 1 else 'speak'}{to}{manner}"

    def transition(self, text: str) -> None:
        """How the shot before it ends."""
        named = _TO.sub("", one_line(text)).lower()
        if self._latest is None or named == "fade in":
            self.story.left.append(Left(one_line(text)[:60], "there is no shot before it"))
        elif named:
            self._latest.transition.append(named)

    def caption(self, text: str) -> None:
        """Words that are seen: with the shot before, or else with the next one."""
        (self._shown or self._waiting).caption.append(plain(text))

    def sound(self, text: str) -> None:
        """What is sung."""
        (self._shown or self._waiting).sound.append(plain(text))

    def note(self, text: str) -> None:
        """What somebody noted for those who make it."""
        owner = self._shown or self._last
        if owner is not None:
            owner.note.append(one_line(text))
        else:
            self.story.head.append(one_line(text))

    def synopsis(self, text: str) -> None:
        """What a scene is about."""
        (self._last.note if self._last is not None else self._before).append(one_line(text))

    def section(self, text: str) -> None:
        """An act, or a sequence, which begins with the next scene."""
        self._before.append(one_line(text))

    def end(self) -> Story:
        """The story. Whoever is brought in with an age or in parentheses is described by that."""
        for person in self._known.people.values():
            whole, person.description = self._introductions.of(person.called)
            person.name = spoken(whole)
        self._known.tell(self.story)
        last = (*self._before, *self._waiting.caption, *self._waiting.sound)
        self.story.left += [Left(one_line(t)[:60], "no shot follows") for t in last]
        return self.story

    @property
    def _last(self) -> Scene | None:
        return self.story.scenes[-1] if self.story.scenes else None

    @property
    def _shown(self) -> Shot | None:
        return self._last.shots[-1] if self._last is not None and self._last.shots else None

    def _shot(self, shot: Shot) -> None:
        if not shot.words:
            return
        if self._last is None:
            self.story.scenes.append(Scene("", "opening", before=self._before))
            self._before = []
        self._shots += 1
        if self._shots > SHOTS:
            raise NotImportable(f"it would become more than {SHOTS:,} shots. Import it in parts")
        shot.caption, shot.sound, self._waiting = self._waiting.caption, self._waiting.sound, Shot("")
        self._latest = shot
        self.story.scenes[-1].shots.append(shot)

    def _speakers(self, called: str) -> list[str]:
        """Whose cue it is: `EDWARD AND WILL` are two, if both are known."""
        several = [p for p in _PAIR.split(called) if p]
        together = len(several) > 1 and all(p.casefold() in self._cues for p in several)
        named = several if together else [called]
        for one in named:
            self._known.person(one)
        return [spoken(one) for one in named]

    def _empty(self) -> str:
        """What is seen while somebody is only heard."""
        last = self._last
        return (last.place.name if last.place is not None else last.title) if last is not None else "A voice is heard"


def _manners(lines: list[str]) -> list[str]:
    """How it is said, first of all."""
    found = (one_line(line) for line in lines)
    return [m[1:-1].strip() for m in found if m.startswith("(") and m.endswith(")") and m not in ("(beat)", "(pause)")]
