"""Cells that make up one board: what holds, what replaces what, what is told."""

from __future__ import annotations

import pytest

MARA = '%%banana\ncharacter mara "a lighthouse keeper"\nprop lamp "a copper lamp"'
DAY = '%%banana day --quiet\nscene day { shot one "@mara by the sea"; shot two "@mara with @lamp" }'


def test_a_later_cell_uses_what_an_earlier_one_declared(cell, shell):
    assert "Nothing to make here." in cell(MARA)
    cell(DAY)
    assert [t.address for t in shell.user_ns["day"]] == ["day.one", "day.two"]
    assert shell.user_ns["_"] is shell.user_ns["day"]


def test_a_cell_makes_its_own_pictures_and_no_others(cell, shell):
    cell('%%banana a --quiet\nshot a "A hill"')
    cell('%%banana b --quiet\nshot b "The same hill as @a in snow"\nshot c "Grass"')
    assert shell.user_ns["b"].made == 2
    assert [t.address for t in shell.user_ns["b"]] == ["b", "c"]
    cell('%%banana c --quiet\nshot d "Stones"')
    assert [t.address for t in shell.user_ns["c"]] == ["d"]


def test_a_cell_that_is_run_again_replaces_itself(cell):
    cell(MARA, cell_id="one")
    said = cell('%%banana\ncharacter mara "a sailor"', cell_id="one")
    assert "declared here now" not in said
    board = cell("%banana board")
    assert "sailor" in board
    assert "lamp" not in board
    assert "keeper" not in board


def test_another_cell_that_takes_a_name_says_so(cell):
    cell(MARA, cell_id="one")
    cell(DAY, cell_id="two")
    said = cell('%%banana\ncharacter mara "a sailor"', cell_id="three")
    assert "`mara`: declared here now, no longer in cell [1]." in said
    assert "Other words hold now for day.one, day.two" in said
    assert "lamp" in cell("%banana board")


def test_a_cell_that_no_longer_fits_is_set_aside_and_named(cell):
    cell(MARA, cell_id="one")
    cell(DAY, cell_id="two")
    said = cell('%%banana\ncharacter maria "a lighthouse keeper"\nprop lamp "a lamp"', cell_id="one")
    assert "cell [2] no longer fits (Nothing here is called `mara`)" in said
    assert "scene day" not in cell("%banana board")
    cell('%%banana day --quiet\nscene day { shot one "@maria" }', cell_id="two")
    assert "scene day" in cell("%banana board")


def test_what_is_wrong_with_a_cell_changes_nothing(cell, shell):
    cell(MARA, cell_id="one")
    before = cell("%banana board")
    shell.colors = "nocolor"
    said = cell('\n\n%%banana\nshot one "@marra"\nshot two { aspct: 3 }\ncharacter x "y" {', cell_id="two", fails=True)
    assert "cell [3]:4:12: error BNN450" in said
    assert "Did you mean `@mara`?" in said
    assert "cell [3]:5:" in said
    assert "cell [3]:6:" in said
    assert cell("%banana board") == before


def test_values_of_params_hold_on(cell, shell):
    cell('%%banana --set coat=red\nparam coat = "blue"')
    cell('%%banana a --quiet\nshot a "A {{ coat }} coat"')
    assert "red coat" in cell("%banana plan --prompts")
    cell('%%banana\nparam other = "x"\nparam coat = "green"')
    assert "red coat" in cell("%banana plan --prompts")


def test_names_can_be_dropped_and_all_of_it(cell):
    cell(MARA)
    assert "Forgotten: lamp." in cell("%banana reset lamp")
    assert "lamp" not in cell("%banana board")
    assert "declares no `lamp`" in cell("%banana reset lamp", fails=True)
    cell("%banana reset")
    assert "The board is empty." in cell("%banana board")


def test_the_words_about_the_board_go_by_its_text_and_not_by_a_file(cell, tmp_path):
    cell('%%banana --quiet\nstoryboard "Kite" { takes: 2 }\nshot one "A kite"')
    assert "one" in cell("%banana status")
    assert "%banana" in cell("%banana pick one")
    assert "take 2 counts" in cell("%banana pick one 2")
    assert "A kite" in cell("%banana show one")
    assert "1 made" in cell("%banana reroll one --quiet") or "take 3" in cell("%banana pick one")
    assert "kept" in cell("%banana log")
    assert "lite" in cell("%banana models")
    assert "There is no picture called" in cell("%banana show nothing", fails=True)
    assert not (tmp_path / "notebook.bnn").exists()


def test_an_exported_script_finds_what_the_notebook_made(cell, tmp_path, shell):
    cell("%banana board kite")
    cell('%%banana --quiet\nstoryboard { takes: 2 }\nshot one "A kite"')
    cell("%banana pick one 2")
    (tmp_path / "kite.bnn").write_text(cell("%banana board"), encoding="utf-8")
    import bananaboard

    plan = bananaboard.load("kite.bnn").plan()
    assert [(c.status, c.make) for c in plan.calls] == [("cached", 0)]
    assert plan.run()["one"].number == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("%banana sow", "Did you mean `show`?"),
        ("%banana reroll", "say which picture"),
        ("%banana board a/b", "one short word"),
        (f"%banana board {'x' * 101}", "one short word"),
        ('%banana board "a\x00b"', "one short word"),
        ("%banana board -x", "one short word"),
        ("%banana show", "%banana show: it needs the address of a picture.\nIt is written `%banana show PICTURE`."),
        ("%banana status --nope", "It is written `%banana status`."),
        ("%banana show nothing", "`%banana status` lists them."),
        ("%banana stop later", "only `now`"),
        ("%banana help nothing", "nothing is known"),
        ('%banana show "', "quotation"),
        ('%%banana --engine sketchy\nshot a "x"', "sketch"),
        ('%%banana --only nothing\nshot a "x"', "`%banana plan` lists all of them."),
        ('%%banana\nshot a "`bnn run` @nobody"', 'shot a "`bnn run` @nobody"'),
        ('%%banana --max-cost much\nshot a "x"', "no sum of dollars"),
        ('%%banana --jobs none\nshot a "x"', "from 1 to 256"),
    ],
)
def test_what_cannot_be_is_told_in_words(cell, line, said):
    assert said in cell(line, fails=True)


@pytest.mark.parametrize("word", ["", "plan", "aspect", "only", "yes", "BNN301", "301"])
def test_help_knows(cell, word):
    assert word.removeprefix("BNN") in cell(f"%banana help {word}")


def test_nothing_on_its_way_can_be_stopped(cell):
    assert "Nothing is on its way." in cell("%banana stop")


def test_everything_is_taken_back(shell):
    before = (list(shell.configurables), list(shell.Completer.custom_matchers))
    shell.run_line_magic("unload_ext", "bananaboard")
    assert shell.find_cell_magic("banana") is None
    assert shell.find_line_magic("banana") is None
    assert not [c for c in shell.configurables if type(c).__name__ == "Bananaboard"]
    assert len(shell.Completer.custom_matchers) == len(before[1]) - 1
    shell.run_line_magic("load_ext", "bananaboard")


def complete(shell, text):
    at = text.index("|")
    text = text.replace("|", "")
    before = text[:at]
    line = before.count("\n")
    found = shell.Completer.completions(text, at) if not line else None
    from IPython.core.completer import CompletionContext

    context = CompletionContext(
        token="", full_text=text, cursor_position=at - (before.rfind("\n") + 1), cursor_line=line, limit=None
    )
    matcher = shell.Completer.custom_matchers[-1]
    result = matcher(context)
    del found
    return [c.text for c in result["completions"]], result


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("%%banana\n|", "shot"),
        ("%%banana\nsho|", "shot"),
        ('%%banana\nshot z "@ma|"', "mara"),
        ('%%banana\nshot z "x" { mo|', "model: "),
        ('%%banana\nshot z "x" { model: |', "flash"),
        ('%%banana\nscene night { at: none\n shot z "x" { chain: |', "previous"),
        ("%%banana --on|", "--only"),
        ("%%banana --only |", "day.one"),
        ("%%banana --engine sk|", "sketch"),
        ("%%banana --with pyth|", "python_variable"),
        ("%banana re|", "reroll"),
        ("%banana pick day.|", "day.two"),
        ("%banana reroll day.one day.t|", "day.two"),
        ("%banana run --|", "--only"),
        ("%banana run --engine |", "sketch"),
        ("%banana reset ma|", "mara"),
        ("%banana help asp|", "aspect"),
    ],
)
def test_completion(cell, shell, text, offered):
    cell(MARA)
    cell('%%banana --plan\nscene day { shot one "@mara"; shot two "@lamp" }')
    shell.user_ns["python_variable"] = 1
    texts, result = complete(shell, text)
    assert offered in texts
    assert result["suppress"] is True


def test_where_nothing_fits_nothing_of_python_comes_up(shell):
    texts, result = complete(shell, '%%banana\nshot z "a bicy|')
    assert (texts, result["suppress"]) == (["bicy"], True)


def test_other_cells_are_no_business_of_ours(shell):
    texts, result = complete(shell, "import o|")
    assert (texts, result["suppress"]) == ([], False)


def test_an_address_that_is_none_is_told_in_words(cell):
    cell('%%banana made --quiet\nshot one "A hill in {{ light }} light" { variant light: dawn, storm }')
    said = cell('wanted = "one"\nmade[wanted]', fails=True)
    assert said.startswith("line 2: made[wanted]\none could be each of one[light=dawn], one[light=storm]; grid(")
    assert said.count("line") == 1
    assert "did you mean one" in cell('made["onne"]', fails=True)
    assert "Grid of one: light: dawn, light: storm" in cell('made.grid("one")')


def test_config_holds_for_every_cell(cell):
    cell('%config Bananaboard.engine = "sketchy"')
    assert "sketchy" in cell('%%banana\nshot one "A kite"', fails=True)
    assert "sketchy" in cell("%banana plan", fails=True)
    cell('%config Bananaboard.engine = "sketch"')
    cell('%%banana --quiet\nshot one "A kite"')


def test_a_plan_of_a_line_makes_nothing(cell, tmp_path):
    cell('%%banana --plan\nshot one "A kite"')
    assert "1 to make on sketch; free." in cell("%banana run --plan")
    assert not (tmp_path / ".bananaboard").exists()
    assert "make 1" in cell("%banana run --plan")


def test_an_interrupt_before_anything_is_sent_is_told_in_a_line(cell, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("bananaboard.magics.cell.planned", interrupted)
    said = cell('%%banana\nshot one "A kite"', fails=True)
    assert said.strip() == "Stopped before anything was sent."


@pytest.mark.parametrize("wrong", ["-1", "float('nan')", "float('inf')", "1e9"])
def test_config_takes_only_sums_of_dollars(cell, caplog, wrong):
    cell("%config Bananaboard.max_cost = 0.5")
    cell(f"%config Bananaboard.max_cost = {wrong}")
    assert "is no sum of dollars, such as `max_cost = 2.50`" in caplog.text
    assert "0.5" in cell("%config Bananaboard.max_cost")
    cell("%config Bananaboard.max_cost = None")
