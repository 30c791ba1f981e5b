"""`bnn check` and `bnn fmt`."""

import json
from pathlib import Path

from bananaboard.cli.commands import bnn as commands

SCREENS = Path(__file__).parent / "screens"


def test_every_file_is_told_about(bnn, kite, here, golden):
    (here / "bad.bnn").write_text('shot a "@nobody and @nothing" { aspect: 7:5 }\n')
    done = bnn("check", "kite.bnn", "bad.bnn")
    assert done.exit_code == 1
    golden(SCREENS / "check.txt", done.output)


def test_json_has_the_shape_of_the_contract(bnn, here):
    (here / "bad.bnn").write_text('shot a "@nobody"\n')
    done = bnn("check", "--json", "bad.bnn")
    (found,) = json.loads(done.stdout)["diagnostics"]
    keys = ["file", "line", "column", "end_line", "end_column", "severity", "code", "message", "hint", "related"]
    assert list(found) == keys
    assert (found["file"], found["line"], found["column"], found["severity"]) == ("bad.bnn", 1, 10, "error")
    assert bnn("check", "--format", "json", "bad.bnn").stdout == done.stdout


def test_github_sees_it_beside_the_line(bnn, here):
    (here / "bad.bnn").write_text('shot a "@nobody"\n')
    assert bnn("check", "--format", "github", "bad.bnn").stdout.startswith("::error ")


def test_json_and_another_format_do_not_go_together(bnn, kite):
    assert bnn("check", "--json", "--format", "github", "kite.bnn").exit_code == 2


def test_standard_input_is_a_board(bnn):
    done = bnn("check", "-", input='shot a "A kite"\n')
    assert done.exit_code == 0
    assert "<stdin>: 1 call, 1 request" in done.stdout


def test_standard_input_that_is_no_text(bnn):
    done = bnn("check", "-", input=b"shot a \xff\n")
    assert done.exit_code == 1
    assert "BNN101" in done.stderr


def test_params_are_set_from_the_line_and_from_files(bnn, here):
    (here / "coat.bnn").write_text('param coat\nparam hat\nshot a "{{ coat }} and {{ hat }}"\n')
    (here / "hat.txt").write_text("a straw hat\n")
    assert bnn("check", "coat.bnn").exit_code == 1
    done = bnn("plan", "coat.bnn", "--json", "--set", "coat=red = bright", "--set-file", "hat=hat.txt")
    assert json.loads(done.stdout)["params"] == {"coat": "red = bright", "hat": "a straw hat"}


def test_files_of_values_are_bounded(bnn, kite, here):
    (here / "big.txt").write_bytes(b"x" * 400_000)
    (here / "odd.txt").write_bytes(b"\xff\xfe")
    for name in ("big.txt", "odd.txt", "none.txt", "."):
        done = bnn("check", "kite.bnn", "--set-file", f"coat={name}")
        assert done.exit_code == 2


def test_a_board_that_was_nearly_named_is_named(bnn, kite):
    assert "Did you mean `kite.bnn`?" in bnn("check", "kiet.bnn").stderr
    assert "Did you mean `kite.bnn`?" in bnn("check", "kite").stderr
    assert "such as `kite.bnn`" in bnn("check", ".").stderr
    assert "Did you mean `check`?" in bnn("chek", "kite.bnn").stderr
    assert "`bnn run kite.bnn`" in bnn("kite.bnn").stderr


def test_more_pictures_are_allowed_only_by_somebody_who_says_so(bnn, kite):
    assert bnn("check", "kite.bnn", "--max-calls", "3").exit_code == 1
    assert bnn("check", "kite.bnn", "--max-calls", "0").exit_code == 2


LOOSE = 'shot   a   "A kite"   # mine\n'
TIGHT = 'shot a "A kite"  # mine\n'


def test_fmt_puts_a_file_right_once(bnn, here):
    path = here / "loose.bnn"
    path.write_text(LOOSE)
    path.chmod(0o640)
    assert bnn("fmt", "loose.bnn").stderr == "loose.bnn was put right.\n"
    assert path.read_text() == TIGHT
    assert path.stat().st_mode & 0o777 == 0o640
    again = bnn("fmt", "loose.bnn")
    assert (again.exit_code, again.output) == (0, "")
    assert [p.name for p in here.iterdir()] == ["pyproject.toml", "loose.bnn"] or len(list(here.iterdir())) == 2


def test_fmt_check_and_diff_change_nothing(bnn, here):
    (here / "loose.bnn").write_text(LOOSE)
    (here / "tight.bnn").write_text(TIGHT)
    assert bnn("fmt", "--check", "tight.bnn").exit_code == 0
    assert bnn("fmt", "--check", "tight.bnn", "loose.bnn").exit_code == 1
    shown = bnn("fmt", "--diff", "loose.bnn")
    assert (shown.exit_code, shown.stdout.splitlines()[-2:]) == (0, ["-" + LOOSE.strip(), "+" + TIGHT.strip()])
    assert (here / "loose.bnn").read_text() == LOOSE


def test_fmt_works_as_a_pipe(bnn):
    assert bnn("fmt", "-", input=LOOSE).stdout == TIGHT
    assert bnn("fmt", "-", input="\ufeff" + LOOSE.replace("\n", "\r\n")).stdout == TIGHT


def test_fmt_leaves_a_file_with_errors_as_it_is(bnn, here):
    (here / "bad.bnn").write_text("shot {{{\n")
    done = bnn("fmt", "bad.bnn")
    assert done.exit_code == 1
    assert "BNN1" in done.stderr
    assert (here / "bad.bnn").read_text() == "shot {{{\n"
    piped = bnn("fmt", "-", input="shot {{{\n")
    assert (piped.exit_code, piped.stdout) == (1, "shot {{{\n")


def test_a_link_stays_a_link(bnn, here):
    (here / "real").mkdir()
    (here / "real/loose.bnn").write_text(LOOSE)
    (here / "link.bnn").symlink_to("real/loose.bnn")
    bnn("fmt", "link.bnn")
    assert (here / "link.bnn").is_symlink()
    assert (here / "real/loose.bnn").read_text() == TIGHT


def test_check_plan_and_fmt_write_nothing(bnn, kite, here):
    for args in (("check",), ("plan",), ("plan", "--prompts"), ("plan", "--json"), ("fmt",), ("status",)):
        assert bnn(*args, "kite.bnn").exit_code == 0
    assert sorted(p.name for p in here.iterdir()) == ["kite.bnn", "pyproject.toml"]


def test_the_table_of_commands_says_what_the_commands_say():
    from bananaboard.cli.commands import TABLE

    for name, sentence in TABLE.items():
        command = commands.get_command(None, name)
        assert command.name == name
        assert command.help.split("\n\n")[0].replace("\n", " ").strip() == sentence
        assert f"bnn {name}" in command.epilog


def test_files_are_told_from_the_current_folder_on(bnn, here, monkeypatch):
    (here / "cast.bnn").write_text('character ana "a girl" { fuu: 1 }\n')
    (here / "one").mkdir()
    (here / "one" / "kite.bnn").write_text('from "../cast.bnn" import ana\nshot wide "@anna"\n')
    monkeypatch.chdir(here / "one")
    said = bnn("check", "kite.bnn").stdout
    assert said.startswith("kite.bnn:2:13: error BNN450")
    assert "\n../cast.bnn:1:26: error BNN301" in said
    assert ":: kite.bnn:1:1" in said
    assert said.endswith("✗ kite.bnn: 2 errors\n")
    assert bnn("plan", "kite.bnn").stderr.startswith("kite.bnn:2:13: ")
    below = json.loads(bnn("check", "kite.bnn", "--json").stdout)["diagnostics"]
    assert [d["file"] for d in below] == ["one/kite.bnn", "cast.bnn"]
