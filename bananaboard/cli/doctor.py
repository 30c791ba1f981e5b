"""`bnn doctor`: what is set up, what is missing, and what would be used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..dsl.money import show
from ..runtime.page.harmless import terminal_line
from .completing import engines
from .doctor_json import as_document
from .exits import Exit, Mistake
from .options import color_option, json_option
from .screen import BOLD, DIM, GREEN, YELLOW, screen

if TYPE_CHECKING:
    from ..checkup import Books, Checkup
    from .columns import Cell
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn doctor
  bnn doctor --engine gemini     is Gemini ready?
  bnn doctor --json
  bnn doctor --live              asks Gemini for about a dollar: is all still so?
"""


@click.command("doctor", epilog=EPILOG)
@click.option("--engine", metavar="NAME", shell_complete=engines, help="Look at what a run with this one needs.")
@click.option("--live", is_flag=True, help="Ask Gemini, for about a dollar, whether what the engine rests on is so.")
@click.option("--yes", is_flag=True, help="With --live: do not ask before it costs money.")
@json_option
@color_option
@click.pass_context
def command(ctx: click.Context, engine: str | None, live: bool, yes: bool, as_json: bool) -> None:
    """Show what is set up, what is missing, and what would be used.

    Nothing is asked of any service, nothing is changed, and no key is shown. It ends with 1 where something is wrong
    that would keep a run from going.

    With --live it does ask, having asked you first: it draws some twenty pictures and looks whether sizes, limits,
    prices and refusals are as the engine takes them to be. It ends with 3 where something is not so.
    """
    if live:
        ctx.exit(_live(engine, yes=yes, as_json=as_json))
    if yes:
        raise Mistake("`--yes` is for `--live`: nothing else here costs money.")
    from ..api import today
    from ..checkup import look
    from ..grammar.severity import Severity

    to, found = screen(), look(Path.cwd(), os.environ, today(), engine=engine)
    to.out(as_document(found) if as_json else _text(to, found))
    if not as_json:
        to.tell(found.findings)
        to.aside(f"{terminal_line(found.draws.missing)}\n" if found.draws.missing else "")
    if found.draws.missing or any(d.severity is Severity.ERROR for d in found.findings):
        ctx.exit(Exit.ERRORS)


def _live(engine: str | None, *, yes: bool, as_json: bool) -> Exit:
    from ..api import today
    from ..checkup import look
    from ..runtime.engines import GEMINI
    from .live import live

    if engine not in (None, GEMINI.name):
        raise Mistake(f"Only {GEMINI.name} can be checked live: leave `--engine` out.")
    return live(look(Path.cwd(), os.environ, today(), engine=GEMINI.name), yes=yes, as_json=as_json)


def _text(to: Screen, found: Checkup) -> str:
    lines: list[str] = []
    for title, rows in (
        ("Programs", _programs(found)),
        ("Who draws", _draws(found)),
        ("Gemini", _gemini(found)),
        ("This project", _books(found.books)),
    ):
        from .columns import columns

        cells: list[list[Cell]] = [[(name, DIM), (terminal_line(value), color)] for name, value, color in rows]
        lines += [to.paint(BOLD, title), *columns(cells, to.paint, width=to.width), ""]
    return "\n".join(lines)


Rows = list[tuple[str, str, str]]


def _programs(found: Checkup) -> Rows:
    programs = found.programs
    return [
        ("Bananaboard", programs.bananaboard, ""),
        ("Python", f"{programs.python} on {programs.system}", ""),
        ("google-genai", programs.google_genai or "not installed", ""),
    ]


def _draws(found: Checkup) -> Rows:
    settings, draws = found.configuration, found.draws
    where = (
        "can't be used" if settings is None else str(settings.path) + ("" if settings.written else " (nothing in it)")
    )
    others = ", ".join(f"{name} ({source})" for name, source in draws.installed)
    return [
        ("engine", f"{draws.name}, since {_said(draws.because)}", GREEN),
        ("installed", others, ""),
        ("configuration", where, ""),
    ]


def _said(because: str) -> str:
    return because if because.startswith("nobody") else f"{because} says so"


def _gemini(found: Checkup) -> Rows:
    from ..runtime.gemini.access import host_of
    from ..runtime.gemini.proxy import proxy_for

    access = found.access
    if access is None:
        return [("ready", "no: no key is set (see https://aistudio.google.com/apikey)", YELLOW)]
    rows: Rows = [("asks", str(access.way), GREEN)]
    rows += [("key", f"from {access.key_from}", "")] if access.key_from else []
    rows += [("project", access.project or "that of the credentials", "")] if access.vertex and not access.key else []
    rows += [("location", access.location, "")] if access.location else []
    rows.append(("account", f"{access.account} (a name made from the key or the project; it gives neither away)", ""))
    tier = found.configuration.tier if found.configuration else 1
    rows.append(("tier", f"{tier}: {_window(tier)}", ""))
    rows += [("instead of Google", host_of(access.base_url), YELLOW)] if access.base_url else []
    rows += [("by the proxy", host_of(proxy), "")] if (proxy := proxy_for(access)) else []
    return rows


def _window(tier: int) -> str:
    from ..dsl.models import model_table

    window = model_table().inputs.spend_per_10_minutes.get(f"tier{tier}")
    return f"{show(window)} in ten minutes" if window is not None else "nothing is known of its limits"


def _books(books: Books | None) -> Rows:
    if books is None:
        return []
    rows: Rows = [("folder", str(books.root), "")]
    if books.home is not None and books.home.parent != books.root:
        rows.append(("kept in", str(books.home), ""))
    if books.ledger != "whole":
        said = "nothing was made here yet" if books.ledger == "none" else "can't be used"
        return [*rows, ("ledger", said, "" if books.ledger == "none" else YELLOW)]
    rows.append(("ledger", f"whole: {books.requests} requests, {books.pictures} pictures", GREEN))
    rows.append(("spent", show(books.held) if books.held else "nothing", ""))
    rows += [("unheard of", f"{books.lost}: their highest price counts as spent", YELLOW)] if books.lost else []
    rows += [("under way", str(books.open), "")] if books.open else []
    rows += [("not filed yet", f"{books.inbox} answers; the next run files them", YELLOW)] if books.inbox else []
    return rows
