"""What an earlier run left that ended without finishing: settled before a command looks, and told in words."""

from __future__ import annotations

import textwrap
from datetime import datetime
from typing import TYPE_CHECKING

from .exits import Exit, exit_for
from .screen import home_relative

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dsl.call import Compiled
    from ..runtime.ground import EngineInfo
    from ..runtime.recovered import Ended, Recovered
    from ..script import Script
    from .screen import Screen

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WIDTH = 118


UNFILED = "BNN631"  # what else is wrong with a ledger is told by whoever reads it


def settle_or_stop(to: Screen, script: Script, engine: EngineInfo) -> None:
    """The same before a run, which does not begin while answers wait that can't be filed. Raises click's Exit."""
    import click

    if settle_earlier(to, script, engine, planned=True):
        to.aside("Nothing was made.\n")
        raise click.exceptions.Exit(Exit.ERRORS)


def settle_earlier(to: Screen, script: Script, engine: EngineInfo, *, planned: bool = False) -> bool:
    """Settle what dead runs left in a project, and say so. `planned`: the plan of this board is shown below.

    Whether answers are left that can't be filed now, which is told too.
    """
    from ..runtime.page.harmless import terminal
    from ..runtime.recovery import settle_dead

    found = settle_dead(script.workspace(engine), engine)
    if found is not None and (found.filed or found.unknown or found.refused or found.waiting):
        to.aside(terminal(told(found, script.key, planned=planned)))
    unfiled = [p for p in found.problems if p.code == UNFILED] if found is not None else []
    to.tell(unfiled)
    return bool(unfiled)


def settled(to: Screen, script: Script, engine: EngineInfo) -> Compiled:
    """The board, after that. Ends the command where the board has errors."""
    import click

    settle_earlier(to, script, engine)
    compiled = script.compiled(engine)
    code = exit_for(compiled.diagnostics)
    if code is not Exit.DONE:
        to.tell(compiled.diagnostics)
        raise click.exceptions.Exit(code)
    return compiled


def told(found: Recovered, board: str, *, planned: bool) -> str:
    """The whole story of it."""
    lines = [_heading(found), *_arrived(found, board), *_unknown(found, board, planned=planned)]
    for maker, path in found.waiting:
        lines.append(f"  An answer of {maker} waits to be read: {home_relative(path)}")
        lines.append(f"    Name its engine to have it filed, such as `--engine {maker}`.")
    return "\n".join(lines) + "\n\n"


def _heading(found: Recovered) -> str:
    if not found.began:
        return "Earlier runs ended without finishing:"
    when = ", ".join(_when(b) for b in found.began)
    first = "An earlier run" if len(found.began) == 1 else f"{len(found.began)} earlier runs"
    return f"{first} ({when}) ended without finishing:"


def _when(stamp: str) -> str:
    """A moment as people here read it: `21 Nov 14:03`."""
    try:
        at = datetime.fromisoformat(stamp).astimezone()
    except (ValueError, OverflowError, OSError):
        return "some time ago"
    return f"{at.day} {MONTHS[at.month - 1]} {at:%H:%M}"


def _arrived(found: Recovered, board: str) -> list[str]:
    from ..dsl.money import show

    lines = []
    if found.filed:
        count, answers = sum(e.pictures for e in found.filed), len(found.filed)
        pictures = "1 picture" if count == 1 else f"{count:,} pictures"
        whose = "answer" if answers == 1 else "answers"
        first = f"{pictures} whose {whose} had arrived {'was' if count == 1 else 'were'} filed"
        costs = [e.cost for e in found.filed if e.cost is not None]
        cost = show(sum(costs)) if len(costs) == len(found.filed) else "cost unknown"
        lines += _wrapped(f"{first}: {of_board(found.filed, board)}   {cost}")
    if found.refused:
        one = len(found.refused) == 1
        first = "1 answer that had arrived was a refusal" if one else (
            f"{len(found.refused)} answers that had arrived were refusals"
        )  # fmt: skip
        lines += _wrapped(f"{first}: {of_board(found.refused, board)}")
    return lines


def _unknown(found: Recovered, board: str, *, planned: bool) -> list[str]:
    from ..dsl.money import show

    if not found.unknown:
        return []
    one, most = len(found.unknown) == 1, show(sum(e.holds for e in found.unknown))
    many = "1 request" if one else f"{len(found.unknown)} requests"
    lines = [f"  {many} got no answer and may have been billed, at most {most}, counted as spent:"]
    lines += _wrapped(of_board(found.unknown, board), "    ")
    here = any(e.board == board for e in found.unknown)
    who = "It is" if one else "They are"
    lines += [f"  {who} in the plan below again."] if here and planned else []
    return lines


def _wrapped(text: str, before: str = "  ") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=before, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )  # fmt: skip


def of_board(ended: Iterable[Ended], board: str) -> str:
    """Requests by their addresses, those of another board with its file."""
    return grouped((e.address if e.board == board else f"{e.board}: {e.address}", e.take) for e in ended)


def grouped(takes: Iterable[tuple[str, int]]) -> str:
    """Takes by their addresses: `a.b#1, #2, a.c#1`."""
    found: dict[str, list[int]] = {}
    for address, take in takes:
        found.setdefault(address, []).append(take)
    return ", ".join(address + ", ".join(f"#{n}" for n in numbers) for address, numbers in found.items())
