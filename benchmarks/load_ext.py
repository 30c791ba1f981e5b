"""`%load_ext bananaboard` against that of bigquery-magics and JupySQL, and what else a notebook is waited for.

python benchmarks/load_ext.py [FOLDER]

Each extension gets an environment of its own, made with pip in FOLDER (a temporary one unless named, so that a second
run can use it again), and is loaded ROUNDS times in turn with the others, each time in a new process with IPython there
already. Then, in a kernel with the sketches and the rehearsal: how long Tab takes, from an interrupt to the prompt, and
how large a saved notebook with 20 pictures is.
"""

from __future__ import annotations

import json
import os
import queue
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ROUNDS = 7
PATIENCE = 120  # seconds
THEIRS = {"bananaboard": str(ROOT), "bigquery_magics": "bigquery-magics", "sql": "jupysql"}
LOAD = """
import sys, time, json, warnings
warnings.simplefilter("ignore")
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
modules, began = len(sys.modules), time.perf_counter()
shell.run_line_magic("load_ext", sys.argv[1])
took = time.perf_counter() - began
print(json.dumps([took, len(sys.modules) - modules]))
"""


def made(folder: Path, wanted: str) -> Path:
    """The Python of an environment with a package and IPython."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", wanted, "ipython<10"], check=True)
    return python


def loaded(python: Path, name: str, home: Path) -> tuple[float, int]:
    """Seconds and modules of one `%load_ext`."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"HOME": str(home)}
    command = [python, "-c", LOAD, name]
    done = subprocess.run(command, env=env, cwd=home, check=True, capture_output=True, text=True)
    took, modules = json.loads(done.stdout.splitlines()[-1])
    return took, modules


class Kernel:
    """A kernel of this environment in a folder."""

    def __init__(self, folder: Path) -> None:
        from jupyter_client.manager import KernelManager

        self.manager = KernelManager(kernel_name="python3")
        self.manager.kernel_spec.argv[0] = sys.executable
        self.manager.start_kernel(cwd=str(folder), env=os.environ | {"BNN_REHEARSAL": "latency=30s plain=20kB"})
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)

    def run(self, code: str, until: str = "") -> tuple[list[Any], float]:
        """The displays of a cell, and how long it took; from an interrupt on, once something says `until`."""
        sent, began, shown = self.client.execute(code), time.perf_counter(), []
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=PATIENCE)
            except queue.Empty:
                raise SystemExit(f"{code} does not end") from None
            if message["parent_header"].get("msg_id") != sent:
                continue
            if until and until in json.dumps(message["content"]):
                until, began = "", time.perf_counter()
                self.manager.interrupt_kernel()
            if message["content"].get("execution_state") == "idle":
                return shown, time.perf_counter() - began

    def complete(self, code: str) -> float:
        """How long Tab takes at the end of a cell."""
        began = time.perf_counter()
        reply = self.client.complete(code, len(code), reply=True, timeout=PATIENCE)
        assert reply["content"]["matches"], code
        return time.perf_counter() - began

    def close(self) -> None:
        """End it."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()


def told(seconds: list[float]) -> str:
    """A median and the worst."""
    return f"{statistics.median(seconds) * 1000:6.0f} ms, worst of {len(seconds)} {max(seconds) * 1000:.0f} ms"


def waits(folder: Path) -> None:
    """Tab and interrupts."""
    kernel = Kernel(folder)
    kernel.run("%load_ext bananaboard")
    people = "\n".join(f'character p{i} "person {i}"' for i in range(30))
    shots = "\n".join(f'shot s{i} "@p{i % 30} walks"' for i in range(100))
    kernel.run(f"%%banana --plan\n{people}\n{shots}")
    taken = [kernel.complete('%%banana\nshot last "@p2') for _ in range(40)]
    print(f"Tab in a cell, a board of 100 shots   {told(taken[1:])}; the first {taken[0] * 1000:.0f} ms")
    cell = '%%banana --engine rehearsal --max-cost 5\nshot a{0} "Bird {0}"'  # two alike would be one request
    stops = [kernel.run(cell.format(n), until="1 on their way")[1] for n in range(9)]
    print(f"from an interrupt to the prompt       {told(stops)}")
    kernel.close()


def saved(folder: Path) -> None:
    """A notebook with twenty pictures."""
    import nbformat
    from nbclient import NotebookClient
    from nbformat.v4 import new_code_cell, new_notebook

    shots = "\n".join(f'shot s{i} "A lighthouse on the rocks by the sea, {i} gulls"' for i in range(20))
    notebook = new_notebook(cells=[new_code_cell(c) for c in ("%load_ext bananaboard", f"%%banana\n{shots}")])
    NotebookClient(notebook, timeout=PATIENCE, resources={"metadata": {"path": str(folder)}}).execute()
    full = sum(p.stat().st_size for p in folder.joinpath("out").rglob("*.png"))
    size = len(nbformat.writes(notebook))
    print(f"a saved notebook with 20 pictures     {size / 1e6:6.2f} MB; in full {full / 1e6:.1f} MB")


def main() -> None:
    """Print it all."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1] if sys.argv[1:] else scratch).absolute()
        homes = Path(scratch, "home")
        homes.mkdir()
        pythons = {name: made(folder / name, wanted) for name, wanted in THEIRS.items()}
        for name, python in pythons.items():
            loaded(python, name, homes)
        rounds = [{n: loaded(p, n, homes) for n, p in pythons.items()} for _ in range(ROUNDS)]
        for name in THEIRS:
            took = statistics.median(r[name][0] for r in rounds)
            print(f"%load_ext {name:16} {took * 1000:8.1f} ms   {rounds[0][name][1]:5} modules")
        for part in (waits, saved):
            place = Path(scratch, part.__name__)
            place.mkdir()
            (place / "pyproject.toml").touch()
            part(place)


if __name__ == "__main__":
    main()
