"""The words of a call: who is in the frame, how mentions read in prose, what is digested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Look, Maker, Reference, Subject
from .call import About, Brief, Kind, MadePicture, Person
from .drafts import off_stage
from .frame import Entry, Scenery
from .markers import mentions_in
from .pictures import Pictures, substitute
from .report import Wrong, wrong
from .settings import ABOUT
from .settled import find, plain_texts
from .stage import context_of
from .template.value import CLOSE, OPEN
from .words import called, owner
from .work import Mentioned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .drafts import Draft, Drafts
    from .seats import Seat
    from .show import Shown
    from .words import SubjectWords
    from .work import Work


# A default that is written out says nothing. These belong to `said/1` and stay what they are.
DEFAULTS = {"aspect": "1:1", "size": "1K", "safety": "default", "search": "none", "panels": "1"}


class Saying:
    """Puts the words of calls together."""

    def __init__(self, work: Work, drafts: Drafts, pictures: Pictures) -> None:
        self.work, self.drafts, self.pictures = work, drafts, pictures
        self._sceneries: dict[tuple[object, ...], tuple[Brief, Scenery]] = {}
        self._leaves: set[Mentioned] = set()  # mentions whose own words mention nobody
        self._told: dict[int, tuple[Entry, dict[str, str]]] = {}
        self._cards: dict[tuple[Mentioned, int], tuple[Entry, Person]] = {}

    def closure(self, draft: Draft, seat: Seat) -> list[Mentioned]:
        """Everything mentioned, and what its words mention in turn. Raises Wrong with the path of a circle."""
        view = seat.maker.kind is Kind.VIEW
        if not view and draft.settled.cast != () and self._leaves.issuperset(draft.mentions):
            return list(draft.mentions)
        found: dict[Mentioned, None] = {}
        first = (
            [self.work.mention(seat.maker.look or seat.maker.subject)]
            if view and seat.maker.subject is not None
            else []
        )

        for root in (*first, *draft.mentions):
            path: dict[Mentioned, Iterator[Mentioned]] = {}
            waiting = iter((root,))
            while True:
                mentioned = next(waiting, None)
                if mentioned is None:
                    if not path:
                        break
                    path.popitem()
                    waiting = path[next(reversed(path))] if path else iter(())
                elif mentioned in path:
                    raise self._circle(list(path), mentioned)
                elif mentioned not in found:
                    found[mentioned] = None
                    waiting = path[mentioned] = iter(self._named_by(mentioned, draft))
        if draft.settled.cast == ():
            off_stage(seat.maker, found)
        return list(found)

    def _named_by(self, mentioned: Mentioned, draft: Draft) -> list[Mentioned]:
        """What the words of a mention mention in turn."""
        if isinstance(mentioned.target, Maker) and mentioned.target.kind is not Kind.VIEW:
            self._leaves.add(mentioned)
            return []
        words = self.drafts.subjects.words(mentioned, draft.context)
        texts = (words.description, words.look, words.wears)
        if self.drafts.subjects.steady(mentioned) and OPEN not in "".join(texts):
            self._leaves.add(mentioned)
        return [self.work.mentioned[n] for text in texts if OPEN in text for n in mentions_in(text)]

    def _circle(self, path: list[Mentioned], again: Mentioned) -> Wrong:
        """Descriptions that need each other, told where the first of them stands, so that a circle is one fault."""
        circle = path[path.index(again) :]
        heads = [s for m in circle for s in [owner(m.target)[0]] if s is not None]
        at = min(range(len(heads)), key=lambda i: (heads[i].module.key, heads[i].node.start))
        subject = heads[at]
        names = [self.member(m) for m in (*circle[at:], *circle[: at + 1])]
        place = (subject.node.start, subject.node.name.end if subject.node.name else subject.node.end)
        return wrong(subject.module.source, place, "BNN543", {"path": " → ".join(names)})

    def member(self, mentioned: Mentioned) -> str:
        """How a script mentions it: `@mara.storm`."""
        target = mentioned.target
        subject, look = owner(target)
        names = [subject.name if subject else "", look.name if look else ""]
        if isinstance(target, Reference | Maker) and target.name:
            names.append(target.name)
        return "@" + ".".join(n for n in names if n)

    def scenery_of(self, draft: Draft, mentions: list[Mentioned]) -> tuple[Brief, Scenery]:
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

    def numbered(self, text: str, draft: Draft, numbers: Mapping[Mentioned, tuple[int, ...]]) -> str:
        """Markers become names, each with its pictures' numbers the first time in a line."""
        if OPEN not in text:
            return text
        seen: set[int] = set()

        def name(n: int) -> str:
            mentioned = self.work.mentioned[n]
            mine = numbers.get(mentioned, ())
            if nameless(mentioned):
                return images(mine) or self.pictures.name(mentioned, draft)
            told = f" ({images(mine)})" if mine and n not in seen else ""
            seen.add(n)
            return self.pictures.name(mentioned, draft) + told

        lines = text.split("\n")
        for i, line in enumerate(lines):
            if OPEN in line:
                seen.clear()
                lines[i] = substitute(line, name)
        return "\n".join(lines)

    def about(self, seat: Seat) -> About:
        """What goes beside the picture and is never sent. What is wrong with it is told."""
        maker = seat.maker
        held = self.drafts.cascades.held(maker)
        title = called(maker.name)
        if not held.unsent:
            return About(title)
        context = None
        found: dict[str, object] = {}
        scope, axes = self.drafts.targets.scope(maker), set(self.drafts.reach.axes[maker])
        for name in ABOUT:
            if name not in held.unsent:
                continue
            plain = plain_texts(held, name)
            if plain is not None:
                found[name] = plain
                continue
            # An axis that only such a text uses is a fault, which is told by the checks.
            if scope and self.drafts.subjects.uses.of_setting(name, scope, held) - axes:
                continue
            try:
                context = context or context_of(self.work, maker, seat.combo, self.drafts.cascades.stage, sent=False)
                placed = find(context, held, name)
            except Wrong as e:
                self.work.report.add(e.diagnostic)
                continue
            if placed is not None:
                found[name] = placed.value
        return About(**{"title": title, **found})  # type: ignore[arg-type]  # each setting reads as what its field is

    def manifest(self, kind: Kind, draft: Draft, scenery: Scenery, shown: Shown, raw: str) -> dict[str, object]:
        """What the author wrote and what reaches this call, with subjects by name and shots without one."""
        settled = draft.settled

        def name(n: int) -> str:
            mentioned = self.work.mentioned[n]
            return f"{OPEN}{'' if nameless(mentioned) else self.pictures.name(mentioned, draft)}{CLOSE}"

        def plainly(text: str) -> str:
            return substitute(text.strip(), name) if OPEN in text else text.strip()

        def entry(e: Entry) -> dict[str, str]:
            known = self._told.get(id(e))
            if known is not None:
                return known[1]
            told = {
                "name": e.name,
                "description": plainly(e.description),
                "look": plainly(e.look),
                "wears": plainly(e.wears),
            }
            said = {k: v for k, v in told.items() if v}
            if OPEN not in e.description + e.look + e.wears and e.mark:
                self._told[id(e)] = e, said
            return said

        found: dict[str, object] = {
            "kind": kind.value,
            "model": settled.model.id,
            "settings": {n: v for n, v in settled.shape.written if v and v != DEFAULTS.get(n)},
        }
        given = [p.part.sha256 for p in shown.given if not isinstance(p.part, MadePicture)]
        found["references"] = given
        if settled.shape.template is not None:
            found["template"] = plainly(raw)
            return found
        found["text"] = plainly(draft.text)
        if scenery.style is not None:
            found["style"] = entry(scenery.style)
        if scenery.place is not None:
            found["place"] = entry(scenery.place)
        found["cast"] = [entry(e) for e in scenery.cast]
        found["nobody"] = "yes" if scenery.nobody else ""
        found["camera"] = plainly(scenery.camera)
        found["rules"] = [plainly(r) for r in scenery.rules]
        return found


def nameless(mentioned: Mentioned) -> bool:
    """Whether prose has only a number for it: a shot, or a shot's own reference."""
    target = mentioned.target
    if isinstance(target, Maker):
        return target.kind is not Kind.VIEW
    return isinstance(target, Reference) and target.owner is None


def images(numbers: tuple[int, ...]) -> str:
    """`image 2`, `images 2 and 3`, `images 2, 3 and 4`."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"image {numbers[0]}"
    return f"images {', '.join(str(n) for n in numbers[:-1])} and {numbers[-1]}"
