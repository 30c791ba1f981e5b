"""The page of a run: what stands on it, and what it never writes over."""

from __future__ import annotations

import os
from urllib.parse import unquote

import pytest

from .markup import Markup
from .studio import BOARD, Studio


def page(studio, **how) -> Markup:
    path = studio.write(studio.drawn(**how))
    assert path == studio.folder / "index.html"
    return Markup(path.read_text("utf-8"))


def article(markup: Markup, title: str) -> str:
    return next(" ".join(a.split()) for a in markup.articles if title in a)


def test_shots_stand_in_the_order_of_the_script_with_slate_numbers(studio):
    heads = [" ".join(a.split()[:2]) for a in page(studio).articles]
    assert heads[:4] == ["1 Opening", "1A Wide", "1B Close", "1C Sea"]


def test_variants_and_edits_stand_with_their_shot(studio):
    markup = page(studio)
    close = article(markup, "1B")
    assert [close.count(w) for w in ("light dawn", "light storm", "edited from close")] == [2, 2, 2]
    assert "Bright edited from wide" in article(markup, "1A")


def test_words_that_are_never_sent_go_with_the_picture(studio):
    markup = page(studio)
    wide, close = article(markup, "1A"), article(markup, "1B")
    assert "She is back." in wide
    assert "24 mm" in wide
    assert "3 s" in wide
    assert "Mara It turns." in close
    assert close.count("It turns.") == 1, "said once for all variants"
    assert "0:05 long" in " ".join(markup.text.split())


def test_the_note_of_a_scene_is_told_once(studio):
    assert page(studio).text.count("Rain all through.") == 1


def test_every_picture_exists_and_is_named_relative_to_the_page(studio):
    sources = [i["src"] for i in page(studio).all("img")]
    assert len(sources) > 20
    for source in sources:
        assert source.startswith("./")
        assert (studio.folder / unquote(source)).is_file()
    assert any(s.endswith("/mara.png") for s in sources)


def test_the_take_in_use_is_marked(studio):
    marked = [a for a in page(studio).all("li") if a.get("class") == "counts"]
    assert len(marked) == 8, "one for each address that has two takes"


def test_the_exact_prompt_is_there_with_its_pictures_by_name(studio):
    close = article(page(studio), "1B")
    assert "Image 1: Mara Voss" in close
    assert "arrival" not in close
    assert "night.wide" in close
    assert "tide.bnn, line 12" in close


def test_subjects_with_their_given_pictures(studio):
    mara = next(" ".join(a.split()) for a in page(studio).articles if a.split()[:1] == ["Mara"])
    assert mara.startswith("Mara Voss character")
    assert mara.endswith("given a keeper")


def test_views_stand_with_their_subject_also_when_it_is_imported(tmp_path):
    cast = 'character mara "a keeper" { view profile "left"; look wet "soaked" { view back "from behind" } }\n'
    (tmp_path / "cast.bnn").write_text(cast, "utf-8")
    studio = Studio(tmp_path, 'import "cast.bnn" as crew\nshot a "@crew.mara.profile and @crew.mara.wet.back"\n')
    markup = page(studio)
    mara = " ".join(markup.articles[-1].split())
    assert mara.startswith("Mara character")
    assert "profile" in mara
    assert "back" in mara
    assert sum("profile" in i["src"] for i in markup.all("img")) == 2, "in the prompt, and with her"


def test_several_axes_make_a_row_for_each_value_of_the_outermost(tmp_path):
    board = 'storyboard "V" { variant aspect: 16:9, 9:16; variant light { dawn: "red"; dusk: "blue" } }\n'
    board += 'shot a "a {{ light }} sea"\nedit b of a "calm"\n'
    markup = page(Studio(tmp_path, board))
    assert [d.get("class") for d in markup.all("div")].count("frames") == 4
    found = [d["id"] for d in markup.all("div") if "id" in d]
    assert found[:4] == [f"{n}[aspect=16-9,light={k}]" for n in "ab" for k in ("dawn", "dusk")]


REEL = """
storyboard "Reel" { }
scene one { duration: 2s
  shot a "a sea"
  shot b "a boat" { duration: 6.5s }
  shot c "a gull"
}
"""


def test_timed_shots_make_a_reel_in_which_each_is_as_wide_as_it_is_long(tmp_path):
    markup = page(Studio(tmp_path, REEL))
    assert [i["class"] for i in markup.all("li")] == ["t20", "t65", "t20"]
    assert ".reel .t65{flex-grow:65}" in markup.text
    jumps = [a["href"] for a in markup.all("a") if a["href"].startswith("#")]
    assert jumps == ["#one.a", "#one.b", "#one.c"]


def test_two_timed_shots_are_no_reel(studio):
    assert "reel" not in [o.get("class") for o in page(studio).all("ol")]


def test_what_is_not_drawn_says_so(studio):
    markup = page(studio, skip=("night.sea",))
    assert "not drawn yet" in article(markup, "1C")
    assert "1 not made yet" in " ".join(markup.text.split())


def test_a_board_without_any_picture_has_a_page_and_no_notice_of_sketches(studio):
    every = tuple(c.address for c in studio.compiled.calls)
    markup = page(studio, skip=every)
    assert "built-in engine" not in markup.text
    assert markup.text.count("not drawn yet") == len(every)


def test_a_final_stands_in_the_place_of_its_draft(studio):
    markup = page(studio, finals=("night.sea",))
    sea = article(markup, "1C")
    assert "final" in sea
    first = next(i for i in markup.all("img") if "sea" in i["src"])
    assert "sea--final--1.png" in first["src"]


def test_sketches_are_told_from_paid_pictures(studio):
    assert "built-in engine" in page(studio).text
    paid = page(studio, maker="gemini", cost=67_000_000)
    assert "built-in engine" not in paid.text
    assert "$1.07 spent" in " ".join(paid.text.split()), "8 addresses of 2 takes"


def test_what_the_model_wrote_is_shown(studio):
    assert "Here it is" in article(page(studio, text="Here it is"), "1C")


def test_panels_stand_in_one_frame(tmp_path):
    board = 'storyboard "Strip" { model: banana }\nshot chase "a cat runs, four times" { panels: 4 }\n'
    markup = page(Studio(tmp_path, board))
    assert "frame panels" in [d.get("class") for d in markup.all("div")]
    assert [unquote(i["src"])[-5:] for i in markup.all("img")] == ["1.png", "2.png", "3.png", "4.png"]


def test_captions_that_vary_stand_with_their_variants(tmp_path):
    board = 'shot a "a {{ light }} sea" { caption: "In {{ light }}." }\n'
    board = 'storyboard "V" { variant light { dawn: "red"; dusk: "blue" } }\n' + board
    shot = article(page(Studio(tmp_path, board)), "A")
    assert shot.index("light dawn") < shot.index("In red.") < shot.index("light dusk") < shot.index("In blue.")


def test_titles_that_vary_stand_with_their_variants(tmp_path):
    board = 'storyboard "V" { variant light { dawn: "red"; dusk: "blue" } }\n'
    board += 'shot the_sea "a {{ light }} sea" { title: "Sea in {{ light }}" }\n'
    shot = article(page(Studio(tmp_path, board)), "Sea in")
    assert shot.startswith("1 The sea")
    assert shot.index("Sea in red") < shot.index("light dawn") < shot.index("Sea in blue") < shot.index("light dusk")


def test_the_same_board_gives_the_same_bytes(studio):
    path = studio.write(studio.drawn())
    first = path.read_bytes()
    assert studio.write(studio.drawn()).read_bytes() == first
    assert sorted(p.name for p in studio.folder.iterdir() if p.is_file() and p.suffix != ".png") == ["index.html"]


def test_a_page_that_was_changed_by_hand_is_left_alone(studio):
    path = studio.write(studio.drawn())
    path.write_text(path.read_text("utf-8").replace("She is back.", "She's back!"), "utf-8")
    changed = path.read_bytes()
    assert studio.write(studio.drawn()) == studio.folder / "sketches.html"
    assert path.read_bytes() == changed


def test_a_file_of_somebody_else_is_left_alone(studio):
    studio.folder.mkdir(parents=True)
    (studio.folder / "index.html").write_text("mine", "utf-8")
    (studio.folder / "storyboard.html").mkdir()
    assert studio.write(studio.drawn("gemini")) is None
    assert (studio.folder / "index.html").read_text("utf-8") == "mine"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_is_never_followed(studio, tmp_path_factory):
    victim = tmp_path_factory.mktemp("elsewhere") / "victim.html"
    victim.write_text("precious", "utf-8")
    studio.folder.mkdir(parents=True)
    for name in ("index.html", ".index.html.new", ".sketches.html.new"):
        (studio.folder / name).symlink_to(victim)
    assert studio.write(studio.drawn()) == studio.folder / "sketches.html"
    assert victim.read_text("utf-8") == "precious"
    assert not (studio.folder / "sketches.html").is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_nothing_is_written_outside_of_the_project(studio, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    studio.folder.parent.symlink_to(elsewhere)
    assert studio.write(studio.drawn()) is None
    assert list(elsewhere.iterdir()) == []


def test_sketches_never_take_the_place_of_a_paid_page(studio):
    paid = studio.write(studio.drawn("gemini"))
    before = paid.read_bytes()
    assert studio.write(studio.drawn()) == studio.folder / "sketches.html"
    assert paid.read_bytes() == before


def test_paid_pictures_take_the_place_of_sketches(studio):
    studio.write(studio.drawn())
    assert studio.write(studio.drawn("gemini")) == studio.folder / "index.html"


def test_a_board_may_say_what_it_likes(tmp_path):
    nasty = BOARD.replace("She is back.", "</style><script>alert(1)</script>").replace(
        '"Tide"', '"<img src=x onerror=y>"'
    )
    markup = page(Studio(tmp_path, nasty))
    assert markup.all("script") == []
    assert all("onerror" not in i for i in markup.all("img"))
    assert "<script>alert(1)</script>" in article(markup, "1A")


def test_a_page_that_is_right_is_not_written_again(studio):
    page = studio.write(studio.drawn())
    before = page.stat()
    assert studio.write(studio.drawn()) == page
    assert page.stat().st_ino == before.st_ino
    os.utime(page, ns=(0, 0))
    studio.write(studio.drawn())
    assert page.stat().st_ino != before.st_ino


def test_a_page_that_was_deleted_comes_back(studio):
    page = studio.write(studio.drawn())
    before = page.read_bytes()
    page.unlink()
    assert studio.write(studio.drawn()).read_bytes() == before


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"made_from": "x", "size": 1, "time": 1}'])
def test_a_damaged_stamp_is_no_trouble(studio, text):
    page = studio.write(studio.drawn())
    (stamp,) = (studio.workspace.home / "out").glob("*.page.json")
    stamp.write_text(text)
    before = page.read_bytes()
    assert studio.write(studio.drawn()).read_bytes() == before
