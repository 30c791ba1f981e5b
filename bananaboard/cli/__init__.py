"""The command line: `bnn`, one module a command, each imported only when it is run."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `bnn` and end the process with its exit code. No input whatever ends in a traceback."""
    import gc
    from signal import SIG_IGN, SIGINT, signal

    # A command's process is short, and a board is a tree without circles: looking for garbage would only cost time.
    gc.disable()
    try:
        from .door import enter

        code = enter(sys.argv[1:])
    except KeyboardInterrupt:  # before the door was there, or while it was being shut
        code = 130
    signal(SIGINT, SIG_IGN)  # all is done: whoever still presses it gets the exit code of what was done
    sys.exit(code)
