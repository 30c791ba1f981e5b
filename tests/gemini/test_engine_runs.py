"""`bnn run --engine gemini` from end to end: what came, what it says, what it cost on both sides."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ..money.studio import Forge, ended
from .asked import KEY, png
from .home import Home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from .service.handle import Service

BOARD = """\
storyboard "Harbour" { model: lite; takes: 2 }
character ana "a girl in a red coat" { reference "ana.png"; view front "in front" }
scene pier {
  chain: previous
  shot a "@ana walks in"
  shot b "@ana looks back"
  edit calm of b "Make it calm"
}
shot strip "Waves in four moods" { model: flash; panels: 3; takes: 1 }
"""
LONE = 'storyboard "Lone" {{ model: lite{} }}\n' + "".join(f'shot s{n} "Shot {n}"\n' for n in range(6))
ONE = 'storyboard "One" { model: lite }\nshot a "A hill"\n'


@pytest.fixture(scope="session")
def forge(tmp_path_factory: pytest.TempPathFactory, process: Service) -> Iterator[Forge | None]:
    """Processes with the SDK imported already: a run takes a third of a second instead of two."""
    if not hasattr(os, "fork"):
        yield None
        return
    forge = Forge(Home(tmp_path_factory.mktemp("forge"), process, ONE))
    yield forge
    forge.close()


@pytest.fixture
def begin(tmp_path: Path, service: Service, forge: Forge | None) -> Callable[..., Home]:
    def begin(text: str = ONE) -> Home:
        home = Home(tmp_path, service, text, forge)
        (tmp_path / "ana.png").write_bytes(png(7, 500))
        return home

    return begin


def test_a_whole_board(begin: Callable[..., Home], service: Service) -> None:
    """A view, a chain, an edit, panels: each is billed once, at the cent that the ledger has, and never again."""
    home = begin(BOARD)
    service.act({"when": {"text": "four moods"}, "pictures": 3, "say": ["calm", "rising", "storm"]})
    run = home.run()
    assert run.code == 0, run
    assert home.states() == {"kept": 8}
    assert home.audit() == 0
    assert service.billed == sum(r["cost"] for r in home.attempts())
    home.sound()
    strip = next(r for r in home.attempts() if r["address"] == "strip")
    assert len(strip["made"]) == 3
    assert strip["text"] == "calm\nrising\nstorm"
    assert all(line["config"]["maxOutputTokens"] <= 3 * 1120 + 4096 for line in service.lines("asked"))
    again = home.run()
    assert again.code == 0
    assert len(service.lines("asked")) == 8


def test_an_edit_sends_the_earlier_picture_as_the_users_and_no_signature(
    begin: Callable[..., Home], service: Service
) -> None:
    home = begin(BOARD)
    service.act({"times": None, "signature": 2_000_000})
    assert home.run("--only", "pier.calm").code == 0
    kept = {s for r in home.attempts() for s in r["made"]}
    edit = next(line for line in service.lines("asked") if "calm" in line["text"])
    assert edit["media"][0][0] in kept
    assert all(line["bytes"] < 200_000 for line in service.lines("request"))


REFUSALS: list[tuple[dict[str, Any], str]] = [
    ({"finish": reason}, reason)
    for reason in (
        "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_OTHER", "NO_IMAGE", "IMAGE_RECITATION", "RECITATION",
        "SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "LANGUAGE", "OTHER", "MAX_TOKENS",
    )
] + [({"block": reason}, reason) for reason in ("SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT")]  # fmt: skip


def test_each_refusal_is_told_and_asked_once(begin: Callable[..., Home], service: Service) -> None:
    """One board, one refusal a shot; a second run asks none of them again."""
    shots = "".join(f'shot s{n} "Case {n}."\n' for n in range(len(REFUSALS)))
    home = begin('storyboard "No" { model: lite; takes: 1 }\n' + shots)
    service.act(*({"when": {"text": rf"Case {n}\."}, **act, "pictures": 0} for n, (act, _) in enumerate(REFUSALS)))
    run = home.run()
    assert run.code == 3, run
    rows = {r["address"]: r for r in home.attempts()}
    assert {r["state"] for r in rows.values()} == {"refused"}
    assert [rows[f"s{n}"]["reason"] for n in range(len(REFUSALS))] == [reason for _, reason in REFUSALS]
    messages = [e["message"] for e in run.events if e["event"] == "failed"]
    assert len(messages) == len(REFUSALS)
    assert all(len(m) > 20 and m.rstrip().endswith((".", "!", "`")) for m in messages), messages
    home.audit()
    asked = len(service.lines("asked"))
    assert home.run().code in {0, 3}
    assert len(service.lines("asked")) == asked


def test_words_instead_of_a_picture_are_the_reason(begin: Callable[..., Home], service: Service) -> None:
    home = begin()
    service.act({"pictures": 0, "say": "I would rather not draw a hill."})
    run = home.run()
    assert run.code == 3
    assert "I would rather not draw a hill" in run.out + run.err, run
    assert home.states() == {"refused": 1}
    home.audit()


def test_more_pictures_than_asked_are_kept_and_counted(begin: Callable[..., Home], service: Service) -> None:
    home = begin()
    service.act({"pictures": 2})
    assert home.run().code == 0
    (row,) = home.attempts()
    assert len(row["made"]) == 2
    assert row["cost"] == service.billed > 2 * 1120 * 30000
    assert home.audit() == 0


def test_a_quota_of_the_minute_is_waited_for(begin: Callable[..., Home], service: Service) -> None:
    home = begin()
    service.act({"error": "soon", "times": 2})
    assert home.run().code == 0
    assert home.states() == {"kept": 1, "failed": 2} or home.states() == {"kept": 1}
    assert len(service.lines("asked")) == 3
    assert home.audit() == 0


STOPS = [
    ("day", "day"),
    ("free", "free"),
    ("unpaid", "402|prepa|credit|paid"),
    ("bad_key", "key"),
    ("forbidden", "access|allowed|switched"),
]


@pytest.mark.parametrize(("error", "says"), STOPS)
def test_what_stops_the_account_stops_the_run(
    begin: Callable[..., Home], service: Service, error: str, says: str
) -> None:
    """Nothing is asked in vain: with one request at a time, one is asked, and the sentence says why."""
    home = begin(LONE.format("; retries: 3"))
    service.act({"error": error, "times": None})
    run = home.run("--jobs", "1")
    assert run.code not in {0, 70}, run
    assert len(service.lines("asked")) <= 1 + (error == "free")
    assert re.search(says, run.out + run.err, re.IGNORECASE), run
    assert service.billed == 0
    assert home.audit() == 0


def test_overload_is_tried_again_as_often_as_the_board_says(begin: Callable[..., Home], service: Service) -> None:
    home = begin(ONE.replace("lite", "lite; retries: 1"))
    service.act({"error": "overloaded"}, {"error": "internal"})
    run = home.run()
    assert run.code == 3, run
    assert len(service.lines("asked")) == 2
    assert home.run().code == 0
    assert home.audit() == 0


def test_a_400_without_a_field_is_not_tried_again(begin: Callable[..., Home], service: Service) -> None:
    home = begin()
    service.act({"error": "invalid"})
    run = home.run()
    assert run.code == 3, run
    assert len(service.lines("asked")) == 1


def test_a_model_that_this_account_does_not_get_leaves_the_others(begin: Callable[..., Home], service: Service) -> None:
    home = begin(ONE + 'shot b "A sea" { model: pro }\nshot c "A lake" { model: pro }\n')
    service.set(missing=["gemini-3-pro-image"])
    run = home.run("--jobs", "1")
    assert run.code == 3, run
    assert home.states()["kept"] == 1
    assert "gemini-3-pro-image" in run.out + run.err or "pro" in run.err


@pytest.mark.parametrize("cut", ["before", "head", "middle", "unbilled"])
def test_a_connection_that_breaks_is_unknown_and_shown_before_it_is_asked_again(
    begin: Callable[..., Home], service: Service, cut: str
) -> None:
    home = begin()
    service.act({"cut": cut})
    run = home.run()
    assert run.code == 3, run
    assert home.states() == {"lost": 1}
    left = home.audit()
    assert (left > 0) == (cut != "unbilled")
    assert len(service.lines("asked")) == 1
    assert home.run().code == 0
    assert home.states() == {"lost": 1, "kept": 1}
    assert home.audit() == left


@pytest.mark.parametrize("garbage", ["html", "empty", "noise", "half", "base64", "list"])
def test_an_answer_that_cannot_be_read_is_kept_apart(
    begin: Callable[..., Home], service: Service, garbage: str
) -> None:
    home = begin()
    service.act({"garbage": garbage})
    run = home.run()
    assert run.code == 3, run
    home.audit()
    assert service.billed <= sum(r["holds"] for r in home.attempts())
    assert home.run().code in {0, 3}


def test_a_picture_that_is_none_and_one_of_another_kind(begin: Callable[..., Home], service: Service) -> None:
    home = begin(ONE + 'shot b "A sea"\n')
    service.act(
        {"when": {"text": "hill"}, "raw": "no picture at all"},
        {"when": {"text": "sea"}, "mime": "image/webp", "called": "image/png"},
    )
    run = home.run()
    assert run.code == 3, run
    rows = {r["address"]: r for r in home.attempts()}
    assert (rows["a"]["state"], rows["b"]["state"]) == ("refused", "kept")
    assert list((home.home / "store").rglob("*.webp"))


def test_a_budget_holds_with_many_in_flight_and_every_failure(tmp_path: Path, clean: Any) -> None:
    """The service's own bill says so."""
    from .service.handle import Service

    with Service(seed=3, weather=0.4) as service:
        text = 'storyboard "B" { model: lite; budget: $0.60; takes: 8; retries: 2 }\n'
        home = Home(tmp_path, service, text + "".join(f'shot s{n} "Shot {n}"\n' for n in range(8)))
        service.set(latency=0.02)
        run = home.run("--jobs", "64")
        assert run.code in {3, 4}, run
        home.audit()
        assert service.billed <= sum(r["holds"] for r in home.attempts()) <= 600_000_000 + 40_000_000
        assert service.settled()["peak"] > 4


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_interrupted_once_it_waits_and_twice_it_names_what_is_unknown(
    begin: Callable[..., Home], service: Service
) -> None:
    home = begin(LONE.format(""))
    service.act({"hold": "drawing", "times": None})
    process = home.begin("--yes", "--jobs", "4")
    assert service.control("until", held={"drawing": 4})["came"]
    process.send_signal(signal.SIGINT)
    while '"stopping"' not in (line := process.stdout.readline()):
        assert line
    process.send_signal(signal.SIGINT)
    run = ended(process)
    assert run.code == 130, run
    assert home.states() == {"lost": 4}
    service.control("open", gate="drawing")
    assert service.control("until", bills=4)["came"]
    assert home.audit() == service.billed > 0
    again = home.run()
    assert again.code == 0, again
    assert home.states() == {"lost": 4, "kept": 6}
    home.audit()


def test_asked_once_to_end_it_waits_for_what_is_paid_for(begin: Callable[..., Home], service: Service) -> None:
    home = begin(LONE.format(""))
    service.act({"hold": "drawing", "times": None})
    process = home.begin("--yes", "--jobs", "4")
    assert service.control("until", held={"drawing": 4})["came"]
    process.send_signal(signal.SIGINT)
    while '"stopping"' not in (line := process.stdout.readline()):
        assert line
    service.control("open", gate="drawing")
    run = ended(process)
    assert run.code == 130, run
    assert home.states() == {"kept": 4}
    assert home.audit() == 0


def test_two_runs_of_one_board_ask_once(begin: Callable[..., Home], service: Service) -> None:
    home = begin(LONE.format(""))
    service.set(latency=0.3)
    runs = [ended(p) for p in [home.begin("--yes") for _ in range(2)]]
    assert [r.code for r in runs] == [0, 0], runs
    assert home.states() == {"kept": 6}
    assert home.audit() == 0


def test_drafts_and_finals_on_different_models(begin: Callable[..., Home], service: Service) -> None:
    home = begin('storyboard "F" { model: lite }\nshot a "A hill"\nfinal { model: pro; size: 4K }\n')
    assert home.run().code == 0
    assert home.run("--final").code == 0
    models = [line["model"] for line in service.lines("asked")]
    assert models == ["gemini-3.1-flash-lite-image", "gemini-3-pro-image"]
    final = service.lines("asked")[1]
    assert final["config"]["imageConfig"]["imageSize"] == "4K"
    assert [m[0] for m in final["media"]] == list(home.attempts()[0]["made"])
    assert home.audit() == 0


def test_the_key_is_nowhere(begin: Callable[..., Home], service: Service) -> None:
    """Through success and every failure: not in what is printed, not in what is written, under any name."""
    home = begin(LONE.format("; retries: 0"))
    acts = [{"error": e} for e in ("bad_key", "forbidden", "soon", "internal", "invalid")]
    echo = {
        "status": 400,
        "body": json.dumps({"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": f"bad key {KEY}"}}),
    }
    said = {"pictures": 0, "say": f"I was told {KEY}"}
    printed = ""
    for act in (
        *acts,
        echo,
        said,
        {"finish": "OTHER", "message": f"no {KEY}"},
        {"cut": "head"},
        {"garbage": "html"},
        {},
    ):
        service.act({**act, "times": 6})
        run = home.run("--jobs", "2")
        printed += run.out + run.err
        printed += "".join(
            c.out + c.err
            for c in (home.bnn("log"), home.bnn("doctor"), home.bnn("status", "board.bnn", "--engine", "gemini"))
        )
        service.control("reset")
    assert KEY not in printed
    assert KEY.encode() not in home.written()
    assert KEY[10:].encode() not in home.written()
