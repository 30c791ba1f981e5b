"""How much goes into one job: results that can still be fetched, and a file that can be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..freight import ROOM, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..errand import Errand

# Jobs of 1.2 GB of results were billed and could not be fetched by anybody; those of some hundred megabytes can.
RESULTS = 200_000_000  # bytes that are expected
FILE = 500_000_000  # bytes of pictures that go along, as text


def cut(errands: Sequence[Errand], sizes: Mapping[str, int]) -> Iterator[list[Errand]]:
    """Jobs, each of one model, in the order in which their first lines came. `sizes`: of pictures, by digest."""
    models: dict[str, list[Errand]] = {}
    for errand in errands:
        models.setdefault(errand.model, []).append(errand)
    for ours in models.values():
        job: list[Errand] = []
        results = file = 0
        for errand in ours:
            more, along = expected(errand), sent(errand, sizes)
            if job and (results + more > RESULTS or file + along > FILE):
                yield job
                job, results, file = [], 0, 0
            job.append(errand)
            results, file = results + more, file + along
        yield job


def expected(errand: Errand) -> int:
    """The bytes of one answer, by the resolution and the number of its pictures."""
    config = errand.decision.call.config
    return ROOM.get(config.size, ROOM["4K"]) * max(1, config.panels)


def sent(errand: Errand, sizes: Mapping[str, int]) -> int:
    """The bytes of one request, if all of its pictures went inside it."""
    return sum(sizes.get(p, UNSEEN) for p in errand.decision.sight.pictures) * 4 // 3
