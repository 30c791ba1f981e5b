"""`bnn show` tells the whole story of one picture."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from .conftest import png

SCREENS = Path(__file__).parent / "screens"


def show(folder, picture, *args):
    code, out, err = folder("show", "kite.bnn", picture, "--engine", "paid", "--json", *args)
    assert code == 0, err
    return json.loads(out)


def plain(text):
    """Digests are other ones where requests went out in another order."""
    text = re.sub(r"store/[0-9a-f]{2}/[0-9a-f]{64}", "store/53/53bb51c09a1b", text)
    return re.sub(r"\b[0-9a-f]{12}\b", "53bb51c09a1b", text)


def test_a_picture(made):
    found = show(made, "hill.wide")
    assert (found["status"], found["why"], found["wanted"]) == ("cached", "2 takes there", 2)
    assert [w for w in found["words"] if "with a kite" in w]
    assert [(p["subject"], p["call"]) for p in found["pictures"]] == [("Ana", "ana.profile")]
    (now,) = found["generations"]
    assert now["now"]
    assert [(t["take"], t["counts"], t["here"]) for t in now["takes"]] == [(1, True, True), (2, False, True)]
    assert now["takes"][0]["request"]["state"] == "kept"
    assert now["takes"][0]["tokens"]["image_out"] == 1120
    assert Path(now["takes"][0]["pictures"][0]["path"]).stat().st_size == now["takes"][0]["pictures"][0]["bytes"]
    assert [u["address"] for u in found["used_by"]] == ["hill.close", "hill.wide.final"]


@pytest.mark.parametrize("width", [80, 120])
def test_the_screen(made, golden, monkeypatch, width):
    from bananaboard.cli.screen import Screen

    monkeypatch.setattr(Screen, "width", width)
    made("pick", "kite.bnn", "hill.wide", "2", "--engine", "paid")
    made.change("with a kite", "with a red kite")
    made.painter.says = "Here is your picture."
    made.run()
    made.painter.refuse = {"hill.close"}
    made.run("--stale")
    made.age()
    for name in ("hill.wide", "hill.close"):
        out = plain(made("show", "kite.bnn", name, "--engine", "paid")[1])
        # A path is copied, so it is never cut.
        assert [line for line in out.splitlines() if len(line) > width and not line.endswith(".png")] == []
        golden(SCREENS / f"show-{name}-{width}.txt", out)


def test_older_words_are_told(made):
    made.change("with a kite", "with a red kite")
    made.run()
    found = show(made, "hill.wide")
    now, before = found["generations"]
    assert (now["now"], before["now"]) == (True, False)
    assert before["differs"] == ["`text` was “@Ana with a kite”, is “@Ana with a red kite”"]
    close = show(made, "hill.close")
    assert close["why"] == "stale: hill.wide is another picture now"
    assert close["generations"][0]["differs"] == ["hill.wide is another picture now"]


def test_what_brought_no_picture(folder):
    folder.painter.lose = {"hill.sea"}
    folder.run()
    folder.painter.lose, folder.painter.refuse = set(), {"hill.sea"}
    folder.run()
    found = show(folder, "hill.sea")
    assert [(e["state"], e["cost_usd"]) for e in found["without_picture"]] == [("lost", None), ("refused", None)]
    out = folder("show", "kite.bnn", "hill.sea", "--engine", "paid")[1]
    assert "IMAGE_SAFETY: I can't draw that." in out
    assert "bnn run kite.bnn --engine paid --reroll hill.sea" in out


@pytest.mark.parametrize("name", ["hill.wide#2", "hill.wide:2"])
def test_a_take(made, name):
    assert show(made, name)["named"]["take"] == "2"
    out = made("show", "kite.bnn", name, "--engine", "paid")[1]
    assert "take 2" in out
    assert "take 1" not in out


def test_a_picture_by_its_digest(made):
    sha256 = show(made, "hill.wide")["generations"][0]["takes"][1]["pictures"][0]["sha256"]
    for name in (sha256[:8], sha256, f"#{sha256[:6]}", f"hill.wide#{sha256[:10]}"):
        found = show(made, name)
        assert found["address"] == "hill.wide"
        assert found["named"]["take"]


def test_a_view_a_final_and_an_edit(made):
    assert show(made, "ana.profile")["kind"] == "view"
    assert show(made, "hill.calm")["pictures"][0]["kind"] == "source"
    final = show(made, "hill.close.final")
    assert (final["kind"], final["status"], final["generations"]) == ("final", "new", [])


def test_an_orphan(made):
    made.change('  shot sea "The sea far below" { cast: none }\n', "")
    made.run()
    found = show(made, "hill.sea")
    assert (found["status"], found["kind"], len(found["generations"][0]["takes"])) == ("orphan", None, 1)
    assert "its name is gone from the board" in found["why"]


def test_a_renamed_picture(made):
    made.change("shot sea", "shot ocean")
    made.run()
    found = show(made, "hill.ocean")
    assert found["before"] == ["hill.sea"]
    assert found["status"] == "cached"
    assert "Called hill.sea before." in made("show", "kite.bnn", "hill.ocean", "--engine", "paid")[1]


def test_a_picture_that_another_board_asked_for(made):
    made.write((made.root / "kite.bnn").read_text("utf-8"), "two.bnn")
    made.run(name="two.bnn")
    found = json.loads(made("show", "two.bnn", "hill.sea", "--engine", "paid", "--json")[1])
    assert found["generations"][0]["takes"][0]["elsewhere"] == "kite.bnn: hill.sea"


def test_a_picture_made_by_hand(made):
    (made.root / "hand.png").write_bytes(png(7))
    made("pick", "kite.bnn", "hill.sea", "./hand.png", "--engine", "paid")
    take = show(made, "hill.sea")["generations"][0]["takes"][1]
    assert (take["by_hand"], take["picked"], take["request"]) == (True, True, None)
    assert "made by hand" in made("show", "kite.bnn", "hill.sea", "--engine", "paid")[1]


def test_choices_of_now_and_of_other_words(made):
    made("pick", "kite.bnn", "hill.wide", "2", "--engine", "paid")
    made.change("with a kite", "with a red kite")
    made.run()
    made("pick", "kite.bnn", "hill.wide", "1", "--engine", "paid")
    assert [(p["take"], p["now"]) for p in show(made, "hill.wide")["picks"]] == [(2, False), (1, True)]


def test_a_file_that_goes_along(folder, monkeypatch):
    (folder.root / "ana.png").write_bytes(png(5))
    folder.change("  view profile", '  reference "ana.png"\n  view profile')
    folder.change("@ana laughs", "@ana laughs loudly")
    for name in ("ana.png", show(folder, "hill.close")["pictures"][0]["sha256"][:8]):
        found = show(folder, name)
        assert found["path"] == "ana.png"
        assert "hill.close" in found["used_by"]
    assert "Goes along with" in folder("show", "kite.bnn", "ana.png", "--engine", "paid")[1]
    (folder.root / "below").mkdir()
    monkeypatch.chdir(folder.root / "below")
    assert "Goes along with" in folder("show", "../kite.bnn", "../ana.png", "--engine", "paid")[1]


def test_a_missing_picture(made):
    for path in (made.root / ".bananaboard/store").glob("*/*.png"):
        path.unlink()
    found = show(made, "hill.sea")
    assert (found["status"], found["generations"][0]["takes"][0]["here"]) == ("missing", False)
    out = made("show", "kite.bnn", "hill.sea", "--engine", "paid")[1]
    assert "its file is not in the store" in out
    assert "bnn restore PATH kite.bnn" in out


@pytest.mark.parametrize(
    "name", ["hill.wied", "hill", "zz", "#", "[[[", "hill.wide#9", "hill.*", "../../etc/passwd", ""]
)
def test_what_is_not_there(made, name):
    code, out, err = made("show", "kite.bnn", name, "--engine", "paid")
    assert (code, out) == (2, "")
    assert err


def test_a_guess(made):
    assert "Did you mean `hill.wide`?" in made("show", "kite.bnn", "hill.wied")[2]
    assert "Name one of them" in made("show", "kite.bnn", "hill.*")[2]


def test_before_anything_was_made(folder):
    found = show(folder, "hill.close")
    assert (found["status"], found["generations"], found["pictures"][0]["sha256"]) == ("new", [], None)
    assert "None was made yet." in folder("show", "kite.bnn", "hill.close", "--engine", "paid")[1]
    assert not (folder.root / ".bananaboard").exists()


def test_panels(folder):
    folder.write('storyboard { model: flash }\nshot strip "A dog runs" { panels: 2 }\nshot after "As in @strip.2"\n')
    folder.run()
    found = show(folder, "strip.2")
    assert (found["address"], found["named"]["panel"]) == ("strip", 2)
    assert found["why"] == "1 of its 2 panels came"
    blocked = {
        s["address"]: s["blocked"]
        for s in json.loads(folder("plan", "kite.bnn", "--engine", "paid", "--json")[1])["calls"]
    }
    assert blocked["after"] == "strip has only 1 of its panels"
    assert "1 of 2 panels came" in folder("status", "kite.bnn", "--engine", "paid")[1]


def test_what_a_model_wrote_drives_no_terminal(made):
    made.sql("UPDATE attempt SET text=?", "\x1b]0;owned\x07\u202eabc")
    out = made("show", "kite.bnn", "hill.wide", "--engine", "paid")[1]
    assert "the model wrote: abc" in out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", out)
