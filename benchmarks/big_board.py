"""A board of 10,000 scenes with three shots each: parsed, checked, planned, printed; against a bare Lark tree.

Run: `python benchmarks/big_board.py [SCENES]`. Each side runs in a process of its own, in turn, five times; the ratio
is that of the medians. Aim: at most 3, and under 1 GB.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from boards import board

HERE = Path(__file__).parent
BARE = """
import gc, sys, time
from lark import Lark
text = open(sys.argv[1], encoding="utf-8").read()
lark = Lark(open(sys.argv[2], encoding="utf-8").read(), parser="lalr", propagate_positions=True)
gc.collect(); gc.freeze(); gc.disable()
start = time.process_time()
lark.parse(text)
print(time.process_time() - start)
"""
OURS = """
import gc, resource, sys, time
gc.disable()  # as the command line does
start = time.process_time()
import datetime
from pathlib import Path
from bananaboard.api import compile_file
from bananaboard.runtime.plan import EngineInfo, make_plan
compiled = compile_file(Path(sys.argv[1]), date=datetime.date(2026, 11, 21))
checked = time.process_time() - start
plan = make_plan(compiled, engine=EngineInfo("sketch", "sketch", True), root=None, today=datetime.date(2026, 11, 21))
planned = time.process_time() - start
text = plan.to_json()
print(time.process_time() - start, checked, planned, len(compiled.calls), len(text),
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def timed(code: str, *args: str) -> list[float]:
    """What a process of its own prints."""
    run = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)
    return [float(word) for word in run.stdout.split()]


def main() -> None:
    """Print the medians and their ratio."""
    scenes = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.bnn"
        path.write_text(board(scenes), encoding="utf-8")
        lines = board(scenes).count("\n")
        bare, ours = [], []
        for _ in range(5):
            bare.append(timed(BARE, str(path), str(HERE / "bare.lark"))[0])
            ours.append(timed(OURS, str(path)))
    total, checked, planned, calls, size, memory = (statistics.median(column) for column in zip(*ours, strict=True))
    tree = statistics.median(bare)
    print(f"{lines:,} lines, {calls:,.0f} calls, {size / 1e6:.0f} MB of JSON, at most {memory:.0f} MB of memory")
    print(f"bare Lark tree, collector frozen   {tree:6.2f} s")
    print(f"parsed and checked                 {checked:6.2f} s   {checked / tree:.2f} times")
    print(f"... and planned                    {planned:6.2f} s   {planned / tree:.2f} times")
    print(f"... and printed as JSON            {total:6.2f} s   {total / tree:.2f} times   (aim: at most 3)")


if __name__ == "__main__":
    main()
