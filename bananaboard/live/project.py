"""The live check's own project, in the user's folder: a board, what goes along with it, and a ledger like any other.

What it spends is real. Its project stands in the user's own book as every project does, so that it counts for the
limit of the month, and `bnn log --all` names it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from msgspec import structs

from ..api import compile_file
from ..pace import pace_of
from ..runtime.configuration import data_folder
from ..runtime.engines import GEMINI
from ..runtime.plan import make_plan
from ..runtime.recovery import settle_dead
from ..runtime.root import Workspace
from .exhibits import page, tile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from ..dsl.call import Call, Compiled
    from ..runtime.plan import Plan

NAME, BATCH = "live-check.bnn", "live-batch.bnn"
PARCEL = "parcel"  # the picture of the second board
JOBS = 8
NO_MODEL = "gemini-0-image"  # there is none of that name
SHORT = 64  # tokens: no picture is as small
ROOM = 40  # tokens beside a picture; a model that thinks hard needs more


def live_workspace() -> Workspace:
    """Where it lies. It need not exist."""
    return Workspace(data_folder() / "live-check")


def write_project(workspace: Workspace) -> Path:
    """The boards and their references, as they are in this version; the folder of them. Raises OSError."""
    texts = {name: (files(__package__) / name).read_bytes() for name in (NAME, BATCH)}
    texts |= {"refs/tile.png": tile(), "refs/page.pdf": page()}
    for name, data in texts.items():
        file = workspace.root / name
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.is_file() or file.read_bytes() != data:
            file.write_bytes(data)
    return workspace.root


def live_plan(workspace: Workspace, date: dt.date) -> Plan:
    """Each picture of the board once more, whatever was asked for before. Raises OSError, Misconfigured.

    Notes on the board are left out: whether they are so is what is to be found out.
    """
    root = write_project(workspace)
    earlier = settle_dead(workspace, GEMINI)
    plan = _plan(root, NAME, date, batch=False)
    return plan if earlier is None else replace(plan, diagnostics=(*earlier.diagnostics, *plan.diagnostics))


def batch_plan(workspace: Workspace, date: dt.date) -> Plan:
    """One picture as a batch job. Raises OSError, Misconfigured."""
    return _plan(write_project(workspace), BATCH, date, batch=True)


def _plan(root: Path, name: str, date: dt.date, *, batch: bool) -> Plan:
    compiled = _twisted(compile_file(root / name, date=date, root=root))
    pace = pace_of(GEMINI, JOBS)
    return make_plan(compiled, engine=GEMINI, root=root, reroll=("*",), today=date, pace=pace, batch=batch)


def _twisted(compiled: Compiled) -> Compiled:
    """With the requests that no board can write, since the service should not take them, or not as they are."""
    from ..grammar.diagnostic import Severity

    calls = tuple(TWISTS[c.address](c) if c.address in TWISTS else c for c in compiled.calls)
    told = tuple(d for d in compiled.diagnostics if d.severity is Severity.ERROR)
    return structs.replace(compiled, calls=calls, diagnostics=told)


def _asking(call: Call, **wish: object) -> Call:
    return structs.replace(call, config=structs.replace(call.config, **wish))


def _narrow(call: Call) -> Call:
    """Room for the picture, and for next to nothing else."""
    return _asking(call, max_output_tokens=call.cost.image_out + ROOM)


TWISTS: dict[str, Callable[[Call], Call]] = {
    "lite.short": partial(_asking, max_output_tokens=SHORT),
    "lite.thoughtful": _narrow,
    "lite.unknown": lambda call: structs.replace(call, model=NO_MODEL),
    "flash.odd": partial(_asking, aspect="9:21"),
    "banana.smallest": partial(_asking, size="512"),
}
BARREN = frozenset({*TWISTS, "lite.wordy"})  # if all is as it should be, these bring no picture


def likely(plan: Plan) -> int | None:
    """What it costs if all is as it should be, in nano-dollars; None: a price is unknown."""
    costs = [s.call.cost.expected for s in plan.steps if s.make and s.call.address not in BARREN]
    return None if None in costs else sum(c for c in costs if c is not None)
