"""How long a run takes at least: the longest chain, the work of each model, its pace, the dollars in ten minutes."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..dsl.money import show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..dsl.call import Call
    from .step import Step

JOBS = 8  # requests at once, where nobody says otherwise
SKETCHES = 4  # a second
UNKNOWN = 10.0  # seconds that a model takes of which nothing is known
# How much longer a larger picture takes, as third parties measured it.
LONGER = {"2K": 1.5, "4K": 2.65}
MINUTE, WINDOW = 60, 600


@dataclass(frozen=True, slots=True)
class Pace:
    """What holds a run up: requests at once; by model, what the service takes at once and in a minute; and the
    nano-dollars that it takes in ten minutes."""

    jobs: int = JOBS
    at_once: Mapping[str, int] = field(default_factory=dict[str, int])
    per_minute: Mapping[str, int] = field(default_factory=dict[str, int])
    window: int | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """Seconds that a run takes at least, and which of its terms binds, in words; "" where there is nothing to make."""

    seconds: float
    because: str


def seconds_of(call: Call) -> float:
    """How long one request of a call may be expected to take."""
    from ..dsl.models import model_table

    model = model_table().find(call.model)
    return (model.latency_s if model else UNKNOWN) * LONGER.get(call.config.size, 1.0)


def bound(steps: Sequence[Step], pace: Pace, *, free: bool) -> Bound:
    """The bound of what a plan makes."""
    made = sum(s.make for s in steps)
    if not made:
        return Bound(0.0, "")
    if free:
        return Bound(made / SKETCHES, "")
    return max(_chain(steps), *_work(steps, pace), *_pace(steps, pace), _window(steps, pace), key=lambda b: b.seconds)


def _chain(steps: Sequence[Step]) -> Bound:
    """The longest path: the next one waits for one take only."""
    reach: dict[str, tuple[float, int]] = {}
    for step in steps:
        before = max((reach[n] for n in step.call.needs if n in reach), default=(0.0, 0))
        own = (seconds_of(step.call), 1) if step.make else (0.0, 0)
        reach[step.call.address] = (before[0] + own[0], before[1] + own[1])
    last = max(reach, key=lambda a: reach[a])
    seconds, length = reach[last]
    if length == 1:
        return Bound(seconds, "the time of one picture")
    return Bound(seconds, f"the chain of {length} pictures that ends with {last}")


def _work(steps: Sequence[Step], pace: Pace) -> list[Bound]:
    """All that a model has to do, by as many as it takes at once; and all together by as many as go at once."""
    work: defaultdict[str, float] = defaultdict(float)
    for step in steps:
        work[step.call.model] += seconds_of(step.call) * step.make
    made = sum(s.make for s in steps)
    found = [Bound(sum(work.values()) / pace.jobs, f"{made:,} requests, {pace.jobs} at once")]
    for model, at_once in pace.at_once.items():
        if model in work and at_once < pace.jobs:
            found.append(Bound(work[model] / at_once, f"{model} takes {at_once} at once"))
    return found


def _pace(steps: Sequence[Step], pace: Pace) -> list[Bound]:
    """So many may go in any minute: the first of them at once."""
    made: Counter[str] = Counter()
    last: dict[str, float] = {}
    for step in steps:
        made[step.call.model] += step.make
        last[step.call.model] = max(last.get(step.call.model, 0.0), seconds_of(step.call))
    return [
        Bound((made[m] - 1) // rate * MINUTE + last[m], f"{m} takes {rate:,} requests a minute")
        for m, rate in pace.per_minute.items()
        if made[m]
    ]


def _window(steps: Sequence[Step], pace: Pace) -> Bound:
    costs = [(s.call.cost.expected or 0) * s.make for s in steps]
    if not pace.window or not sum(costs):
        return Bound(0.0, "")
    more = math.ceil(sum(costs) / pace.window) - 1
    return Bound(float(WINDOW * more), f"the account may spend {show(pace.window)} in 10 minutes")


def spell(seconds: float) -> str:
    """A time for people: `3 s`, `4 min`, `2 h 10 min`; `less than a second`."""
    if seconds < 1:
        return "less than a second"
    if seconds < 90:
        return f"{math.ceil(seconds)} s"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
