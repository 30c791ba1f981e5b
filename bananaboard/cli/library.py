"""`bnn library`: which prompt libraries are installed, what one of them offers, and the beginnings of a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .completing import libraries
from .exits import Mistake, exit_for
from .options import color_option, json_option
from .screen import screen

if TYPE_CHECKING:
    from ..dsl.libraries import Libraries
    from ..shelf import Shelf
    from .library_lines import Listed

EPILOG = """\b
Examples:
  bnn library                                which are installed
  bnn library show cinema                    what it offers, with an example of each
  bnn library show cinema/light              only this file of it
  bnn library show cinema --sketches shown   the same as a page of sketches
  bnn library new harbour                    a library of your own, ready to be installed
"""


@click.command("library", epilog=EPILOG)
@click.argument("what", metavar="[list|show|new]", type=click.Choice(["list", "show", "new"]), default="list")
@click.argument("name", required=False, shell_complete=libraries)
@click.option(
    "--sketches", metavar="DIR", help="With `show`: draw every example into this folder, with a page of them."
)
@json_option
@color_option
@click.pass_context
def command(ctx: click.Context, what: str, name: str | None, sketches: str | None, as_json: bool) -> None:
    """Show what prompt libraries offer, or begin one of your own.

    A library is an installed package of prompts and styles. A board uses it with `import "pkg:NAME/FILE.bnn"`. `show`
    takes a library, or one file of it: NAME/FILE.
    """
    if sketches is not None and what != "show":
        raise Mistake("`--sketches DIR` goes with `bnn library show NAME`.")
    if what == "list":
        if name is not None:
            raise Mistake(f"To see what is in `{name}`: `bnn library show {name}`.")
        _list(as_json=as_json)
        return
    if name is None:
        raise Mistake(f"Which one? `bnn library {what} NAME`.")
    if what == "new":
        _new(name)
        return
    shelf = _opened(name)
    _show(shelf, sketches, as_json=as_json)
    screen().tell(shelf.diagnostics)
    ctx.exit(exit_for(shelf.diagnostics))


def _list(*, as_json: bool) -> None:
    from ..dsl.libraries import Libraries
    from ..dsl.loader import Unusable
    from ..shelf import open_shelf
    from .library_lines import list_json, list_lines

    installed = Libraries()
    found: list[Listed] = []
    for name in installed.names():
        try:
            found.append((name, installed.release(name), open_shelf(name, installed.folder(name, name)).catalogue))
        except Unusable:
            found.append((name, installed.release(name), None))
    to = screen()
    to.out(list_json(found) if as_json else list_lines(to, found))


def _opened(name: str) -> Shelf:
    from ..dsl.libraries import Libraries
    from ..dsl.loader import Unusable
    from ..shelf import open_shelf

    name, _, file = name.partition("/")
    installed = Libraries()
    try:
        shelf = open_shelf(name, installed.folder(name, name))
        return shelf.only(file) if file else shelf
    except Unusable as fault:
        raise Mistake(_unknown(name, fault, installed)) from None
    except KeyError:
        there = ", ".join(leaf.path for leaf in shelf.catalogue.leaves)
        raise Mistake(f"The library `{name}` has no file `{file}`. There are: {there or 'none'}.") from None


def _unknown(name: str, fault: Exception, installed: Libraries) -> str:
    from ..dsl.loader import Unusable

    near = fault.words.get("nearest") if isinstance(fault, Unusable) else None
    if name in installed.names():
        return f"The library `{name}` is installed without its files. Install it again."
    guess = f"Did you mean `{near}`?" if near else f"There are: {', '.join(installed.names()) or 'none'}."
    return f"No library `{name}` is installed. {guess}"


def _show(shelf: Shelf, sketches: str | None, *, as_json: bool) -> None:
    from ..dsl.libraries import Libraries
    from .library_lines import show_json, show_lines

    to, release = screen(), Libraries().release(shelf.name)
    if sketches is None:
        to.out(show_json(shelf, release) if as_json else show_lines(to, shelf, release))
        return
    from .library_sketches import PAGE, write_sketches

    folder = Path(sketches)
    if to.live:
        to.aside(f"Drawing {len(shelf.calls)} sketches, which may take a minute.\n")
    try:
        drawn = write_sketches(shelf, release, folder)
    except OSError as fault:
        raise Mistake(f"Nothing can be written to `{sketches}`: {fault.strerror or fault}.") from None
    if as_json:
        to.out(show_json(shelf, release, drawn))
        return
    page = folder / PAGE
    to.out(f"{len(drawn)} sketches, and a page of them: {to.link(page, str(page))}\n")


def _new(name: str) -> None:
    from .library_new import scaffold
    from .screen import home_relative, typed_path

    folder = scaffold(name, Path.cwd())
    typed = typed_path(folder)
    steps = (
        (f"pip install -e {typed}", "make it known, so that boards find it"),
        (f"bnn library show {name}", "what it offers"),
        (f"python -m pytest {typed}", "its tests"),
    )
    wide = max(len(line) for line, _ in steps)
    screen().out(
        f"Wrote {home_relative(folder)}, a library with two prompts, a style and their tests. Now:\n"
        + "".join(f"  {line:<{wide}}   {told}\n" for line, told in steps)
    )
