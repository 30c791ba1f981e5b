"""`bnn` in this process, through the door of the process: its exit codes and the words of what broke included."""

from __future__ import annotations

import sys
from typing import NoReturn

from click.testing import CliRunner, Result

from bananaboard.cli.door import enter


class Door:
    """What the runner may call instead of a command of click's."""

    def main(self, args: list[str], prog_name: str, **more: object) -> NoReturn:
        sys.exit(enter(list(args)))


def call(*args: object, **more: object) -> Result:
    """What a command wrote, and its exit code."""
    done = CliRunner().invoke(Door(), [str(a) for a in args], prog_name="bnn", **more)
    assert "Bananaboard itself broke" not in done.stderr, done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done
