"""Who and what is in the frame of a call, in words: its cast, its place, its style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Look, Maker, Subject
from .call import Brief, Kind, Person
from .frame import Entry, Scenery
from .template.value import OPEN
from .words import owner
from .work import Mentioned

if TYPE_CHECKING:
    from .drafts import Draft, Drafts
    from .pictures import Pictures
    from .words import SubjectWords


class Sceneries:
    """Makes the scenery of each call; calls that share one get the same."""

    def __init__(self, drafts: Drafts, pictures: Pictures) -> None:
        self.drafts, self.pictures = drafts, pictures
        self._sceneries: dict[tuple[object, ...], tuple[Brief, Scenery]] = {}
        self._cards: dict[tuple[Mentioned, int], tuple[Entry, Person]] = {}

    def of(self, draft: Draft, mentions: list[Mentioned]) -> tuple[Brief, Scenery]:
        """Who and what is in the frame: in plain words for engines, with markers for the request."""
        settled = draft.settled
        staged = [m for m in mentions if not (isinstance(m.target, Maker) and m.target.kind is not Kind.VIEW)]
        around = (settled.at, settled.style, settled.camera, settled.rules, settled.cast == ())
        key = (*around, *staged)
        found = self._sceneries.get(key)
        if found is None:
            found = self._scenery(draft, staged)
            if all(self.drafts.subjects.steady(m) for m in staged) and OPEN not in self._all_words(draft, staged):
                self._sceneries[key] = found
        brief, scenery = found
        text = self.pictures.plain(draft.text, draft).strip()
        return Brief(text, brief.cast, brief.place, brief.style, brief.camera, brief.rules, brief.nobody), scenery

    def _all_words(self, draft: Draft, mentions: list[Mentioned]) -> str:
        settled = draft.settled
        words = [self.drafts.subjects.words(m, draft.context) for m in mentions]
        style = settled.style if isinstance(settled.style, str) else ""
        told = (w for word in words for w in (word.description, word.look, word.wears))
        return "".join([*told, settled.camera, *settled.rules, style])

    def _scenery(self, draft: Draft, mentions: list[Mentioned]) -> tuple[Brief, Scenery]:
        settled = draft.settled
        entries: list[Entry] = []
        persons: list[Person] = []
        shown: set[tuple[int, int]] = set()
        at, style = settled.at, settled.style if isinstance(settled.style, Mentioned) else None
        named = {(id(s), id(k)) for m in mentions for s, k in [owner(m.target)] if isinstance(m.target, Subject | Look)}
        for mentioned in mentions:
            subject, look = owner(mentioned.target)
            if subject is None or mentioned in (at, style) or (at is not None and subject is owner(at.target)[0]):
                continue
            key = (id(subject), id(look))
            if key in shown or (not isinstance(mentioned.target, Subject | Look) and key in named):
                continue
            shown.add(key)
            words = self.drafts.subjects.words(mentioned, draft.context)
            entry, person = self._card(mentioned, subject, look, words, draft)
            entries.append(entry)
            persons.append(person)
        place = self._named(at, draft)
        styled = self._named(style, draft) if style is not None else None
        if isinstance(settled.style, str) and settled.style.strip():
            styled = Entry("", "style", "", settled.style, "", "")
        nobody = settled.cast == ()
        scenery = Scenery(styled, place, tuple(entries), settled.camera, settled.rules, nobody)
        brief = Brief(
            "", tuple(persons), self._staged(at, draft),
            self._staged(style, draft) if style is not None else self._loose(settled.style, draft),
            self.pictures.plain(settled.camera, draft), tuple(self.pictures.plain(r, draft) for r in settled.rules),
            nobody,
        )  # fmt: skip
        return brief, scenery

    def _named(self, mentioned: Mentioned | None, draft: Draft) -> Entry | None:
        if mentioned is None:
            return None
        subject, look = owner(mentioned.target)
        if subject is None:
            return None
        return self._card(mentioned, subject, look, self.drafts.subjects.words(mentioned, draft.context), draft)[0]

    def _card(
        self, mentioned: Mentioned, subject: Subject, look: Look | None, words: SubjectWords, draft: Draft
    ) -> tuple[Entry, Person]:
        """A subject as the frame and as an engine has it; shared by every call that has the same words of it."""
        key = (mentioned, id(words))
        found = self._cards.get(key)
        if found is None:
            mark = mentioned.marker
            entry = Entry(mark, subject.kind, words.name, words.description, words.look, words.wears)
            found = entry, self._person(subject, look, words, draft)
            if OPEN not in words.description + words.look + words.wears:
                self._cards[key] = found
        return found

    def _person(self, subject: Subject, look: Look | None, words: SubjectWords, draft: Draft) -> Person:
        plain = self.pictures.plain
        member = subject.name + (f".{look.name}" if look else "")
        return Person(
            subject.kind, member, subject.name, words.name, plain(words.description, draft), plain(words.look, draft),
            plain(words.wears, draft),
        )  # fmt: skip

    def _staged(self, mentioned: Mentioned | None, draft: Draft) -> Person | None:
        if mentioned is None:
            return None
        subject, look = owner(mentioned.target)
        words = self.drafts.subjects.words(mentioned, draft.context)
        return self._card(mentioned, subject, look, words, draft)[1] if subject is not None else None

    def _loose(self, style: object, draft: Draft) -> Person | None:
        if not isinstance(style, str) or not style.strip():
            return None
        return Person("style", "style", style, "", self.pictures.plain(style, draft), "", "")
