"""A plan in batch jobs: how many must follow one another, at what price, and whether it can go so at all."""

from __future__ import annotations

from inspect import getattr_static
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...dsl.models import model_table
from ...grammar.diagnostic import Diagnostic
from ..engines import NoEngine, engine_class
from ..status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...dsl.call import Call, Compiled
    from ..ground import EngineInfo
    from ..step import Step

HOURS = 24  # that a job takes at most; most take much less
MOST = 4  # jobs that may have to follow one another
METHODS = ("no_batch", "submit", "find", "look", "collect")


def at_batch_prices(compiled: Compiled) -> Compiled:
    """The same board, each call at what it costs as a line of a job; None where its model has no such price."""
    return replace(
        compiled,
        calls=tuple(map(_cheaper, compiled.calls)),
        finals=tuple(map(_cheaper, compiled.finals)),
        spare=tuple(map(_cheaper, compiled.spare)),
    )


def _cheaper(call: Call) -> Call:
    cost, model = call.cost, model_table().find(call.model)
    if model is None or cost.batch is None:
        return replace(call, cost=replace(cost, expected=None, most=None))
    most = None if cost.most is None else -(-cost.most * model.batch_percent // 100)
    return replace(call, cost=replace(cost, expected=cost.batch, most=most))


def levels(steps: Sequence[Step]) -> tuple[int, str]:
    """How many jobs follow one another at most, and the last picture of the longest chain."""
    depth = _depths(steps)
    last = max(depth, key=lambda a: depth[a], default="")
    return depth.get(last, 0), last


def _depths(steps: Sequence[Step]) -> dict[str, int]:
    """By address, in which job its picture comes at the earliest; that of one that is there is the last before it."""
    depth: dict[str, int] = {}
    for step in steps:
        before = max((depth.get(n, 0) for n in step.call.needs), default=0)
        coming = step.make > 0 or step.status is Status.PENDING
        depth[step.call.address] = max(before, depth.get(step.shares or "", 1) - 1) + coming
    return depth


def no_batch(name: str) -> str | None:
    """Why an engine makes no batch jobs, in a sentence; None where it does."""
    try:
        made = engine_class(name)
    except NoEngine as fault:
        return str(fault)
    if not all(hasattr(made, method) for method in METHODS):
        return f"`--batch` needs a service that takes many requests as one job. The engine `{name}` has none."
    why = getattr_static(made, "no_batch")
    return made.no_batch() if isinstance(why, staticmethod | classmethod) else None  # type: ignore[attr-defined]  # as was just seen


def problems(engine: EngineInfo, steps: Sequence[Step]) -> Iterator[Diagnostic]:
    """Why a plan can't be made in batch jobs."""
    if (why := no_batch(engine.name)) is not None:
        yield Diagnostic("BNN680", None, {"why": why})
        return
    without = dict.fromkeys(s.call.model for s in steps if s.make and s.call.cost.batch is None)
    for model in without:
        yield Diagnostic("BNN682", None, {"model": model})
    count, last = levels(steps)
    if count > MOST:
        upper = _upper(steps, last)
        yield Diagnostic("BNN681", None, {"count": count, "most": MOST, "last": last, "upper": upper})


def _upper(steps: Sequence[Step], last: str) -> str:
    """The picture of the longest chain that, made live before, leaves as many levels as there may be."""
    depth, needs = _depths(steps), {s.call.address: s.call.needs for s in steps}
    top = depth[last] - MOST
    while depth[last] > top:
        last = max(needs[last], key=lambda n: depth.get(n, 0))
    return last
