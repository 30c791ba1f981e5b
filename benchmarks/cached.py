"""How long a run takes when all is there, against `ninja` with as many outputs that are up to date.

python benchmarks/cached.py [PICTURES]

Both have 10,000 files to look after, and nothing to do. Each is a process of its own, in turn, five times; the ratios
are those of the least times, since the machine may be busy. `bnn run` reads and checks the board, plans it, compares
the plan with the ledger, the copies under `out/` with what was written there, and the page with what it should show.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from boards import board

ROUNDS = 5
OURS = """
import sys, time
from types import SimpleNamespace
from bananaboard.runtime import engines
from bananaboard.runtime.engine import Answer, Drawn
from PIL import Image
from io import BytesIO

class Instant:
    "Draws at once, never the same twice; says how often it was asked."
    name = maker = "instant"
    free = False
    asked = 0

    async def make(self, request, spool):
        Instant.asked += 1
        n, file = Instant.asked, BytesIO()
        Image.new("RGB", (1, 1), (n & 255, n >> 8 & 255, n >> 16)).save(file, "PNG")
        spool.write(file.getvalue())
        spool.seal()
        return Answer((Drawn(file.getvalue(), "image/png"),), "", None)

    async def aclose(self): ...

engines._plugged = lambda: {"instant": SimpleNamespace(load=lambda: Instant, dist=None)}
parts = {}

def timed(module, name):
    whole = getattr(module, name)
    def work(*args, **more):
        began = time.process_time()
        try:
            return whole(*args, **more)
        finally:
            parts[name] = round(time.process_time() - began, 3)
    setattr(module, name, work)

import asyncio
import bananaboard.making, bananaboard.runtime.plan, bananaboard.script
timed(bananaboard.script, "compile_file")
timed(bananaboard.runtime.plan, "make_plan")
timed(bananaboard.making, "_page")
timed(asyncio, "run")
from bananaboard.cli.door import enter
code = enter(["run", "big.bnn", "--engine", "instant", "--yes", "--jobs", "64"])
print(__import__("json").dumps({"code": code, "asked": Instant.asked, "parts": parts}), file=sys.stderr)
"""
NINJA = "rule copy\n  command = cp $in $out\n"


def timed(command: list[str], folder: Path) -> tuple[float, float, str]:
    """Seconds from start to end, seconds of the processor, and what it wrote at the end of its errors."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start, busy = time.perf_counter(), processor()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, processor() - busy, (done.stderr.strip().splitlines() or [""])[-1]


def processor() -> float:
    """Seconds that the processes which have ended so far kept a processor busy."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def prepared(root: Path, pictures: int) -> tuple[Path, Path]:
    """A folder for each side, in which all is made."""
    ours, theirs = root / "ours", root / "ninja"
    ours.mkdir()
    (ours / "pyproject.toml").touch()
    (ours / "big.bnn").write_text(board(pictures // 3), "utf-8")
    timed([sys.executable, "-c", OURS], ours)
    copies = sorted(p.relative_to(ours) for p in (ours / "out").rglob("*.png"))
    theirs.mkdir()
    for n, copy in enumerate(copies):
        (theirs / "in" / copy).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ours / copy, theirs / "in" / copy)
        copies[n] = Path(str(copy).replace("=", "-"))
    lines = "".join(f"build {c}: copy in/{c}\n" for c in copies)
    (theirs / "build.ninja").write_text(NINJA + lines, "utf-8")
    timed(["ninja"], theirs)
    return ours, theirs


def main() -> None:
    """Print the least times of both and their ratio."""
    pictures = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    if shutil.which("ninja") is None:
        sys.exit("This needs `ninja`: `pip install ninja`, or the system's package ninja-build.")
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        ours, theirs = prepared(Path(folder), pictures)
        rounds = [(timed(["ninja"], theirs), timed([sys.executable, "-c", OURS], ours)) for _ in range(ROUNDS)]
    found = json.loads(min(mine[1:] for _, mine in rounds)[1])
    assert (found["code"], found["asked"]) == (0, 0), found
    parts = {"compile_file": "read and checked", "make_plan": "planned", "run": "run", "_page": "  of it the page"}
    print(f"{pictures:,} pictures that are there; requests: {found['asked']}")
    for at, what in enumerate(("from start to end", "processor")):
        ninja, mine = (min(r[side][at] for r in rounds) for side in (0, 1))
        print(f"{what:18} ninja {ninja:6.2f} s   bnn run {mine:6.2f} s   {mine / ninja:.0f} times")
    for name, words in parts.items():
        print(f"  {words:17} {found['parts'].get(name, 0):6.2f} s of the processor")


if __name__ == "__main__":
    main()
