"""`bnn log`: every request that was ever sent, and what it cost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .completing import boards, engines
from .earlier import settle_earlier
from .exits import Exit, Mistake
from .named import engine_of
from .options import STDIN, color_option, json_option
from .screen import screen, typed_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..runtime.log import Entry
    from ..script import Script
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn log kite.bnn
  bnn log kite.bnn --since 7d --state lost
  bnn log kite.bnn --run last
  bnn log --all                  what was spent where
"""
SHORTEST = 4  # characters of a run's name that are enough


@click.command("log", epilog=EPILOG)
@click.argument("file", metavar="[FILE]", required=False, shell_complete=boards)
@click.option("--all", "everything", is_flag=True, help="What was spent where: all boards, this month and ever.")
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Whose. Default: every one that costs money.")
@click.option("--run", "run", metavar="RUN", help="Only one run: `last`, or its name as it is shown.")
@click.option("--since", metavar="WHEN", help="Only from then on: 2026-11-21, 2026-11, today, 7d or 12h.")
@click.option(
    "--state",
    type=click.Choice(["kept", "refused", "failed", "lost", "sending"]),
    help="Only those that ended so.",
)
@json_option
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str | None,
    everything: bool,
    engine: str | None,
    run: str | None,
    since: str | None,
    state: str | None,
    as_json: bool,
) -> None:
    """Show every request that was ever sent for a board.

    When, for which picture, how it ended and what it cost; the newest last. What is not known is called unknown, and
    counts at its highest price.
    """
    from ..runtime.ledger import Unopenable

    if everything == (file is not None):
        raise Mistake("Name a board, such as `bnn log kite.bnn`, or ask for all of them: `bnn log --all`.")
    if everything and (run or since or state):
        raise Mistake("`--all` shows sums: it goes with `--engine` and `--json` only.")
    to, now = screen(), dt.datetime.now().astimezone()
    try:
        if file is None:
            _all(to, engine, now, as_json=as_json)
        else:
            chosen = Chosen(engine, run, _since(since, now), state)
            _one(to, file, chosen, as_json=as_json)
    except Unopenable as fault:
        to.tell([fault.problem])
        ctx.exit(Exit.ERRORS)


class Chosen:
    """Which requests are asked for."""

    def __init__(self, engine: str | None, run: str | None, since: dt.datetime | None, state: str | None) -> None:
        self.engine, self.run, self.since, self.state = engine, run, since, state

    def of(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those of them. Raises Mistake for a run that there is not."""
        found = list(entries)
        if self.run is not None:
            name = _run(self.run, found)
            found = [e for e in found if e.run == name]
        if self.since is not None:
            found = [e for e in found if e.when is None or e.when >= self.since]
        return [e for e in found if self.state in (None, e.state)]


def _run(wanted: str, entries: list[Entry]) -> str:
    runs = list(dict.fromkeys(e.run for e in entries))
    if wanted.casefold() == "last" and runs:
        return runs[-1]
    text = wanted.upper()
    found = [r for r in runs if len(text) >= SHORTEST and text in r]
    if len(found) == 1:
        return found[0]
    told = f"could be each of {len(found)} runs; give more of its name" if found else "is no run that is shown here"
    raise Mistake(f"`{wanted}` {told}. `bnn log FILE` shows the names of runs; `--run last` is the newest.")


def _since(text: str | None, now: dt.datetime) -> dt.datetime | None:
    """`7d`, `12h`, `today`, `2026-11-21`, `2026-11` in the time of this place. Raises Mistake."""
    import re

    if text is None:
        return None
    if text.casefold() == "today":
        return now.replace(hour=0, minute=0, second=0, microsecond=0)
    if match := re.fullmatch(r"(\d{1,5})([dh])", text):
        return now - dt.timedelta(**{"days" if match[2] == "d" else "hours": int(match[1])})
    try:
        return dt.datetime.fromisoformat(text + "-01" if re.fullmatch(r"\d{4}-\d\d", text) else text).astimezone()
    except (ValueError, OverflowError):
        raise Mistake(
            f"`--since {text}` is no time: say a date (2026-11-21), a month (2026-11), `today`, `7d` or `12h`."
        ) from None


def _one(to: Screen, file: str, chosen: Chosen, *, as_json: bool) -> None:
    from ..runtime.costs import budget_of
    from ..runtime.log import names_of, read_log
    from ..script import script_at
    from .log_lines import log_json, log_lines

    if file == STDIN:
        raise Mistake("Standard input has no log of its own: name a board.")
    script = script_at(Path(file))
    info = engine_of(chosen.engine) if chosen.engine else None
    settle_earlier(to, script, info or engine_of(None))
    workspace = script.workspace(info)
    home = workspace.home
    names = names_of(home, script.key, script.root)
    entries = read_log(home, names, info.maker if info else None)
    if not entries and not script.named.exists():
        from .named import existing

        existing(file)
    shown = chosen.of(entries)
    budget = budget_of(workspace, script.key)
    if as_json:
        to.out(log_json(script.key, shown, budget))
        return
    to.out(log_lines(to, script, shown, budget, free_too=chosen.engine is not None))
    if not entries and info is None:
        for name in _pretending(script):
            to.aside(
                f"What was only pretended has a log of its own: `bnn log {typed_path(script.named)} --engine {name}`.\n"
            )


def _pretending(script: Script) -> list[str]:
    """Engines whose requests were pretended here: they have a ledger of their own."""
    from ..runtime.engines import BUILT_IN
    from ..runtime.ledger import NAME

    infos = [info for info, *_ in BUILT_IN.values() if info.realm]
    return [i.name for i in infos if (script.workspace(i).home / NAME).exists()]


def _all(to: Screen, engine: str | None, now: dt.datetime, *, as_json: bool) -> None:
    from ..runtime.costs import all_costs
    from ..runtime.root import Workspace, find_root
    from ..runtime.share import month_now
    from .spending_lines import spending_json, spending_lines

    info, now = engine_of(engine) if engine else None, now.astimezone(dt.UTC)
    realm = info.realm if info else ""
    month = f"{now:%Y-%m}"
    costs = all_costs(Workspace(find_root(Path.cwd() / STDIN), realm=realm), info.maker if info else None, month)
    limit = month_now(realm)
    to.out(spending_json(costs, month, limit) if as_json else spending_lines(to, costs, now, limit))
