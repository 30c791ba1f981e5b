"""Which takes of a board were chosen, and which pictures wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .decide import Judge
from .ground import lay_ground
from .root import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from ..dsl.call import Compiled
    from ..grammar.diagnostic import Diagnostic
    from .ground import EngineInfo
    from .shelf import Pick
    from .status import Status


@dataclass(frozen=True, slots=True)
class Choice:
    """A pick that holds: `take` of the picture is in use. `here`: its bytes are in the store."""

    address: str
    status: Status
    pick: Pick
    here: bool


@dataclass(frozen=True, slots=True)
class Open:
    """A picture with several takes and no choice: the first counts."""

    address: str
    takes: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """`other`: picks for words or names that the board has not now; they hold again when those come back."""

    choices: tuple[Choice, ...]
    open: tuple[Open, ...]
    other: tuple[Pick, ...]
    diagnostics: tuple[Diagnostic, ...]


def chosen(compiled: Compiled, root: Path, engine: EngineInfo) -> Chosen:
    """All picks of one maker's pictures. Writes nothing."""
    ground = lay_ground(compiled, engine, Workspace(root, realm=engine.realm))
    judge, shelf = Judge(ground, ground.shelf), ground.shelf
    choices: list[Choice] = []
    open_: list[Open] = []
    held: set[int] = set()
    for call in (*compiled.calls, *compiled.spare, *compiled.finals):
        decision = judge.decide(call)
        picks = [p for p in shelf.picks.get(call.address, ()) if p.said == decision.said]
        if picks:
            held.add(id(picks[-1]))
            choices.append(Choice(call.address, decision.standing.status, picks[-1], picks[-1].sha256 in shelf.here))
        elif (there := sum(shelf.here.issuperset(t.parts) for t in decision.standing.generation)) > 1:
            open_.append(Open(call.address, there))
    other = tuple(p for picks in shelf.picks.values() for p in picks if id(p) not in held)
    return Chosen(tuple(choices), tuple(open_), other, ground.diagnostics)
