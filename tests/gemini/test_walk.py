"""What somebody does with the whole of it, command by command, and what they read."""

from __future__ import annotations

import json

import pytest
from bananaboard.dsl.models import extend
from click.testing import CliRunner

from bananaboard.cli.commands import bnn
from bananaboard.live.exhibits import page, tile

from ..files.test_media import film
from .asked import FLASH, KEY, LITE

BOARD = """\
storyboard "Film" { model: lite; aspect: 16:9; budget: $5.00 }
character mara "a keeper with grey hair" { reference "refs/mara.png" }
reference house "refs/house.pdf" { name: "the house" }
reference room "refs/room.txt" { name: "the room" }
reference walk "refs/walk.mp4" { name: "the walk" }

scene one "The storm" {
  shot wide "@mara on the gallery" { safety: low }
  shot strip "@mara climbs; then she lights the lamp" { panels: 2 }
  shot plan "The front of @house"
  shot lamp "The lamp of @room"
  shot stairs "Somebody climbs as in @walk"
  shot bird "A kingfisher lands" { model: flash; search: web, images }
  edit calm of wide "Make the light calm"
}
"""


@pytest.fixture
def walk(service, clean, tmp_path):
    """Asks `bnn` in a folder with the board and its files."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "film.bnn").write_text(BOARD)
    (tmp_path / "refs").mkdir()
    for name, data in (
        ("mara.png", tile()),
        ("house.pdf", page()),
        ("room.txt", b"A brass lamp."),
        ("walk.mp4", film()),
    ):
        (tmp_path / "refs" / name).write_bytes(data)
    clean.chdir(tmp_path)
    clean.setenv("BNN_ENGINE", "gemini")
    clean.setenv("BNN_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").touch()

    def ask(*args, code=0):
        done = CliRunner().invoke(bnn, args, prog_name="bnn")
        assert done.exit_code == code, done.output
        assert KEY not in done.output
        return json.loads(done.stdout) if "--json" in args else done.output

    yield ask
    extend(())


def test_everything_that_a_model_takes_goes_along_and_comes_back(walk, service):
    service.act({"when": {"text": "she lights"}, "pictures": 2, "say": ["She climbs.", "Light."]})
    walk("run", "film.bnn", "--yes")
    asked = {line["text"]: line for line in service.lines("asked")}
    kinds = sorted(mime for line in asked.values() for _, mime, _ in line["media"] if not mime.startswith("image/"))
    assert kinds == ["application/pdf", "text/plain", "video/mp4"]
    assert sorted({line["model"] for line in asked.values()}) == sorted({LITE, FLASH})
    story = walk("show", "film.bnn", "one.strip", "--json")
    (take,) = story["generations"][0]["takes"]
    assert len(take["pictures"]) == 2
    assert take["request"]["text"] == "She climbs.\nLight."
    calm = next(line for text, line in asked.items() if "Make the light calm" in text)
    assert [mime for _, mime, _ in calm["media"]] == ["image/jpeg"]


def test_the_log_holds_costs_against_the_plan(walk, service):
    walk("run", "film.bnn", "--yes")
    said = walk("log", "film.bnn")
    assert "one.wide#1" in said
    assert "  of $0.0343" in said
    assert "The pictures cost $0." in said
    requests = walk("log", "film.bnn", "--json")["requests"]
    assert round(sum(r["cost_usd"] for r in requests) * 1e9) == service.settled()["billed"]
    assert all(r["expect_usd"] <= r["most_usd"] for r in requests)


def test_an_answer_over_its_highest_price_is_marked(walk, service):
    service.act({"when": {"text": "kingfisher"}, "thoughts": 90_000})
    assert "it was to cost" in walk("run", "film.bnn", "--yes")
    assert "more than its highest price, $0." in walk("log", "film.bnn")


def test_old_prices_are_told_before_anything_is_sent(walk, service, tmp_path):
    (tmp_path / "models.toml").write_text(f'[[model]]\nid = "{LITE}"\nas_of = 2026-01-05\n')
    said = walk("run", "film.bnn", code=5)
    assert "BNN677: The prices of `lite` are of 2026-01-05" in " ".join(said.split())
    assert service.settled()["requests"] == 0


def test_show_tells_who_signed_an_answer(walk, service):
    pytest.importorskip("c2pa", reason="c2pa-python is not installed here")
    service.set(signed=True)
    walk("run", "film.bnn", "--yes", "--only", "one.wide")
    said = walk("show", "film.bnn", "one.wide")
    assert "content credentials: made by a model, signed by Loopback Pictures (Loopback); unchanged since" in said


def test_drafts_are_chosen_and_finished_by_another_model(walk, service, tmp_path):
    (tmp_path / "film.bnn").write_text(
        BOARD.replace('in @walk"', 'in @walk" { final: none }') + "final { model: pro; size: 4K }\n"
    )
    walk("run", "film.bnn", "--yes")
    walk("run", "film.bnn", "--yes", "--reroll", "one.plan")
    assert "take 2 counts" in walk("pick", "film.bnn", "one.plan", "2")
    walk("run", "film.bnn", "--yes", "--final", "--only", "one.plan.final")
    last = service.lines("asked")[-1]
    assert (last["model"], last["config"]["imageConfig"]["imageSize"]) == ("gemini-3-pro-image", "4K")
    assert [mime for _, mime, _ in last["media"]] == ["image/jpeg", "application/pdf"]
    assert walk("show", "film.bnn", "one.plan.final", "--json")["status"] == "cached"
