"""What there is to say of batch jobs, in words for people."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ...dsl.money import show
from ...dsl.words import are, many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .collect import Round
    from .jobs import Job

AWAY = "it is in a batch job at the service"  # why a picture is not there when a run ends
SOON = dt.timedelta(hours=6)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(stamp: str | None, zone: dt.tzinfo | None = None) -> str:
    """A time as people here read it: `21 Nov 14:03`; in a zone that is named, with its name."""
    try:
        at = dt.datetime.fromisoformat(stamp or "").astimezone(zone)
    except (ValueError, OverflowError, OSError):
        return "some time"
    return f"{at.day} {MONTHS[at.month - 1]} {at:%H:%M}" + (f" {at:%Z}" if zone else "")


def made(lines: int, fetch_by: str, *, first: bool) -> str:
    """A job was taken; of the first one also what may be done meanwhile."""
    told = f"A batch job with {many(lines, 'request')} is at the service: fetch it by {moment(fetch_by)}."
    return f"{told} This run waits for it; stopped, it leaves that to any later `bnn run`." if first else told


def unsure(reason: str) -> str:
    """Nobody knows whether the job was made."""
    return f"{reason} The batch job may have been made all the same: the service is asked for it."


def parked(lines: int, reason: str) -> str:
    """The service takes no more at the moment."""
    return f"{many(lines, 'request')} will be sent when a batch job has ended. {reason}"


def at_service(waiting: Sequence[Job]) -> str:
    """What is still waited for."""
    by = min((j.fetch_by for j in waiting if j.fetch_by), default=None)
    told = f", fetch by {moment(by)}" if by else ""
    verb, since = are(len(waiting)), moment(min(j.since for j in waiting))
    return f"{many(len(waiting), 'batch job')} {verb} at the service, since {since}{told}."


def left_behind(waiting: Sequence[Job]) -> str:
    """The run ends, and its jobs go on."""
    by = min((j.fetch_by for j in waiting if j.fetch_by), default=None)
    told = f" by {moment(by)}" if by else ""
    one = len(waiting) == 1
    return (
        f"{many(len(waiting), 'batch job')} {'goes' if one else 'go'} on at the service. Any `bnn run` of this project"
        f" fetches what {'it brings' if one else 'they bring'}: do that{told}."
    )


def near(job: Job, now: str) -> str | None:
    """A warning where a job's results are about to be gone."""
    if job.fetch_by is None:
        return None
    try:
        left = dt.datetime.fromisoformat(job.fetch_by) - dt.datetime.fromisoformat(now)
    except (ValueError, TypeError):
        return None
    if left > SOON:
        return None
    if left < dt.timedelta(0):
        return f"The time to fetch a batch job was over at {moment(job.fetch_by)}: it is tried once more."
    return f"A batch job has to be fetched by {moment(job.fetch_by)}: after that its pictures are gone, and paid for."


def collected(found: Round) -> str:
    """What came of jobs that have ended."""
    kept = [e for e in found.ended if e.state == "kept"]
    costs = [e.cost for e in kept if e.cost is not None]
    told = [f"{many(len(kept), 'picture')} for {show(sum(costs)) if len(costs) == len(kept) else 'an unknown price'}"]
    for state, words in (("refused", "refused"), ("failed", "failed"), ("lost", "without an answer")):
        if count := sum(e.state == state for e in found.ended):
            told.append(f"{count} {words}")
    return f"{many(len(found.done), 'batch job')} fetched: {', '.join(told)}."
