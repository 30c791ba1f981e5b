"""Batch jobs that are under way in a project, as a plan tells of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ...dsl.words import many
from ...grammar.diagnostic import Diagnostic
from .words import moment

if TYPE_CHECKING:
    from ..ground import Ground


def standing(ground: Ground, today: dt.date) -> tuple[Diagnostic, ...]:
    """What waits at the service for this engine's maker, and a warning where it has to be fetched today."""
    jobs = ground.shelf.jobs
    if not jobs:
        return ()
    count = sum(lines for *_, lines in jobs)
    by = min((b for _, b, _ in jobs if b is not None), default=None)
    words = {
        "count": "1 request is" if count == 1 else f"{count:,} requests are",
        "jobs": many(len(jobs), "batch job"),
        "since": moment(min(since for since, *_ in jobs), dt.UTC),
        "by": "some time that the service has not told yet" if by is None else moment(by, dt.UTC),
        "engine": ground.engine.name,
    }
    soon = by is not None and by[:10] <= today.isoformat()
    return (Diagnostic("BNN684" if soon else "BNN685", None, words),)
