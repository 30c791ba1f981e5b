"""`bnn explain`: a diagnostic in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .completing import codes
from .exits import Mistake
from .options import color_option
from .screen import BOLD, CYAN, DIM, GREEN, RED, YELLOW, screen

if TYPE_CHECKING:
    from ..grammar.prose import Entry
    from .screen import Screen

EPILOG = """\b
Examples:
  bnn explain BNN203
  bnn explain            lists all codes
"""
WIDTH = 88
COLORS = {"error": RED, "warning": YELLOW, "note": CYAN}


@click.command("explain", epilog=EPILOG)
@click.argument("code", required=False, shell_complete=codes)
@color_option
def command(code: str | None) -> None:
    """Explain an error code, with an example."""
    from ..grammar.prose import entries

    to = screen()
    every = {e.code: e for e in entries()}
    if code is None:
        to.out("".join(f"{to.paint(BOLD, e.code)}  {e.severity!s:<8} {e.title}\n" for e in every.values()))
        return
    wanted = code.strip().upper()
    found = every.get(wanted) or every.get(f"BNN{wanted}")
    if found is None:
        raise Mistake(_unknown(code, list(every)))
    to.out(explained(to, found))


def _unknown(code: str, known: list[str]) -> str:
    from ..dsl.nearest import nearest

    near = nearest(code.strip().upper(), known)
    return f"There is no code `{code}`. " + (f"Did you mean `{near}`? " if near else "") + "`bnn explain` lists all."


def explained(to: Screen, entry: Entry) -> str:
    """The whole story of a code: title, explanation, the bad and the good board, what may be advised."""
    paint, width = to.paint, min(to.width or WIDTH, WIDTH)
    head = paint(f"1;{COLORS[str(entry.severity)]}", f"{entry.severity} {entry.code}")
    parts = [f"{head}  {paint(BOLD, entry.title)}", _wrapped(entry.explain, width)]
    if entry.bad:
        parts.append(paint(RED, "Wrong:") + "\n\n" + _board(entry.bad))
    if entry.good:
        parts.append(paint(GREEN, "Right:") + "\n\n" + _board(entry.good))
    if not entry.explain:
        parts.insert(1, _wrapped(_gapped(entry.message), width))
    if entry.hints:
        hints = "\n".join(_wrapped(_gapped(h), width, "  ") for h in entry.hints)
        parts.append(paint(DIM, "What the message may advise:") + "\n\n" + hints)
    return "\n\n".join(p.strip("\n") for p in parts if p) + "\n"


def _gapped(template: str) -> str:
    """A sentence with its gaps as dots."""
    import string

    return "".join(text + ("…" if name is not None else "") for text, name, _, _ in string.Formatter().parse(template))


def _wrapped(text: str, width: int, indent: str = "") -> str:
    import textwrap

    paragraphs = [textwrap.fill(p, width, initial_indent=indent, subsequent_indent=indent) for p in text.split("\n\n")]
    return "\n\n".join(paragraphs)


def _board(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.strip("\n").split("\n"))
