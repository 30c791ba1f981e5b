"""`bnn watch` in a process of its own, read as it writes; edits are real, and nothing is waited for by the clock."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 60  # seconds until a test is called hanging
UNTOLD = ("NO_COLOR", "BNN_ENGINE", "COLUMNS", "LINES")


class Terminal:
    """What a process has written, piece by piece."""

    def __init__(self, process: subprocess.Popen[bytes], reading: int) -> None:
        self.process, self.reading, self.pieces = process, reading, queue.Queue[bytes]()
        self.rest = ""
        threading.Thread(target=self._read, args=(reading,), daemon=True).start()

    def _read(self, reading: int) -> None:
        while True:
            try:
                piece = os.read(reading, 65536)
            except OSError:  # the other end of a terminal has gone
                piece = b""
            self.pieces.put(piece)
            if not piece:
                return

    def _next(self, wanted: str) -> bytes:
        try:
            return self.pieces.get(timeout=PATIENCE)
        except queue.Empty:
            raise AssertionError(f"waited in vain for {wanted}") from None

    def until(self, *told: str) -> str:
        """All that comes until each of these was said, in this order."""
        seen = self.rest
        at = 0
        for words in told:
            while (found := seen.find(words, at)) < 0:
                piece = self._next(f"{words!r} in {seen!r}")
                assert piece, f"it ended without {words!r}: {seen}"
                seen += piece.decode("utf-8", "replace")
            at = found + len(words)
        self.rest = seen[at:]
        return seen[:at]

    def resize(self, rows: int, columns: int) -> None:
        """Make the window another size, and tell as a terminal tells."""
        _size(self.reading, rows, columns)
        self.process.send_signal(signal.SIGWINCH)

    def end(self) -> tuple[int, str]:
        """Press Ctrl-C; the exit code, and what was still said."""
        self.process.send_signal(signal.SIGINT)
        while piece := self._next("its end"):
            self.rest += piece.decode("utf-8", "replace")
        return self.process.wait(PATIENCE), self.rest


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in UNTOLD} | {"TERM": "xterm-256color"}


@contextmanager
def watching(folder: Path, *words: str) -> Iterator[Terminal]:
    """`bnn watch` into a pipe."""
    command = [sys.executable, "-m", "bananaboard", "watch", *words]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=_environment()
    ) as process:
        assert process.stdout is not None
        try:
            yield Terminal(process, process.stdout.fileno())
        finally:
            process.kill()


def _size(terminal: int, rows: int, columns: int) -> None:
    import fcntl
    import struct
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


@contextmanager
def in_a_window(folder: Path, *words: str, rows: int = 24) -> Iterator[Terminal]:
    """`bnn watch` in a terminal of its own."""
    import pty

    ours, theirs = pty.openpty()
    _size(theirs, rows, 100)
    command = [sys.executable, "-m", "bananaboard", "watch", *words]
    with subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=_environment()
    ) as process:
        os.close(theirs)
        try:
            yield Terminal(process, ours)
        finally:
            process.kill()
            process.wait()
            os.close(ours)
