"""Everybody who belongs to a call: who is mentioned, and who the words of those mention in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Maker, Reference
from .call import Kind
from .drafts import off_stage
from .markers import mentions_in
from .report import Wrong, wrong
from .template.value import OPEN
from .words import owner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .drafts import Draft, Drafts
    from .seats import Seat
    from .work import Mentioned, Work


class Closure:
    """Follows mentions through descriptions."""

    def __init__(self, work: Work, drafts: Drafts) -> None:
        self.work, self.drafts = work, drafts
        self._leaves: set[Mentioned] = set()  # mentions whose own words mention nobody

    def of(self, draft: Draft, seat: Seat) -> list[Mentioned]:
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
        names = [member(m) for m in (*circle[at:], *circle[: at + 1])]
        place = (subject.node.start, subject.node.name.end if subject.node.name else subject.node.end)
        return wrong(subject.module.source, place, "BNN543", {"path": " → ".join(names)})


def member(mentioned: Mentioned) -> str:
    """How a script mentions it: `@mara.storm`."""
    target = mentioned.target
    subject, look = owner(target)
    names = [subject.name if subject else "", look.name if look else ""]
    if isinstance(target, Reference | Maker) and target.name:
        names.append(target.name)
    return "@" + ".".join(n for n in names if n)
