"""`bnn library`: what is installed, what it offers, as text, JSON and a page of sketches."""

import json
import sys

import pytest
from PIL import Image

from bananaboard.shelf import open_shelf


def test_the_list(bnn, harbour):
    told = bnn("library").stdout
    lines = [line.split(maxsplit=4) for line in told.splitlines()]
    assert ["harbour", "bnn-harbour", "1.0", "2", "Ships and ropes."] in lines
    assert ["lost", "bnn-harbour", "1.0", "–", "installed without its files"] in lines
    assert bnn("library", "list").stdout == told
    listed = {one["library"]: one for one in json.loads(bnn("library", "--json").stdout)["libraries"]}
    assert listed["harbour"]["files"] == ["shots.bnn"]
    assert (listed["lost"]["files"], listed["cinema"]["package"]) == (None, "bananaboard")


def test_what_one_offers(bnn, harbour):
    done = bnn("library", "show", "harbour")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "harbour  bnn-harbour 1.0\n"
        "Ships and ropes.\n"
        "\n"
        'import "pkg:harbour/shots.bnn"\n'
        "# Shots <for> harbours.\n"
        "\n"
        '  near(who, mood: "calm")\n'
        "    Somebody, near.\n"
        '    shots.near(@ana, mood: "<b>angry</b>")\n'
        "    → A close-up of Ana, <b>angry</b>.\n"
        "\n"
        "  bare()\n"
        "    shots.bare()\n"
        "    → Nobody about.\n"
        "\n"
        "  style fog\n"
        "    Fog and ropes.\n"
        "    style: @shots.fog\n"
        "    → thick fog\n"
    )
    assert not [name for name in sys.modules if name.startswith("bnn_harbour")]


def test_what_one_offers_for_programs(bnn, harbour):
    shown = json.loads(bnn("library", "show", "harbour", "--json").stdout)
    near, bare, _ = shown["files"][0]["offers"]
    assert (shown["version"], shown["files"][0]["file"]) == ("1.0", "pkg:harbour/shots.bnn")
    assert near["arguments"] == [{"name": "who", "default": None}, {"name": "mood", "default": '"calm"'}]
    assert (near["sample"]["made_up"], bare["sample"]["made_up"]) == (False, True)


def test_one_file_of_it(bnn, here):
    whole = bnn("library", "show", "cinema").stdout
    told = bnn("library", "show", "cinema/light").stdout
    assert told == bnn("library", "show", "cinema/light.bnn").stdout
    assert told.count("import ") == 1
    assert told.partition("import ")[2].rstrip() in whole
    done = bnn("library", "show", "cinema/lite")
    assert done.exit_code == 2
    assert "There are: shots.bnn, lens.bnn, light.bnn" in done.stderr


def test_one_file_is_drawn_with_what_it_is_made_from(bnn, harbour, here):
    (harbour / "more.bnn").write_text('# More.\n\n# Rain.\nprompt rain(how: "soft") "Make it rain, {{ how }}"\n')
    (harbour / "samples.bnn").write_text(
        'import "shots.bnn"\nimport "more.bnn"\nscene shots { shot bare shots.bare() }\n'
        'scene more {\n  shot pier "A pier"\n  shot boat "A boat"\n  edit rain of pier more.rain()\n}\n'
    )
    shelf = open_shelf("harbour", harbour).only("more")
    assert [c.address for c in shelf.calls] == ["more.pier", "more.rain"]
    assert bnn("library", "show", "harbour/more", "--sketches", "shown").exit_code == 0
    assert sorted(p.name for p in (here / "shown").iterdir()) == ["index.html", "more.rain.png"]


def test_a_page_of_sketches(bnn, harbour, here):
    done = bnn("library", "show", "harbour", "--sketches", "shown")
    assert done.stdout == "3 sketches, and a page of them: shown/index.html\n"
    assert sorted(p.name for p in (here / "shown").iterdir()) == [
        "index.html", "shots.bare.png", "shots.fog.png", "shots.near.png",
    ]  # fmt: skip
    with Image.open(here / "shown" / "shots.near.png") as picture:
        assert (picture.format, picture.width <= 640) == ("PNG", True)
    page = (here / "shown" / "index.html").read_text("utf-8")
    assert 'src="shots.near.png"' in page
    assert "&lt;b&gt;angry&lt;/b&gt;" in page
    assert "<b>" not in page
    assert not (here / ".bananaboard").exists()
    assert not list(harbour.glob("**/.bananaboard"))


def test_sketches_that_can_not_be_written(bnn, harbour, here):
    (here / "shown").write_text("mine")
    done = bnn("library", "show", "harbour", "--sketches", "shown")
    assert (done.exit_code, done.stdout) == (2, "")
    assert (here / "shown").read_text() == "mine"


def test_a_page_of_ours_is_written_again_and_no_other(bnn, harbour, here):
    (here / "shown").mkdir()
    page = here / "shown" / "index.html"
    page.write_text("mine")
    done = bnn("library", "show", "harbour", "--sketches", "shown")
    assert (done.exit_code, [p.name for p in page.parent.iterdir()], page.read_text()) == (2, ["index.html"], "mine")
    assert "stays as it is" in done.stderr
    page.unlink()
    assert bnn("library", "show", "harbour", "--sketches", "shown").exit_code == 0
    written = page.read_bytes()
    assert bnn("library", "show", "harbour", "--sketches", "shown").exit_code == 0
    assert page.read_bytes() == written


def test_panels_and_pictures_that_go_along_are_drawn(bnn, harbour, here):
    Image.new("RGB", (64, 64), "red").save(harbour / "rope.png")
    (harbour / "samples.bnn").write_text(
        'import "shots.bnn"\nprop rope "a rope" { reference "rope.png" }\n'
        'scene shots {\n  shot bare shots.bare() { panels: 2 }\n  edit near of bare.2 shots.near("the rope")\n'
        '  shot fog "@rope on the ground" { style: @shots.fog }\n}\n'
    )
    assert bnn("library", "show", "harbour", "--sketches", "shown").exit_code == 0
    with Image.open(here / "shown" / "shots.bare.png") as two, Image.open(here / "shown" / "shots.fog.png") as one:
        assert two.width / two.height == pytest.approx(2 * one.width / one.height, rel=0.05)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "harbor"), "Did you mean `harbour`?"),
        (("show", "lost"), "installed without its files"),
        (("show", "zzzzzz"), "There are: cinema, harbour"),
        (("show",), "bnn library show NAME"),
        (("new",), "bnn library new NAME"),
        (("list", "cinema"), "bnn library show cinema"),
        (("list", "--sketches", "x"), "goes with"),
        (("shwo", "cinema"), "'shwo' is not one of"),
    ],
)
def test_what_can_not_be(bnn, harbour, words, told):
    done = bnn("library", *words)
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_library_with_errors_is_shown_with_them(bnn, harbour):
    (harbour / "shots.bnn").write_text('# A.\n\n# B.\nprompt near(who) "{{ whom }}"\nprompt (\n')
    done = bnn("library", "show", "harbour")
    assert done.exit_code == 1
    assert "near(who)" in done.stdout
    assert "shots.bnn:4" in done.stderr


def test_each_error_is_told_once(bnn, harbour):
    (harbour / "shots.bnn").write_text(
        '# A.\n\nprompt near(who) "{{ who"\nprompt bare() "{{ x"\nstyle "fog"\nprop "x"\n'
    )
    told = bnn("library", "show", "harbour").stderr
    places = [line.split(" error ")[0] for line in told.splitlines() if " error " in line]
    assert len(places) == len(set(places)) >= 4


def test_errors_of_prompts_that_no_sample_shows_are_told(bnn, harbour):
    (harbour / "samples.bnn").unlink()
    (harbour / "shots.bnn").unlink()
    (harbour / "far-off.bnn").write_text('# A.\n\nprompt near(who) "{{ whom }}"\nprompt bare() "Nobody"\n')
    done = bnn("library", "show", "harbour")
    assert done.exit_code == 1
    assert "far-off.bnn:3" in done.stderr
    assert "near(who)" in done.stdout
    (harbour / "far-off.bnn").write_text('# A.\n\nprompt bare() "Nobody"\n')
    assert "    library.bare()\n    → Nobody" in bnn("library", "show", "harbour").stdout


def test_a_stranger_can_not_steer_the_terminal(bnn, harbour):
    (harbour / "__init__.py").write_text('"""\x1b[2JShips\u202e."""\n')
    (harbour / "shots.bnn").write_text('# \x1b]0;x\x07head\n\n# \u202eabove\nprompt near(who) "{{ who }}\\u001b"\n')
    told = bnn("library").stdout + bnn("library", "show", "harbour").stdout
    assert not set(told) & {"\x1b", "\x07", "\u202e"}


@pytest.mark.parametrize("head", ["", "x = (", "\0", "'''", '"""' + "(" * 70_000])
def test_a_package_that_says_nothing_of_itself(bnn, harbour, head):
    (harbour / "__init__.py").write_text(head)
    assert ["harbour", "bnn-harbour", "1.0", "2"] in [line.split() for line in bnn("library").stdout.splitlines()]


def test_a_library_of_macros(bnn, harbour):
    (harbour / "shots.bnn").unlink()
    (harbour / "samples.bnn").unlink()
    (harbour / "macros").mkdir()
    (harbour / "macros" / "copy.j2").write_text(
        "{# How it is sold. #}\n{% macro label(what, size='small') -%}{{ what }}, {{ size }}{%- endmacro %}\n"
    )
    told = bnn("library", "show", "harbour").stdout
    assert 'import "pkg:harbour/macros/copy.j2"' in told
    assert "  label(what, size: …)\n    How it is sold.\n" in told
    assert '    copy.label("what")\n    → what, small\n' in told


def test_no_more_than_two_hundred_files(bnn, harbour):
    for i in range(250):
        (harbour / f"f{i:03}.bnn").write_text(f'prompt p{i} "x"\n')
    assert json.loads(bnn("library", "--json").stdout)["libraries"][1]["files"][-1] == "f199.bnn"
