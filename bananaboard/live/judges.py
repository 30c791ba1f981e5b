"""How each kind of fact is seen in what came."""

from __future__ import annotations

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
SILENT = "the answer does not say what it used"
HOLDS, NOT, OPEN, UNASKED = Verdict.HOLDS, Verdict.NOT, Verdict.OPEN, Verdict.UNASKED


def _drawn(address: str, judge: Callable[[Answer], Ruling]) -> Judge:
    """What a judge says of a picture that came; what else there was is a ruling already."""

    def judged(seen: Seen) -> Ruling:
        came = seen.drawn(address)
        return came if isinstance(came, Ruling) else judge(came)

    return judged


def _came(address: str, judge: Callable[[Answer | Refused | Failed], Ruling]) -> Judge:
    """The same of whatever came."""

    def judged(seen: Seen) -> Ruling:
        came = seen.came(address)
        return came if isinstance(came, Ruling) else judge(came)

    return judged


def _answered(address: str, judge: Callable[[Answer | Refused], Ruling]) -> Judge:
    """The same where an error says that it is not so."""
    return _came(address, lambda came: Ruling(NOT, came.reason) if isinstance(came, Failed) else judge(came))


def taken(address: str) -> Judge:
    """The service takes such a request, and draws."""
    return _drawn(address, lambda came: Ruling(HOLDS, f"it was drawn, {_looks(came.pictures[0])}"))


def sized(address: str, pixels: tuple[int, int]) -> Judge:
    """The picture has as many pixels as the table says."""

    def judge(came: Answer) -> Ruling:
        found = look(came.pictures[0].data, address)
        return Ruling(HOLDS if (found.width, found.height) == pixels else NOT, _looks(came.pictures[0]))

    return _drawn(address, judge)


def _looks(drawn: Drawn) -> str:
    found = look(drawn.data, "the answer")
    return f"{found.width} × {found.height}, {KINDS.get(drawn.mime, drawn.mime)}"


def weighed(address: str, tokens: int) -> Judge:
    """A picture is as many tokens as the table says."""

    def judge(came: Answer) -> Ruling:
        if came.usage is None:
            return Ruling(OPEN, SILENT)
        each, rest = divmod(came.usage.image_out, len(came.pictures))
        said = f"{each:,} tokens, and {came.usage.text_out:,} of text"
        return Ruling(HOLDS if (each, rest) == (tokens, 0) else NOT, said)

    return _drawn(address, judge)


def several(address: str, pictures: int) -> Judge:
    """An answer holds as many pictures as were asked for."""

    def judge(came: Answer) -> Ruling:
        words = "words between them" if came.text.strip() else "no words"
        number = "one picture" if len(came.pictures) == 1 else f"{len(came.pictures)} pictures"
        return Ruling(HOLDS if len(came.pictures) == pictures else NOT, f"{number} and {words}")

    return _drawn(address, judge)


def not_taken(address: str) -> Judge:
    """The service does not take such a request, which costs nothing."""

    def judge(came: Answer | Refused | Failed) -> Ruling:
        if isinstance(came, Answer):
            return Ruling(NOT, f"it was drawn, {_looks(came.pictures[0])}")
        return Ruling(HOLDS, came.reason) if isinstance(came, Failed) else Ruling(OPEN, refused_words(came))

    return _came(address, judge)


def unknown(address: str) -> Judge:
    """A model that there is none of is told as such."""

    def judge(came: Answer | Refused | Failed) -> Ruling:
        if isinstance(came, Failed):
            return Ruling(HOLDS if came.code == "not-found" else NOT, came.reason)
        return Ruling(NOT, "it was answered all the same")

    return _came(address, judge)


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

    def judged(seen: Seen) -> Ruling:
        limit = seen.calls[address].config.max_output_tokens
        return _answered(address, lambda came: _within(limit, came))(seen)

    return judged


def _within(limit: int, came: Answer | Refused) -> Ruling:
    if came.usage is None:
        return Ruling(OPEN, SILENT)
    out = came.usage.image_out + came.usage.text_out
    said = f"{out:,} tokens came out of {limit:,} that were allowed"
    if out > limit:
        return Ruling(NOT, said)
    ended = isinstance(came, Refused) and came.reason == "MAX_TOKENS"
    return Ruling(HOLDS, f"it ran out: {said}") if ended else Ruling(OPEN, f"{said}: too few thoughts to show it")


def ran_out(address: str) -> Judge:
    """With too little room no picture comes, and the reason is told."""

    def judge(came: Answer | Refused) -> Ruling:
        if isinstance(came, Answer):
            return Ruling(NOT, f"it was drawn all the same: {_looks(came.pictures[0])}")
        return Ruling(HOLDS if came.reason == "MAX_TOKENS" else NOT, f"no picture ({came.reason})")

    return _answered(address, judge)


def reasoned(address: str) -> Judge:
    """A refusal comes with a reason that is known here."""

    def judge(came: Answer | Refused) -> Ruling:
        from ..runtime.gemini.refusal import REASONS

        if isinstance(came, Answer):
            return Ruling(OPEN, "it was drawn, so nothing was refused")
        return Ruling(HOLDS if came.reason in REASONS else NOT, refused_words(came))

    return _answered(address, judge)


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
