"""Picks, taken back: of a picture as it is worded now, nobody has chosen a take any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ground import lay_ground, own_name
from .picking import Picked, PickOutcome, Wrong, meant
from .picks import drop_picks
from .root import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from ..dsl.call import Call, Compiled
    from ..grammar.diagnostic import Diagnostic
    from .ground import EngineInfo, Ground
    from .shelf import Pick


def take_back(compiled: Compiled, root: Path, engine: EngineInfo, address: str) -> PickOutcome:
    """Take back what was picked or kept, of an address or a selection. `picked`: what it was; `skipped`: nobody had."""
    ground = lay_ground(compiled, engine, Workspace(root, realm=engine.realm))
    try:
        wanted = meant(compiled, address)
    except Wrong as wrong:
        return PickOutcome((), (wrong.diagnostic,))
    if ground.diagnostics:
        return PickOutcome((), ground.diagnostics)
    calls = {c.address: c for c in (*compiled.calls, *compiled.spare, *compiled.finals)}
    found: list[Picked] = []
    for call in (calls[a] for a in wanted):
        said, _ = ground.said.get(call.address) or (call.said, "")
        last = next((p for p in reversed(ground.shelf.picks.get(call.address, ())) if p.said == said), None)
        if last is not None:
            if problems := _drop(ground, call, said):
                return PickOutcome(tuple(found), problems)
            found.append(Picked(call.address, last.take, last.sha256, _files(ground, call)[-1]))
    gone = {p.address for p in found}
    return PickOutcome(tuple(found), (), tuple(a for a in wanted if a not in gone))


def _files(ground: Ground, call: Call) -> list[Path]:
    """Where picks of it are read, the file in which new ones are written last."""
    workspace, engine = ground.workspace, ground.engine
    assert workspace is not None
    homes = dict.fromkeys(filter(None, (ground.moved, ground.board, call.home)))
    return [workspace.picks(ground.board, h, free=engine.free, maker=engine.maker) for h in homes]


def _drop(ground: Ground, call: Call, said: str) -> tuple[Diagnostic, ...]:
    names = {call.address, ground.renamed.get(call.address)}

    def gone(pick: Pick) -> bool:
        # Another board may call the file of an imported view otherwise.
        own = call.home != ground.board and own_name(pick.address) == own_name(call.address)
        return pick.said == said and (pick.address in names or own)

    assert ground.workspace is not None
    for file in _files(ground, call):
        if problems := drop_picks(file, ground.workspace.shown(file), ground.engine.maker, gone):
            return problems
    return ()
