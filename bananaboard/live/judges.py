"""How each kind of fact is seen in what came."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..dsl.media_kinds import look
from ..dsl.money import show
from ..runtime.engine import Answer, Failed, Refused
from ..runtime.settling import Terms, cost_of
from .fact import Ruling, Verdict
from .seen import refused_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..runtime.engine import Drawn, Usage
    from .seen import Seen

    Judge = Callable[[Seen], Ruling]

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


def _named(addresses: list[str]) -> str:
    more = f" and {len(addresses) - 3} more" if len(addresses) > 3 else ""
    return ", ".join(addresses[:3]) + more
