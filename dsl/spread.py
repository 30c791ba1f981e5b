"""How axes reach a statement through what it mentions, chains or edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .board import Maker, Reference
from .call import Kind
from .combinations import combos
from .gallery import own_pictures, pictures_of
from .words import owner
from .work import Mentioned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .board import Axis
    from .drafts import Draft, Drafts


class Edge(NamedTuple):
    """One statement sees what another makes; `chosen` are the axes whose value the mention gives."""

    target: Maker
    chosen: frozenset[str] = frozenset()


def spread(drafts: Drafts, makers: list[Maker]) -> None:
    """Let axes reach everything that mentions, chains or edits what varies along them."""
    if any(drafts.targets.scope(m) for m in makers):
        _flow(drafts, {m: list(dict.fromkeys(_edges(drafts, m))) for m in makers})


def _flow(drafts: Drafts, edges: dict[Maker, list[Edge]]) -> None:
    axes = drafts.reach.axes
    back: dict[Maker, list[Maker]] = {}
    for maker, seen in edges.items():
        for edge in seen:
            back.setdefault(edge.target, []).append(maker)
    waiting = dict.fromkeys(m for m in edges if edges[m])
    while waiting:
        maker = next(iter(waiting))
        del waiting[maker]
        scope = set(drafts.targets.scope(maker).values())
        more = [a for e in edges[maker] for a in axes.get(e.target, ()) if a.name not in e.chosen and a in scope]
        if more and drafts.reach.add(maker, more):
            waiting.update(dict.fromkeys(back.get(maker, ())))


def _edges(drafts: Drafts, maker: Maker) -> Iterator[Edge]:
    """What a statement sees of others; the axes of the subjects that it names reach it on the way."""
    scope = set(drafts.targets.scope(maker).values())
    reached: set[Axis] = set()
    for combo in combos(drafts.reach.direct[maker]):
        draft = drafts.draft(maker, combo)
        if draft is not None:
            yield from _sees(drafts, maker, draft)
            if scope:
                reached |= _words_use(drafts, draft.mentions) & scope
    target = drafts.targets.target(maker)
    if target is not None:
        yield from _reaches(target)
    if maker.kind is Kind.VIEW:
        yield from (Edge(v) for v in own_pictures(maker) if isinstance(v, Maker))
        reached |= drafts.subjects.axes(maker.look or maker.subject) & scope if maker.subject else set()
    drafts.reach.add(maker, reached)


def _sees(drafts: Drafts, maker: Maker, draft: Draft) -> Iterator[Edge]:
    for mentioned in draft.mentions:
        yield from _reaches(mentioned)
    chain = draft.settled.chain
    if draft.settled.cast == ():
        return  # neither sees nor is seen
    if isinstance(chain, Mentioned):
        yield from _reaches(chain)
    elif chain == "previous":
        yield from (Edge(m) for m in before(drafts, maker))


def _words_use(drafts: Drafts, mentions: Iterable[Mentioned]) -> set[Axis]:
    found: set[Axis] = set()
    for mentioned in mentions:
        subject, look = owner(mentioned.target)
        if subject is not None:
            found |= drafts.subjects.axes(look or subject)
    return found


def _reaches(mentioned: Mentioned) -> Iterator[Edge]:
    target = mentioned.target
    if isinstance(target, Maker):
        yield Edge(target, frozenset(a for a, _ in mentioned.choices))
    elif not isinstance(target, Reference):
        yield from (Edge(p) for p in pictures_of(target) if isinstance(p, Maker))


def before(drafts: Drafts, maker: Maker) -> Iterator[Maker]:
    """The shots before this one in its scene that it may follow, nearest first, but for those never seen."""
    if maker.scene is None:
        return
    for other in reversed(list(maker.scene.makers.values())[: maker.index]):
        if other.kind is not Kind.SHOT:
            continue
        staged = [drafts.draft(other, c) for c in combos(drafts.reach.direct[other])]
        shown = [d is None or d.settled.cast != () for d in staged]
        if any(shown):
            yield other
        if all(shown) and not drafts.exceptions.of(other):
            return
