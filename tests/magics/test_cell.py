"""`%%banana` in a real IPython shell."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from IPython.core.interactiveshell import ExecutionResult, InteractiveShell

BOARD = 'param who = "a fox"\nscene day { shot one "{{ who }} by a {river}" { size: 1K } }'


def run(shell: InteractiveShell, line: str, body: str = BOARD) -> ExecutionResult:
    return shell.run_cell(f"%%banana {line}\n{body}")


def test_a_cell_makes_pictures_and_keeps_them(shell: InteractiveShell, tmp_path: Path) -> None:
    run(shell, "story --quiet").raise_error()
    story = shell.user_ns["story"]
    assert story.made == 1
    assert story["day.one"].path.is_file()
    assert story["day.one"].image.size == (1024, 1024)
    run(shell, "story --quiet").raise_error()
    assert shell.user_ns["story"].made == 0
    assert (tmp_path / ".bananaboard").is_dir()


def test_a_plan_makes_nothing(shell: InteractiveShell, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(shell, "--plan").raise_error()
    assert "day.one" in capsys.readouterr().out
    assert not (tmp_path / ".bananaboard").exists()


def test_variables_come_in_by_name_and_as_data(shell: InteractiveShell) -> None:
    shell.user_ns["who"] = "{{ 7 * 7 }} and @nobody"
    run(shell, "--with who --quiet").raise_error()
    text = shell.user_ns["run"]["day.one"].record
    assert text.address == "day.one"


@pytest.mark.parametrize(
    ("line", "body", "said"),
    [
        ("", 'shot one "x" { aspct: 16:9 }', "BNN301"),
        ("--with nowhere", BOARD, "there is no variable `nowhere`"),
        ("--set who", BOARD, "needs a value"),
        ("--colour", BOARD, "there is no option `--colour`. `%banana help`"),
        ("--engin sketch", BOARD, "Did you mean `--engine`?"),
        ("--only", BOARD, "expected one argument"),
        ("two words", BOARD, "words"),
        ("9lives", BOARD, "9lives"),
        ("class", BOARD, "`class` can't be the name of a variable"),
        ("__builtins__", BOARD, "`__builtins__` can't be the name"),
        ('"unclosed', BOARD, "quotation"),
    ],
)
def test_a_fault_is_told_in_words(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], line: str, body: str, said: str
) -> None:
    result = run(shell, line, body)
    assert type(result.error_in_exec).__name__ == "CellError"
    printed = capsys.readouterr().out
    assert said in printed
    assert "Traceback" not in printed


def test_unloading_leaves_nothing(shell: InteractiveShell) -> None:
    shell.run_line_magic("unload_ext", "bananaboard")
    assert shell.find_cell_magic("banana") is None
    shell.run_line_magic("load_ext", "bananaboard")


FRESH = """
import sys, threading
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.history_manager.enabled = False
before, threads = set(sys.modules), threading.active_count()
import bananaboard
bananaboard.load_ipython_extension(shell)
print(sorted(m for m in set(sys.modules) - before if m.startswith('bananaboard')), threading.active_count() - threads)
shell.run_cell('%%banana --plan\\nshot one "A hill"')
for thread in threading.enumerate():
    if thread.name == "bananaboard-warming":
        thread.join()
before = set(sys.modules)
from IPython.core.completer import CompletionContext
shell.Completer.custom_matchers[-1](CompletionContext("", "%%banana\\nshot two { mo", 13, 1, None))
print(sorted(m for m in set(sys.modules) - before if "." not in m), "bananaboard.lsp.completing" in before)
print("lsprotocol" in sys.modules)  # half a second of a first Tab
"""


def test_loading_is_light_and_the_first_cell_prepares_the_first_tab(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FRESH], capture_output=True, text=True, check=True, cwd=tmp_path,
        env=os.environ | {"IPYTHONDIR": str(tmp_path)},
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert lines[0] == "['bananaboard', 'bananaboard.magics', 'bananaboard.magics.preferences'] 0"
    assert lines[-2:] == ["[] True", "False"]
