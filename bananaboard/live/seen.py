"""What a live check has seen: requests with their outcomes, what the service lists, what was sent ahead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..runtime.engine import Answer, Closes, Failed, Lost, Refused
from .fact import Ruling, Verdict

if TYPE_CHECKING:
    import datetime as dt

    from ..dsl.call import Call
    from ..runtime.engine import Created, Outcome
    from ..runtime.gemini.listing import Listed
    from ..runtime.gemini.uploaded import Uploaded

# These failures say nothing about the request itself.
ELSEWHERE = frozenset({"no-access", "connection", "upload", "timeout", "overloaded", "service", "deadline"})


@dataclass(frozen=True, slots=True)
class Job:
    """What became of a batch job. `looks`: of its picture, "" while there is none; `fetch`: the command for later."""

    made: Created | Failed | Lost | None
    found: bool | Failed | None
    looks: str
    fetch: str
    because: str = ""  # why nothing came


@dataclass(frozen=True, slots=True)
class Seen:
    """All of it. `listed` is the list of models, or why there is none; `unasked`: why requests were not sent."""

    calls: dict[str, Call]
    outcomes: dict[str, Outcome]
    listed: tuple[Listed, ...] | str
    uploaded: Uploaded | None
    not_uploaded: Failed | None
    now: dt.datetime
    costs: dict[str, tuple[int | None, int]] = field(default_factory=dict)  # by address: known, and what counts
    unasked: dict[str, str] = field(default_factory=dict)
    job: Job | None = None

    def answers(self) -> dict[str, Answer]:
        """Those with pictures."""
        return {a: o for a, o in self.outcomes.items() if isinstance(o, Answer)}

    def refusals(self) -> dict[str, Refused]:
        """Those without."""
        return {a: o for a, o in self.outcomes.items() if isinstance(o, Refused)}

    def came(self, address: str) -> Answer | Refused | Failed | Ruling:
        """What came of a request; a ruling where that shows nothing."""
        outcome = self.outcomes.get(address)
        if outcome is None:
            return Ruling(Verdict.UNASKED, self.unasked.get(address, "it was not sent"))
        if isinstance(outcome, Lost):
            return Ruling(Verdict.UNASKED, outcome.reason)
        if isinstance(outcome, Failed) and _shows_nothing(outcome):
            return Ruling(Verdict.UNASKED, outcome.reason)
        return outcome

    def drawn(self, address: str) -> Answer | Ruling:
        """The pictures of a request that should bring some, else what is to be said."""
        came = self.came(address)
        if isinstance(came, Failed):
            return Ruling(Verdict.NOT, came.reason)
        return Ruling(Verdict.OPEN, refused_words(came)) if isinstance(came, Refused) else came


def _shows_nothing(failed: Failed) -> bool:
    return failed.retryable or failed.closes is not Closes.NOTHING or failed.code in ELSEWHERE


def refused_words(refused: Refused) -> str:
    """A refusal in a few words."""
    from ..runtime.gemini.refusal import REASONS, clipped

    why = REASONS.get(refused.reason)
    told = f"{why.happened} ({clipped(refused.reason)})" if why else f"no picture, and the reason {refused.reason}"
    return f"{told}; it says “{clipped(refused.text)}”" if refused.text.strip() else told
