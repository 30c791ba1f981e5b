"""A project on disk, a pretended service in a process of its own, and `bnn` as real processes."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from bananaboard.runtime.ledger import read_ledger
from bananaboard.runtime.rehearsal.bill import read_bill
from bananaboard.runtime.rehearsal.reckoning import asked_bill
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.store import Store

PATIENCE = 60  # seconds until a test gives up on a process


def until(reached, what="it"):
    """Looks again and again until something is so."""
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, f"{what} does not come"
        time.sleep(0.005)


def told(process, word, times=1):
    """Reads a process's events until one holds `word` for the so-manyth time."""
    for line in process.stdout:
        times -= word in line
        if not times:
            return
    raise AssertionError(f"it ended before it said {word}: {process.stderr.read()}")


HELD = """
import asyncio, json, sys
from pathlib import Path
from bananaboard.runtime.rehearsal.bill import Journal
from bananaboard.runtime.rehearsal.scenario import read_scenario
from bananaboard.runtime.rehearsal.serve import Server
from bananaboard.runtime.rehearsal.service import Service

async def main():
    start = json.loads(await asyncio.to_thread(sys.stdin.readline))
    journal = Journal(Path(start["journal"]))
    server = Server(Service(read_scenario("latency=60min " + start["scenario"]), journal))
    print(await server.open(), flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        server.service.hurry.set()
    await server.close()
    journal.close()

asyncio.run(main())
"""


class Service:
    """A pretended service. It remembers what it billed in `journal`, whatever becomes of those who ask.

    One that is `held` answers nothing until it is let go: so nothing hangs on how fast anything is.
    """

    def __init__(self, folder, scenario, *, held=False):
        self.journal = folder / "bill.jsonl"
        self.process = subprocess.Popen(
            [sys.executable, "-P", *(("-c", HELD) if held else ("-m", "bananaboard.runtime.rehearsal"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        start = json.dumps({"scenario": scenario, "journal": str(self.journal)})
        self.process.stdin.write(start.encode() + b"\n")
        self.process.stdin.flush()
        self.url = self.process.stdout.readline().decode().strip()
        assert self.url.startswith("http://127.0.0.1:")

    def bill(self):
        """What was billed, once nothing is being worked on."""
        until(lambda: self.process.poll() is not None or not self.working())
        return read_bill(self.journal)

    def working(self):
        """How many requests it is at."""
        return asked_bill(self.url).working

    def let_go(self):
        """Answer all that was asked for, and from here on at once."""
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        """Ends when all that it works on is billed."""
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


@contextmanager
def serving(folder, scenario, *, held=False):
    service = Service(folder, scenario, held=held)
    try:
        yield service
    finally:
        service.close()


class Project:
    """A folder with boards, and `bnn` in it."""

    engine = "rehearsal"
    modules = ("httpx2", "bananaboard.runtime.rehearsal.engine", "bananaboard.runtime.rehearsal.wire")

    def __init__(self, folder, service=None, scenario=None):
        self.folder, self.service = folder, service
        self.processes = []
        self.workspace = Workspace(folder, realm="rehearsal")
        self.home = self.workspace.home
        (folder / "pyproject.toml").touch()
        self.env = {**os.environ, "XDG_CONFIG_HOME": str(folder / "config"), "XDG_CACHE_HOME": str(folder / "cache")}
        self.env["XDG_DATA_HOME"] = str(folder / "data")
        for name in ("BNN_ENGINE", "BNN_REHEARSAL", "BNN_REHEARSAL_URL", "BNN_DEBUG", "NO_COLOR", "COLUMNS"):
            self.env.pop(name, None)
        if scenario is not None:
            self.env["BNN_REHEARSAL"] = scenario
        if service is not None:
            self.env["BNN_REHEARSAL_URL"] = service.url

    def write(self, text, name="board.bnn"):
        (self.folder / name).write_text(text)

    def begin(self, *more, board="board.bnn", events=True, **options):
        """`bnn run` as a process that goes on by itself."""
        more = ("--events", *more) if events else more
        command = [sys.executable, "-m", "bananaboard", "run", board, "--engine", self.engine, *more]
        pipe = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        process = subprocess.Popen(command, cwd=self.folder, env=self.env, text=True, **pipe)
        self.processes.append(process)
        return process

    def close(self):
        """No process is left behind, whatever a test ran into."""
        for process in self.processes:
            process.kill()
            process.wait()
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    stream.close()

    def run(self, *more, board="board.bnn", agreed=True, events=True):
        """A whole `bnn run`: its exit code, what it told, its events."""
        process = self.begin(*(["--yes"] if agreed else []), *more, board=board, events=events)
        return ended(process)

    def bnn(self, *words):
        command = [sys.executable, "-m", "bananaboard", *words]
        return subprocess.run(
            command, cwd=self.folder, env=self.env, text=True, capture_output=True, check=False, timeout=PATIENCE
        )

    def attempts(self):
        """Every request of the ledger, with the digests of the pictures that it made, and its key at the service."""
        made = self.ask("SELECT attempt, sha256 FROM made ORDER BY attempt, part")
        rows = self.ask("SELECT a.*, m.json sent_json FROM attempt a JOIN manifest m ON m.digest=a.sent ORDER BY a.seq")
        for row in rows:
            row["made"] = tuple(m["sha256"] for m in made if m["attempt"] == row["attempt"])
            row["key"] = key_of(row["said"], row["sent_json"])
        return rows

    def totals(self):
        """The running totals of boards and of runs, each beside the sum that it stands for."""
        boards = "SELECT spent, (SELECT COALESCE(SUM(holds), 0) FROM attempt a WHERE a.board=b.board) held FROM board b"
        runs = "SELECT spent, (SELECT COALESCE(SUM(holds), 0) FROM attempt a WHERE a.run=r.run) held FROM run r"
        return [(r["spent"], r["held"]) for r in (*self.ask(boards), *self.ask(runs))]

    def ask(self, query):
        """Rows of the ledger as it is on the disk; none where there is no ledger yet."""
        ledger = read_ledger(self.home)
        if ledger is None:
            return []
        try:
            ledger.connection.row_factory = sqlite3.Row
            return [dict(r) for r in ledger.connection.execute(query)]
        finally:
            ledger.close()

    def sound(self):
        """Whether the ledger is whole and each picture that was kept lies in the store, byte for byte."""
        store = Store(self.home)
        assert [r["quick_check"] for r in self.ask("PRAGMA quick_check")] in ([], ["ok"])
        for row in self.attempts():
            for sha256 in row["made"]:
                store.read(sha256)  # compares the bytes with the digest
        assert all(told == summed for told, summed in self.totals())


def key_of(said, sent):
    """How the service calls what a request asks for: by its words and by the pictures that went along."""
    pictures = [p["sha256"] for p in json.loads(sent)["parts"] if "sha256" in p]
    return hashlib.sha256(f"{said}/{'/'.join(pictures)}".encode()).hexdigest()[:16]


def ended(process):
    """A process that has come to its end by itself."""
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        process.kill()
        out, err = process.communicate()
        raise AssertionError(f"it does not end:\n{out[-2000:]}\n{err[-4000:]}") from None
    return Ended(process.returncode, out, err).without_a_fault_of_ours()


class Forge:
    """Makes processes that are `bnn` quickly; see `forge.py`. Each is killed and waited for like any other."""

    def __init__(self, project):
        self.project, self.count = project, 0
        project.write('storyboard "Warm"\nshot a "A hill"\n', "warm.bnn")
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("forge.py"), "warm.bnn"],
            cwd=project.folder,
            env={**project.env, "FORGE": ",".join(project.modules)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def _ask(self, **asked):
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        while not (line := self.process.stdout.readline()).startswith("="):
            assert self.process.poll() is None
        return int(line[1:])

    def begin(self, *more):
        """`bnn run`, on its way."""
        self.count += 1
        out = self.project.folder / f"run{self.count}"
        args = ["run", "board.bnn", "--engine", self.project.engine, "--events", "--yes", *more]
        pid = self._ask(args=args, cwd=str(self.project.folder), env=self.project.env, out=str(out))
        return Forged(self, pid, out)

    def close(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


class Forged:
    """One process of a forge."""

    def __init__(self, forge, pid, out):
        self.forge, self.pid, self.out = forge, pid, out

    def begun(self):
        """Returns when it has said its first word, or has ended."""
        until(lambda: self._read(".out") or not alive(self.pid))

    def send(self, number):
        os.kill(self.pid, number)  # one that has ended and was not waited for takes it too

    def kill(self):
        self.send(signal.SIGKILL)

    def ended(self):
        """Waits for it."""
        code = self.forge._ask(wait=self.pid)
        found = Ended(code, self._read(".out"), self._read(".err"))
        for end in (".out", ".err"):
            self.out.with_name(self.out.name + end).unlink(missing_ok=True)
        return found

    def _read(self, end):
        path = self.out.with_name(self.out.name + end)
        return path.read_text(errors="replace") if path.exists() else ""


def alive(pid):
    """Whether a process goes on: one that ended and was not waited for yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Ended:
    """What a command left."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def without_a_fault_of_ours(self):
        assert "Traceback" not in self.err, self.err
        assert "itself broke" not in self.err, self.err
        return self

    @property
    def events(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def __repr__(self):
        return f"exit {self.code}\n{self.out[-3000:]}\n{self.err[-3000:]}"
