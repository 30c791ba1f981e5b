"""The door of the process: every way in which a command can end becomes an exit code, and no traceback is shown."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import click

from .exits import Exit, Mistake

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def enter(args: list[str]) -> int:
    """Run the command that `args` name; its exit code."""
    _open()
    for stream in (sys.stdout, sys.stderr):
        _widen(stream)
    try:
        return _complete(_guarded(args))
    except KeyboardInterrupt:
        _say("Interrupted.")
        return Exit.INTERRUPTED
    finally:
        _flush()


def _open() -> None:
    """A stream that was closed before we came (`>&-`) is one that nobody reads, and its number is nobody else's."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - a device, for life


def _complete(code: int) -> int:
    """The exit code, unless the result that it stands for could not be written."""
    if "bananaboard.cli.screen" not in sys.modules:
        return code
    from .screen import unwritten

    if (why := unwritten()) is None:
        return code
    _say(f"The result can't be written: {why}.")
    return code or Exit.USAGE


def _guarded(args: list[str]) -> int:
    try:
        return _called(args)
    except BrokenPipeError:
        from .screen import deafen

        deafen(sys.stdout)
        return Exit.DONE
    except OSError as fault:
        if fault.errno not in _FULL:
            _apologise(fault)
            return Exit.ERRORS
        _say(f"What Bananaboard has to say or to keep can't be written: {fault.strerror}.")
        return Exit.USAGE
    except Exception as fault:  # noqa: BLE001 - the last resort: whatever it is, it is our fault and no traceback
        _apologise(fault)
        return Exit.ERRORS


def _called(args: list[str]) -> int:
    import click

    from .commands import bnn

    try:
        code = bnn.main(args, prog_name=_name(), complete_var="_BNN_COMPLETE", standalone_mode=False)
    except click.Abort:
        _say("Interrupted.")
        return Exit.INTERRUPTED
    except click.ClickException as wrong:
        _show(wrong)
        return wrong.exit_code if isinstance(wrong, Mistake) else Exit.USAGE
    except Exception as wrong:
        if not _told(wrong):
            raise
        return Exit.USAGE
    return code if isinstance(code, int) else Exit.DONE


def _told(wrong: Exception) -> bool:
    """Tell what is wrong with the user's own configuration, in its own words; whether it was that."""
    diagnostics = getattr(wrong, "diagnostics", None)
    if diagnostics is None:
        return False
    from .screen import screen

    screen().tell(diagnostics)
    return True


def _name() -> str:
    return "python -m bananaboard" if os.path.basename(sys.argv[0]) == "__main__.py" else "bnn"  # noqa: PTH119 - no path


def _show(wrong: click.ClickException) -> None:
    """What is wrong, made harmless: a name from the command line may hold anything."""
    from io import StringIO

    from ..runtime.page.harmless import terminal

    said = StringIO()
    wrong.show(said)
    sys.stderr.write(terminal(said.getvalue()))


def _widen(stream: TextIO) -> None:
    """A terminal that lacks a letter shows a question mark in its place."""
    if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
        reconfigure(errors="replace")


def _flush() -> None:
    """What is still held back goes out now, or nowhere: Python itself would complain at its end."""
    from .screen import deafen

    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            deafen(stream)


def _say(text: str) -> None:
    try:
        sys.stderr.write(f"\n{text}\n")
    except (OSError, ValueError):
        return


def _apologise(fault: Exception) -> None:
    from ..runtime.page.harmless import terminal_line

    said = terminal_line(f"{type(fault).__name__}: {fault}")[:300]
    _say(f"Bananaboard itself broke here ({said}). That is not your fault.\n{_details()}")


def _details() -> str:
    if not os.environ.get("BNN_DEBUG"):
        return "Run the same command with BNN_DEBUG=1 before it to have the details written to a file, for a report."
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="bananaboard-", suffix=".txt", delete=False, encoding="utf-8", errors="replace"
    ) as file:
        file.write(traceback.format_exc())
    return f"The details are in {file.name}."
