"""What commands import: light ones stay light."""

import subprocess
import sys

import pytest

HEAVY = {
    "google.genai",
    "IPython",
    "nbformat",
    "PIL",
    "rich",
    "lark",
    "asyncio",
    "sqlite3",
    "platformdirs",
    "importlib.metadata",
}


def loaded(here, *args):
    script = f"""
import sys
from bananaboard.cli import main
sys.argv = ["bnn", *{list(args)!r}]
try:
    main()
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=here, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("command", "allowed"), [("check", {"lark", "platformdirs"}), ("fmt", {"lark"}), ("--help", set())]
)
def test_the_everyday_commands_load_nothing_heavy(here, kite, command, allowed):
    found = loaded(here, command, *([] if command == "--help" else ["kite.bnn"]))
    assert HEAVY & found <= allowed


def test_a_plan_loads_no_painter_and_no_notebook(here, kite):
    found = loaded(here, "plan", "kite.bnn")
    assert {"google.genai", "IPython", "nbformat", "PIL", "rich", "asyncio"} & found == set()


def test_a_command_loads_no_other_command(here, kite):
    found = loaded(here, "check", "kite.bnn")
    assert {
        f"bananaboard.cli.{c}" for c in ("plan", "run", "pick", "status", "models", "explain", "new")
    } & found == set()


def test_the_package_itself_is_light():
    script = "import sys, bananaboard; print([m for m in sys.modules if m.startswith('bananaboard.')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
