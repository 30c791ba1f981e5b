"""How facts are seen that no single picture shows: models, files that go ahead, batch jobs, credentials."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from ..runtime.engine import Closes, Created, Failed, Lost
from .fact import Ruling, Verdict

if TYPE_CHECKING:
    from ..dsl.model import Model
    from .judges import Judge
    from .seen import Seen

DAY = dt.timedelta(hours=24)
HOLDS, NOT, OPEN, UNASKED = Verdict.HOLDS, Verdict.NOT, Verdict.OPEN, Verdict.UNASKED


def ahead(seen: Seen) -> Ruling:
    """A file can be sent ahead."""
    if seen.uploaded is not None:
        return Ruling(HOLDS, "it was taken, and has a name there")
    if seen.not_uploaded is not None:
        return Ruling(UNASKED if seen.not_uploaded.retryable else NOT, seen.not_uploaded.reason)
    return Ruling(UNASKED, "nothing was sent ahead")


def kept_two_days(seen: Seen) -> Ruling:
    """Such a file is there for 48 hours."""
    if seen.uploaded is None:
        return Ruling(UNASKED, "nothing was sent ahead")
    if seen.uploaded.expires is None:
        return Ruling(NOT, "the service does not say until when")
    left = seen.uploaded.expires - seen.now
    hours = round(left.total_seconds() / 3600)
    return Ruling(HOLDS if 2 * DAY - DAY / 24 <= left <= 2 * DAY + DAY / 24 else NOT, f"for {hours} hours")


def listed(model: Model) -> Judge:
    """The account's service has a model, with the limits of the table."""
    return partial(_listed, model)


def _listed(model: Model, seen: Seen) -> Ruling:
    from ..runtime.gemini.listing import differences

    if isinstance(seen.listed, str):
        return Ruling(UNASKED, seen.listed)
    found = next((m for m in seen.listed if m.id == model.id), None)
    if found is None:
        return Ruling(NOT, "it is not listed for this account")
    if found.max_input_tokens is None:
        return Ruling(HOLDS, "it is listed; its limits are not told here")
    other = [f"{d.key} is {d.there}" for d in differences(model, found)]
    return Ruling(NOT, ", ".join(other)) if other else Ruling(HOLDS, "it is listed so")


def signed(seen: Seen) -> Ruling:
    """Pictures carry content credentials."""
    from ..runtime.credentials import Unreadable, carries, read_credentials

    pictures = [p for answer in seen.answers().values() for p in answer.pictures]
    if not pictures:
        return Ruling(UNASKED, "no picture came")
    bare = sum(not carries(p.data) for p in pictures)
    if bare:
        return Ruling(NOT, f"{bare} of {len(pictures)} carry none")
    try:
        found = read_credentials(pictures[0].data, pictures[0].mime)
    except Unreadable:
        return Ruling(HOLDS, "all do (`pip install 'bananaboard[credentials]'` reads them)")
    if found is None or not found.intact:
        return Ruling(NOT, (found.problem if found else None) or "they can't be read")
    return Ruling(HOLDS, f"all do, signed by {found.signer or 'somebody without a name'}")


def job_taken(seen: Seen) -> Ruling:
    """The service makes a batch job of a file."""
    job = seen.job
    if job is None or job.made is None:
        return Ruling(UNASKED, (job.because if job else "") or "none was sent")
    if isinstance(job.made, Created):
        return Ruling(
            HOLDS, f"it is there, and its results can be had until {job.made.fetch_by[:16].replace('T', ' ')}"
        )
    nothing = isinstance(job.made, Lost) or job.made.retryable or job.made.closes is not Closes.NOTHING
    return Ruling(UNASKED if nothing else NOT, job.made.reason)


def job_found(seen: Seen) -> Ruling:
    """A job is found by its title."""
    job = seen.job
    if job is None or job.found is None:
        return Ruling(UNASKED, "no job was made")
    if isinstance(job.found, Failed):
        return Ruling(UNASKED, job.found.reason)
    return Ruling(HOLDS, "it was found") if job.found else Ruling(NOT, "it was not found, right after it was made")


def job_answered(seen: Seen) -> Ruling:
    """Its results come, each with its own name."""
    job = seen.job
    if job is None or not isinstance(job.made, Created):
        return Ruling(UNASKED, "no job was made")
    if job.looks:
        return Ruling(HOLDS, f"it was drawn, {job.looks}")
    return Ruling(NOT, job.because) if job.because else Ruling(OPEN, f"not yet; {job.fetch} fetches it within two days")
