"""Checking a 1,000-line board again after one keystroke, in a process that lives on, as an editor's does.

Run: `python benchmarks/keystroke.py`. Each keystroke types one character into another shot's text and compiles the
whole board anew; the ratio is against the first compilation in the process. Aim: under 50 ms, median and worst of 200.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time

from bananaboard.dsl.compile import compile_board
from bananaboard.dsl.memory_files import MemoryFiles
from boards import board

DAY = dt.date(2026, 11, 21)


def main() -> None:
    """Print median and worst."""
    text = board(134)
    files = MemoryFiles({"board.bnn": text.encode()})
    start = time.perf_counter()
    assert not compile_board(files, "board.bnn", today=DAY, text=text).diagnostics
    first = time.perf_counter() - start
    taken = []
    for i in range(200):
        at = text.index("walks in", len(text) * i // 220)
        text = text[:at] + "x" + text[at:]
        start = time.perf_counter()
        compile_board(files, "board.bnn", today=DAY, text=text)
        taken.append(time.perf_counter() - start)
    print(f"{len(text.splitlines()):,} lines; first {first * 1000:.0f} ms")
    print(
        f"after a keystroke: median {statistics.median(taken) * 1000:.0f} ms, "
        f"worst {max(taken) * 1000:.0f} ms of 200   (aim: 50)"
    )


if __name__ == "__main__":
    main()
