"""What each statement says in each combination: its words, its settings and whom it mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from ..grammar import nodes
from .call import Kind
from .cascades import Cascades
from .combinations import Exceptions
from .markers import mentions_in
from .prompt_call import call_prompt
from .reach import Reach
from .report import Wrong, wrong
from .settle import SHARED, Settling
from .stage import context_of
from .subjects import Subjects
from .targets import Targets
from .template.value import OPEN
from .words import owner
from .work import Mentioned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .board import Axis, Maker
    from .context import Context
    from .settle import Settled
    from .work import Work

Read = TypeVar("Read")
FAULTY = object()  # what could not be read; its fault has been reported


class Draft(Struct, frozen=True, eq=False):
    """A statement read in one combination. `mentions` in the order of the text, then of its settings."""

    context: Context
    text: str
    settled: Settled
    mentions: tuple[Mentioned, ...]


class Broken(Exception):
    """This statement has no draft."""


class Drafts:
    """Reads statements, each once in every combination of the axes that it uses."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.cascades = Cascades()
        self.targets = Targets(work)
        self.subjects = Subjects(work)
        self.reach = Reach(self.targets, self.cascades, self.subjects.uses)
        self.exceptions = Exceptions(self.targets)
        self._drafts: dict[tuple[Maker, tuple[int, ...]], Draft | None] = {}
        self._settled: dict[tuple[object, ...], object] = {}

    def draft(self, maker: Maker, combo: Mapping[Axis, int]) -> Draft | None:
        """The statement in this combination, None where something is wrong with it."""
        direct = self.reach.direct.get(maker, ())
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

    def seated(self, maker: Maker, combo: Mapping[Axis, int]) -> Draft | None:
        """The draft for a call: its context holds also the axes that reach it through what it mentions."""
        found = self.draft(maker, combo)
        if found is None or len(found.context.combo) == len(combo):
            return found
        return replace(found, context=context_of(self.work, maker, combo, self.cascades.stage))

    # -- words -------------------------------------------------------------------------------------------------------

    def _read(self, maker: Maker, combo: Mapping[Axis, int]) -> Draft:
        context = context_of(self.work, maker, combo, self.cascades.stage)
        settled = self._settle_or_tell(maker, context)
        prompt = maker.node.prompt
        text = context.text(prompt) if isinstance(prompt, nodes.Text) else call_prompt(context, prompt)
        if settled is None:
            raise Broken
        if not text.strip():
            if prompt.start == prompt.end:
                raise Broken  # that its text is missing has been told
            at = (prompt.start, prompt.end)
            raise wrong(maker.module.source, at, "BNN522", {"what": maker.kind.value, "name": maker.name})
        found = self._mentions(text, settled)
        if settled.cast == ():
            off_stage(maker, found)
        return Draft(context, text, settled, tuple(found))

    def _mentions(self, text: str, settled: Settled) -> dict[Mentioned, None]:
        """Whom a statement mentions: its text, whom it casts, the texts of its settings, its place and its style."""
        found = self._marked(text)
        found |= dict.fromkeys(settled.cast or ())
        for words in (settled.camera, *settled.rules, settled.style):
            if isinstance(words, str):
                found |= self._marked(words)
        found |= dict.fromkeys(m for m in (settled.at, settled.style) if isinstance(m, Mentioned))
        return found

    def _marked(self, text: str) -> dict[Mentioned, None]:
        known = self.work.mentioned
        return dict.fromkeys(known[n] for n in mentions_in(text)) if OPEN in text else {}

    # -- settings ----------------------------------------------------------------------------------------------------

    def _settle_or_tell(self, maker: Maker, context: Context) -> Settled | None:
        """The settings; None where something is wrong with them, so that the words are read all the same."""
        try:
            return self._settle(maker, context)
        except Broken:
            return None

    def _settle(self, maker: Maker, context: Context) -> Settled:
        held = self.cascades.held(maker)
        at = (maker.node.start, maker.node.name.end)
        below = None
        if maker.kind is Kind.EDIT:
            below = self._below(maker, context)
            if below is None:
                Settling(context, held, maker.kind, at).tell(shape=True)
                raise Broken
        combo = tuple(context.combo.items())
        under = below.settled.shape if below is not None else None
        alike = (id(held.origins), id(held.rules), id(maker.scene), under and id(under), maker.kind, combo)
        known = self._settled.get(alike)
        if known is not None:
            return self._once(alike, lambda: cast("Settled", known))
        settling = Settling(context, held, maker.kind, at)
        origins = tuple(map(held.origins.get, SHARED)) if held.origins else ()
        try:
            shape = self._once((origins, maker.kind, under and id(under), combo), lambda: settling.shape(under))
        except Broken:
            settling.tell(shape=False)
            raise
        return self._once(alike, lambda: settling.stage(shape))

    def _below(self, maker: Maker, context: Context) -> Draft | None:
        """What an edit edits."""
        target, below = self.targets.target(maker), self.targets.below(maker)
        if target is None or below is None:
            return None
        return self.draft(below, self.targets.seen(target, context.combo))

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


def off_stage(maker: Maker, found: Iterable[Mentioned]) -> None:
    """Nobody may be seen on an empty stage. Raises Wrong."""
    for mentioned in found:
        subject, _ = owner(mentioned.target)
        if subject is not None and subject.kind == "character":
            at = (maker.node.prompt.start, maker.node.prompt.end)
            raise wrong(maker.module.source, at, "BNN523", {"name": subject.name, "shot": maker.name})
