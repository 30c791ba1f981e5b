"""`bnn rehearsal`: an image service that is only pretended, to rehearse failures with."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..interrupts import on_signal
from ..runtime.page.harmless import terminal_line
from ..runtime.rehearsal.scenario import ADDRESS, KEYS, MILD, Unheard, key_of, read_scenario
from .exits import Exit, Mistake
from .options import NumberOption, color_option, json_option
from .screen import BOLD, DIM, screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..runtime.rehearsal.bill import Bill
    from ..runtime.rehearsal.scenario import Scenario
    from .screen import Screen

F = TypeVar("F", bound="Callable[..., Any]")

EPILOG = """\b
Examples:
  bnn run kite.bnn --engine rehearsal      starts a service for one run
  bnn rehearsal --latency 3s --refuse 10% --cut 5%
  bnn rehearsal --quota 20                 the day's quota is used up after 20 pictures
  bnn rehearsal --bill                     what was billed until now
"""
# `patience` is the engine's, not the service's.
_ENGINE = {"patience"}
_METAVARS = {"time": "TIME", "number": "N", "count": "N", "size": "BYTES", "rate": "SHARE", "money": "DOLLARS"}


def _fault_options(function: F) -> F:
    """An option for each thing that a service may do."""
    for name, (kind, told) in reversed(KEYS.items()):
        if name not in _ENGINE:
            metavar = _METAVARS.get(kind, "yes|no|unknown")
            function = click.option(f"--{key_of(name)}", name, metavar=metavar, help=told)(function)
    return function


@click.command("rehearsal", epilog=EPILOG)
@click.option("--bill", "only_bill", is_flag=True, help="Print what was billed in this project, and end.")
@click.option(
    "--port",
    cls=NumberOption,
    type=click.IntRange(0, 65535),
    default=0,
    help="Where it listens. Default: a port that is free.",
)
@_fault_options
@json_option
@color_option
@click.pass_context
def command(ctx: click.Context, /, only_bill: bool, port: int, as_json: bool, **faults: str | None) -> None:
    """Pretend to be an image service that is slow, paid, and fails.

    No real money is spent, and nothing leaves this computer: the service listens on 127.0.0.1 only. It prints its
    address. With that in BNN_REHEARSAL_URL, `--engine rehearsal` asks it; without, each run starts a service of its
    own. Ctrl-C ends it, and it says what it billed. A SHARE is `10%`, or `1/20` for every twentieth. Without any fault
    named it fails now and then.
    """
    to = screen()
    if only_bill:
        ctx.exit(_show_bill(to, as_json=as_json))
    text = " ".join(f"{key_of(k)}={v}" for k, v in faults.items() if v is not None)
    try:
        scenario = read_scenario(text) if text else MILD
    except Unheard as fault:
        raise Mistake(str(fault)) from None
    _serve(to, scenario, port, as_json=as_json)


def _serve(to: Screen, scenario: Scenario, port: int, *, as_json: bool) -> None:
    from ..runtime.rehearsal.bill import Bill, read_bill

    journal = _journal()
    try:
        before = len(read_bill(journal).items)
        asyncio.run(_until_stopped(to, scenario, journal, port))
        bill = Bill(read_bill(journal).items[before:])
    except OSError as fault:
        raise Mistake(f"The service can't be started, or keep its bill: {fault.strerror or fault}.") from None
    to.out(_json(bill) if as_json else bill_text(to, bill))


async def _until_stopped(to: Screen, scenario: Scenario, journal: Path, port: int) -> None:
    from ..runtime.rehearsal.serve import serve

    stopped = asyncio.Event()
    restore = _on_signals(asyncio.get_running_loop(), stopped)

    def opened(address: str) -> None:
        to.out(f"{address}\n")
        to.aside(f"A pretended service ({str(scenario) or 'without a fault'}). Ctrl-C ends it. To ask it:\n")
        to.aside(f"  {ADDRESS}={address} bnn run FILE --engine rehearsal\n")

    try:
        await serve(scenario, journal, port=port, opened=opened, ended=stopped.wait())
    finally:
        restore()


def _on_signals(loop: asyncio.AbstractEventLoop, stopped: asyncio.Event) -> Callable[[], object]:
    """Set `stopped` at Ctrl-C and at the request to end; what takes that back."""
    restores = [on_signal(loop, number, lambda _: stopped.set()) for number in (signal.SIGINT, signal.SIGTERM)]
    return lambda: [restore() for restore in restores if restore is not None]


def _journal() -> Path:
    """The bill of the project that the current folder lies in: the one that runs on this engine write too."""
    from ..runtime.engines import REHEARSAL
    from ..runtime.rehearsal.reckoning import journal_in
    from ..runtime.root import Workspace, find_root

    return journal_in(Workspace(find_root(Path.cwd() / "board.bnn"), realm=REHEARSAL.realm).home)


def _show_bill(to: Screen, *, as_json: bool) -> Exit:
    from ..runtime.rehearsal.bill import read_bill
    from ..runtime.rehearsal.reckoning import asked_bill

    address = os.environ.get(ADDRESS)
    try:
        bill = read_bill(_journal()) if address is None else asked_bill(address)
    except OSError as fault:
        raise Mistake(f"The bill can't be read: {fault.strerror or fault}.") from None
    if bill is None:
        raise Mistake(f"No service answers at the address in {ADDRESS}.")
    to.out(_json(bill) if as_json else bill_text(to, bill))
    return Exit.DONE


def _json(bill: Bill) -> str:
    import json

    import msgspec

    from ..dsl.money import usd

    items = [msgspec.to_builtins(i) for i in bill.items]
    found = {"requests": len(items), "billed": bill.billed, "billed_usd": usd(bill.nano), "items": items}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def bill_text(to: Screen, bill: Bill) -> str:
    """What came and what it was billed at, a line for each way to end."""
    from ..dsl.money import show
    from ..dsl.words import many
    from .columns import columns

    if not bill.items:
        return "Nothing was asked for, and nothing billed.\n"
    sum_ = to.paint(BOLD, show(bill.nano))
    billed = f"{bill.billed:,} {'was' if bill.billed == 1 else 'were'} billed"
    head = f"{many(len(bill.items), 'request')} came, {billed}: {sum_} of pretended money."
    fates = dict.fromkeys(i.fate for i in bill.items)
    rows = []
    for fate in fates:
        items = [i for i in bill.items if i.fate == fate]
        cost = sum(i.cost or 0 for i in items if i.billed)
        rows.append([(terminal_line(fate), ""), (f"{len(items):,}", ""), (show(cost) if cost else "nothing", DIM)])
    return "\n".join([head, *columns(rows, to.paint, width=to.width, right=(1,))]) + "\n"
