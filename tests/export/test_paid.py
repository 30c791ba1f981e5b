"""Pictures that were paid for, in every form: finals before picks before first takes, and what is stale or refused."""

from __future__ import annotations

import csv
import json
import os
import zipfile
from pathlib import Path

import opentimelineio as otio
import pypdfium2
import pytest
from bananaboard.runtime.gemini.access import VARIABLES
from click.testing import CliRunner
from PIL import Image

import bananaboard as bb
from bananaboard.cli.commands import bnn

from ..gemini.asked import KEY
from ..gemini.service.handle import Service

TEXT = """
storyboard "Paid" { model: lite; aspect: 16:9; budget: $20 }
character mara "a keeper" { name: "Mara Voss"; view profile "left profile" }
scene night "Night" {
  shot wide "the open sea" { takes: 2; duration: 2s; caption: "Then." }
  shot close "@mara.profile, {{ light }}" {
    variant light { dawn: "soft dawn"; storm: "blue storm" }
    dialogue: "MARA: It turns."; duration: 1s
  }
  shot strip "@mara.profile runs; then falls" { model: banana; panels: 2; sound: "STEP", "CRASH"; duration: 1s }
  shot war "two knights fight" { duration: 1s }
  shot gull "a gull" { duration: 1s }
  edit calm of wide "calmer" { caption: "And then."; duration: 1s }
}
final { model: pro; size: 1K }
"""
ACTS = (
    {"when": {"text": "knights"}, "finish": "IMAGE_SAFETY", "times": None},
    {"when": {"text": "runs"}, "pictures": 2, "signed": True, "times": None},
    {"signed": True, "times": None},
)
SHOWN = [
    ("night.wide", 2, 1, "pick", "cached"), ("night.close.final[light=dawn]", 1, 1, "final", "cached"),
    ("night.close[light=storm]", 1, 1, "first", "cached"), ("night.strip", 1, 1, "first", "cached"),
    ("night.strip", 1, 2, "first", "cached"), ("night.calm", 1, 1, "first", "stale"),
]  # fmt: skip


class Paid:
    """A board in a folder, and `bnn` in it."""

    def __init__(self, folder):
        self.folder, self.file = folder, str(folder / "board.bnn")
        (folder / "pyproject.toml").touch()
        (folder / "board.bnn").write_text(TEXT)

    def bnn(self, *words, code=0):
        done = CliRunner().invoke(bnn, [words[0], self.file, *words[1:]], prog_name="bnn")
        assert done.exit_code == code, done.output
        return done.stdout

    def export(self, form, name, *words, engine="gemini"):
        more = ("--to", form, "-o", str(self.folder / name), "--engine", engine, "--json", *words)
        return self.folder / name, json.loads(self.bnn("export", *more))


@pytest.fixture(scope="module")
def paid(tmp_path_factory):
    """A pick, a final of one variant, an edit of what was not picked, one that is refused, one whose file is gone."""
    board = Paid(tmp_path_factory.mktemp("paid"))
    with pytest.MonkeyPatch.context() as patch, Service() as service:
        for name in {*VARIABLES, "BNN_ENGINE"} & set(os.environ):
            patch.delenv(name)
        patch.setenv("GEMINI_API_KEY", KEY)
        patch.setenv("GOOGLE_GEMINI_BASE_URL", service.url)
        service.act(*ACTS)
        board.bnn("run", "--engine", "gemini", "--yes", code=3)
        board.bnn("pick", "night.wide", "2", "--engine", "gemini")
        board.bnn("pick", "night.close:light=dawn", "1", "--engine", "gemini")
        final = ("--final", "--only", "night.close.final:light=dawn")
        board.bnn("run", "--engine", "gemini", "--yes", *final)
        gull = json.loads(board.bnn("show", "night.gull", "--engine", "gemini", "--json"))
        Path(gull["generations"][0]["takes"][0]["pictures"][0]["path"]).unlink()
        yield board


def words_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def shown(told):
    return [(p["address"], p["take"], p["panel"], p["which"], p["status"]) for p in told["pictures"]]


def test_each_picture_is_the_one_that_counts(paid):
    _, told = paid.export("pdf", "board.pdf")
    assert sorted(shown(told)) == sorted(SHOWN)
    assert told["mark"] is None
    missing = {m["address"]: m["status"] for m in told["missing"]}
    assert missing == {"night.war": "refused", "night.gull": "missing"}
    assert told["warnings"][:3] == [
        "1 picture was refused: night.war.",
        "1 picture was made, and its file is gone: night.gull.",
        "1 picture is not up to date: night.calm.",
    ]
    assert "content credentials are not in it" in told["warnings"][3]


def test_paper_says_what_is_final_and_what_was_refused(paid):
    words = words_of(paid.export("pdf", "board.pdf")[0])
    for said in ("1A Wide", "Close, light dawn · final", "Strip 2/2", "refused", "its file is gone"):
        assert said in words, said
    assert "SKETCH" not in words


def test_a_comic_letters_what_a_model_does_not(paid):
    to, told = paid.export("comic", "comic.pdf")
    words = words_of(to)
    assert [t in words for t in ("Then.", "MARA", "It turns.", "STEP", "CRASH", "SKETCH")] == [True] * 5 + [False]
    assert ("night.close[light=storm]", 1, 1, "first", "cached") not in shown(told)


def test_a_page_keeps_prices_and_says_what_is_stale(paid):
    to, told = paid.export("html", "board.html")
    page = to.read_text("utf-8")
    assert "Paid" in page
    assert "$0.0" in page
    for status in ("stale", "refused", "missing"):
        assert f'class="tag {status}"' in page
    assert "Sketches." not in page
    assert len(told["pictures"]) == 8  # the draft of the final, and the view of Mara
    clients = paid.export("html", "clients.html", "--for-clients")[0].read_text("utf-8")
    for secret in ("$0", "gemini-", "tag stale", "refused</", "safety filter", "<details"):
        assert secret not in clients, secret


@pytest.mark.parametrize(("form", "words"), [("zip", ()), ("html", ("--folder",)), ("otio", ())])
def test_exact_bytes_keep_their_credentials(paid, form, words):
    to, told = paid.export(form, f"exact-{form}", *words)
    assert told["exact_bytes"] is True
    assert {p["content_credentials"] for p in told["pictures"]} == {True}
    assert not [w for w in told["warnings"] if "credentials" in w]
    store = {p.read_bytes() for p in (paid.folder / ".bananaboard" / "store").rglob("*.png")}
    if form == "zip":
        with zipfile.ZipFile(to) as archive:
            copies = [archive.read(n) for n in archive.namelist() if n.endswith(".png")]
            assert KEY.encode() not in b"".join(map(archive.read, archive.namelist()))
    else:
        copies = [p.read_bytes() for p in to.rglob("*.png")]
    assert copies
    assert set(copies) <= store


def test_a_bundle_says_what_each_cost(paid):
    to, _ = paid.export("zip", "board.zip")
    with zipfile.ZipFile(to) as archive:
        told = json.loads(archive.read("provenance.json"))
    costs = {(p["address"], p["part"]): p["cost_usd"] for p in told["pictures"]}
    assert told["drawn_by"] == "gemini"
    assert costs["night.close.final[light=dawn]", 1] > costs["night.close[light=dawn]", 1] > 0
    assert all(p["price_as_of"] and p["said"] for p in told["pictures"])


def test_a_shot_list_says_what_each_is(paid):
    with paid.export("csv", "board.csv")[0].open(encoding="utf-8-sig", newline="") as file:
        rows = [(r["address"], r["panel"], r["status"], r["kind"]) for r in csv.DictReader(file)]
    assert ("night.close[light=dawn]", "", "cached", "final") in rows
    assert ("night.strip", "2", "cached", "picture") in rows
    assert ("night.war", "", "refused", "") in rows


def test_a_reel_shows_each_shot_once(paid):
    """2 s, 1 s, two halves of a second, 1 s of nothing, 1 s of what is gone, and the edit that says something."""
    made = otio.adapters.read_from_file(str(paid.export("otio", "edit")[0] / "board.otio"))
    assert [(c.name, c.duration().value) for c in made.find_clips()] == [
        ("1A Wide", 48), ("1A Calm", 24), ("1B Close, light dawn", 24), ("1C Strip 1/2", 12), ("1C Strip 2/2", 12),
        ("1D War", 24), ("1E Gull", 24),
    ]  # fmt: skip
    with Image.open(paid.export("gif", "reel.gif")[0]) as found:
        lengths = []
        for index in range(found.n_frames):  # pictures that are alike are one
            found.seek(index)
            lengths.append(found.info["duration"])
    assert sum(lengths) == 7000


def test_sheets_show_them_without_a_mark(paid):
    for form in ("png", "continuity"):
        assert paid.export(form, f"sheet.{form}")[1]["mark"] is None
    words = words_of(paid.folder / "sheet.continuity")
    assert [t in words for t in ("Mara Voss", "Close, light dawn", "Strip 2/2", "Wide")] == [True] * 3 + [False]


def test_what_was_only_rehearsed_is_marked_and_never_mixed(paid, monkeypatch):
    """Nothing of a rehearsal is seen beside what was paid for, nor the other way."""
    monkeypatch.setenv("BNN_REHEARSAL", "latency=0s")
    only = ("night.wide", "night.close", "night.strip")
    bb.load(paid.file).plan(engine="rehearsal", only=only).run(max_cost=5.0)
    to, told = paid.export("pdf", "rehearsed.pdf", engine="rehearsal")
    assert told["mark"] == "rehearsal"
    assert "REHEARSAL" in words_of(to)
    assert {p["which"] for p in told["pictures"]} == {"first"}
    paid_ones = {p["sha256"] for p in paid.export("zip", "board.zip")[1]["pictures"]}
    assert paid_ones.isdisjoint(p["sha256"] for p in told["pictures"])
    with paid.export("csv", "rehearsed.csv", engine="rehearsal")[0].open(encoding="utf-8-sig", newline="") as file:
        assert {r["kind"] for r in csv.DictReader(file)} == {"rehearsal", ""}
    assert paid.export("csv", "sketched.csv", engine="sketch")[1]["pictures"] == []
