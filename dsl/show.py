"""The pictures that go along with a call, and the numbers by which its prose calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .board import Maker, Reference, Subject
from .call import Kind, MadePicture, Role
from .gallery import own_pictures, pictures_of
from .pictures import Picture, Pictures, brief_label
from .places import Allotted, Group, allot
from .report import Wrong, wrong
from .seats import address_of, keys_of
from .settled import find
from .spread import before
from .words import called, owner
from .work import Mentioned

if TYPE_CHECKING:
    from .drafts import Draft, Drafts
    from .models import Model
    from .seats import Seat, Seats
    from .work import Work


class Shown(NamedTuple):
    """The pictures that go along, and for each mention the numbers by which prose calls its pictures."""

    sent: tuple[Picture, ...]
    allotted: Allotted
    numbers: dict[Mentioned, tuple[int, ...]]
    given: tuple[Picture, ...]  # in the statement's own block


NOTHING = Shown((), Allotted((), ()), {}, ())


class Showing:
    """Gathers the candidates of a call and gives them their places."""

    def __init__(self, work: Work, drafts: Drafts, seats: Seats, pictures: Pictures) -> None:
        self.work, self.drafts, self.seats, self.pictures = work, drafts, seats, pictures
        self._said_slots: set[tuple[str, str]] = set()

    def show(self, seat: Seat, draft: Draft, mentions: list[Mentioned], model: Model, *, source: bool = True) -> Shown:
        """The pictures of a call in their places. Raises Wrong where not even the first ones fit."""
        maker, settled = seat.maker, draft.settled
        groups: list[Group] = []
        by_subject: dict[Subject, Group] = {}
        owned: dict[Mentioned, list[Picture]] = {}
        edited = self.seats.source(seat) if source else None
        if edited is not None:
            groups.append(Group("the picture that is edited"))
            role = Role("source", "", "")
            part = MadePicture(edited[0], edited[1].panel, other_path(edited[1]), role)
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
            mine = self._of_mention(seat, draft, mentioned)
            if not mine:
                continue
            owned[mentioned] = mine
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
        groups += self._last(others, chained)
        if not groups:
            return NOTHING
        name = model.called
        total = model.references.total
        found = allot(
            groups, total, settled.shape.references, f"{name} takes {total} pictures, and all its places are taken"
        )
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
        position = {p: i + 1 for i, p in enumerate(found.sent)}
        numbers = {m: tuple(sorted(position[p] for p in ps if p in position)) for m, ps in owned.items()}
        return Shown(found.sent, found, numbers, tuple(given))

    def _last(self, others: list[Picture], chained: Picture | None) -> list[Group]:
        """Other shots, and at the very end the one before."""
        found = []
        for who, pictures in (("other shots", others), ("the shot before", [chained] if chained is not None else [])):
            if pictures:
                found.append(Group(who))
                found[-1].add(pictures, all_must=True)
        return found

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
            words = self.drafts.subjects.words(self.work.mention(picture), draft.context)
            _, look = owner(picture)
            label = (
                brief_label(self.pictures.plain(words.look, draft)) or called(look.name).lower()
                if look is not None
                else ""
            )
            return self.pictures.given(picture, draft, label, words)
        choices = mentioned.choices if mentioned.target is picture else ()
        at = (seat.maker.node.start, seat.maker.node.name.end)
        combo = self.seats.other(seat, self.work.mention(picture, choices), at)
        return self.pictures.made(
            picture, address_of(picture, keys_of(self.drafts.reach.axes[picture], combo)), None, draft
        )

    def _own_references(self, maker: Maker, draft: Draft, owned: dict[Mentioned, list[Picture]]) -> list[Picture]:
        found = []
        for reference in maker.references:
            label = called(reference.name).lower() if reference.name else ""
            picture = self.pictures.given(reference, draft, label, None)
            found.append(picture)
            owned[self.work.mention(reference)] = [picture]
        return found

    def _shot(self, seat: Seat, draft: Draft, mentioned: Mentioned) -> Picture:
        target = mentioned.target
        assert isinstance(target, Maker)
        at = (seat.maker.node.start, seat.maker.node.name.end)
        try:
            combo = self.seats.other(seat, mentioned, at)
            panel = self.seats.panel_of(seat, mentioned, combo, at)
        except Wrong as e:
            # The exact place is looked for only when there is something to say of it.
            told = e.diagnostic
            exact = self.seats.place_of(seat.maker, target)
            raise wrong(seat.maker.module.source, exact, told.code, told.args, related=told.related) from None
        return self.pictures.made(
            target, address_of(target, keys_of(self.drafts.reach.axes[target], combo)), panel, draft
        )

    def _chained(self, seat: Seat, draft: Draft) -> Picture | None:
        """The picture that a chain brings along. Raises Wrong."""
        chain, maker = draft.settled.chain, seat.maker
        if chain is None or draft.settled.cast == () or maker.kind is not Kind.SHOT:
            return None
        at = self._chain_place(maker, draft)
        if isinstance(chain, Mentioned):
            assert isinstance(chain.target, Maker)
            combo = self.seats.other(seat, chain, at)
            panel = self.seats.panel_of(seat, chain, combo, at)
            address = address_of(chain.target, keys_of(self.drafts.reach.axes[chain.target], combo))
            return self.pictures.made(chain.target, address, panel, draft, chain=True)
        for other in before(self.drafts, maker):
            picture = self._link(seat, draft, other, at)
            if picture is not None:
                return picture
        return None

    def _link(self, seat: Seat, draft: Draft, other: Maker, at: tuple[int, int]) -> Picture | None:
        """The chain's picture from one earlier shot; None where it is stepped over."""
        axes = self.drafts.reach.axes[other]
        combo = {a: seat.combo[a] for a in axes if a in seat.combo}
        if len(combo) < len(axes):
            missing = next(a for a in axes if a not in combo)
            picked = self.seats.picked(other, axes, missing)
            if picked is None:
                words = {"name": other.name, "axis": missing.name, "key": missing.values[0].key}
                raise wrong(seat.maker.module.source, at, "BNN547", words)
            combo = self.seats.other(seat, self.work.mention(other), at)
        below = self.drafts.draft(other, combo)
        if not self.drafts.exceptions.wanted(other, combo) or below is None or below.settled.cast == ():
            return None
        panels = below.settled.config.panels
        address = address_of(other, keys_of(axes, combo))
        return self.pictures.made(other, address, panels if panels > 1 else None, draft, chain=True)

    def _chain_place(self, maker: Maker, draft: Draft) -> tuple[int, int]:
        placed = find(draft.context, self.drafts.cascades.held(maker), "chain")
        if placed is not None and placed.module is maker.module and maker.level.node is maker.node:
            return placed.at
        return maker.node.start, maker.node.name.end

    def _kinds(self, seat: Seat, model: Model, sent: tuple[Picture, ...]) -> None:
        """Tell where a model is not good at so many pictures of one kind."""
        counts: dict[str, list[Picture]] = {}
        for picture in sent:
            counts.setdefault(picture.slot, []).append(picture)
        name = model.called
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
                    "better": better.called if getattr(better.references, slot) > good else None,
                    "most": getattr(better.references, slot),
                }  # fmt: skip
                self.work.report.say(maker.module.source, at, "BNN532", words)


def other_path(mentioned: Mentioned) -> str:
    """How the script calls a shot or one of its panels."""
    path = mentioned.target.path if isinstance(mentioned.target, Maker) else ""
    return path + (f".{mentioned.panel}" if mentioned.panel else "")


def same_picture(a: Picture, b: Picture) -> bool:
    """Whether two candidates are one picture."""
    one, other = a.part, b.part
    return (
        isinstance(one, MadePicture)
        and isinstance(other, MadePicture)
        and (one.call, one.panel) == (other.call, other.panel)
    )
