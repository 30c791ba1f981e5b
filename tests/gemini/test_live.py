"""`bnn doctor --live`: what it finds at a service on which all is as it should be, and at others."""

from __future__ import annotations

import datetime as dt
import json
import shlex
import subprocess
import sys

import pytest
from bananaboard.dsl.models import extend, model_table
from bananaboard.runtime.engine import Answer, Drawn, Failed, Lost, Refused, Usage
from bananaboard.runtime.log import read_log
from click.testing import CliRunner

from bananaboard.cli.commands import bnn
from bananaboard.live import beside, judges
from bananaboard.live.exhibits import page, tile
from bananaboard.live.project import BARREN, NAME, TWISTS, live_workspace, write_project
from bananaboard.live.seen import Seen

from .asked import FLASH, KEY, LITE, png, request

# What a service does with the board on which every fact holds.
SOUND = (
    {"when": {"text": "the cat jumps"}, "pictures": 2, "say": ["A cat and a ball.", "The cat jumps."]},
    {"when": {"text": "ten past ten"}, "finish": "MAX_TOKENS", "pictures": 0, "thoughts": 1160},
    {"when": {"text": "Do not draw"}, "pictures": 0, "say": "Air scatters blue light most."},
    {"when": {"text": "sword fight"}, "finish": "IMAGE_SAFETY"},
)


@pytest.fixture
def doctor(service, clean, tmp_path):
    """Checks live, with a book and a configuration of its own."""
    clean.chdir(tmp_path)
    clean.setenv("BNN_DATA", str(tmp_path / "data"))
    clean.setenv("BNN_CONFIG", str(tmp_path / "config.toml"))
    clean.delenv("BNN_ENGINE", raising=False)
    (tmp_path / "config.toml").touch()

    def ask(*args, code=0):
        done = CliRunner().invoke(bnn, ["doctor", "--live", *args], prog_name="bnn")
        assert done.exit_code == code, done.output
        assert KEY not in done.output
        return json.loads(done.stdout) if "--json" in args else done.output

    yield ask
    extend(())


@pytest.fixture
def found(doctor, service):
    """The facts by their names, after acts of the service."""

    def ask(*acts, code=3):
        service.act(*acts, *SOUND)
        return {f["fact"]: f for f in doctor("--yes", "--json", code=code)["facts"]}

    return ask


def test_where_all_is_as_it_should_be_every_fact_holds(doctor, service, tmp_path):
    pytest.importorskip("c2pa", reason="c2pa-python is not installed here")
    service.set(signed=True)
    service.act(*SOUND)
    report = doctor("--yes", "--json")
    assert {f["fact"]: f["came"] for f in report["facts"] if f["holds"] is not True} == {}
    assert len(report["facts"]) > 35
    billed = service.settled()["billed"]
    refused = sum(b["nano"] == 0 for b in service.lines("bill"))
    assert report["requests"] == 23
    assert refused == 1  # what the filter holds back: by its own count it used eight tokens
    assert round(report["known_usd"] * 1e9) == pytest.approx(billed, abs=10_000)
    assert report["known_usd"] < report["most_usd"]
    files = [p for p in (tmp_path / "data").rglob("*") if p.is_file()]
    assert len(files) > 40
    assert not [p for p in files if KEY.encode() in p.read_bytes()]


def test_it_never_asks_without_a_yes(doctor, service):
    said = doctor(code=5)
    assert "at most $1." in said
    assert "Nobody is here to agree" in said
    assert service.settled()["requests"] == 0


def test_a_person_can_say_no(doctor, service, clean):
    clean.setattr("bananaboard.cli.live_consent.is_terminal", lambda _: True)
    clean.setattr("click.confirm", lambda *_, **__: False)
    assert "Nothing was sent." in doctor(code=5)
    assert service.settled()["requests"] == 0


def test_without_a_price_nothing_is_sent(doctor, service, clean):
    clean.setattr("bananaboard.cli.live_consent._most", lambda *_: None)
    said = doctor("--yes", code=4)
    assert "unknown: a price is missing" in said
    assert "so nothing was sent" in said
    assert service.settled()["requests"] == 0


def test_it_can_be_done_again(doctor, service):
    service.act(*SOUND, *SOUND)
    first, second = doctor("--yes", "--json", code=3), doctor("--yes", "--json", code=3)
    assert [f["holds"] for f in first["facts"]] == [f["holds"] for f in second["facts"]]
    assert (first["requests"], second["requests"]) == (23, 23)


def test_what_it_spends_stands_in_a_ledger_and_counts_for_the_month(doctor, service, tmp_path):
    report = doctor("--yes", "--json", code=3)
    log = read_log(live_workspace().home)
    assert len(log) == 23
    assert sum(e.known or 0 for e in log) == round(report["known_usd"] * 1e9)
    spent = json.loads(CliRunner().invoke(bnn, ["log", "--all", "--json"], prog_name="bnn").stdout)
    assert {b["root"] for b in spent["boards"]} == {str(tmp_path / "data" / "live-check")}
    assert spent["together"]["month"]["known_usd"] == report["known_usd"]
    (tmp_path / "config.toml").write_text('[spending]\nmonth = "$0.90"\n')
    before = service.settled()["requests"]
    assert "BNN66" in doctor("--yes", code=4)
    assert service.settled()["requests"] == before


def test_the_month_stops_it_on_the_way(doctor, tmp_path):
    (tmp_path / "config.toml").write_text('[spending]\nmonth = "$0.50"\n')
    report = doctor("--yes", "--json", code=3)
    assert report["known_usd"] <= 0.5
    assert any("limit for the month" in f["came"] for f in report["facts"] if f["verdict"] == "not asked")


# Each act goes wrong with another request: one check finds them all.
ROTTEN = {
    "pixels.lite.plain": ({"when": {"text": "red lighthouse on"}, "pixels": [1408, 768]}, "1408 × 768, JPEG"),
    "pixels.lite.tall": ({"when": {"text": "red kite"}, "error": "invalid"}, "does not take this request"),
    "takes.lite.night": ({"when": {"text": "Make it night"}, "error": "invalid"}, "does not take this request"),
    "panels": ({"when": {"text": "the cat jumps"}}, "one picture and no words"),
    "usage": ({"when": {"text": "train with"}, "usage": False}, "not so: lite.widest"),
    "bound": ({"when": {"text": "beach huts"}, "thoughts": 10_000}, "lite.wide cost $0.04"),
    "limit.thoughts": ({"when": {"text": "ten past ten"}, "thoughts": 900}, "2,020 tokens came out of 1,160"),
    "limit.short": ({"when": {"text": "three apples"}, "pictures": 0, "say": "No."}, "no picture (STOP)"),
    "refusal.safety": ({"when": {"text": "sword fight"}, "finish": "NEW_REASON"}, "the reason NEW_REASON"),
    "refusal.usage": ({"when": {"text": "Do not"}, "pictures": 0, "say": "No.", "usage": False}, "told of lite.wordy"),
    "files": ({"when": {"method": "files.upload"}, "error": "invalid"}, "could not be uploaded"),
}


def test_what_is_not_so_is_found(found):
    facts = found(*(act for act, _ in ROTTEN.values()))
    for fact, (_, came) in ROTTEN.items():
        assert facts[fact]["holds"] is False, facts[fact]["came"]
        assert came in facts[fact]["came"]
        assert facts[fact]["otherwise"]
    assert facts["files.kept"]["verdict"] == "not asked"
    assert facts["takes.lite.plain"]["holds"] is True


def test_answers_that_cost_too_much_end_it_at_the_most_that_was_told(found):
    facts = found({"when": {"text": "bicycle"}, "thoughts": 60_000})
    assert facts["bound"]["came"].startswith("pro.plain cost $0.8")
    unasked = [f["came"] for f in facts.values() if f["verdict"] == "not asked"]
    assert "it would cost more than was told beforehand" in unasked


def test_a_model_that_is_gone(found, service):
    service.set(missing=[FLASH])
    facts = found()
    assert facts["listed.flash"]["came"] == "it is not listed for this account"
    assert facts["listed.lite"]["holds"] is True


def test_other_limits_and_prices_in_a_table_of_ones_own(found, tmp_path):
    (tmp_path / "models.toml").write_text(
        f'[[model]]\nid = "{LITE}"\nmax_input_tokens = 60000\nsizes = {{ "1K" = 1290 }}\n'
    )
    facts = found()
    assert facts["listed.lite"]["came"] == "max_input_tokens is 65536"
    assert facts["tokens.lite.plain"]["holds"] is False
    assert facts["tokens.lite.plain"]["came"] == "1,120 tokens, and 33 of text"


def test_files_that_stay_for_a_day_only(found, service):
    service.control("clock", seconds=-24 * 3600)
    kept = found()["files.kept"]
    assert (kept["holds"], kept["came"]) == (False, "for 24 hours")


EARLIER = ("unknown", "not.flash.odd", "not.banana.smallest")  # the service says so before it is asked to draw


def test_an_overloaded_service_shows_nothing(found):
    facts = found({"error": "overloaded", "times": None})
    asked = [f for f in facts.values() if f["address"] is not None and f["fact"] not in EARLIER]
    assert {f["verdict"] for f in asked} == {"not asked"}
    assert all("overloaded" in f["came"] for f in asked if f["address"] not in ("lite.night", "parcel"))


def test_a_batch_job_that_takes_its_time_is_fetched_later(doctor, service, clean):
    clean.setattr("bananaboard.live.check.PATIENCE", 0.5)
    service.set(polls=1000)
    service.act(*SOUND)
    facts = {f["fact"]: f for f in doctor("--yes", "--json", code=3)["facts"]}
    assert (facts["batch"]["verdict"], facts["batch.title"]["verdict"]) == ("holds", "holds")
    later = facts["batch.result"]
    assert later["verdict"] == "can't be told"
    service.set(polls=0)
    command = later["came"].partition("`bnn ")[2].partition("`")[0]
    done = CliRunner().invoke(bnn, [*shlex.split(command), "--yes"], prog_name="bnn")
    assert "1 batch job fetched: 1 picture" in done.output


def test_jobs_that_the_service_does_not_take(found):
    facts = found({"when": {"method": "batchGenerateContent"}, "error": "invalid"})
    assert facts["batch"]["holds"] is False
    assert facts["batch.result"]["verdict"] == "not asked"


def test_a_bad_key_ends_it_at_the_first_answer(doctor, service):
    service.set(keys=["another"])
    report = doctor("--yes", "--json", code=3)
    assert {f["verdict"] for f in report["facts"]} == {"not asked"}
    assert report["known_usd"] == 0


def test_a_lost_answer_is_counted_at_its_highest_price(doctor, service):
    service.act({"when": {"text": "bicycle"}, "cut": "head"}, *SOUND)
    report = doctor("--yes", "--json", code=3)
    facts = {f["fact"]: f for f in report["facts"]}
    lost = facts["pixels.pro.plain"]
    assert (lost["verdict"], lost["cost_usd"]) == ("not asked", None)
    assert report["held_usd"] == lost["most_usd"] > 0.13


def test_what_it_prints_is_for_reading(doctor, service):
    service.act(*SOUND)
    said = doctor("--yes", code=3)
    assert "does not hold   pictures carry content credentials" in said
    assert "So `bnn show` has none to show." in said
    assert "43 hold, 1 does not hold." in said
    assert "compare this sum with the billing page" in said


def test_a_check_that_was_killed_is_settled_by_the_next(doctor, service):
    service.act({"when": {"text": "bicycle"}, "hold": "door"})
    command = [sys.executable, "-m", "bananaboard", "doctor", "--live", "--yes"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        assert service.control("until", held={"door": 1}, requests=12)["came"]
        process.kill()
    service.control("open", gate="door")
    service.act(*SOUND)
    said = doctor("--yes", code=3)
    assert "ended without finishing" in said
    assert "pro.plain" in said.partition("Live check:")[0]
    assert "lost" in {e.state for e in read_log(live_workspace().home)}


def test_without_a_key_nothing_is_asked(doctor, clean):
    clean.delenv("GEMINI_API_KEY")
    assert "BNN670" in doctor("--yes", code=1)


def test_only_gemini_can_be_checked(doctor):
    assert "leave `--engine` out" in doctor("--engine", "sketch", code=2)


def test_yes_alone_means_nothing():
    done = CliRunner().invoke(bnn, ["doctor", "--yes"], prog_name="bnn")
    assert done.exit_code == 2
    assert "`--yes` is for `--live`" in done.output


def test_every_twist_is_on_the_board(tmp_path, clean):
    from bananaboard.api import compile_file

    clean.setenv("BNN_DATA", str(tmp_path))
    calls = {c.address for c in compile_file(write_project(live_workspace()) / NAME).calls}
    assert TWISTS.keys() <= calls
    assert calls >= BARREN


def test_what_goes_along_is_what_it_says():
    from bananaboard.dsl.media_kinds import look

    assert (look(tile(), "tile").width, look(page(), "page").kind) == (256, "document")
    assert tile() == tile()
    assert model_table().find("lite") is not None


def seen(outcome, **more):
    """What is seen where one request was sent."""
    call = request("A boat.").call
    now = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
    return Seen({"a": call}, {"a": outcome}, (), None, None, now, **more)


ANSWER = Answer((Drawn(png(1), "image/png"),), "", Usage(10, 0, 1120, 33))


@pytest.mark.parametrize(
    ("judge", "outcome", "verdict", "came"),
    [
        (judges.not_taken("a"), ANSWER, "does not hold", "it was drawn, 1 × 1, PNG"),
        (judges.not_taken("a"), Refused("NO_IMAGE", "", None, None), "can't be told", "drew nothing"),
        (judges.unknown("a"), ANSWER, "does not hold", "answered all the same"),
        (judges.unknown("a"), Failed("A 400.", "invalid", retryable=False), "does not hold", "A 400."),
        (judges.limit_counts_thoughts("a"), ANSWER, "can't be told", "too few thoughts"),
        (judges.limit_counts_thoughts("a"), Refused("MAX_TOKENS", "", None, None), "can't be told", "does not say"),
        (judges.weighed("a", 1120), Answer(ANSWER.pictures, "", None), "can't be told", "does not say"),
        (judges.taken("a"), Failed("Not yours.", "no-access", retryable=False), "not asked", "Not yours."),
        (judges.taken("a"), Lost("It broke."), "not asked", "It broke."),
        (judges.reasoned("a"), ANSWER, "can't be told", "it was drawn"),
        (judges.ran_out("a"), ANSWER, "does not hold", "drawn all the same"),
        (judges.refusals_told, Refused("X", "", Usage(1, 0, 1120, 0), None), "does not hold", "counted for a"),
        (beside.signed, ANSWER, "does not hold", "1 of 1 carry none"),
        (judges.taken("b"), ANSWER, "not asked", "it was not sent"),
    ],
)
def test_a_judge(judge, outcome, verdict, came):
    ruling = judge(seen(outcome))
    assert ruling.verdict == verdict
    assert came in ruling.came


def test_why_a_request_was_not_sent_is_told():
    assert judges.taken("b")(seen(ANSWER, unasked={"b": "the month is over"})).came == "the month is over"


def test_a_list_that_could_not_be_had_says_why():
    model = model_table().find("lite")
    assert model is not None
    told = Seen({}, {}, "No list.", None, None, dt.datetime(2026, 11, 21, tzinfo=dt.UTC))
    assert beside.listed(model)(told).came == "No list."


def test_its_boards_are_in_their_form(tmp_path, clean):
    clean.setenv("BNN_DATA", str(tmp_path))
    root = write_project(live_workspace())
    boards = sorted(str(p) for p in root.glob("*.bnn"))
    assert len(boards) == 2
    done = CliRunner().invoke(bnn, ["fmt", "--check", *boards], prog_name="bnn")
    assert done.exit_code == 0, done.output
