"""What the Gemini engine rests on, as the table of models and the engine have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.models import model_table
from . import beside
from . import judges as judge
from .fact import Fact
from .project import PARCEL, ROOM, SHORT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from ..dsl.call import Call

SIZED = (
    "lite.plain", "lite.tall", "lite.wide", "lite.tallest", "lite.widest", "flash.smallest", "flash.larger",
    "banana.plain", "banana.largest", "pro.plain",
)  # fmt: skip
WEIGHED = ("lite.plain", "flash.smallest", "flash.larger", "banana.plain", "banana.largest", "pro.plain")
LATER = "pictures of it may fail or look otherwise than the plan says; the table of models is to be put right"
DEARER = "the prices in a plan are not right; the table of models is to be put right"
OVER = "a picture may cost more than the highest price in its plan"
WORDS = "a refusal is told in the service's own words only"


def facts(calls: dict[str, Call], today: dt.date, *, vertex: bool) -> tuple[Fact, ...]:
    """All of them, for the requests of the board. `vertex`: the agent platform has no place for files of its own."""
    return (
        *_models(today),
        *_sizes(calls),
        *_prices(calls),
        *_requests(calls),
        *_limits(),
        *_refusals(),
        *(() if vertex else (*_files(), *_batches())),
        *_credentials(),
    )


def _models(today: dt.date) -> Iterator[Fact]:
    so = f"`bnn models --refresh` shows what is there instead: {LATER}"
    for model in model_table().models:
        if model.retires is None or model.retires > today:
            says = f"{model.called} is there, with the limits of the table"
            yield Fact(f"listed.{model.called}", "Models", says, so, beside.listed(model))
    says, so = "a model that there is none of is told as such", "such an error is told in other words"
    yield Fact("unknown", "Models", says, so, judge.unknown("lite.unknown"), "lite.unknown")


def _sizes(calls: dict[str, Call]) -> Iterator[Fact]:
    table = model_table()
    for address in SIZED:
        aspect, size = calls[address].config.aspect, calls[address].config.size
        if (pixels := table.pixels(aspect, size)) is not None:
            says = f"{_model(calls, address)} draws {aspect} at {size} as {pixels[0]} × {pixels[1]}"
            yield Fact(f"pixels.{address}", "Sizes and ratios", says, LATER, judge.sized(address, pixels), address)
    for address in ("flash.odd", "banana.smallest"):
        config = calls[address].config
        what = f"at {config.size}" if address == "banana.smallest" else config.aspect
        says, so = f"{_model(calls, address)} does not draw {what}", "boards could use it, and are not let"
        yield Fact(f"not.{address}", "Sizes and ratios", says, so, judge.not_taken(address), address)


def _model(calls: dict[str, Call], address: str) -> str:
    found = model_table().find(calls[address].model)
    return found.called if found else calls[address].model


def _prices(calls: dict[str, Call]) -> Iterator[Fact]:
    for address in WEIGHED:
        model, size = model_table().find(calls[address].model), calls[address].config.size
        if model is not None:
            says = f"a picture of {model.called} at {size} is {model.sizes[size]:,} tokens"
            yield Fact(f"tokens.{address}", "Prices", says, DEARER, judge.weighed(address, model.sizes[size]), address)
    so = "what a picture cost can't be told to the cent"
    yield Fact("usage", "Prices", "an answer says what it used, its pictures apart", so, judge.told)
    yield Fact("bound", "Prices", "no answer costs more than its highest price", OVER, judge.bounded)


def _requests(calls: dict[str, Call]) -> Iterator[Fact]:
    taken = (
        ("lite.plain", "temperature, top_p, seed and safety are taken"),
        ("lite.night", "an edit takes the earlier picture as the user's, without a signature"),
        ("lite.document", "lite takes a PDF along"),
        ("banana.plain", "banana takes `thinking: medium`"),
        ("banana.largest", "banana takes `thinking: minimal`"),
        ("flash.looked_up", "flash looks pictures up (`search: web, images`)"),
    )
    for address, says in taken:
        so = "boards that ask for it fail, though `bnn check` lets them"
        yield Fact(f"takes.{address}", "Requests", says, so, judge.taken(address), address)
    says = f"lite draws {calls['lite.panels'].config.panels} panels in one answer"
    so = "panels that are missing have to be asked for again, for money"
    asked = judge.several("lite.panels", calls["lite.panels"].config.panels)
    yield Fact("panels", "Requests", says, so, asked, "lite.panels")


def _limits() -> Iterator[Fact]:
    says = f"with room for a picture and {ROOM} tokens a model that thinks hard runs out: the limit counts thoughts"
    counts = judge.limit_counts_thoughts("lite.thoughtful")
    yield Fact("limit.thoughts", "The limit of tokens", says, OVER, counts, "lite.thoughtful")
    says, so = f"with room for {SHORT} tokens no picture comes, and the reason is told", OVER
    yield Fact("limit.short", "The limit of tokens", says, so, judge.ran_out("lite.short"), "lite.short")


def _refusals() -> Iterator[Fact]:
    says = "words instead of a picture come with a reason that is known"
    yield Fact("refusal.words", "Refusals", says, WORDS, judge.reasoned("lite.wordy"), "lite.wordy")
    says = "what the safety filter holds back comes with a reason that is known"
    yield Fact("refusal.safety", "Refusals", says, WORDS, judge.reasoned("lite.held"), "lite.held")
    says = "an answer without a picture says what it used, and that it was no picture"
    yield Fact("refusal.usage", "Refusals", says, "refusals count at their highest price", judge.refusals_told)


def _files() -> Iterator[Fact]:
    so = "large pictures can't go along, or go along each time"
    yield Fact("files", "Files", "a file can be sent ahead", so, beside.ahead)
    says, so = "it stays for 48 hours", "such files are sent again too late, or too often"
    yield Fact("files.kept", "Files", says, so, beside.kept_two_days)
    says, so = "a request can name it instead of carrying it", "large pictures can't go along"
    yield Fact("files.named", "Files", says, so, judge.taken("lite.named"), "lite.named")


def _batches() -> Iterator[Fact]:
    so = "`--batch` can't be used"
    yield Fact("batch", "Batch jobs", "a batch job of one picture is taken", so, beside.job_taken, PARCEL)
    says, so = "a job is found by its title", "a crash while a job is made could make it twice"
    yield Fact("batch.title", "Batch jobs", says, so, beside.job_found)
    says = "its picture comes, under the name that it was asked for by"
    yield Fact("batch.result", "Batch jobs", says, "what a job made is paid for and can't be read", beside.job_answered)


def _credentials() -> Iterator[Fact]:
    says, so = "pictures carry content credentials", "`bnn show` has none to show"
    yield Fact("credentials", "Content credentials", says, so, beside.signed)
