"""A run in plain lines: one a picture, and what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.call import Kind
from ..dsl.money import show
from ..dsl.words import are, many
from ..runtime.batch.words import AWAY
from ..runtime.event_lines import LeftOut, failed_line, over_line, retrying_line, stopping_line, waiting_line
from ..runtime.hints import few, refusals, waiting
from ..runtime.page.harmless import terminal_line
from ..runtime.run import foretold
from ..runtime.selections import left_refused, typed
from ..runtime.selections import options as choosing
from .cents import dollars
from .earlier import grouped
from .pasted import typed_board, typed_options
from .screen import BLUE, BOLD, RED, YELLOW, home_relative

if TYPE_CHECKING:
    from ..making import Made
    from ..runtime.plan import Plan
    from ..runtime.record import Failure, Lacking, RunRecord, Skip, TakeRecord
    from ..runtime.waits import Again, Over, Stopping, Wait
    from ..script import Script
    from .screen import Screen


class Lines:
    """A `Progress` that writes where no terminal is."""

    def __init__(self, to: Screen) -> None:
        self.to, self.all, self.count, self.left = to, 0, 0, LeftOut()

    def started(self, plan: Plan) -> None:
        """So many are to come."""
        self.all = plan.totals.make

    def asking(self, address: str, take: int) -> None:
        """Nothing: there will be a line when it has come."""

    def take_made(self, take: TakeRecord) -> None:
        """One line a picture."""
        self.count += take.part == 1
        panel = f", panel {take.part}" if take.part > 1 else ""
        by = ", made by another run" if take.status == "cached" else ""
        self.to.aside(f"[{self.count}/{self.all}] {terminal_line(take.address)} take {take.take}{panel}{by}\n")

    def waiting(self, wait: Wait) -> None:
        """A line, with how long."""
        self.to.aside(waiting_line(wait) + "\n")

    def retrying(self, again: Again) -> None:
        """A line, with the reason."""
        self.to.aside(retrying_line(again) + "\n")

    def over_most(self, over: Over) -> None:
        """A line, with the sums."""
        self.to.aside(over_line(over) + "\n")

    def stopping(self, stopping: Stopping) -> None:
        """A line, with what is waited for."""
        self.to.aside(stopping_line(stopping) + "\n")

    def failed(self, failure: Failure) -> None:
        """A line, with the reason."""
        self.count += 1
        self.left.knows(failure)
        self.to.aside(f"[{self.count}/{self.all}] {failed_line(failure)}\n")

    def skipped(self, skip: Skip) -> None:
        """A line, with the reason where that is a new one."""
        self.to.aside(self.left.line(skip) + "\n")

    def finished(self, record: RunRecord) -> None:
        """Nothing: the closing lines say it."""


def closing(to: Screen, script: Script, plan: Plan, made: Made) -> str:
    """What a run came to, and where it is to be seen."""
    record, paint = made.record, to.paint
    lines = [f"{paint(BOLD, _size(record))} {_cost(plan, record)}".rstrip()]
    lines += _troubles(to, script, plan, record)
    lines += [terminal_line(line) for line in (*_refused_before(script, plan), *_refused(script, plan, record))]
    lines += _unknown(plan, record)
    if record.lacking is not None:
        lines += [terminal_line(line) for line in _lacking(script, plan, record.lacking)]
    for path in record.kept_aside:
        shown = terminal_line(home_relative(path))
        lines.append(paint(YELLOW, f"{shown} was changed by hand and stays as it is.") + " `bnn pick` can take it in.")
    if plan.options.reroll:
        lines += [f"To use a new take: {paint(BOLD, c)}" for c in _pick_lines(script, plan, record)]
    if made.page is not None:
        if record.uncopied is not None:
            lines.append(paint(YELLOW, terminal_line(f"Not every picture was copied: {record.uncopied}.")))
        shown = terminal_line(home_relative(made.page))
        lines.append(f"The page: {to.link(made.page, paint(BLUE, shown))}")
    elif record.uncopied is not None:
        lines.append(paint(YELLOW, terminal_line(f"The pictures are kept, but not copied: {record.uncopied}.")))
        lines.append("Move that away and run again, or name another folder with `--out DIR`.")
    elif record.takes:
        lines.append(paint(YELLOW, "The page could not be written: files that are not Bananaboard's lie in its place."))
    return "\n".join(lines) + "\n"


def _size(record: RunRecord) -> str:
    if not record.made:
        return f"Nothing new was made; {many(record.reused, 'picture')} {are(record.reused)} there."
    there = f"; {record.reused:,} {'was' if record.reused == 1 else 'were'} there" if record.reused else ""
    return f"{many(record.made, 'picture')} made{there}."


def _cost(plan: Plan, record: RunRecord) -> str:
    if not record.made and not record.failed:
        return ""
    if plan.engine.free:
        return "Free."
    if record.spent is not None:
        return f"It cost {show(record.spent)}."
    if not record.held:
        return "What it cost is not known yet."
    return f"It cost {show(record.known)}, and up to {show(record.held)} more that is not known for certain."


def _unknown(plan: Plan, record: RunRecord) -> list[str]:
    """Requests that may have been billed, by name, in the order of the plan."""
    if not record.unknown:
        return []
    most = sum(f.most for f in record.unknown)
    order = {s.call.address: i for i, s in enumerate(plan.steps)}
    lost = sorted(record.unknown, key=lambda f: (order.get(f.address, len(order)), f.take))
    names = grouped((f.address, f.take) for f in lost)
    count = many(len(record.unknown), "request")
    return [
        f"{count} got no answer and may have been billed, at most {show(most)}, counted as spent:",
        f"  {terminal_line(names)}",
    ]


def _lacking(script: Script, plan: Plan, lacking: Lacking) -> list[str]:
    """Why the money did not reach, what the rest would take, and how to go on."""
    from .ceiling_lines import month_stopped

    what = f"{many(lacking.count, 'request')} {are(lacking.count)} left"
    if lacking.rest is None:
        return [f"It stopped: {lacking.because}. {what}; `bnn models` shows which prices are known."]
    month = month_stopped(plan, lacking)
    lines = [f"It stopped: {month[0] if month else lacking.because}. {what}, for {dollars(lacking.rest)} at most."]
    steps = [month[1]] if month else []
    steps += [f"set `budget: {dollars(lacking.budget)}` in the storyboard"] if lacking.budget is not None else []
    command = going_on(script, plan)
    more = f" --max-cost {dollars(lacking.rest).removeprefix('$')}" if lacking.ceiling and not month else ""
    steps.append(f"`{command}{more}`")
    return [*lines, f"To go on: {', then '.join(steps)}."]


def going_on(script: Script, plan: Plan) -> str:
    """The command that makes the rest of what this run was to make; another reroll would be one more."""
    return terminal_line(" ".join(["bnn run", typed_board(script, plan.engine), *typed_options(plan.options)]))


def left_out(plan: Plan, record: RunRecord) -> list[Skip]:
    """What could not be made: not what is in batch jobs, nor finals without a draft, of which the plan has a note."""
    told = foretold(plan)
    return [s for s in record.skipped if s.because != AWAY and s.address not in told]


def _troubles(to: Screen, script: Script, plan: Plan, record: RunRecord) -> list[str]:
    found = []
    if record.failed:
        found.append(to.paint(RED, f"{many(len(record.failed), 'request')} brought no picture."))
    if away := sum(s.because == AWAY for s in record.skipped):
        found.append(f"{many(away, 'picture')} {are(away)} in batch jobs at the service.")
    if count := len(left_out(plan, record)):
        found.append(to.paint(YELLOW, f"{many(count, 'picture')} could not be made."))
    if record.stopped_by == "interrupt":
        found.append(f"It was stopped; `{going_on(script, plan)}` goes on from here.")
    if record.ended and record.stopped_by is None:
        found.append(to.paint(RED, terminal_line(f"Nothing more was sent: {record.ended.rstrip('.')}.")))
    return found


def _refused_before(script: Script, plan: Plan) -> list[str]:
    """What an earlier run was refused and this one left out for that."""
    final = plan.options.final
    before = [c.address for c in left_refused(plan) if (c.kind is Kind.FINAL) == final]
    if not before:
        return []
    rerolls = choosing("--reroll", before, [s.call.address for s in plan.steps if (s.call.kind is Kind.FINAL) == final])
    told = f"{many(len(before), 'picture')} {'was' if len(before) == 1 else 'were'} refused before and not asked for"
    words = [
        "bnn run",
        typed_board(script, plan.engine),
        rerolls or "--reroll ADDRESS",
        *(["--final"] if final else []),
    ]
    return [f"{told}: {few(before)}. `{' '.join(words)}` asks once more."]


def _refused(script: Script, plan: Plan, record: RunRecord) -> list[str]:
    """What waits for a picture that was refused in this run, the rest of a chain included."""
    made = {t.address for t in record.takes}
    refused = {f.address for f in record.failed if f.code == "refused"} - made
    found = waiting(plan.steps, refused, {s.address for s in record.skipped})
    if not found:
        return []
    told = refusals(typed_board(script, plan.engine), [s.call.address for s in plan.steps], found)
    return [f"{told.message} {told.hint or ''}"]


def _pick_lines(script: Script, plan: Plan, record: RunRecord) -> list[str]:
    """How to choose what a reroll has made: what counts stays what it is until then."""
    new = [t for t in record.takes if t.status == "made" and t.part == 1 and not t.counts]
    board = terminal_line(typed_board(script, plan.engine))
    return [f"bnn pick {board} {typed(terminal_line(t.address))} {t.take}" for t in new]
