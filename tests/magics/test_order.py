"""No order of running cells changes in silence what one of them means."""

from __future__ import annotations

MARA = '%%banana\ncharacter mara "a keeper"'
DAY = '%%banana --quiet\nscene day { shot one "@mara by the sea" }'
COAT = '%%banana\nparam coat = "blue"'
WORN = '%%banana --quiet\nshot a "A {{ coat }} coat"'
HILL = '%%banana --quiet\nshot hill "A hill"'


def test_a_cell_that_was_set_aside_comes_back_when_it_fits_again(cell):
    cell(MARA, cell_id="one")
    cell(DAY, cell_id="two")
    cell('%%banana\ncharacter maria "a keeper"', cell_id="one")
    assert "cell [2] does not fit what other cells declare" in cell("%banana status")
    assert "cell [2] fits again, and is part of the board." in cell(MARA, cell_id="one")
    assert "does not fit" not in cell("%banana status")
    assert "scene day" in cell("%banana board")


def test_what_takes_the_names_of_a_cell_set_aside_stays(cell):
    cell(MARA, cell_id="one")
    cell(DAY, cell_id="two")
    cell('%%banana\ncharacter maria "a keeper"', cell_id="one")
    cell('%%banana --quiet\nscene day { shot one "@maria" }', cell_id="three")
    assert "fits again" not in cell('%%banana\ncharacter maria "x"\ncharacter mara "y"', cell_id="one")
    assert cell("%banana board").count("scene day") == 1


def test_a_value_goes_with_the_line_that_gave_it(cell):
    cell(COAT.replace("%%banana", "%%banana --set coat=red"), cell_id="one")
    assert "`coat` is 'red' here, as cell [1] has set it." in cell(WORN, cell_id="two")
    assert "Other words hold now for a" in cell(COAT, cell_id="one")
    said = cell(WORN, cell_id="two")
    assert "a is made again: `text` was “A red coat”, is “A blue coat”." in said
    assert "has set it" not in said


def test_a_value_from_elsewhere_is_told_only_where_it_makes_a_difference(cell):
    cell(COAT, cell_id="one")
    cell(WORN, cell_id="two")
    cell("%banana run --set coat=red --quiet", cell_id="three")
    assert "`coat` is 'red' here, as cell [3] has set it." in cell(WORN, cell_id="two")
    assert "has set it" not in cell(HILL, cell_id="four")


def test_other_words_are_told_by_the_cell_that_caused_them_and_by_no_other(cell):
    cell(HILL, cell_id="one")
    wide, square = (f"%%banana\nstoryboard {{ aspect: {a} }}" for a in ("16:9", "1:1"))
    assert "Other words hold now for hill" in cell(wide, cell_id="two")
    assert "Other words" not in cell('%%banana --quiet\nshot lake "A lake"', cell_id="three")
    assert "for lake" in cell(square, cell_id="two")
    assert "for hill" in cell(wide, cell_id="two")


def test_forgetting_a_name_says_who_needs_it(cell):
    cell(MARA, cell_id="one")
    cell(DAY, cell_id="two")
    said = cell("%banana reset mara")
    assert "cell [2] no longer fits (Nothing here is called `mara`), so it is set aside." in said
    assert "BNN450" not in cell("%banana plan")


def test_half_of_the_cells_after_a_restart(cell, shell):
    cell("%%banana\nstoryboard { aspect: 16:9 }", cell_id="one")
    assert "made again" not in cell(HILL, cell_id="two")
    shell.run_line_magic("reload_ext", "bananaboard")
    assert "hill is made again: `aspect` is gone." in cell(HILL, cell_id="two")
    assert "Other words hold now for hill" in cell("%%banana\nstoryboard { aspect: 16:9 }", cell_id="one")
    assert "Other words" not in cell(HILL, cell_id="two")


def test_whoever_changes_a_cell_knows_why_it_is_made_again(cell):
    cell(HILL, cell_id="one")
    assert "made again" not in cell(HILL.replace("A hill", "A high hill"), cell_id="one")


def test_a_cell_in_error_says_what_the_board_has_of_it(cell):
    cell(MARA, cell_id="one")
    wrong = '%%banana\ncharacter mara "a sailor" { aspct: 2 }'
    assert "The board keeps what this cell said before." in cell(wrong, cell_id="one", fails=True)
    assert "keeps" not in cell(wrong, cell_id="new", fails=True)
    assert "a keeper" in cell("%banana board")


def test_boards_in_a_loop_are_all_kept(cell):
    loop = "for i in range(3): get_ipython().run_cell_magic('banana', '--quiet', f'shot s{i} \"A hill\"')"
    cell(loop, cell_id="one")
    cell(loop.replace("hill", "lake"), cell_id="one")
    board = cell("%banana board")
    assert [line for line in board.splitlines() if line] == [f'shot s{i} "A lake"' for i in range(3)]


def test_going_to_another_folder_leaves_the_board_where_it_is(cell, tmp_path, monkeypatch):
    cell(HILL, cell_id="one")
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path / "else")
    said = cell(HILL, cell_id="one")
    assert "This board stays in" in said
    assert "0 pictures made, 1 there" in said
    assert "stays" not in cell("%banana status")
    cell("%banana reset")
    cell(HILL, cell_id="one")
    assert (tmp_path / "else" / "out" / "notebook").is_dir()


def test_a_file_that_is_another_by_now_is_told_first(cell, tmp_path):
    (tmp_path / "lib.bnn").write_text('character mara "a keeper"\ncharacter tom "a boy"\n')
    cell('%%banana\nfrom "lib.bnn" import mara, tom', cell_id="one")
    cell(DAY, cell_id="two")
    (tmp_path / "lib.bnn").write_text('character mara "a sailor"\ncharacter tom "a boy"\n')
    assert "Other words hold now for day.one" in cell('%%banana --quiet\nshot t "@tom"', cell_id="three")
    (tmp_path / "lib.bnn").write_text('character tom "a boy"\n')
    said = cell('%%banana --quiet\nshot u "@tom"', cell_id="four", fails=True)
    assert said.index("`lib.bnn` declares nothing called `mara`") < said.index("Nothing here is called `tom`")
    assert "`lib.bnn` declares" in cell("%banana plan", fails=True)
