"""What a failure says about all that was not sent yet: a model waits, the account waits, or nothing more goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import waits
from .engine import Closes
from .retry import backoff

if TYPE_CHECKING:
    from random import Random

    from .engine import Failed
    from .errand import Errand
    from .progress import Progress
    from .turns import Turns

TIRED = "took no request for half an hour"


def close(turns: Turns, progress: Progress, errand: Errand, failed: Failed, now: float) -> str:
    """Close what a failure closes, and tell of waits. Why the run ends, where it does; else ""."""
    if failed.closes is Closes.ACCOUNT or (failed.closes is Closes.SPEND and not failed.retryable):
        return failed.reason
    if failed.closes is Closes.MODEL:
        _close_model(turns, progress, errand, failed, now)
    elif failed.closes is Closes.SPEND:
        turns.tell_spend(turns.window.shut(failed.wait, now), now)
        if turns.window.hopeless(now):
            return f"the account {TIRED}"
    return ""


def _close_model(turns: Turns, progress: Progress, errand: Errand, failed: Failed, now: float) -> None:
    gate = turns.gate(errand.model)
    if not failed.retryable:
        gate.over = gate.over or failed.reason
        return
    seconds = gate.crowded(errand.round, failed.wait, now)
    if seconds is not None and seconds > waits.WORTH_TELLING:
        progress.waiting(waits.quota(errand.model, seconds))
    if gate.hopeless(now):
        gate.over = f"{errand.model} {TIRED}"


def again_in(progress: Progress, errand: Errand, failed: Failed, random: Random) -> float | None:
    """In how many seconds a request is sent again, which is told; None: not in this run."""
    call = errand.decision.call
    if not failed.retryable or failed.closes is Closes.ACCOUNT:
        return None
    if failed.closes is Closes.SPEND or (failed.closes is Closes.MODEL and failed.wait is not None):
        return 0.0  # the service said when to come back: that is no failure of this request
    if errand.tries >= call.retries:
        return None
    errand.tries += 1
    seconds = 0.0 if failed.closes is Closes.MODEL else backoff(errand.tries - 1, failed.wait, random)
    take = errand.first.take if errand.first else 0
    progress.retrying(waits.Again(call.address, take, failed.reason, seconds, errand.tries, call.retries))
    return seconds
