"""`new`, `models`, `explain`, `completion`, and the columns that tables are made of."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bananaboard.grammar.diagnostic import Severity
from bananaboard.grammar.prose import Entry, entries
from bananaboard.grammar.render import Paint

from bananaboard.cli.columns import columns, cut, wide
from bananaboard.cli.completing import addresses, boards, codes, engines
from bananaboard.cli.explain import explained
from bananaboard.cli.screen import Screen

SCREENS = Path(__file__).parent / "screens"


def test_a_new_board_is_fine_canonical_and_runs(bnn, here):
    assert "bnn run kite.bnn" in bnn("new", "kite").stdout
    checked = bnn("check", "kite.bnn")
    assert (checked.exit_code, checked.stdout) == (0, "✓ kite.bnn: 9 calls, 10 requests\n")
    assert bnn("fmt", "--check", "kite.bnn").exit_code == 0
    assert bnn("run", "kite.bnn").exit_code == 0
    assert bnn("pick", "kite.bnn", "morning.door", "2").exit_code == 0
    assert bnn("run", "kite.bnn", "--final").exit_code == 0


def test_a_new_board_never_takes_the_place_of_a_file(bnn, here):
    (here / "story.bnn").write_text("mine")
    assert bnn("new").exit_code == 2
    assert (here / "story.bnn").read_text() == "mine"


@pytest.mark.parametrize("name", ["", ".", "..", ".bnn", "a\0b", "a\nb", "story.bnn/x", "x" * 300])
def test_names_that_can_not_be(bnn, here, name):
    (here / "story.bnn").write_text("mine")
    done = bnn("new", name)
    assert done.exit_code == 2


def test_the_models(bnn):
    told = bnn("models").stdout
    for word in ("lite", "flash", "banana", "pro", "as of", "sketch     built in"):
        assert word in told
    models = json.loads(bnn("models", "--json").stdout)["models"]
    assert {m["aliases"][0]: m["sizes"]["1K"]["usd"] for m in models if m["aliases"]}["lite"] == 0.0336


def test_each_code_is_explained(bnn):
    listed = bnn("explain").stdout
    for entry in entries():
        assert entry.code in listed
        done = bnn("explain", entry.code)
        assert done.exit_code == 0
        assert entry.code in done.stdout
        for line in (entry.bad + entry.good).splitlines():
            assert line.strip() in done.stdout


def test_codes_may_be_written_short(bnn):
    assert bnn("explain", "450").stdout == bnn("explain", "bnn450").stdout
    assert "lists all" in bnn("explain", "BNN999").stderr


def test_the_explanation_of_a_code(golden):
    entry = Entry(
        "BNN999",
        Severity.WARNING,
        "a hat that is too tall",
        "`{hat}` is too tall for the door.",
        ("Take `{other}` instead.", "Duck."),
        "Doors have a height. " * 8,
        'character ana "a tall hat" {\n  aspect: 1:1\n}\n',
        'character ana "a flat hat"\n',
    )
    golden(SCREENS / "explain.txt", explained(Screen("never"), entry))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell(bnn, shell):
    script = bnn("completion", shell).stdout
    assert "_BNN_COMPLETE" in script
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=script, text=True, check=False).returncode == 0


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("bnn pi", ["pick"]),
        ("bnn check ki", ["kite.bnn"]),
        ("bnn check ", ["kite.bnn"]),
        ("bnn pick kite.bnn hill.close:", ["light=dawn", "light=noon"]),
        ("bnn pick kite.bnn hill.close:light=d", ["dawn"]),
        ("bnn run kite.bnn --only hill.close:li", ["light=dawn", "light=noon"]),
        ("bnn run kite.bnn --engine s", ["sketch"]),
        ("bnn explain BNN45", None),
    ],
)
def test_bash_completes_what_is_typed(bnn, kite, here, line, answers):
    """The script itself, in bash, as it is called at a press of the tabulator key."""
    program = here / "bin/bnn"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m bananaboard "$@"\n')
    program.chmod(0o755)
    script = bnn("completion", "bash").stdout
    script += f"COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; compopt() {{ :; }}; _bnn_completion {program}\n"
    script += 'printf "%s\\n" "${COMPREPLY[@]}"\n'
    done = subprocess.run(["bash", "-c", script], cwd=here, capture_output=True, text=True, check=True)
    found = [x for x in done.stdout.splitlines() if x != "bin/"]
    assert done.stderr == ""
    assert ("BNN450" in found) if answers is None else ([x for x in found if x] == answers)


class Context:
    """What completion is told of the words before."""

    def __init__(self, **params):
        self.params, self.args = params, []


def values(found):
    return [item.value for item in found]


def test_what_can_be_completed(kite, here):
    (here / "more").mkdir()
    (here / "more/two.bnn").touch()
    assert values(boards(None, None, "")) == ["kite.bnn", "more/"]
    assert values(boards(None, None, "more/t")) == ["more/two.bnn"]
    assert values(boards(None, None, "none/t")) == []
    assert "BNN450" in values(codes(None, None, "bnn45"))
    assert values(engines(None, None, "sk")) == ["sketch"]
    assert values(addresses(Context(file="kite.bnn"), None, "hill.w"))[0] == "hill.wide"
    assert values(addresses(Context(file="none.bnn"), None, "")) == []
    assert values(addresses(Context(), None, "")) == []


def test_columns_count_what_a_terminal_shows():
    rows = [[("真理", ""), ("a", "31"), ("last words", "")], [("x", ""), ("bcd", ""), ("y", "")]]
    assert columns(rows, Paint(color=False), width=None) == ["  真理  a    last words", "  x     bcd  y"]
    assert columns(rows, Paint(color=True), width=None)[0] == "  真理  \x1b[31ma\x1b[0m    last words"
    assert columns([], Paint(color=False), width=80) == []


@pytest.mark.parametrize("width", [20, 30, 40, 80])
def test_columns_fit_a_terminal(width):
    rows = [[("status", ""), ("an.address" * 4, ""), ("words " * 20, "")], [("s", ""), ("長い" * 30, ""), ("", "")]]
    assert all(wide(line) <= max(width, 44) for line in columns(rows, Paint(color=False), width=width))


def test_a_cut_text_ends_with_dots():
    assert cut("hello", 5) == "hello"
    assert cut("hello!", 5) == "hell…"
    assert cut("真理真理", 5) == "真理…"


@pytest.mark.parametrize(
    ("name", "typed"), [("my story", "'my story.bnn'"), ("-x", "./-x.bnn"), ("plain", "plain.bnn")]
)
def test_a_new_board_is_named_as_it_can_be_pasted(name, typed, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "bananaboard", "new", "--", name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"bnn plan {typed} " in done.stdout
