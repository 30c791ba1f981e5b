"""The command line: `bnn`, one module a command, each imported only when it is run."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `bnn` and end the process with its exit code. No input whatever ends in a traceback."""
    from .door import enter

    sys.exit(enter(sys.argv[1:]))
