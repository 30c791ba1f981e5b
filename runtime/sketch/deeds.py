"""Deeds: which words of a shot say what each of the cast does."""

from __future__ import annotations

import re

from .pose import VERBS
from .reading import words

CLAUSE = re.compile(r"[,;.:!?、。，；！？]|\bwhile\b|\bthen\b")
LONGEST = 2000
LIST = 5  # signs that a list has between names: `and`


def deeds_of(text: str, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """For each name the words of the clauses that begin with it; clauses without a name go on with who was last.

    Before anybody is named they are the first one's. Those who are named before the first verb do it together.
    """
    found: list[list[str]] = [[] for _ in names]
    doing, waiting = [0], list[int]()
    for clause in CLAUSE.split(text[:LONGEST]):
        said = words(clause)
        named = _named(clause, names)
        if named and VERBS.isdisjoint(said) and _is_sentence(clause, [names[at] for at in named]):
            doing, waiting = [named[0]], []
        elif named:
            waiting.extend(named)
        if not VERBS.isdisjoint(said) and waiting:
            doing = waiting if len(named) < 2 or _joined(clause, [names[at] for at in named]) else [waiting[0]]
            waiting = []
        for at in doing if names else ():
            found[at].extend(said)
    return tuple(tuple(said) for said in found)


def _named(clause: str, names: tuple[str, ...]) -> list[int]:
    """Who is named, in the order of the clause."""
    low = clause.casefold()
    places = ((low.find(name.casefold()), at) for at, name in enumerate(names) if name)
    return [at for place, at in sorted(places) if place >= 0]


def _is_sentence(clause: str, names: list[str]) -> bool:
    """Whether a clause says more than names: what somebody does is known, even if not what it is."""
    rest = clause.casefold()
    for name in names:
        rest = rest.replace(name.casefold(), " ")
    return len("".join(rest.split())) > LIST


def _joined(clause: str, names: list[str]) -> bool:
    """Whether no verb stands between the names: `Ana and Tomas laugh`."""
    low = clause.casefold()
    between = low[low.find(names[0].casefold()) : low.rfind(names[-1].casefold())]
    return VERBS.isdisjoint(words(between))
