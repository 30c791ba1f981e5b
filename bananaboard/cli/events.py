"""A run as JSON lines, one for each thing that happens, as it happens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..dsl.money import usd

if TYPE_CHECKING:
    from ..runtime.plan import Plan
    from ..runtime.record import Failure, RunRecord, Skip, TakeRecord
    from ..runtime.waits import Again, Over, Stopping, Wait
    from .screen import Screen


class Events:
    """A `Progress` for programs. Each line has `event`, the name of what happened."""

    def __init__(self, to: Screen) -> None:
        self.to = to

    def _say(self, event: str, **facts: object) -> None:
        self.to.out(json.dumps({"event": event, **facts}, ensure_ascii=False) + "\n")

    def started(self, plan: Plan) -> None:
        """The run begins."""
        self._say(
            "started",
            board=plan.compiled.title,
            file=plan.compiled.path,
            engine=plan.engine.name,
            make=plan.totals.make,
        )

    def asking(self, address: str, take: int) -> None:
        """A request goes out."""
        self._say("asking", address=address, take=take)

    def take_made(self, take: TakeRecord) -> None:
        """A picture is in the store."""
        self._say(
            "made" if take.status == "made" else "found",
            address=take.address,
            take=take.take,
            panel=take.part,
            path=str(take.path),
            sha256=take.sha256,
            mime=take.mime,
            width=take.width,
            height=take.height,
            cost_usd=usd(take.cost),
            seconds=take.seconds,
        )

    def waiting(self, wait: Wait) -> None:
        """Something goes on only after a while."""
        self._say("waiting", why=wait.why, of=wait.of, seconds=_rounded(wait.seconds), text=wait.text)

    def retrying(self, again: Again) -> None:
        """A request failed and is sent once more."""
        self._say(
            "retrying",
            address=again.address,
            take=again.take,
            reason=again.reason,
            seconds=_rounded(again.seconds),
            retry=again.nth,
            retries=again.retries,
        )

    def over_most(self, over: Over) -> None:
        """An answer cost more than its bound."""
        self._say(
            "over_most",
            address=over.address,
            take=over.take,
            model=over.model,
            cost_usd=usd(over.cost),
            most_usd=usd(over.most),
        )

    def stopping(self, stopping: Stopping) -> None:
        """Nothing more goes out."""
        self._say("stopping", flying=stopping.flying, seconds=_rounded(stopping.seconds))

    def failed(self, failure: Failure) -> None:
        """A request brought no picture."""
        self._say(
            "failed",
            address=failure.address,
            reason=failure.reason,
            code=failure.code,
            message=failure.message,
            retryable=failure.retryable,
            cost_usd=usd(failure.cost),
            take=failure.take,
            most_usd=usd(failure.most),
        )

    def skipped(self, skip: Skip) -> None:
        """A call that was to be made can't be."""
        self._say("skipped", address=skip.address, because=skip.because)

    def finished(self, record: RunRecord) -> None:
        """Nothing more comes."""
        self._say(
            "finished",
            made=record.made,
            reused=record.reused,
            failed=len(record.failed),
            skipped=len(record.skipped),
            spent_usd=usd(record.spent),
            held_usd=usd(record.held),
            stopped_by=record.stopped_by,
            needs_usd=usd(record.lacking.rest) if record.lacking else None,
        )


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
