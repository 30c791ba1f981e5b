"""`bnn config`: what the user's own configuration says, and where things are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .completing import boards
from .exits import Exit, Mistake
from .options import color_option, json_option
from .screen import screen, tilde

if TYPE_CHECKING:
    from ..runtime.root import Workspace

EPILOG = """\b
Examples:
  bnn config                        what holds, and where it is written
  bnn config --init                 a file with comments, to be filled in
  bnn config --move-store .         this project's pictures, into the folder of stores
  bnn config --withdraw kite.bnn    ask again before this board costs money
"""


@click.command("config", epilog=EPILOG)
@click.option("--init", is_flag=True, help="Write a configuration with comments, where there is none.")
@click.option(
    "--move-store",
    metavar="PATH",
    shell_complete=boards,
    help="Move the pictures and the ledger of the project of a board or folder to the folder of stores.",
)
@click.option("--into-project", is_flag=True, help="With --move-store: back into the project.")
@click.option("--withdraw", metavar="FILE", shell_complete=boards, help="Take back what you agreed to for a board.")
@json_option
@color_option
@click.pass_context
def command(
    ctx: click.Context, init: bool, move_store: str | None, into_project: bool, withdraw: str | None, as_json: bool
) -> None:
    """Show your own configuration: who draws, what a month may cost, where pictures are kept.

    It is one file for all your boards. What was spent this month, and what you have agreed to, is told with it.
    """
    asked = [name for name, on in (("init", init), ("move-store", move_store), ("withdraw", withdraw)) if on]
    if len(asked) > 1:
        raise Mistake(f"Of `--{asked[0]}` and `--{asked[1]}`, one at a time.")
    if into_project and move_store is None:
        raise Mistake("`--into-project` goes with `--move-store PATH`: it says where to.")
    if init:
        _init()
    elif move_store is not None:
        _move(_root(move_store), into_project=into_project)
    elif withdraw is not None:
        _withdraw(withdraw)
    else:
        _show(as_json=as_json)
    ctx.exit(Exit.DONE)


def _show(*, as_json: bool) -> None:
    from .config_lines import config_json, config_lines

    to = screen()
    to.out(config_json() if as_json else config_lines(to))


def _init() -> None:
    from ..runtime.config_keys import starter
    from ..runtime.configuration import config_file

    path = config_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(starter())
    except FileExistsError:
        raise Mistake(f"There is a configuration already: {path}. It stays as it is.") from None
    except OSError as fault:
        raise Mistake(f"`{path}` can't be written: {fault.strerror or fault}.") from None
    screen().out(f"{path} is there now. Every line in it is a comment until you take away its `#`.\n")


def _root(named: str) -> Path:
    from ..runtime.root import find_root
    from .named import existing

    path = Path(named)
    if path.is_dir():
        return find_root(path.absolute() / "board.bnn")
    return find_root(existing(named).absolute())


def _move(root: Path, *, into_project: bool) -> None:
    from ..runtime.moving import move_in, move_out

    target = move_in(root) if into_project else move_out(root)
    screen().out(f"The pictures and the ledger of {tilde(root)} are in {tilde(target)} now.\n")


def _withdraw(named: str) -> None:
    from ..runtime.agreement import withdraw
    from ..runtime.root import Workspace
    from ..script import script_at
    from .named import existing

    script = script_at(existing(named))
    realms: list[Workspace] = [Workspace(script.root, realm=r) for r in _realms()]
    try:
        count = sum(withdraw(w, script.key) for w in realms)
    except OSError as fault:
        raise Mistake(f"It can't be written down: {fault.strerror or fault}.") from None
    told = "You are asked again before it costs money." if count else "You had not agreed to anything for it."
    screen().out(f"{told}\n")


def _realms() -> tuple[str, ...]:
    """Those of the engines that are built in, the real world first."""
    from ..runtime.engines import BUILT_IN

    return tuple(dict.fromkeys(("", *(info.realm for info, _, _ in BUILT_IN.values()))))
