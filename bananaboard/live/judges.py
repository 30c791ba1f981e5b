"""How each kind of fact is seen in what came."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from ..dsl.media_kinds import look
from ..dsl.money import show
from ..runtime.engine import Answer, Closes, Created, Failed, Lost, Refused
from ..runtime.settling import Terms, cost_of
from .fact import Ruling, Verdict
from .seen import refused_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..dsl.model import Model
    from ..runtime.engine import Drawn, Usage
    from .seen import Seen

    Judge = Callable[[Seen], Ruling]

DAY = dt.timedelta(hours=24)
KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
HOLDS, NOT, OPEN, UNASKED = Verdict.HOLDS, Verdict.NOT, Verdict.OPEN, Verdict.UNASKED


def taken(address: str) -> Judge:
    """The service takes such a request, and draws."""
    return partial(_taken, address)


def _taken(address: str, seen: Seen) -> Ruling:
    came = seen.drawn(address)
    return came if isinstance(came, Ruling) else Ruling(HOLDS, f"it was drawn, {_looks(came.pictures[0])}")


def sized(address: str, pixels: tuple[int, int]) -> Judge:
    """The picture has as many pixels as the table says."""
    return partial(_sized, address, pixels)


def _sized(address: str, pixels: tuple[int, int], seen: Seen) -> Ruling:
    came = seen.drawn(address)
    if isinstance(came, Ruling):
        return came
    found = look(came.pictures[0].data, address)
    return Ruling(HOLDS if (found.width, found.height) == pixels else NOT, _looks(came.pictures[0]))


def _looks(drawn: Drawn) -> str:
    found = look(drawn.data, "the answer")
    return f"{found.width} × {found.height}, {KINDS.get(drawn.mime, drawn.mime)}"


def weighed(address: str, tokens: int) -> Judge:
    """A picture is as many tokens as the table says."""
    return partial(_weighed, address, tokens)


def _weighed(address: str, tokens: int, seen: Seen) -> Ruling:
    came = seen.drawn(address)
    if isinstance(came, Ruling):
        return came
    if came.usage is None:
        return Ruling(OPEN, "the answer does not say what it used")
    each, rest = divmod(came.usage.image_out, len(came.pictures))
    said = f"{each:,} tokens, and {came.usage.text_out:,} of text"
    return Ruling(HOLDS if (each, rest) == (tokens, 0) else NOT, said)


def several(address: str, pictures: int) -> Judge:
    """An answer holds as many pictures as were asked for."""
    return partial(_several, address, pictures)


def _several(address: str, pictures: int, seen: Seen) -> Ruling:
    came = seen.drawn(address)
    if isinstance(came, Ruling):
        return came
    words = "words between them" if came.text.strip() else "no words"
    number = "one picture" if len(came.pictures) == 1 else f"{len(came.pictures)} pictures"
    return Ruling(HOLDS if len(came.pictures) == pictures else NOT, f"{number} and {words}")


def not_taken(address: str) -> Judge:
    """The service does not take such a request, which costs nothing."""
    return partial(_not_taken, address)


def _not_taken(address: str, seen: Seen) -> Ruling:
    came = seen.came(address)
    if isinstance(came, Ruling):
        return came
    if isinstance(came, Answer):
        return Ruling(NOT, f"it was drawn, {_looks(came.pictures[0])}")
    return Ruling(HOLDS, came.reason) if isinstance(came, Failed) else Ruling(OPEN, refused_words(came))


def unknown(address: str) -> Judge:
    """A model that there is none of is told as such."""
    return partial(_unknown, address)


def _unknown(address: str, seen: Seen) -> Ruling:
    came = seen.came(address)
    if isinstance(came, Ruling):
        return came
    if isinstance(came, Failed):
        return Ruling(HOLDS if came.code == "not-found" else NOT, came.reason)
    return Ruling(NOT, "it was answered all the same")


def told(seen: Seen) -> Ruling:
    """Every answer says what it used, pictures and all else apart."""
    answers = seen.answers()
    silent = [a for a, o in answers.items() if o.usage is None or not o.usage.image_out]
    if not answers:
        return Ruling(UNASKED, "no picture came")
    return Ruling(NOT, f"not so: {_named(silent)}") if silent else Ruling(HOLDS, f"all {len(answers)} answers do")


def bounded(seen: Seen) -> Ruling:
    """No answer costs more than its highest price."""
    answers = seen.answers() | seen.refusals()
    reckoned = {a: c for a, o in answers.items() if (c := _cost(seen, a, o.usage)) is not None}
    if not reckoned:
        return Ruling(UNASKED, "no answer says what it used")
    over = [a for a, c in reckoned.items() if c > (seen.calls[a].cost.most or 0)]
    if over:
        worst = max(over, key=lambda a: reckoned[a] / (seen.calls[a].cost.most or 1))
        most = show(seen.calls[worst].cost.most)
        return Ruling(NOT, f"{worst} cost {show(reckoned[worst])}, and at most it was to cost {most}")
    return Ruling(HOLDS, f"none of {len(reckoned)} did")


def _cost(seen: Seen, address: str, usage: Usage | None) -> int | None:
    return cost_of(Terms(seen.calls[address].model, None, free=False), usage)


def limit_counts_thoughts(address: str) -> Judge:
    """The limit of tokens holds for thoughts too: with little room beside the picture, a model that thinks runs out."""
    return partial(_limit, address)


def _limit(address: str, seen: Seen) -> Ruling:
    came = seen.came(address)
    if isinstance(came, Ruling):
        return came
    if isinstance(came, Failed):
        return Ruling(NOT, came.reason)
    limit = seen.calls[address].config.max_output_tokens
    if came.usage is None:
        return Ruling(OPEN, "the answer does not say what it used")
    out = came.usage.image_out + came.usage.text_out
    said = f"{out:,} tokens came out of {limit:,} that were allowed"
    if out > limit:
        return Ruling(NOT, said)
    ran_out = isinstance(came, Refused) and came.reason == "MAX_TOKENS"
    return Ruling(HOLDS, f"it ran out: {said}") if ran_out else Ruling(OPEN, f"{said}: too few thoughts to show it")


def ran_out(address: str) -> Judge:
    """With too little room no picture comes, and the reason is told."""
    return partial(_ran_out, address)


def _ran_out(address: str, seen: Seen) -> Ruling:
    came = seen.came(address)
    if isinstance(came, Ruling):
        return came
    if isinstance(came, Failed):
        return Ruling(NOT, came.reason)
    if isinstance(came, Answer):
        return Ruling(NOT, f"it was drawn all the same: {_looks(came.pictures[0])}")
    return Ruling(HOLDS if came.reason == "MAX_TOKENS" else NOT, f"no picture ({came.reason})")


def reasoned(address: str) -> Judge:
    """A refusal comes with a reason that is known here."""
    return partial(_reasoned, address)


def _reasoned(address: str, seen: Seen) -> Ruling:
    from ..runtime.gemini.refusal import REASONS

    came = seen.came(address)
    if isinstance(came, Ruling):
        return came
    if isinstance(came, Failed):
        return Ruling(NOT, came.reason)
    if isinstance(came, Answer):
        return Ruling(OPEN, "it was drawn, so nothing was refused")
    return Ruling(HOLDS if came.reason in REASONS else NOT, refused_words(came))


def refusals_told(seen: Seen) -> Ruling:
    """Answers without a picture say what they used, and that it was no picture."""
    refusals = seen.refusals()
    if not refusals:
        return Ruling(OPEN, "nothing was refused") if seen.answers() else Ruling(UNASKED, "nothing was answered")
    silent = [a for a, o in refusals.items() if o.usage is None]
    if silent:
        return Ruling(NOT, f"nothing is told of {_named(silent)}: it counts at its highest price")
    drew = [a for a, o in refusals.items() if o.usage is not None and o.usage.image_out]
    if drew:
        return Ruling(NOT, f"tokens of a picture are counted for {_named(drew)}")
    cost = sum(_cost(seen, a, o.usage) or 0 for a, o in refusals.items())
    them, their = ("the only one does", "its") if len(refusals) == 1 else (f"all {len(refusals)} do", "their")
    return Ruling(HOLDS, f"{them}: {show(cost)} by {their} own count")


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


def _named(addresses: list[str]) -> str:
    more = f" and {len(addresses) - 3} more" if len(addresses) > 3 else ""
    return ", ".join(addresses[:3]) + more
