"""One statement in one combination into a call: pictures in their places, words with their numbers, digest and price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..grammar import nodes
from .board import Look, Maker, Reference, Subject
from .call import About, Brief, Call, Config, Kind, MadePicture, Part, Person, Role, Words
from .drafts import Draft, Drafts, mentions_in, own_pictures, pictures_of
from .frame import Entry, Frames, Scenery, edit_words, panels_words
from .pictures import Picture, Pictures, brief_label, substitute
from .places import Allotted, Group, allot
from .price import price
from .recipe import said
from .report import wrong
from .settings import UNSENT
from .settled import find
from .stage import unsent
from .template.value import CLOSE, OPEN
from .words import called, owner
from .work import Mentioned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .board import Axis
    from .models import Model
    from .words import SubjectWords
    from .work import Work


@dataclass(frozen=True, slots=True, eq=False)
class Seat:
    """A call's place in the board before it is made: a statement in one combination."""

    maker: Maker
    combo: Mapping[Axis, int]
    address: str
    keys: tuple[tuple[str, str], ...]


class Shown(NamedTuple):
    """The pictures that go along, and for each mention the numbers by which prose calls its pictures."""

    sent: tuple[Picture, ...]
    allotted: Allotted
    numbers: dict[Mentioned, tuple[int, ...]]
    given: tuple[Picture, ...]  # in the statement's own block


def address_of(maker: Maker, keys: tuple[tuple[str, str], ...], middle: str = "") -> str:
    """The canonical address."""
    inner = ",".join(f"{a}={k}" for a, k in keys)
    return maker.path + middle + (f"[{inner}]" if inner else "")


def keys_of(axes: tuple[Axis, ...], combo: Mapping[Axis, int]) -> tuple[tuple[str, str], ...]:
    """The keys of a combination, outermost axis first."""
    return tuple((a.name, a.values[combo[a]].key) for a in axes)


class Lowering:
    """Makes calls from drafts."""

    def __init__(self, work: Work, drafts: Drafts) -> None:
        self.work, self.drafts = work, drafts
        self.frames = Frames(work)
        self.pictures = Pictures(work, drafts)
        self._said_slots: set[tuple[str, str]] = set()

    # -- what a mention means here -----------------------------------------------------------------------------------

    def seat(self, maker: Maker, combo: Mapping[Axis, int]) -> Seat:
        """The place of a statement in a combination."""
        axes = self.drafts.axes[maker]
        keys = keys_of(axes, combo)
        return Seat(maker, combo, address_of(maker, keys), keys)

    def other(self, seat: Seat, mentioned: Mentioned, at: tuple[int, int]) -> dict[Axis, int]:
        """The combination of another statement that a mention means. Raises Wrong."""
        target = mentioned.target
        assert isinstance(target, Maker)  # noqa: S101 - callers ask for what makes pictures
        axes = self.drafts.axes.get(target, ())
        chosen = dict(mentioned.choices)
        source = seat.maker.module.source
        self._choices(target, axes, chosen, seat, at)
        found = {}
        for axis in axes:
            index = axis.find(chosen[axis.name]) if axis.name in chosen else seat.combo.get(axis)
            if index is None:
                index = self._picked(target, axes, axis)
            if index is None:
                keys = ", ".join(v.key for v in axis.values[:6])
                words = {
                    "name": target.path,
                    "axis": axis.name,
                    "key": axis.values[0].key,
                    "keys": keys,
                    "short": target.name,
                }
                raise wrong(source, at, "BNN540", words)
            found[axis] = index
        if not self.drafts.wanted(target, found):
            words = {"name": address_of(target, keys_of(axes, found))}
            raise wrong(source, at, "BNN541", words)
        return found

    def _choices(
        self, target: Maker, axes: tuple[Axis, ...], chosen: dict[str, str], seat: Seat, at: tuple[int, int]
    ) -> None:
        from .nearest import nearest

        by_name = {a.name: a for a in axes}
        for name, key in chosen.items():
            axis = by_name.get(name)
            if axis is None:
                words: dict[str, object] = {"name": target.path, "axis": name, "near": nearest(name, by_name)}
                words["axes"] = ", ".join(by_name)
                raise wrong(seat.maker.module.source, at, "BNN542", words)
            if axis.find(key) is None:
                keys = [v.key for v in axis.values]
                words = {"axis": name, "key": key, "near": nearest(key, keys), "keys": ", ".join(keys[:8])}
                raise wrong(seat.maker.module.source, at, "BNN507", words)

    def _picked(self, target: Maker, axes: tuple[Axis, ...], axis: Axis) -> int | None:
        """The one value of an axis that a pick has named, None where none or several are."""
        head = target.path + "["
        found = set()
        for address in self.work.picked:
            if address.startswith(head) and len(axes) == address.count("="):
                keys = dict(pair.split("=", 1) for pair in address[len(head) : -1].split(","))
                index = axis.find(keys.get(axis.name, ""))
                if index is not None:
                    found.add(index)
        return found.pop() if len(found) == 1 else None

    # -- the call ----------------------------------------------------------------------------------------------------

    def lower(self, seat: Seat) -> Call | None:
        """The call of a seat; None where something is wrong with it, which has been reported. Raises Wrong."""
        maker = seat.maker
        draft = self.drafts.draft(maker, seat.combo)
        if draft is None:
            return None
        mentions = self._closure(draft, seat)
        shown = self._show(seat, draft, mentions, draft.settled.model)
        entries, scenery = self._scenery(maker, draft, mentions)
        source = self._source(seat)
        if maker.kind is Kind.EDIT:
            raw = edit_words(draft.text, scenery.cast, source[1].panel if source else None)
        else:
            raw = self.frames.render(draft.settled.template, scenery, draft)
        words = self._numbered(raw, draft, shown.numbers)
        if draft.settled.config.panels > 1:
            words += panels_words(draft.settled.config.panels)
        parts = self._parts(shown.sent, words)
        manifest = self._manifest(maker.kind, draft, scenery, shown, raw)
        if source is not None:
            manifest["source"] = source[0] + (f".{source[1].panel}" if source[1].panel else "")
        return self._call(seat, draft, parts, shown, manifest, entries, draft.settled.model, draft.settled.config)

    def _call(  # noqa: PLR0913 - one argument a part of the call
        self, seat: Seat, draft: Draft, parts: tuple[Part, ...], shown: Shown, manifest: dict[str, object],
        brief: Brief, model: Model, config: Config,
    ) -> Call:  # fmt: skip
        maker, settled = seat.maker, draft.settled
        digest, text = said(manifest)
        at = maker.module.source.position(maker.node.start)
        needs = tuple(dict.fromkeys(p.call for p in parts if isinstance(p, MadePicture)))
        return Call(
            seat.address, maker.kind, maker.scene.name if maker.scene else "", maker.name, seat.keys, maker.module.key,
            model.id, settled.takes, settled.retries, digest, text, parts, needs, shown.allotted.left_out, config,
            self._about(maker, draft, seat), brief, self._cost(model, config, parts, shown.sent),
            maker.module.source.path, at.line, at.column,
        )  # fmt: skip

    def _cost(self, model: Model, config: Config, parts: tuple[Part, ...], sent: tuple[Picture, ...]):  # type: ignore[no-untyped-def]  # Cost
        text = "".join(p.text for p in parts if isinstance(p, Words))
        pages, seconds, images = 0, 0.0, 0
        for picture in sent:
            media = picture.media
            if media is None or media.mime.startswith("image/"):
                images += 1
            elif media.mime.startswith("video/"):
                seconds += media.seconds or 60.0
            else:
                pages += media.pages or 1
        size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
        return price(
            model, size=config.size, panels=config.panels, text_bytes=size, text_chars=len(text), images=images,
            pages=pages, video_seconds=seconds, search=bool(config.search),
        )  # fmt: skip

    # -- mentions ----------------------------------------------------------------------------------------------------

    def _closure(self, draft: Draft, seat: Seat) -> list[Mentioned]:
        """Everything mentioned, and what its words mention in turn. Raises Wrong with the path of a circle."""
        found: dict[Mentioned, None] = {}
        view = seat.maker.kind is Kind.VIEW
        first = [Mentioned(seat.maker.look or seat.maker.subject)] if view and seat.maker.subject is not None else []

        def visit(mentioned: Mentioned, path: list[Mentioned]) -> None:
            if mentioned in path:
                names = " → ".join(self._member(m) for m in [*path[path.index(mentioned) :], mentioned])
                at = (seat.maker.node.start, seat.maker.node.name.end)
                raise wrong(seat.maker.module.source, at, "BNN543", {"path": names})
            if mentioned in found:
                return
            found[mentioned] = None
            if isinstance(mentioned.target, Maker) and mentioned.target.kind is not Kind.VIEW:
                return
            words = self.drafts.subject_words(mentioned, draft.context)
            for text in (words.description, words.look, words.wears):
                if OPEN in text:
                    for number in mentions_in(text):
                        visit(self.work.mentioned[number], [*path, mentioned])

        for mentioned in (*first, *draft.mentions):
            visit(mentioned, [])
        return list(found)

    def _member(self, mentioned: Mentioned) -> str:
        target = mentioned.target
        subject, look = owner(target)
        names = [subject.name if subject else "", look.name if look else ""]
        if isinstance(target, Reference | Maker) and target.name:
            names.append(target.name)
        return "@" + ".".join(n for n in names if n)

    # -- pictures ----------------------------------------------------------------------------------------------------

    def _show(self, seat: Seat, draft: Draft, mentions: list[Mentioned], model: Model, *, source: bool = True) -> Shown:
        maker, settled = seat.maker, draft.settled
        groups: list[Group] = []
        by_subject: dict[Subject, Group] = {}
        owned: dict[Mentioned, list[Picture]] = {}
        edited = self._source(seat) if source else None
        if edited is not None:
            groups.append(Group("the picture that is edited"))
            role = Role("source", "", "")
            part = MadePicture(edited[0], edited[1].panel, self._other_path(edited[1]), role)
            groups[-1].add([Picture(part, "the picture to change", "object")])
        shots: list[tuple[Mentioned, Picture]] = []
        for mentioned in mentions:
            target = mentioned.target
            if isinstance(target, Maker) and target.kind is not Kind.VIEW:
                shots.append((mentioned, self._shot(seat, draft, mentioned)))
                continue
            subject, _ = owner(target)
            if subject is None:
                continue
            mine = owned[mentioned] = self._of_mention(seat, draft, mentioned)
            group = by_subject.get(subject)
            if group is None:
                group = by_subject[subject] = Group("@" + subject.name)
                groups.append(group)
            group.add(mine, all_must=isinstance(target, Reference | Maker))
        given = self._own_references(maker, draft, owned)
        if given:
            groups.append(Group("the shot's own references"))
            groups[-1].add(given, all_must=True)
        chained = self._chained(seat, draft)
        for mentioned, picture in shots:
            owned[mentioned] = [chained if chained is not None and same_picture(picture, chained) else picture]
        others = [p for m, _ in shots for p in owned[m] if p is not chained]
        for last in (others, [chained] if chained is not None else []):
            if last:
                groups.append(Group("other shots" if last is others else "the shot before"))
                groups[-1].add(last, all_must=True)
        name = model.aliases[0] if model.aliases else model.id
        total = model.references.total
        found = allot(groups, total, settled.references, f"{name} takes {total} pictures, and all its places are taken")
        if found.full:
            who = ", ".join(f"{w} {n}" for w, n in found.full)
            at = (maker.node.start, maker.node.name.end)
            words = {
                "name": maker.name,
                "model": name,
                "total": total,
                "who": who,
                "count": sum(n for _, n in found.full),
            }
            raise wrong(maker.module.source, at, "BNN531", words)
        self._kinds(seat, model, found.sent)
        index = {id(p): i + 1 for i, p in enumerate(found.sent)}
        position = {p: index[id(p)] for p in found.sent}
        numbers = {m: tuple(sorted(position[p] for p in ps if p in position)) for m, ps in owned.items()}
        return Shown(found.sent, found, numbers, tuple(given))

    def _of_mention(self, seat: Seat, draft: Draft, mentioned: Mentioned) -> list[Picture]:
        target = mentioned.target
        maker = seat.maker
        if isinstance(target, Reference | Maker):
            candidates: list[Reference | Maker] = [target]
        elif maker.kind is Kind.VIEW and target is (maker.look or maker.subject):
            candidates = own_pictures(maker)
        else:
            candidates = pictures_of(target)
            if maker.kind is Kind.VIEW and owner(target)[0] is maker.subject:
                candidates = [c for c in candidates if not isinstance(c, Maker)]
        return [self._candidate(seat, draft, c, mentioned) for c in candidates]

    def _candidate(self, seat: Seat, draft: Draft, picture: Reference | Maker, mentioned: Mentioned) -> Picture:
        if isinstance(picture, Reference):
            words = self.drafts.subject_words(Mentioned(picture), draft.context)
            _, look = owner(picture)
            label = (
                brief_label(self.pictures.plain(words.look, draft)) or called(look.name).lower()
                if look is not None
                else ""
            )
            return self.pictures.given(picture, draft, label, words)
        choices = mentioned.choices if mentioned.target is picture else ()
        at = (seat.maker.node.start, seat.maker.node.name.end)
        combo = self.other(seat, Mentioned(picture, choices), at)
        return self.pictures.made(picture, address_of(picture, keys_of(self.drafts.axes[picture], combo)), None, draft)

    def _own_references(self, maker: Maker, draft: Draft, owned: dict[Mentioned, list[Picture]]) -> list[Picture]:
        found = []
        for reference in maker.references:
            label = called(reference.name).lower() if reference.name else ""
            picture = self.pictures.given(reference, draft, label, None)
            found.append(picture)
            owned[Mentioned(reference)] = [picture]
        return found

    def _shot(self, seat: Seat, draft: Draft, mentioned: Mentioned) -> Picture:
        target = mentioned.target
        assert isinstance(target, Maker)  # noqa: S101 - the caller looked
        at = self._mention_place(seat.maker, target)
        combo = self.other(seat, mentioned, at)
        panel = self._panel(seat, mentioned, combo, at)
        return self.pictures.made(target, address_of(target, keys_of(self.drafts.axes[target], combo)), panel, draft)

    def _panel(self, seat: Seat, mentioned: Mentioned, combo: Mapping[Axis, int], at: tuple[int, int]) -> int | None:
        target = mentioned.target
        assert isinstance(target, Maker)  # noqa: S101 - the caller looked
        below = self.drafts.draft(target, combo)
        panels = below.settled.config.panels if below is not None else 1
        words = {"name": target.name, "panels": panels, "panel": mentioned.panel}
        if mentioned.panel is not None and not 1 <= mentioned.panel <= panels:
            raise wrong(seat.maker.module.source, at, "BNN544" if panels > 1 else "BNN545", words)
        if panels > 1 and mentioned.panel is None:
            raise wrong(seat.maker.module.source, at, "BNN546", words)
        return mentioned.panel

    def _mention_place(self, maker: Maker, target: Maker) -> tuple[int, int]:
        """Where a statement names another, as exactly as it can be said: in its text, else at its head."""
        source = maker.module.source
        for text in [maker.node.prompt] if isinstance(maker.node.prompt, nodes.Text) else []:
            for hole in self.work.template(source, text).holes:
                if hole.path.split(".")[-1] == target.name or f".{target.name}." in f".{hole.path}.":
                    from ..grammar.text import offset_map

                    found = offset_map(source, text).place(hole.start, hole.end)
                    return found.start, found.end
        if isinstance(maker.node, nodes.Edit):
            return maker.node.target.start, maker.node.target.end
        return maker.node.start, maker.node.name.end

    def _source(self, seat: Seat) -> tuple[str, Mentioned] | None:
        """The address of what an edit edits. Raises Wrong."""
        mentioned = self.drafts.target(seat.maker)
        if mentioned is None or not isinstance(mentioned.target, Maker) or not isinstance(seat.maker.node, nodes.Edit):
            return None
        at = (seat.maker.node.target.start, seat.maker.node.target.end)
        combo = self.other(seat, mentioned, at)
        self._panel(seat, mentioned, combo, at)
        return address_of(mentioned.target, keys_of(self.drafts.axes[mentioned.target], combo)), mentioned

    def _other_path(self, mentioned: Mentioned) -> str:
        path = mentioned.target.path if isinstance(mentioned.target, Maker) else ""
        return path + (f".{mentioned.panel}" if mentioned.panel else "")

    def _chained(self, seat: Seat, draft: Draft) -> Picture | None:
        """The picture that a chain brings along. Raises Wrong."""
        chain, maker = draft.settled.chain, seat.maker
        if chain is None or draft.settled.cast == () or maker.kind is not Kind.SHOT:
            return None
        at = self._chain_place(maker, draft)
        if isinstance(chain, Mentioned):
            assert isinstance(chain.target, Maker)  # noqa: S101 - the setting takes nothing else
            combo = self.other(seat, chain, at)
            panel = self._panel(seat, chain, combo, at)
            address = address_of(chain.target, keys_of(self.drafts.axes[chain.target], combo))
            return self.pictures.made(chain.target, address, panel, draft, chain=True)
        for other in self.drafts.before(maker):
            picture = self._link(seat, draft, other, at)
            if picture is not None:
                return picture
        return None

    def _link(self, seat: Seat, draft: Draft, other: Maker, at: tuple[int, int]) -> Picture | None:
        """The chain's picture from one earlier shot; None where it is stepped over."""
        axes = self.drafts.axes[other]
        combo = {a: seat.combo[a] for a in axes if a in seat.combo}
        if len(combo) < len(axes):
            missing = next(a for a in axes if a not in combo)
            picked = self._picked(other, axes, missing)
            if picked is None:
                words = {"name": other.name, "axis": missing.name, "key": missing.values[0].key}
                raise wrong(seat.maker.module.source, at, "BNN547", words)
            combo = self.other(seat, Mentioned(other), at)
        below = self.drafts.draft(other, combo)
        if not self.drafts.wanted(other, combo) or below is None or below.settled.cast == ():
            return None
        panels = below.settled.config.panels
        address = address_of(other, keys_of(axes, combo))
        return self.pictures.made(other, address, panels if panels > 1 else None, draft, chain=True)

    def _chain_place(self, maker: Maker, draft: Draft) -> tuple[int, int]:
        placed = find(draft.context, self.drafts.held(maker), "chain")
        if placed is not None and placed.module is maker.module and maker.level.node is maker.node:
            return placed.at
        return maker.node.start, maker.node.name.end

    def _kinds(self, seat: Seat, model: Model, sent: tuple[Picture, ...]) -> None:
        """Tell where a model is not good at so many pictures of one kind."""
        counts: dict[str, list[Picture]] = {}
        for picture in sent:
            counts.setdefault(picture.slot, []).append(picture)
        name = model.aliases[0] if model.aliases else model.id
        maker = seat.maker
        at = (maker.node.start, maker.node.name.end)
        for slot, pictures in counts.items():
            good = getattr(model.references, slot)
            if good == 0 and slot != "object":
                if (model.id, slot) not in self._said_slots:
                    self._said_slots.add((model.id, slot))
                    self.work.report.say(maker.module.source, at, "BNN533", {"model": name, "slot": slot})
            elif len(pictures) > good:
                who = ", ".join(dict.fromkeys("@" + p.part.member for p in pictures))
                better = max(self.work.models.models, key=lambda m: getattr(m.references, slot))
                words: dict[str, object] = {
                    "model": name, "slot": slot, "count": len(pictures), "good": good, "who": who,
                    "better": (better.aliases or (better.id,))[0] if getattr(better.references, slot) > good else None,
                    "most": getattr(better.references, slot),
                }  # fmt: skip
                self.work.report.say(maker.module.source, at, "BNN532", words)

    # -- words -------------------------------------------------------------------------------------------------------

    def _scenery(self, maker: Maker, draft: Draft, mentions: list[Mentioned]) -> tuple[Brief, Scenery]:
        settled = draft.settled
        entries: dict[Mentioned, Entry] = {}
        shown: set[tuple[int, int]] = set()
        at, style = settled.at, settled.style if isinstance(settled.style, Mentioned) else None
        persons: list[Person] = []
        named = {(id(s), id(k)) for m in mentions for s, k in [owner(m.target)] if isinstance(m.target, Subject | Look)}
        for mentioned in mentions:
            subject, look = owner(mentioned.target)
            if subject is None or mentioned in (at, style):
                continue
            key = (id(subject), id(look))
            if key in shown or (not isinstance(mentioned.target, Subject | Look) and key in named):
                continue
            shown.add(key)
            words = self.drafts.subject_words(mentioned, draft.context)
            entries[mentioned] = self._entry(mentioned, subject, words)
            persons.append(self._person(subject, look, words, draft))
        place = self._named(at, draft)
        styled = self._named(style, draft) if style is not None else None
        if isinstance(settled.style, str) and settled.style.strip():
            styled = Entry("", "style", "", settled.style, "", "")
        nobody = settled.cast == ()
        scenery = Scenery(styled, place, tuple(entries.values()), settled.camera, settled.rules, nobody)
        brief = Brief(
            self.pictures.plain(draft.text, draft).strip(), tuple(persons), self._staged(at, draft),
            self._staged(style, draft) if style is not None else self._loose(settled.style, draft),
            self.pictures.plain(settled.camera, draft), tuple(self.pictures.plain(r, draft) for r in settled.rules),
        )  # fmt: skip
        return brief, scenery

    def _named(self, mentioned: Mentioned | None, draft: Draft) -> Entry | None:
        if mentioned is None:
            return None
        subject, _ = owner(mentioned.target)
        return self._entry(mentioned, subject, self.drafts.subject_words(mentioned, draft.context)) if subject else None

    def _entry(self, mentioned: Mentioned, subject: Subject, words: SubjectWords) -> Entry:
        return Entry(self.work.marker(mentioned), subject.kind, words.name, words.description, words.look, words.wears)

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
        words = self.drafts.subject_words(mentioned, draft.context)
        return self._person(subject, look, words, draft) if subject is not None else None

    def _loose(self, style: object, draft: Draft) -> Person | None:
        if not isinstance(style, str) or not style.strip():
            return None
        return Person("style", "style", style, "", self.pictures.plain(style, draft), "", "")

    def _numbered(self, text: str, draft: Draft, numbers: Mapping[Mentioned, tuple[int, ...]]) -> str:
        """Markers become names, each with its pictures' numbers the first time in a line."""
        if OPEN not in text:
            return text
        lines = []
        for line in text.split("\n"):
            seen: set[int] = set()

            def name(n: int, seen: set[int] = seen) -> str:
                mentioned = self.work.mentioned[n]
                mine = numbers.get(mentioned, ())
                target = mentioned.target
                if (isinstance(target, Maker) and target.kind is not Kind.VIEW) or (
                    isinstance(target, Reference) and target.owner is None
                ):
                    return images(mine) or self.pictures.name(mentioned, draft)
                told = f" ({images(mine)})" if mine and n not in seen else ""
                seen.add(n)
                return self.pictures.name(mentioned, draft) + told

            lines.append(substitute(line, name))
        return "\n".join(lines)

    def _parts(self, sent: tuple[Picture, ...], words: str) -> tuple[Part, ...]:
        parts: list[Part] = []
        for i, picture in enumerate(sent):
            parts.append(Words(f"Image {i + 1}: {picture.says}"))
            parts.append(picture.part)
        parts.append(Words(words))
        return tuple(parts)

    def _about(self, maker: Maker, draft: Draft, seat: Seat) -> About:
        held = self.drafts.held(maker)
        title = called(maker.name)
        if not any(n in held.origins for n in UNSENT):
            return About(title)
        from .stage import context_of

        full = context_of(self.work, maker, seat.combo, self.drafts._stage(maker))  # noqa: SLF001 - the same pair of rooms
        context = unsent(full)
        found: dict[str, object] = {}
        for name in UNSENT:
            if name in held.origins:
                placed = find(context, held, name)
                if placed is not None:
                    found[name] = placed.value
        return About(**{"title": title, **found})  # type: ignore[arg-type]  # each setting reads as what its field is

    # -- digests -----------------------------------------------------------------------------------------------------

    def _manifest(self, kind: Kind, draft: Draft, scenery: Scenery, shown: Shown, raw: str) -> dict[str, object]:
        """What the author wrote and what reaches this call, with subjects by name and shots without one."""
        settled = draft.settled

        def name(n: int) -> str:
            mentioned = self.work.mentioned[n]
            shot = isinstance(mentioned.target, Maker) and mentioned.target.kind is not Kind.VIEW
            loose = isinstance(mentioned.target, Reference) and mentioned.target.owner is None
            return f"{OPEN}{'' if shot or loose else self.pictures.name(mentioned, draft)}{CLOSE}"

        def plainly(text: str) -> str:
            return substitute(text.strip(), name) if OPEN in text else text.strip()

        def entry(e: Entry) -> dict[str, str]:
            told = {
                "name": e.name,
                "description": plainly(e.description),
                "look": plainly(e.look),
                "wears": plainly(e.wears),
            }
            return {k: v for k, v in told.items() if v}

        found: dict[str, object] = {"kind": kind.value, "model": settled.model.id, "settings": dict(settled.written)}
        given = [p.part.sha256 for p in shown.given if not isinstance(p.part, MadePicture)]
        found["references"] = given
        if settled.template is not None:
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


def same_picture(a: Picture, b: Picture) -> bool:
    """Whether two candidates are one picture."""
    one, other = a.part, b.part
    return (
        isinstance(one, MadePicture)
        and isinstance(other, MadePicture)
        and (one.call, one.panel) == (other.call, other.panel)
    )


def images(numbers: tuple[int, ...]) -> str:
    """`image 2`, `images 2 and 3`, `images 2, 3 and 4`."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"image {numbers[0]}"
    return f"images {', '.join(str(n) for n in numbers[:-1])} and {numbers[-1]}"
