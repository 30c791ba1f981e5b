"""The story of one picture, to be read: what it is, what it says and sees, what was made, what hangs on it."""

from __future__ import annotations

import textwrap
from itertools import count
from typing import TYPE_CHECKING

from ..dsl.call import GivenPicture, Words
from ..runtime.hints import few
from ..runtime.page.harmless import terminal, terminal_line
from ..runtime.reasons import explanation, why_none
from ..runtime.selections import typed
from ..runtime.status import Status
from ..runtime.story import is_take
from .columns import columns
from .credential_lines import credential_line
from .log_lines import COLORS as STATES
from .log_lines import alias, cost_of
from .note_lines import note_lines
from .pasted import typed_board
from .plan_lines import COLORS
from .plan_prompts import settings
from .screen import BOLD, CYAN, DIM, GREEN, RED, YELLOW, home_relative
from .typing_lines import command_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ..runtime.found import Given, Named
    from ..runtime.ground import EngineInfo
    from ..runtime.log import Entry
    from ..runtime.notes_file import Note
    from ..runtime.root import Workspace
    from ..runtime.story import Generation, Part, Sent, Story, Told
    from ..script import Script
    from .columns import Cell
    from .screen import Screen

KINDS = {"source": "the picture to change", "draft": "its draft", "shot": "another shot"}
WIDEST = 100  # columns of running text
KB, MB = 1000, 1_000_000


def story_lines(
    to: Screen, script: Script, engine: EngineInfo, told: Story, named: Named, notes: Sequence[Note] = ()
) -> str:
    """All of it; where a take was named, only that one among the takes."""
    lines = list(_head(to, told))
    for title, part in (
        ("Words", _words(to, told)),
        ("Pictures that go along", _along(to, told)),
        ("Takes", _takes(to, script.key, script.workspace(engine), told, named)),
        ("Requests that brought no picture", _fallen(to, told)),
        ("Chosen", _picks(to, told)),
        ("Notes", note_lines(to, notes)),
        ("Made from it", _users(to, told)),
    ):
        if found := list(part):
            lines += ["", to.paint(BOLD, title), *found]
    if ways := list(_ways(to, script, engine, told)):
        lines += ["", *ways]
    return "\n".join(lines) + "\n"


def _head(to: Screen, told: Story) -> Iterator[str]:
    status = told.status.value
    kind = told.call.kind.value if told.call else "picture"
    yield f"{to.paint(BOLD, terminal_line(told.address))}  {kind}  {to.paint(COLORS[status], status)}"
    for because in (told.status.cut_from(told.why), told.blocked):
        if because and because != status:
            yield from _wrapped(to, terminal_line(because))
    if told.call:
        yield "  " + to.paint(DIM, settings(told.call))
    if told.before:
        yield "  " + to.paint(DIM, terminal_line(f"Called {few(told.before)} before."))


def _wrapped(to: Screen, text: str, color: str = "") -> Iterator[str]:
    width = min(to.width or WIDEST, WIDEST)
    for line in textwrap.wrap(text, max(20, width - 2)):
        yield "  " + (to.paint(color, line) if color else line)


def _words(to: Screen, told: Story) -> Iterator[str]:
    """As they are sent, each picture by its number where it stands."""
    numbers = count(1)
    for part in told.call.parts if told.call else ():
        if isinstance(part, Words):
            for line in terminal(part.text).split("\n"):
                yield from _wrapped(to, line) if line.strip() else [""]
        else:
            source = part.path if isinstance(part, GivenPicture) else part.call
            yield "  " + to.paint(CYAN, terminal_line(f"[picture {next(numbers)}: {source}]"))


def _along(to: Screen, told: Story) -> Iterator[str]:
    rows = [_sent(n, s) for n, s in enumerate(told.sent, 1)]
    yield from columns(rows, to.paint, width=to.width)


def _sent(number: int, sent: Sent) -> list[Cell]:
    what = ", ".join(w for w in (sent.subject or KINDS.get(sent.kind, sent.kind), sent.label) if w)
    what = "the shot before" if sent.chain else what
    source = sent.source + (f", panel {sent.panel}" if sent.panel else "")
    digest = sent.sha256[:12] if sent.sha256 else "not made yet"
    return [
        (f"{number}", ""),
        (terminal_line(what), ""),
        (terminal_line(source), CYAN),
        (digest, DIM if sent.sha256 else YELLOW),
    ]


def _takes(to: Screen, board: str, workspace: Workspace, told: Story, named: Named) -> Iterator[str]:
    from ..runtime.copies import copies_of

    copies = copies_of(board, workspace)
    first = True
    for generation in told.generations:
        takes = [t for t in generation.takes if named.take is None or is_take(t, named.take)]
        if not takes:
            continue
        if not generation.now:
            yield from ([] if first else [""])
            yield from _wrapped(to, _older(generation, told), DIM)
        first = False
        for take, row in zip(takes, columns([_take(t) for t in takes], to.paint, width=to.width), strict=True):
            yield row
            yield from _facts(to, take, copies)
    if told.call and not told.generations:
        yield "  None was made yet."


def _older(generation: Generation, told: Story) -> str:
    if told.call is None:
        return "From when the board had it:"
    differs = "; ".join(generation.differs)
    if generation.words:
        return terminal_line(f"For these words, from other pictures: {differs}." if differs else "For these words:")
    return terminal_line(f"For other words: {differs or 'they are not known any more'}.")


def _take(take: Told) -> list[Cell]:
    says = "picked" if take.picked else "counts" if take.counts else ""
    first = take.parts[0]
    size = f"{first.width} × {first.height}" if first.width else ""
    entry = take.entry
    cost = "made by hand" if take.by_hand else cost_of(entry) if entry else ""
    return [
        (f"take {take.number}", BOLD if take.counts else ""),
        (says, GREEN),
        (size, ""),
        (weight(sum(p.size or 0 for p in take.parts)), ""),
        (cost, "" if entry is None or entry.known is not None else YELLOW),
        (_seconds(entry), DIM),
        (_when(entry), DIM),
    ]


def weight(size: int) -> str:
    """Bytes for people: `412 KB`."""
    if size >= MB:
        return f"{size / MB:,.1f} MB"
    return f"{-(-size // KB):,} KB" if size else ""


def _seconds(entry: Entry | None) -> str:
    return "" if entry is None or entry.seconds is None else f"{entry.seconds:,.1f} s"


def _when(entry: Entry | None) -> str:
    return f"{entry.when.astimezone():%d %b %Y, %H:%M}" if entry and entry.when else ""


def _facts(to: Screen, take: Told, copies: dict[str, list[Path]]) -> Iterator[str]:
    """Under a take: where its files are, what it used, who asked for it."""
    lead = " " * 10
    for number, part in enumerate(take.parts, 1):
        panel = f"panel {number}  " if len(take.parts) > 1 else ""
        yield lead + panel + _file(to, part, copies)
        if part.path is not None and (said := credential_line(part.path, part.mime)):
            yield lead + to.paint(DIM, terminal_line(said))
    if take.elsewhere:
        yield lead + to.paint(DIM, terminal_line(f"asked for by {take.elsewhere}"))
    if take.tokens:
        told = ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in take.tokens.items() if n)
        yield lead + to.paint(DIM, terminal_line(f"tokens: {told}"))
    if take.entry and take.entry.text:
        for line in textwrap.wrap(terminal_line(f"the model wrote: {take.entry.text[:2000]}"), WIDEST - len(lead)):
            yield lead + to.paint(DIM, line)


def _file(to: Screen, part: Part, copies: dict[str, list[Path]]) -> str:
    if part.path is None:
        why = "it was cleared away" if part.cleared else "its file is not in the store"
        return to.paint(RED, f"{part.sha256[:12]}  {why}")
    shown = next(iter(copies.get(part.sha256, ())), part.path)
    return f"{part.sha256[:12]}  {to.link(shown, terminal_line(home_relative(shown)))}"


def _fallen(to: Screen, told: Story) -> Iterator[str]:
    rows = columns([_attempt(e) for e in told.fallen], to.paint, width=to.width)
    for entry, row in zip(told.fallen, rows, strict=True):
        yield row
        found = explanation(entry)
        said = [terminal_line(t) for t in (why_none(entry)[:1000], f"{found.attempt}." if found else "")]
        for line in (w for t in said for w in textwrap.wrap(t, min(to.width or WIDEST, WIDEST) - 10)):
            yield " " * 10 + to.paint(DIM, line)


def _attempt(entry: Entry) -> list[Cell]:
    state = "on its way" if entry.alive else "no answer" if entry.state == "sending" else entry.state
    return [
        (f"take {entry.take}", ""),
        (terminal_line(state), STATES.get(entry.state, "")),
        (terminal_line(alias(entry.model)), DIM),
        (cost_of(entry), YELLOW if entry.known is None else ""),
        (_seconds(entry), DIM),
        (_when(entry), DIM),
    ]


def _picks(to: Screen, told: Story) -> Iterator[str]:
    rows: list[list[Cell]] = []
    for chosen in told.picks:
        take = f"take {chosen.pick.take}" if chosen.pick.take is not None else "a picture"
        rows.append(
            [(take, ""), (chosen.pick.sha256[:12], DIM), ("for these words" if chosen.now else "for other words", "")]
        )
    yield from columns(rows, to.paint, width=to.width)


def _users(to: Screen, told: Story) -> Iterator[str]:
    rows: list[list[Cell]] = [
        [
            (u.status.value, COLORS[u.status.value]),
            (terminal_line(u.address), ""),
            ("its final" if u.final else "", DIM),
        ]
        for u in told.users
    ]
    yield from columns(rows, to.paint, width=to.width)


def _ways(to: Screen, script: Script, engine: EngineInfo, told: Story) -> Iterator[str]:
    """What can be done about it, as it is typed."""
    from ..runtime.ways import ways

    board, address = terminal_line(typed_board(script, engine)), typed(terminal_line(told.address))
    status = Status.REFUSED if told.refused_again else told.status
    wanted = ways(status, several=_several(told))
    yield from command_lines(to, [(line.format(board=board, address=address), does) for line, does in wanted], 0)


def _several(told: Story) -> bool:
    """Whether there are takes that nobody has chosen from."""
    now = next((g for g in told.generations if g.now), None)
    return now is not None and len(now.takes) > 1 and not any(t.picked for t in now.takes)


def given_lines(to: Screen, given: Given) -> str:
    """A file that goes along, and who sees it."""
    lines = [f"{to.paint(BOLD, terminal_line(given.path))}  a given file", f"  {to.paint(DIM, given.sha256)}", ""]
    rows: list[list[Cell]] = [[(terminal_line(a), "")] for a in given.users]
    return "\n".join([*lines, to.paint(BOLD, "Goes along with"), *columns(rows, to.paint, width=to.width)]) + "\n"
