"""Exit codes and streams of the real process."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

BAD = 'shot a "@nobody"\n'


def test_a_fine_board_ends_with_0_and_its_result_on_standard_output(process, kite):
    done = process("check", kite)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "kite.bnn: 5 calls, 6 requests" in done.stdout.decode()


def test_a_board_with_errors_ends_with_1(process, here):
    (here / "bad.bnn").write_text(BAD)
    for command in ("check", "plan", "run", "status"):
        done = process(command, "bad.bnn")
        assert done.returncode == 1
        assert "BNN450" in (done.stdout if command == "check" else done.stderr).decode()
    assert [p.name for p in here.iterdir() if p.name.startswith(".") or p.name == "out"] == []


@pytest.mark.parametrize(
    "args",
    [
        ("chek", "kite.bnn"),
        ("check",),
        ("check", "nothing.bnn"),
        ("check", "."),
        ("check", "no\udcffname.bnn"),
        ("check", "kite.bnn", "--form", "text"),
        ("check", "kite.bnn", "--set", "coat"),
        ("plan", "kite.bnn", "--set", "coat=red"),
        ("plan", "kite.bnn", "--engine", "nobody"),
        ("plan", "kite.bnn", "--only", "hill.wdie"),
        ("run", "kite.bnn", "--max-cost", "nan"),
        ("explain", "BNN999"),
        ("pick", "kite.bnn", "hill.wide", "9"),
    ],
)
def test_a_wrong_use_ends_with_2_and_says_so_on_standard_error(process, kite, args):
    done = process(*args)
    assert done.returncode == 2, done.stderr.decode()
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_help_says_what_each_command_is_for_and_shows_an_example(process):
    shown = process("--help").stdout.decode()
    for command in ("new", "check", "fmt", "plan", "run", "pick", "status", "models", "explain", "completion"):
        assert f"  {command} " in shown
        assert f"bnn {command}" in process(command, "--help").stdout.decode(), command


def test_the_version_is_said(process):
    done = process("--version")
    assert done.stdout.decode().startswith("bnn ")


def test_a_reader_that_goes_away_is_no_fault(kite):
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "bananaboard", "plan", str(kite)], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_fault(here, kite, closed):
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m bananaboard "$@" {closed}', sys.executable, "run", "kite.bnn"],
        capture_output=True, cwd=here, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert b"broke" not in done.stderr
    assert (here / "out/kite/hill/wide--1.png").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("args", [("check", "kite.bnn"), ("plan", "kite.bnn"), ("run", "kite.bnn"), ("--help",)])
def test_a_full_disk_is_said_in_a_sentence(here, kite, args):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bananaboard", *args], stdout=full, stderr=subprocess.PIPE, cwd=here, check=False
        )
    assert done.returncode == 2
    assert b"can't be written: No space left on device." in done.stderr
    assert b"broke" not in done.stderr
    assert (here / "out/kite/index.html").exists() == (args[0] == "run")


def test_a_fault_of_ours_shows_no_traceback(process, kite):
    """A broken installation stands for every bug; its details go to a file, and only when they are asked for."""
    script = "import sys, bananaboard.script as s; s.script_at = lambda *a, **k: 1 / 0"
    script += "; sys.argv = ['bnn', 'check', 'kite.bnn']"
    script += "; from bananaboard.cli import main; main()"
    environment = {k: v for k, v in os.environ.items() if k != "BNN_DEBUG"}
    plain = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False)
    assert plain.returncode == 1
    assert "Traceback" not in plain.stderr
    assert "BNN_DEBUG=1" in plain.stderr
    environment["BNN_DEBUG"] = "1"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False)
    path = Path(told.stderr.split("The details are in ")[1].strip().removesuffix("."))
    assert "ZeroDivisionError" in path.read_text("utf-8")
    path.unlink()


def test_a_letter_that_the_terminal_lacks_is_no_fault(process, here):
    (here / "kite.bnn").write_text('scene 丘 "真理" { shot a "真理 und ß" }\n', encoding="utf-8")
    done = process("plan", "kite.bnn", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_ctrl_c_waits_for_what_is_in_flight_and_ends_with_130(here):
    """The first request is on its way when the signal comes; what it brings is kept, and the next run goes on."""
    shots = "\n".join(f'  shot s{i} "Shot {i}"' for i in range(60))
    (here / "long.bnn").write_text(f"scene one {{\n  chain: previous\n{shots}\n}}\n")
    command = [sys.executable, "-m", "bananaboard", "run", "long.bnn", "--events"]
    running = subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seen = []
    for line in running.stdout:
        seen.append(json.loads(line))
        if seen[-1]["event"] == "asking":
            running.send_signal(signal.SIGINT)
            break
    rest, complaint = running.communicate(timeout=60)
    seen += [json.loads(line) for line in rest.splitlines()]
    assert running.returncode == 130, complaint
    assert "Traceback" not in complaint
    assert seen[-1]["event"] == "finished"
    assert 1 <= seen[-1]["made"] < 60
    assert seen[-1]["stopped_by"] == "interrupt"


def test_ctrl_c_in_the_moment_of_ending_changes_no_exit_code(here):
    late = (
        "import atexit, os, signal, sys; atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT));"
        "sys.argv = ['bnn', '--version']; from bananaboard.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", late], capture_output=True, cwd=here, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_in_a_terminal_there_are_colours_and_a_living_line(here, kite):
    """The bar is drawn on a pseudo-terminal; where it is none, there are lines and no escape sequence at all."""
    shown = in_terminal(here, "run", "kite.bnn")
    assert "\x1b[" in shown
    assert "/6" in shown
    assert "6 pictures made" in shown
    assert "\x1b]8;;file://" in shown


@pytest.mark.parametrize(
    ("env", "args", "colored"),
    [({}, (), True), ({"NO_COLOR": "1"}, (), False), ({}, ("--color", "never"), False), ({"TERM": "dumb"}, (), False)],
)
def test_colours_follow_what_was_asked(here, kite, env, args, colored):
    shown = in_terminal(here, "plan", "kite.bnn", *args, env=env)
    assert ("\x1b[" in shown) == colored


def test_colours_can_be_had_without_a_terminal(process, kite):
    assert b"\x1b[" not in process("plan", kite).stdout
    assert b"\x1b[" in process("--color", "always", "plan", kite).stdout


def in_terminal(here, *args, env=None):
    """What a command shows on a terminal of its own."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bananaboard", *args]
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    environment |= {"TERM": "xterm-256color", **(env or {})}
    running = subprocess.Popen(command, cwd=here, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert running.wait(timeout=60) == 0, shown.decode(errors="replace")
    return shown.decode(errors="replace")
