"""`bnn check` of a 40-line board from a cold start, against `python -c "import lark, jinja2"`: in turn.

Run: `python benchmarks/cold_start.py`. Byte code is on the disk for both, as after an installation. Aim: at most 1.5.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 15


def cpu(*command: str, folder: str) -> float:
    """Seconds of processor that a command takes, its children's included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print both medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "board.bnn").write_text(small(), encoding="utf-8")
        ours = (str(Path(sys.executable).with_name("bnn")), "check", "board.bnn")
        bare = (sys.executable, "-c", "import lark, jinja2")
        cpu(*ours, folder=folder), cpu(*bare, folder=folder)
        pairs = [(cpu(*ours, folder=folder), cpu(*bare, folder=folder)) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(p[i] for p in pairs) for i in (0, 1))
    print(f"bnn check, {len(small().splitlines())} lines   {mine * 1000:6.0f} ms")
    print(f"import lark, jinja2    {theirs * 1000:6.0f} ms")
    print(f"ratio                  {statistics.median(a / b for a, b in pairs):6.2f}      (aim: at most 1.5)")


def small() -> str:
    """A board of forty lines, with a param and insertions."""
    head = 'param coat = "red parka"\nstoryboard "Small" {\n  aspect: 16:9\n  rules: "no text"\n}\n'
    people = "".join(f'character p{i} "person {i}" {{ wears: "{{{{ coat }}}}" }}\n' for i in range(3))
    scene = 'scene s{0} {{\n  variant light: dawn, dusk\n  shot a "@p0 walks, {{{{ light }}}}"\n'
    scene += '  shot b "@p1 and @p2; as @a"\n  shot c "the sea" {{ cast: none }}\n}}\n\n'
    return head + people + "".join(scene.format(i) for i in range(4)) + "final { size: 1K }\n"


if __name__ == "__main__":
    main()
