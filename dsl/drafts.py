"""What each statement says in each combination: its words and settings, and the axes along which it varies."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from ..grammar import nodes
from .axes import key_of
from .board import Look, Maker, Reference, Subject
from .call import Kind
from .context import words_of
from .report import Wrong, wrong
from .settings import SETTINGS
from .settle import SHARED, Settling
from .settled import Cascade, cascade, inner
from .stage import context_of
from .template.value import CLOSE, OPEN
from .uses import EDIT_TAKES_NOT, Uses, names_in
from .words import owner, texts_of
from .work import Mentioned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .board import Axis, Level
    from .context import Context
    from .settle import Settled
    from .words import SubjectWords
    from .work import Work

Read = TypeVar("Read")
FAULTY = object()  # what could not be read; its fault has been reported
SENT = tuple(s.name for s in SETTINGS if s.sent or s.name in {"takes", "retries"})
UNSEEN = frozenset(
    {"budget", "final", "title", "caption", "dialogue", "action", "sound", "transition", "note", "duration"}
)
DEEPEST = 100  # edits of edits of edits
FILE_WIDE = ("at", "cast", "camera", "chain", "takes", "aspect", "size", "panels")  # a storyboard's, that no view takes


class Draft(Struct, frozen=True, eq=False):
    """A statement read in one combination. `mentions` in the order of the text, then of its settings."""

    context: Context
    text: str
    settled: Settled
    mentions: tuple[Mentioned, ...]


class Broken(Exception):
    """This statement has no draft."""


def mentions_in(text: str) -> Iterator[int]:
    """The numbers of the markers in a rendered text, in order."""
    at = text.find(OPEN)
    while at >= 0:
        end = text.find(CLOSE, at)
        number = text[at + 1 : end]
        if end > 0 and number.isdecimal():
            yield int(number)
        at = text.find(OPEN, at + 1)


class Edge(NamedTuple):
    """One statement sees what another makes; `chosen` are the axes whose value the mention gives."""

    target: Maker
    chosen: frozenset[str]


class Drafts:
    """Reads statements; finds along which axes each varies."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.uses = Uses(work, self.subject_axes)
        self.axes: dict[Maker, tuple[Axis, ...]] = {}
        self._direct: dict[Maker, tuple[Axis, ...]] = {}
        self._cascades: dict[int, Cascade] = {}
        self._helds: dict[Maker, Cascade] = {}
        self._drafts: dict[tuple[Maker, tuple[int, ...]], Draft | None] = {}
        self._settled: dict[tuple[object, ...], object] = {}
        self._scopes: dict[Maker, dict[str, Axis]] = {}
        self._subject_axes: dict[Subject | Look, frozenset[Axis]] = {}
        self._used: dict[Subject | Look, tuple[frozenset[Axis], tuple[Subject | Look, ...]]] = {}
        self._taken: dict[Maker, dict[tuple[str, ...], set[tuple[str | None, ...]]]] = {}
        self._targets: dict[Maker, Mentioned | None] = {}
        self._plain: dict[int, SubjectWords] = {}
        self._words: dict[tuple[int, tuple[int, ...]], SubjectWords] = {}

    # -- cascades ----------------------------------------------------------------------------------------------------

    def held(self, maker: Maker) -> Cascade:
        """The settings that hold for a statement, with their origins."""
        if maker.kind is Kind.SHOT:
            return cascade(maker.level, self._cascades)
        found = self._helds.get(maker)
        if found is None:
            found = self._view(maker) if maker.kind is Kind.VIEW else self._edit(maker)
            self._helds[maker] = found
        return found

    def _edit(self, maker: Maker) -> Cascade:
        outer = cascade(maker.level, self._cascades)
        own = maker.level if maker.level.node is maker.node else None
        mine = set(own.settings) if own else set()
        mine |= {s for a in (own.axes if own else ()) for s in a.sets}
        kept = {
            n: o for n, o in outer.origins.items() if n in mine or n not in {*EDIT_TAKES_NOT, "model", "aspect", "size"}
        }
        return Cascade(kept, (), outer.unsent)

    def _view(self, maker: Maker) -> Cascade:
        module, subject = maker.module, maker.subject
        board = cascade(module.level, self._cascades) if module.level else Cascade()
        origins = {
            n: tuple(o for o in found if o.axis is None) for n, found in board.origins.items() if n not in FILE_WIDE
        }
        held = Cascade(
            {n: o for n, o in origins.items() if o and n not in UNSEEN}, tuple(o for o in board.rules if o.axis is None)
        )
        for settings in (
            subject.settings if subject else {},
            maker.look.settings if maker.look else {},
            maker.level.settings,
        ):
            fitting = {n: s for n, s in settings.items() if n not in {"name", "wears"}}
            held = inner(held, module, fitting)
        return held

    def scope(self, maker: Maker) -> dict[str, Axis]:
        """The axes that a statement may use: an edit has its target's too."""
        found = self._scopes.get(maker)
        if found is None:
            self._scopes[maker] = found = {}
            if maker.kind is Kind.VIEW:
                level = maker.module.level
                found.update(level.scope() if level and maker.module is self.work.board else {})
            else:
                target = self.target(maker)
                if target is not None and isinstance(target.target, Maker):
                    found.update(self.scope(target.target))
                found.update(maker.level.scope())
        return found

    def target(self, maker: Maker) -> Mentioned | None:
        """What an edit edits; None where that is not a shot or an edit, which has then been reported."""
        if not isinstance(maker.node, nodes.Edit):
            return None
        if maker not in self._targets:
            self._targets[maker] = None
            try:
                self._targets[maker] = self._resolve_target(maker, maker.node)
            except Wrong as e:
                self.work.report.add(e.diagnostic)
        return self._targets[maker]

    def _resolve_target(self, maker: Maker, node: nodes.Edit) -> Mentioned:
        context = context_of(self.work, maker, {})
        found = context.mention(node.target)
        seen = [maker]
        step: Mentioned | None = found
        while step is not None and isinstance(step.target, Maker) and isinstance(step.target.node, nodes.Edit):
            if step.target in seen:
                raise _circle(seen[seen.index(step.target) :])
            seen.append(step.target)
            if len(seen) > DEEPEST:
                at = (node.target.start, node.target.end)
                raise wrong(maker.module.source, at, "BNN524", {"name": maker.name, "most": DEEPEST})
            inner_node = step.target.node
            step = context_of(self.work, step.target, {}).mention(inner_node.target)
        if not isinstance(found.target, Maker):
            words = {"name": ".".join(n.text for n in node.target.path)}
            raise wrong(maker.module.source, (node.target.start, node.target.end), "BNN521", words)
        return found

    # -- reading -----------------------------------------------------------------------------------------------------

    def draft(self, maker: Maker, combo: Mapping[Axis, int]) -> Draft | None:
        """The statement in this combination, None where something is wrong with it."""
        direct = self._direct.get(maker, ())
        key = (maker, tuple(combo.get(a, -2) for a in direct) if direct else ())
        if key not in self._drafts:
            self._drafts[key] = None
            try:
                self._drafts[key] = self._read(maker, {a: combo[a] for a in direct if a in combo})
            except Wrong as e:
                self.work.report.add(e.diagnostic)
            except Broken:
                pass
        return self._drafts[key]

    def stage(self, maker: Maker) -> dict[str, tuple[str, nodes.Text | None, Cascade]]:
        """Name, title and settings of the storyboard, the scene and the shot, for templates."""
        board = maker.module.storyboard
        level = maker.module.level
        found = {
            "storyboard": (
                "storyboard",
                board.title if board else None,
                cascade(level, self._cascades) if level else Cascade(),
            )
        }
        if maker.scene is not None:
            found["scene"] = (maker.scene.name, maker.scene.node.title, cascade(maker.scene.level, self._cascades))
        found["shot"] = (maker.name, None, self.held(maker))
        return found

    def seated(self, maker: Maker, combo: Mapping[Axis, int]) -> Draft | None:
        """The draft for a call: its context holds also the axes that reach it through what it mentions."""
        found = self.draft(maker, combo)
        if found is None or len(found.context.combo) == len(combo):
            return found
        return replace(found, context=context_of(self.work, maker, combo, self.stage))

    def _read(self, maker: Maker, combo: Mapping[Axis, int]) -> Draft:
        context = context_of(self.work, maker, combo, self.stage)
        settled = self._settle_or_tell(maker, context)
        prompt = maker.node.prompt
        text = context.text(prompt) if isinstance(prompt, nodes.Text) else context.call(prompt)
        if settled is None:
            raise Broken
        if not text.strip():
            at = (prompt.start, prompt.end)
            raise wrong(maker.module.source, at, "BNN522", {"what": maker.kind.value, "name": maker.name})
        found: dict[Mentioned, None] = {}
        known = self.work.mentioned
        texts = (text, settled.camera, *settled.rules, settled.style if isinstance(settled.style, str) else "")
        for i, words in enumerate(texts):
            if OPEN in words:
                found.update(dict.fromkeys(known[n] for n in mentions_in(words)))
            if i == 0 and settled.cast:
                found.update(dict.fromkeys(settled.cast))
        found.update(dict.fromkeys(m for m in (settled.at, settled.style) if isinstance(m, Mentioned)))
        if settled.cast == ():
            self.off_stage(maker, found)
        return Draft(context, text, settled, tuple(found))

    def off_stage(self, maker: Maker, found: Iterable[Mentioned]) -> None:
        """Nobody may be seen on an empty stage. Raises Wrong."""
        for mentioned in found:
            subject, _ = owner(mentioned.target)
            if subject is not None and subject.kind == "character":
                at = (maker.node.prompt.start, maker.node.prompt.end)
                raise wrong(maker.module.source, at, "BNN523", {"name": subject.name, "shot": maker.name})

    def _settle_or_tell(self, maker: Maker, context: Context) -> Settled | None:
        """The settings; None where something is wrong with them, so that the words are read all the same."""
        try:
            return self._settle(maker, context)
        except Broken:
            return None

    def _settle(self, maker: Maker, context: Context) -> Settled:
        held = self.held(maker)
        target = self.target(maker)
        below = None
        if maker.kind is Kind.EDIT:
            below = self._below(target, context)
            if below is None:
                Settling(context, held, maker.kind, (maker.node.start, maker.node.name.end)).tell(shape=True)
                raise Broken
        combo = tuple(context.combo.items())
        alike = (
            id(held.origins),
            id(held.rules),
            id(maker.scene),
            below and id(below.settled.shape),
            maker.kind,
            combo,
        )
        known = self._settled.get(alike)
        if known is not None:
            return self._once(alike, lambda: cast("Settled", known))
        settling = Settling(context, held, maker.kind, (maker.node.start, maker.node.name.end))
        under = below.settled.shape if below is not None else None
        origins = tuple(map(held.origins.get, SHARED)) if held.origins else ()
        try:
            shape = self._once((origins, maker.kind, under and id(under), combo), lambda: settling.shape(under))
        except Broken:
            settling.tell(shape=False)
            raise
        return self._once(alike, lambda: settling.stage(shape))

    def _below(self, target: Mentioned | None, context: Context) -> Draft | None:
        """What an edit edits."""
        if target is None or not isinstance(target.target, Maker):
            return None
        return self.draft(target.target, self.seen(target, context.combo))

    def _once(self, key: tuple[object, ...], read: Callable[[], Read]) -> Read:
        """What `read` gives, remembered; a fault in it is told once and breaks every statement that shares it."""
        found = self._settled.get(key)
        if found is None:
            try:
                found = read()
            except Wrong as e:
                self.work.report.add(e.diagnostic)
                found = FAULTY
            self._settled[key] = found
        if found is FAULTY:
            raise Broken
        return cast("Read", found)

    def seen(self, mentioned: Mentioned, combo: Mapping[Axis, int]) -> dict[Axis, int]:
        """The combination of its target that a mention means, as far as it is known."""
        assert isinstance(mentioned.target, Maker)
        chosen = dict(mentioned.choices)
        found: dict[Axis, int] = {}
        for axis in self.scope(mentioned.target).values():
            index = axis.find(chosen[axis.name]) if axis.name in chosen else combo.get(axis)
            if index is not None:
                found[axis] = index
        return found

    # -- axes --------------------------------------------------------------------------------------------------------

    def direct(self, maker: Maker) -> None:
        """The axes that a statement uses by its own words; an edit has those of what it edits too."""
        if maker in self._direct:
            return
        scope = self.scope(maker)
        if not scope:
            self._direct[maker] = self.axes[maker] = ()
            return
        held = self.held(maker)
        names = SENT if maker.kind is not Kind.EDIT else tuple(n for n in SENT if n not in EDIT_TAKES_NOT)
        found = self.uses.sent(maker, held, names)
        found |= self.uses.of_names(maker.module, maker.node.prompt, scope, held)
        target = self.target(maker)
        if target is not None and isinstance(target.target, Maker):
            self.direct(target.target)
            chosen = {a for a, _ in target.choices}
            found |= {a for a in self._direct[target.target] if a.name not in chosen}
        ranked = self.ranked(maker, found)
        self._direct[maker] = self.axes[maker] = ranked

    def ranked(self, maker: Maker, axes: Iterable[Axis]) -> tuple[Axis, ...]:
        """Axes in the order of declaration, outermost first."""
        order = {a: i for i, a in enumerate(self.scope(maker).values())}
        return tuple(sorted(set(axes), key=lambda a: (order.get(a, -1), a.rank, a.name)))

    def spread(self, makers: list[Maker]) -> None:
        """Let axes reach everything that mentions, chains or edits what varies along them."""
        if not any(self.scope(m) for m in makers):
            return
        edges: dict[Maker, list[Edge]] = {}
        back: dict[Maker, list[Maker]] = {}
        for maker in makers:
            edges[maker] = self._edges(maker)
            for edge in edges[maker]:
                back.setdefault(edge.target, []).append(maker)
        waiting = dict.fromkeys(m for m in makers if edges[m])
        while waiting:
            maker = next(iter(waiting))
            del waiting[maker]
            scope = set(self.scope(maker).values())
            mine = set(self.axes[maker])
            for target, chosen in edges[maker]:
                mine |= {a for a in self.axes.get(target, ()) if a.name not in chosen and a in scope}
            if len(mine) > len(self.axes[maker]):
                self.axes[maker] = self.ranked(maker, mine)
                waiting.update(dict.fromkeys(back.get(maker, ())))

    def _edges(self, maker: Maker) -> list[Edge]:
        found: dict[Edge, None] = {}
        reached: set[Axis] = set()
        scope = set(self.scope(maker).values())
        for combo in self.combos(self._direct[maker]):
            draft = self.draft(maker, combo)
            if draft is None:
                continue
            for mentioned in draft.mentions:
                found.update(dict.fromkeys(self._reaches(mentioned)))
                subject, look = owner(mentioned.target)
                if subject is not None and scope:
                    reached |= self.subject_axes(look or subject) & scope
            if draft.settled.cast == ():
                continue  # neither sees nor is seen
            if isinstance(draft.settled.chain, Mentioned):
                found.update(dict.fromkeys(self._reaches(draft.settled.chain)))
            elif draft.settled.chain == "previous":
                found.update(dict.fromkeys(Edge(m, frozenset()) for m in self.before(maker)))
        target = self.target(maker)
        if target is not None:
            found.update(dict.fromkeys(self._reaches(target)))
        if maker.kind is Kind.VIEW:
            found.update(dict.fromkeys(Edge(v, frozenset()) for v in own_pictures(maker) if isinstance(v, Maker)))
            reached |= self.subject_axes(maker.look or maker.subject) & scope if maker.subject else set()
        if reached - set(self.axes[maker]):
            self.axes[maker] = self.ranked(maker, {*self.axes[maker], *reached})
        return list(found)

    def _reaches(self, mentioned: Mentioned) -> Iterable[Edge]:
        target = mentioned.target
        if isinstance(target, Maker):
            yield Edge(target, frozenset(a for a, _ in mentioned.choices))
        elif not isinstance(target, Reference):
            yield from (Edge(p, frozenset()) for p in pictures_of(target) if isinstance(p, Maker))

    def before(self, maker: Maker) -> Iterator[Maker]:
        """The shots before this one in its scene that it may follow, nearest first, but for those never seen."""
        if maker.scene is None:
            return
        for other in reversed(list(maker.scene.makers.values())[: maker.index]):
            if other.kind is not Kind.SHOT:
                continue
            staged = [self.draft(other, c) for c in self.combos(self._direct[other])]
            shown = [d is None or d.settled.cast != () for d in staged]
            if any(shown):
                yield other
            if all(shown) and not self._excepts(other):
                return

    def subject_axes(self, subject: Subject | Look) -> frozenset[Axis]:
        """The axes of the storyboard along which a subject's words vary, and those of what they mention."""
        if subject not in self._subject_axes:
            self._follow_words(subject)
        return self._subject_axes[subject]

    def _follow_words(self, subject: Subject | Look) -> None:
        """Find the axes of a subject and of all that it names; each is gone through once, circles too."""
        found: dict[Subject | Look, set[Axis]] = {}
        back: dict[Subject | Look, list[Subject | Look]] = {}
        waiting = [subject]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            known = self._subject_axes.get(one)
            axes, others = (known, ()) if known is not None else self._words_use(one)
            found[one] = set(axes)
            for other in others:
                back.setdefault(other, []).append(one)
                waiting.append(other)
        told = [one for one, axes in found.items() if axes]
        while told:
            one = told.pop()
            for user in back.get(one, ()):
                if not found[one] <= found[user]:
                    found[user] |= found[one]
                    told.append(user)
        self._subject_axes.update({one: frozenset(axes) for one, axes in found.items()})

    def _words_use(self, subject: Subject | Look) -> tuple[frozenset[Axis], tuple[Subject | Look, ...]]:
        """The axes that a subject's own words use, and the subjects that they name."""
        if subject not in self._used:
            whole, look = owner(subject)
            assert whole is not None
            level = whole.module.level
            scope = level.scope() if level is not None and whole.module is self.work.board else {}
            found: set[Axis] = set()
            others: dict[Subject | Look, None] = {}
            for text in texts_of(whole, look) if scope else ():
                found |= self.uses.of_names(whole.module, text, scope, follow=False)
                for name, members in self._names(whole, text):
                    other = whole.module.names.get(name)
                    if isinstance(other, Subject):
                        member = other.members.get(members[0]) if members else None
                        others[member if isinstance(member, Look) else other] = None
            self._used[subject] = frozenset(found), tuple(others)
        return self._used[subject]

    def _names(self, subject: Subject, text: nodes.Text) -> list[tuple[str, tuple[str, ...]]]:
        try:
            return list(names_in(self.work, subject.module, text))
        except Wrong as e:
            self.work.report.add(e.diagnostic)
            return []

    # -- combinations ------------------------------------------------------------------------------------------------

    def count(self, axes: Iterable[Axis]) -> int:
        """How many combinations axes have, exceptions not taken out."""
        return prod(len(a.values) for a in axes)

    def combos(self, axes: tuple[Axis, ...]) -> Iterator[dict[Axis, int]]:
        """Every combination, the first axis slowest."""
        if not axes:
            yield {}
            return
        for indexes in product(*(range(len(a.values)) for a in axes)):
            yield dict(zip(axes, indexes, strict=True))

    def _excepts(self, maker: Maker) -> list[nodes.Except]:
        found: list[nodes.Except] = []
        step: Maker | None = maker
        for _ in range(1000):
            level: Level | None = step.level if step else None
            while level is not None:
                found += level.excepts
                level = level.parent
            target = self.target(step) if step else None
            step = target.target if target is not None and isinstance(target.target, Maker) else None
            if step is None:
                break
        return found

    def wanted(self, maker: Maker, combo: Mapping[Axis, int]) -> bool:
        """Whether no `except` takes this combination out."""
        taken = self._taken.get(maker)
        if taken is None:
            taken = self._taken[maker] = self._take_out(maker)
        if not taken or not combo:
            return True
        keys = {a.name: a.values[i].key for a, i in combo.items()}
        return not any(tuple(keys.get(n) for n in names) in out for names, out in taken.items())

    def _take_out(self, maker: Maker) -> dict[tuple[str, ...], set[tuple[str | None, ...]]]:
        """The combinations that are taken out, by the names of their axes."""
        taken: dict[tuple[str, ...], set[tuple[str | None, ...]]] = {}
        for node in self._excepts(maker):
            keys: dict[str, set[str]] = {}
            for choice in node.choices:
                keys.setdefault(choice.axis.text, set()).add(key_of(choice.key))
            if keys and all(len(k) == 1 for k in keys.values()):
                names = tuple(sorted(keys))
                taken.setdefault(names, set()).add(tuple(min(keys[n]) for n in names))
        return taken

    def steady(self, mentioned: Mentioned) -> bool:
        """Whether the words of a subject are the same in every combination."""
        return id(mentioned.target) in self._plain

    def subject_words(self, mentioned: Mentioned, context: Context) -> SubjectWords:
        """The words of a subject in a context; remembered where no axis reaches them."""
        plain = self._plain.get(id(mentioned.target))
        if plain is not None:
            return plain
        subject, look = owner(mentioned.target)
        axes = self.subject_axes(look or subject) if subject is not None else frozenset()
        if not axes:
            found = self._plain[id(mentioned.target)] = words_of(self.work, mentioned.target, {})
            return found
        key = (id(mentioned.target), tuple(context.combo.get(a, -1) for a in sorted(axes, key=lambda a: a.name)))
        if key not in self._words:
            self._words[key] = words_of(self.work, mentioned.target, context.axes)
        return self._words[key]


def _circle(makers: list[Maker]) -> Wrong:
    """Edits that need each other, told where the first of them stands, so that a circle is one fault."""
    first = min(makers, key=lambda m: m.node.start)
    at = makers.index(first)
    path = [m.path for m in (*makers[at:], *makers[:at], first)]
    node = first.node
    place = (node.target.start, node.target.end) if isinstance(node, nodes.Edit) else (node.start, node.name.end)
    return wrong(first.module.source, place, "BNN520", {"path": " → ".join(path), "first": first.path})


def pictures_of(target: Subject | Look) -> list[Reference | Maker]:
    """The pictures that go along with a mention: a look's own, then its subject's first; else the subject's."""
    if isinstance(target, Look):
        return [*target.pictures, *(p for p in target.subject.pictures[:1])]
    return target.pictures


def own_pictures(view: Maker) -> list[Reference | Maker]:
    """What a view sees of its own subject: what stands above it."""
    if view.look is not None:
        return [*view.look.pictures[: view.above], *(view.look.subject.pictures[:1])]
    return view.subject.pictures[: view.above] if view.subject is not None else []
