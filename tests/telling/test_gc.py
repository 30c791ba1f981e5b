"""`bnn gc` lists what nothing needs, deletes only what it may, and forgets nothing."""

from __future__ import annotations

import json
import os
import re
import threading
from pathlib import Path

import pytest
from bananaboard.runtime.finding import running
from bananaboard.runtime.lock import Lock, locked

SCREENS = Path(__file__).parent / "screens"


def listed(folder, *args):
    """Which pictures could go, by address and take."""
    code, out, err = folder("gc", "--json", *args)
    assert code == 0, err
    return {f"{p['address']}#{p['take']}" for p in json.loads(out)["pictures"]}


def delete(folder, *args):
    code, out, err = folder("gc", "--delete", "--yes", *args)
    assert code == 0, err
    return out


def test_nothing_that_a_board_has_now_may_go(made):
    assert listed(made) == set()
    assert delete(made) == "There is nothing to clear away.\n"
    assert len(made.stored()) == 6


@pytest.fixture
def reworded(made):
    """A board whose words changed, made again; the old pictures are old."""
    made.change("@ana laughs", "@ana smiles")
    made.run()
    made.age()
    return made


def test_pictures_of_words_that_are_gone_may_go(reworded):
    # The old `close` was seen by the `calm` that is in use, since that is only stale.
    assert listed(reworded) == set()
    reworded.run("--stale")
    reworded.age()
    assert listed(reworded) == {"hill.close#1", "hill.calm#1"}


def test_what_was_made_or_needed_lately_stays(made):
    made.change("@ana laughs", "@ana smiles")
    made.run("--stale")
    code, out, _ = made("gc")
    assert code == 0
    assert "2 pictures more were made or needed in the last 30 days." in out
    assert listed(made) == set()
    made.age()
    assert len(listed(made)) == 2
    assert listed(made, "--days", "120") == set()


def swept(folder):
    """The board with two old pictures deleted."""
    folder.run("--stale")
    folder.age()
    before = folder.stored()
    out = delete(folder)
    return before - folder.stored(), out


def test_deleting_takes_the_bytes_and_nothing_else(reworded):
    gone, out = swept(reworded)
    assert len(gone) == 2
    assert "2 pictures deleted" in out
    assert reworded.sql("SELECT COUNT(*) FROM attempt") == [(8,)]
    assert len(list((reworded.root / ".bananaboard/store").glob("*/*.json"))) == 8
    states = dict(reworded.sql("SELECT sha256, state FROM picture"))
    assert {s for s, state in states.items() if state == "dropped"} == gone
    assert "Nothing is to be made" in reworded("plan", "kite.bnn", "--engine", "paid")[1]


def test_what_was_dropped_is_missing_and_never_new(reworded):
    swept(reworded)
    reworded.change("@ana smiles", "@ana laughs")
    asked = len(reworded.painter.asked)
    status = json.loads(reworded("status", "kite.bnn", "--engine", "paid", "--json")[1])
    assert {c["address"]: c["status"] for c in status["calls"]}["hill.close"] == "missing"
    reworded.run()
    assert len(reworded.painter.asked) == asked
    assert "it was cleared away" in reworded("show", "kite.bnn", "hill.close", "--engine", "paid")[1]
    assert reworded.run("--reroll", "hill.close")[0] == 0
    assert reworded.painter.asked[asked:] == ["hill.close"]


def test_a_pick_keeps_its_whole_generation(made):
    made("pick", "kite.bnn", "hill.wide", "2", "--engine", "paid")
    made.change("with a kite", "with a red kite")
    made.run("--stale")
    made.age()
    assert {"hill.wide#1", "hill.wide#2"} & listed(made) == set()
    (made.root / "kite.picks.toml").unlink()
    assert {"hill.wide#1", "hill.wide#2"} <= listed(made)


def test_picks_that_cannot_be_read_keep_everything(reworded):
    reworded.run("--stale")
    reworded.age()
    (reworded.root / "kite.picks.toml").write_text("[[pick]\n")
    code, out, _ = reworded("gc")
    assert code == 0
    assert "kite.bnn keeps all its pictures: its picks can't be read." in out


def test_a_board_with_errors_keeps_everything(reworded):
    reworded.run("--stale")
    reworded.age()
    reworded.change("shot sea", "shoot sea")
    assert listed(reworded) == set()
    assert "it has errors" in reworded("gc")[1]


def test_a_board_that_is_gone_keeps_everything_until_it_is_let_go(reworded):
    (reworded.root / "kite.bnn").unlink()
    assert listed(reworded) == set()
    assert "kite.bnn keeps all its pictures: its file is not there; `--gone` lets its pictures go." in reworded("gc")[1]
    assert len(listed(reworded, "--gone")) == 6


def test_other_values_of_a_param_keep_everything(made):
    made.run("--set", "coat=blue")
    made.run()
    made.age()
    code, out, _ = made("gc")
    assert code == 0
    assert "kite.bnn keeps all its pictures: it was run with another value of `coat`." in out
    assert listed(made) == set()


def test_a_value_that_is_the_boards_own_is_no_other(made):
    made.run("--set", "coat=red")
    made.change("@ana laughs", "@ana smiles")
    made.run("--stale")
    made.age()
    assert listed(made) == {"hill.close#1", "hill.calm#1"}


def test_changed_words_keep_their_last_pictures(made):
    made.change("a {{ coat }} coat", "a {{ coat }} coat with buttons")
    assert listed(made) == set()
    assert made("pick", "kite.bnn", "*", "--keep", "--engine", "paid")[0] == 0
    assert listed(made) == set()


def test_another_board_keeps_what_it_shares(reworded):
    reworded.run("--stale")
    reworded.write((reworded.root / "kite.bnn").read_text("utf-8").replace("@ana smiles", "@ana laughs"), "two.bnn")
    assert reworded.run(name="two.bnn")[0] == 0
    reworded.age()
    assert "hill.close#1" not in listed(reworded)


def test_a_board_names_only_its_own(reworded):
    reworded.run("--stale")
    reworded.write('shot boat "A boat"\n', "boat.bnn")
    reworded.run(name="boat.bnn")
    reworded.age()
    assert listed(reworded, "boat.bnn") == set()
    assert listed(reworded, "kite.bnn") == {"hill.close#1", "hill.calm#1"}


def test_nothing_is_deleted_unasked(reworded):
    reworded.run("--stale")
    reworded.age()
    before = reworded.stored()
    code, _, err = reworded("gc", "--delete")
    assert code == 5
    assert "Nobody is here to agree" in err
    assert reworded("gc")[0] == 0
    assert reworded.stored() == before


def test_a_run_under_way_forbids_it(reworded):
    reworded.run("--stale")
    reworded.age()
    before = reworded.stored()
    lock = Lock(reworded.root / ".bananaboard/runs/01ABC.lock")
    lock.take(wait=False)
    try:
        assert running(reworded.root / ".bananaboard")
        code, _, err = reworded("gc", "--delete", "--yes")
    finally:
        lock.free()
    assert (code, "A run is under way" in err) == (2, True)
    assert reworded.stored() == before


def test_a_run_that_starts_meanwhile_waits_and_pays_for_nothing_twice(reworded):
    """The run comes while the clearing up holds the lock: it sees what is left, and asks only for what it must."""
    reworded.run("--stale")
    reworded.age()
    asked = len(reworded.painter.asked)
    done = []
    home = reworded.root / ".bananaboard"
    with locked(home / "ledger.lock"):
        clearing = threading.Thread(target=lambda: done.append(_swept(reworded.root)))
        clearing.start()
        clearing.join(0.05)
        assert clearing.is_alive()
    assert reworded.run()[0] == 0
    clearing.join(30)
    assert not clearing.is_alive()
    assert len(reworded.painter.asked) == asked
    assert "Nothing is to be made" in reworded("plan", "kite.bnn", "--engine", "paid")[1]


def _swept(root):
    import datetime as dt

    from bananaboard.runtime.finding import Wanted
    from bananaboard.runtime.root import Workspace
    from bananaboard.runtime.sweep import Alive, look_over, sweep

    from bananaboard.script import Script

    def compiled(board, engine):
        return Script(root / board, root).compiled(engine)

    now, workspace = dt.datetime.now(dt.UTC), Workspace(root)
    try:
        return sweep(workspace, compiled, Wanted(), look_over(workspace, compiled, Wanted(), now), now)
    except Alive:
        return ()


def test_sketches_may_go_at_any_time_and_are_drawn_again(folder):
    folder.run()
    folder.run(engine="crayon")
    assert listed(folder) == set()
    assert len(listed(folder, "--sketches")) == 6
    out = delete(folder, "--sketches")
    assert re.search(r"\n  6 sketches +\d+ KB +free\n", out)
    assert "6 pictures deleted" in out
    asked = len(folder.crayon.asked)
    assert folder.run(engine="crayon")[0] == 0
    assert len(folder.crayon.asked) == asked + 6
    assert len(folder.stored()) == 12
    assert "Nothing is to be made" in folder("plan", "kite.bnn", "--engine", "paid")[1]


def test_a_sketch_made_by_hand_is_no_sketch(folder):
    folder.run(engine="crayon")
    hand = folder.root / "hand.png"
    from .conftest import png

    hand.write_bytes(png(77))
    assert folder("pick", "kite.bnn", "hill.sea", "./hand.png", "--engine", "crayon")[0] == 0
    delete(folder, "--sketches")
    assert len(folder.stored()) == 1


def test_half_written_files_go(reworded):
    left = reworded.root / ".bananaboard/tmp/abc.png.1.2"
    left.write_bytes(b"half")
    assert "1 file in `tmp` is only half written." in reworded("gc")[1]
    delete(reworded)
    assert not left.exists()


def test_a_file_that_the_ledger_does_not_know_stays(made):
    stray = made.root / ".bananaboard/store/aa" / ("aa" + "0" * 62 + ".png")
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"?")
    os.utime(stray, (1, 1))
    assert "1 file in the store is not in the ledger, and left." in made("gc")[1]
    delete(made)
    assert stray.exists()


def test_a_folder_without_a_ledger(folder):
    assert folder("gc") == (0, "There is nothing to clear away.\n", "")
    assert not (folder.root / ".bananaboard").exists()


def test_the_list(reworded, golden):
    reworded.run("--stale")
    reworded.age()
    out = reworded("gc")[1]
    golden(SCREENS / "gc.txt", re.sub(r"\b[0-9a-f]{12}\b", "<picture>   ", out))


def test_what_was_dropped_is_brought_back(reworded, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    reworded.run("--stale")
    reworded.age()
    shutil.copytree(reworded.root / ".bananaboard", copy)
    delete(reworded)
    reworded.change("@ana smiles", "@ana laughs")
    assert "missing" in reworded("status", "kite.bnn", "--engine", "paid")[1]
    assert reworded("restore", str(copy), "kite.bnn")[0] == 0
    out = reworded("status", "kite.bnn", "--engine", "paid")[1]
    assert "missing" not in out
    assert dict(reworded.sql("SELECT state, COUNT(*) FROM picture GROUP BY state")).keys() == {"here"}


def test_pictures_of_a_maker_that_only_somebodys_hand_made(folder):
    from .conftest import png

    (folder.root / "hand.png").write_bytes(png(77))
    folder.write('shot boat "A boat"\n')
    for engine in ("paid", "crayon"):
        assert folder("pick", "kite.bnn", "boat", "./hand.png", "--engine", engine)[0] == 0
    for path in (folder.root / ".bananaboard/store").glob("*/*"):
        os.utime(path, (1, 1))
    folder.write('shot boat "Another boat"\n')
    assert listed(folder) == set()


def test_a_full_disk_is_told(reworded, monkeypatch):
    from bananaboard.runtime import sweep

    def full(*_):
        raise OSError(28, "No space left on device")

    reworded.run("--stale")
    reworded.age()
    with monkeypatch.context() as patched:
        patched.setattr(sweep, "_unlink", full)
        code, _, err = reworded("gc", "--delete", "--yes")
    assert (code, "Not all of it could be deleted: No space left on device." in err) == (2, True)
    assert "Nothing is to be made" in reworded("plan", "kite.bnn", "--engine", "paid")[1]
    assert "2 pictures deleted" in delete(reworded)


def test_a_sketch_that_went_along_with_a_paid_request_stays(folder):
    folder.write('shot boat "A boat"\n', "boat.bnn")
    folder.run(name="boat.bnn", engine="crayon")
    (sketch,) = folder.stored()
    (folder.root / "boat.png").write_bytes(next((folder.root / ".bananaboard/store").glob("*/*.png")).read_bytes())
    folder.write('shot sea "The sea" { reference "boat.png" }\n')
    folder.run()
    assert listed(folder, "--sketches") == set()
    assert sketch in folder.stored()


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside.bnn", "<cell>", "a\\b\0c"])
def test_a_board_that_is_called_anything(reworded, name):
    """A ledger may be a stranger's: what it names is looked at only inside the project."""
    (reworded.root.parent / "outside.bnn").write_text('shot boat "A boat"\n')
    reworded.run("--stale")
    reworded.age()
    reworded.sql("INSERT INTO board(board) VALUES(?)", name)
    assert listed(reworded) == {"hill.close#1", "hill.calm#1"}
    assert "its file is not there" in reworded("gc")[1]
