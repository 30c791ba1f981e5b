"""A run as JSON lines, one for each thing that happens, as it happens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..dsl.money import usd

if TYPE_CHECKING:
    from ..runtime.plan import Plan
    from ..runtime.record import Failure, RunRecord, Skip, TakeRecord
    from .screen import Screen


class Events:
    """A `Progress` for programs. Each line has `event`: started, asking, made, failed, skipped or finished."""

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
            "made",
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
            stopped_by=record.stopped_by,
        )
