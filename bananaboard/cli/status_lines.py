"""Where a board stands, as lines: a line a picture with its reason, what can be done, and what was spent."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from ..dsl.call import Kind
from ..dsl.money import show
from ..dsl.words import are, many
from ..runtime.hints import few
from ..runtime.page.harmless import terminal_line
from ..runtime.selections import options, selection
from ..runtime.status import Status
from ..runtime.why import follows, words_of
from .columns import columns
from .log_lines import unknown
from .note_lines import open_lines
from .pasted import typed_board
from .plan_lines import COLORS
from .screen import BOLD, DIM, RED, home_relative
from .typing_lines import command_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..runtime.ground import EngineInfo
    from ..runtime.notes_file import Notes
    from ..runtime.overview import Overview
    from ..runtime.shown import ShownCall
    from ..script import Script
    from .columns import Cell
    from .screen import Screen

# What needs somebody to do something, in the order in which it is told.
TOLD = (Status.CHANGED, Status.STALE, Status.REFUSED, Status.MISSING, Status.PENDING)


def status_lines(to: Screen, script: Script, engine: EngineInfo, seen: Overview, notes: Notes) -> str:
    """All of it."""
    board = seen.board
    every = [c for s in board.calls for c in (s, s.final) if c is not None and (c.takes or c is not s.final)]
    lines = [
        to.paint(BOLD, terminal_line(board.compiled.title or board.compiled.path)),
        "",
        *columns([_row(c, seen) for c in every], to.paint, width=to.width),
        "",
    ]
    helps = list(_helps(to, every, seen, terminal_line(typed_board(script, engine))))
    helps += open_lines(to, script, engine, notes, [c.call.address for c in every])
    lines += [*helps, *([""] if helps else []), *_sums(to, every, seen)]
    page = script.workspace(engine).out(script.key) / "index.html"
    if page.exists():
        lines.append(f"The page: {to.link(page, terminal_line(home_relative(page)))}")
    return "\n".join(lines) + "\n"


def _row(call: ShownCall, seen: Overview) -> list[Cell]:
    lost = sum(not t.here for t in call.takes)
    told = f"{len(call.takes)} of {call.call.takes}" if len(call.takes) < call.call.takes else f"{len(call.takes)}"
    said = (_counting(call), _panels(call), f"{lost} not in the store" if lost else "", _because(call, seen))
    facts = [f for f in said if f]
    return [
        (call.status.value, COLORS[call.status.value]),
        (terminal_line(call.call.address), ""),
        (f"{told} take{'' if told == '1' else 's'}", DIM),
        (terminal_line("; ".join(facts)), RED if lost else DIM),
    ]


def _counting(call: ShownCall) -> str:
    take = call.counts
    if take is None:
        return ""
    if take.picked:
        wanted = call.call.takes
        beyond = f", though {many(wanted, 'take')} {are(wanted)} asked for" if take.number > wanted else ""
        return f"take {take.number} is picked" + (", made by hand" if take.made_by_hand else "") + beyond
    return f"take {take.number} counts" if len(call.takes) > 1 else ""


def _panels(call: ShownCall) -> str:
    """Fewer pictures than asked for are kept, and told."""
    wanted, take = call.call.config.panels, call.counts
    return f"{len(take.pictures)} of {wanted} panels came" if take and len(take.pictures) < wanted else ""


def _because(call: ShownCall, seen: Overview) -> str:
    """Why it is not as it should be; of what is up to date there is nothing to say."""
    address = call.call.address
    if call.status is Status.CACHED and len(call.takes) < call.call.takes and "refused" in seen.why.get(address, ""):
        return seen.why[address].partition(", ")[2]
    if call.status in (Status.CACHED, Status.NEW) or seen.blocked.get(address):
        return seen.blocked.get(address, "")
    if call.status is Status.REFUSED:
        return seen.answers.get(address, "")
    if call.status is Status.MISSING:
        return ""  # told once, below
    return call.status.cut_from(seen.why.get(address, ""))


def _helps(to: Screen, every: Sequence[ShownCall], seen: Overview, board: str) -> Iterator[str]:
    """For each status that needs somebody: how many, why, and what to type."""
    for status in TOLD:
        found = [c.call.address for c in every if _needs(c, seen) is status]
        if found:
            commands = _commands(status, found, every, seen, board)
            yield from _told(to, _heading(status, found, seen) + (":" if commands else "."), COLORS[status.value])
            yield from command_lines(to, commands)
    if orphans := seen.board.orphans:
        yield from _told(to, f"{many(len(orphans), 'orphan')}, gone from the board and kept: {few(orphans)}:", "")
        yield from command_lines(to, [(f"bnn show {board} {_one(orphans[0])}", "tells what it was")])


def _needs(call: ShownCall, seen: Overview) -> Status | None:
    """The status under which it is told what helps; finals wait for their drafts, and are not told."""
    if call.call.kind is Kind.FINAL:
        return None
    return Status.REFUSED if call.call.address in seen.refused else call.status


def _one(address: str) -> str:
    import shlex

    from ..runtime.selections import typed

    return shlex.quote(typed(terminal_line(address)))


def _told(to: Screen, text: str, color: str) -> Iterator[str]:
    for line in textwrap.wrap(terminal_line(text), min(to.width or 100, 100) - 2):
        yield "  " + (to.paint(color, line) if color else line)


def _heading(status: Status, found: Sequence[str], seen: Overview) -> str:
    """`33 changed because Mara Voss's description was …`, or which they are."""
    told = f"{len(found):,} {status.value}"
    if status in (Status.CHANGED, Status.STALE):
        causes: dict[str, int] = {}
        for address in found:
            for cause in status.cut_from(seen.why.get(address, "")).split("; "):
                causes[cause] = causes.get(cause, 0) + 1
        cause, count = max(causes.items(), key=lambda c: c[1], default=("", 0))
        if count == len(found) and count > 1:
            return f"{told} because {cause}"
        if count > 2:
            return f"{told}, {count:,} of them because {cause}"
    if status is Status.PENDING:
        batched = [a for a in found if "batch" in seen.why.get(a, "")]
        return f"{told}, {'in batch jobs' if batched == list(found) else 'another run makes them'}: {few(found)}"
    return f"{told}: {few(found)}"


def _commands(
    status: Status, found: Sequence[str], every: Sequence[ShownCall], seen: Overview, board: str
) -> Sequence[tuple[str, str]]:
    """What helps, with selections that mean just these pictures."""
    names = [c.call.address for c in every]
    others = words_of(found)
    fine = {
        c.call.address
        for c in every
        if c.status in (Status.CACHED, Status.NEW) or follows(seen.why.get(c.call.address, ""), others)
    }
    cached = {c.call.address for c in every if c.status is Status.CACHED}
    one = len(found) == 1
    them = "it" if one else "them"
    keep = f"bnn pick {board} {selection(found, names, also=fine) or 'ADDRESS'} --keep"
    right = (keep, f"says that {'it is' if one else 'they are'} right as {'it is' if one else 'they are'}")
    reroll = f"bnn run {board} {options('--reroll', found, names) or '--reroll ADDRESS'}"
    if status is Status.CHANGED:
        return [(f"bnn run {board}", f"makes {them} again"), right]
    if status is Status.STALE:
        only = options("--only", found, names, also=cached)
        return [
            (f"bnn run {board} {only} --stale" if only else f"bnn run {board} --stale", f"makes {them} again"),
            right,
        ]
    if status is Status.REFUSED:
        return [(reroll, "asks once more")]
    if status is Status.MISSING:
        restore = (f"bnn restore PATH {board}", f"brings {them} back from a copy in PATH")
        return [restore, (reroll, f"makes {them} again, to be paid again")]
    return []


def _sums(to: Screen, every: Sequence[ShownCall], seen: Overview) -> Iterator[str]:
    have, totals = sum(1 for c in every if c.counts is not None), seen.plan.totals
    price = "" if seen.board.engine.free or totals.spend is None else f", for about {show(totals.spend)}"
    more = f"; a run would make {totals.make:,} more{price}" if totals.make else ""
    yield f"{have} of {len(every)} have a picture{more}."
    limit = seen.board.compiled.budget
    if seen.board.engine.free:
        return
    spent = seen.spent
    told = f"{show(spent.cost)} spent" + (f", {unknown(spent)}" if spent.unknown else "")
    if limit is None:
        yield f"{told}." if spent.requests else "Nothing was spent."
        return
    left = max(0, limit - seen.budget.held)
    line = f"{told}; {show(left)} of the budget of {show(limit)} is left."
    yield to.paint(RED, line) if not left else line
