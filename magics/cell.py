"""One `%%banana` cell: its line is read, its board made, its pictures shown."""

from __future__ import annotations

import argparse
import io
import shlex
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

    from IPython.core.interactiveshell import InteractiveShell

PREVIEW = 768  # pixels of the longer side: a notebook of full pictures is too heavy to be opened


class CellError(Exception):
    """What is wrong with a cell, in words: IPython shows these and no frames of Python, and the cell has failed."""

    def _render_traceback_(self) -> list[str]:
        return str(self).split("\n")


class Reader(argparse.ArgumentParser):
    """Reads the line of a cell; what is wrong with it is a CellError and never the end of the process."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it is used."""
        raise CellError(f"%%banana: {message}\n{self.format_usage().strip()}")


def reader() -> Reader:
    """What may stand behind `%%banana`."""
    found = Reader(prog="%%banana", add_help=False, allow_abbrev=False, exit_on_error=False)
    found.add_argument("name", nargs="?", default="run", help="the variable that holds the result")
    found.add_argument("--plan", action="store_true", help="only say what would be made and what it costs")
    found.add_argument("--engine", default=None, help="who draws; sketch, which is free, unless you say so")
    found.add_argument("--only", action="append", default=[], metavar="ADDRESS", help="make only this")
    found.add_argument("--set", action="append", default=[], metavar="name=value", help="a value for a param")
    found.add_argument(
        "--with", action="append", default=[], dest="variables", metavar="VARIABLE", help="a Python variable"
    )
    found.add_argument("--quiet", action="store_true", help="show no pictures")
    return found


def run_cell(shell: InteractiveShell, loads: Callable[..., Any], line: str, cell: str) -> object:
    """Make the board of a cell; its result goes into the variable that the cell names. Raises CellError."""
    fault: str | None = None
    result: object = None
    try:
        options = _read(line)
        board = loads(cell, **_params(shell, options))
        plan = board.plan(engine=options.engine, only=options.only)
        if options.plan:
            _print_plan(plan)
            return None
        result = plan.run()
        shell.user_ns[options.name] = result
        if not options.quiet:
            _show(result)
    except CellError as e:
        fault = str(e)
    except Exception as e:
        if not hasattr(e, "diagnostics"):
            raise
        fault = str(e)
    if fault is not None:
        raise CellError(fault)  # here, so that no frame and no cause of it hangs on
    return result if options.quiet else None


def _read(line: str) -> argparse.Namespace:
    try:
        options = reader().parse_args(shlex.split(line))
    except (argparse.ArgumentError, ValueError) as e:
        raise CellError(f"%%banana: {e}") from None
    if not options.name.isidentifier():
        raise CellError(f"%%banana: `{options.name}` can't be the name of a variable.")
    return options


def _params(shell: InteractiveShell, options: argparse.Namespace) -> dict[str, object]:
    """Python's variables come in by name only, and as data."""
    params: dict[str, object] = {}
    for pair in options.set:
        name, equals, value = pair.partition("=")
        if not equals:
            raise CellError(f"%%banana: `--set {pair}` needs a value: `--set {pair}=...`.")
        params[name] = value
    for name in options.variables:
        if name not in shell.user_ns:
            raise CellError(f"%%banana: there is no variable `{name}`.")
        params[name] = shell.user_ns[name]
    return params


def _print_plan(plan: Any) -> None:
    width = max((len(c.address) for c in plan.calls), default=0)
    for call in plan.calls:
        print(f"{call.status:8} {call.address:{width}}  make {call.make}  {call.why}")  # noqa: T201 - a cell's output
    print(plan.cost)  # noqa: T201 - a cell's output


def _show(run: Any) -> None:
    """Every picture that counts, small, in the order of the board; the whole file is on the disk."""
    from IPython.display import Image, display

    shown = {}
    for take in run.takes:
        if take.counts or take.address not in shown:
            shown[take.address] = take
    for address, take in shown.items():
        display(f"{address}")  # type: ignore[no-untyped-call]  # IPython's own
        display(Image(data=_preview(take.image), format="png", alt=address))  # type: ignore[no-untyped-call]  # IPython's own


def _preview(image: Any) -> bytes:
    small = image.convert("RGB")
    small.thumbnail((PREVIEW, PREVIEW))
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()
