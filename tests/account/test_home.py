"""Where a project's ledger and store live, and how they move."""

from __future__ import annotations

import os
import shutil

import pytest
from bananaboard.runtime.configuration import Misconfigured
from bananaboard.runtime.home import HOME, MARK, home_of, settle_home, store_name
from bananaboard.runtime.ledger import Unopenable
from bananaboard.runtime.lock import Lock
from bananaboard.runtime.moving import move_in, move_out
from bananaboard.runtime.root import Workspace, find_root
from bananaboard.runtime.share import month_now
from bananaboard.runtime.spending import known_roots

from .money import DOLLAR


@pytest.fixture
def stores(money):
    """The user's folder of stores."""
    folder = money.folder / "stores"
    money.configure(f'[store]\nfolder = "{folder.as_posix()}"\n')
    return folder


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_without_a_wish_everything_stays_in_the_project(money):
    project = money.project()
    money.spend(project, DOLLAR)
    assert project.home == project.root / HOME
    assert (project.home / "ledger.sqlite").exists()


def test_with_a_folder_of_stores_a_project_keeps_only_a_mark(money, stores):
    project = money.project("Mara's Kite!")
    money.spend(project, DOLLAR)
    assert project.home == stores / store_name(project.root)
    assert project.home.name.startswith("mara-s-kite-")
    assert sorted(p.name for p in (project.root / HOME).iterdir()) == [".gitignore", MARK]
    assert (project.home / "ledger.sqlite").exists()
    assert find_root(project.root / "a/b.bnn") == project.root


def test_what_is_deleted_in_the_project_is_still_found(money, stores):
    project = money.project()
    money.spend(project, DOLLAR)
    home = project.home
    shutil.rmtree(project.root / HOME)  # as `git clean -fdX` does
    assert project.home == home


def test_a_renamed_project_finds_its_home(money, stores):
    project = money.project("a")
    money.spend(project, DOLLAR)
    home = project.home
    project.root.rename(money.folder / "b")
    moved = money.project("b")
    assert moved.home == home
    money.spend(moved, DOLLAR)
    # Another project where the first one was gets a home of its own.
    again = money.project("a")
    assert again.home != home
    money.spend(again, DOLLAR)
    assert (again.home.parent, moved.home) == (stores, home)
    assert again.home == money.project("a").home


def test_a_copy_does_not_share_the_home_of_the_original(money, stores):
    project = money.project("a")
    money.spend(project, DOLLAR)
    shutil.copytree(project.root, money.folder / "b")
    copy = money.project("b")
    assert copy.home != project.home
    money.spend(copy, DOLLAR)
    assert project.home == stores / store_name(project.root)


def test_a_project_that_keeps_something_goes_on_in_its_place(money):
    project = money.project()
    money.spend(project, DOLLAR)
    money.configure('[store]\nfolder = "~/elsewhere"\n')
    assert project.home == project.root / HOME


HOSTILE = [
    "../../etc",
    "/etc/passwd",
    "kite",
    "kite-12345678/..",
    "",
    "\0",
    "x" * 100_000,
    "..-12345678",
    "a/b-12345678",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_stranger_s_mark_leads_nowhere(money, stores, words):
    project = money.project()
    (project.root / HOME).mkdir()
    (project.root / HOME / MARK).write_text(words)
    with pytest.raises(Misconfigured, match="BNN664"):
        home_of(project.root)


def test_a_stranger_s_mark_does_not_open_another_project_s_home(money, stores):
    mine = money.project("mine")
    money.spend(mine, DOLLAR)
    other = money.project("other")
    shutil.copytree(mine.root / HOME, other.root / HOME)
    assert other.home == stores / store_name(other.root)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_in_the_place_of_the_mark_is_not_waited_for(money, stores):
    project = money.project()
    (project.root / HOME).mkdir()
    os.mkfifo(project.root / HOME / MARK)
    assert home_of(project.root).parent == stores


def test_a_home_that_is_not_to_be_found_is_never_begun_anew(money, stores):
    project = money.project()
    money.spend(project, DOLLAR)
    money.configure("")
    with pytest.raises(Misconfigured, match="does not say in which folder"):
        home_of(project.root)
    money.configure(f'[store]\nfolder = "{(money.folder / "new").as_posix()}"\n')
    with pytest.raises(Misconfigured, match="is not in"):
        home_of(project.root)
    stores.rename(money.folder / "new")
    assert project.home.is_dir()


def test_a_project_is_told_where_it_was_run_last(money, stores):
    """It was moved, and has only drawn sketches since, which cost nothing."""
    money.spend(money.project("kite"), 2 * DOLLAR)
    (money.folder / "kite").rename(money.folder / "film")
    settle_home(money.folder / "film")
    assert [(k.root.name, k.spent, k.here) for k in known_roots("2026-11")] == [("film", 2 * DOLLAR, True)]


def test_a_store_moves_out_and_back_with_every_byte(money):
    money.limit(9)
    project = money.project()
    money.spend(project, 2 * DOLLAR)
    (project.home / "store/ab").mkdir(parents=True)
    (project.home / "store/ab/picture.png").write_bytes(b"picture" * 1000)
    before = files(project.home)
    stores = money.folder / "stores"
    money.configure(f'[spending]\nmonth = "$9"\n[store]\nfolder = "{stores.as_posix()}"\n')
    target = move_out(project.root)
    assert target == project.home == stores / store_name(project.root)
    kept = {n: b for n, b in before.items() if n not in (".gitignore", "ledger.lock")}
    assert files(target).items() >= kept.items()
    assert sorted(files(project.root / HOME)) == [".gitignore", MARK]
    assert month_now(clock=money.clock).left == 7 * DOLLAR
    assert [k.here for k in known_roots("2026-11")] == [True]
    assert move_out(project.root) == target
    assert move_in(project.root) == project.root / HOME == project.home
    assert files(project.home).items() >= kept.items()
    assert not target.exists()
    assert sorted(p.name for p in project.root.iterdir()) == [HOME]
    assert [k.home for k in known_roots("2026-11")] == [project.home]
    assert month_now(clock=money.clock).left == 7 * DOLLAR


def test_nothing_moves_while_a_run_lives(money, stores):
    project = Workspace(money.folder / "kite")
    (project.root / HOME / "rehearsal/runs").mkdir(parents=True)
    lock = Lock(project.root / HOME / "rehearsal/runs/x.lock")
    lock.take(wait=True)
    with pytest.raises(Misconfigured, match="a run is under way"):
        move_out(project.root)
    lock.free()
    assert move_out(project.root).parent == stores


def test_a_run_that_opened_its_ledger_before_a_move_does_not_go_on(money, stores, monkeypatch):
    money.configure("")
    project = money.project()
    money.spend(project, DOLLAR)
    money.configure(f'[store]\nfolder = "{stores.as_posix()}"\n')
    from bananaboard.runtime import book

    opened = book.open_ledger

    def slowly(folder, **more):
        ledger = opened(folder, **more)
        move_out(project.root)
        return ledger

    with monkeypatch.context() as patch:
        patch.setattr(book, "open_ledger", slowly)
        with pytest.raises((OSError, Unopenable)):  # SQLite itself may see it first
            money.begin(project, DOLLAR)
    assert project.home.parent == stores
    assert settle_home(project.root) == project.home


@pytest.mark.parametrize("where", ["copy", "compare"])
def test_a_move_that_fails_leaves_everything_as_it_was(money, stores, monkeypatch, where):
    money.configure("")
    project = money.project()
    money.spend(project, DOLLAR)
    before = files(project.root)
    money.configure(f'[store]\nfolder = "{stores.as_posix()}"\n')
    if where == "copy":
        stores.write_text("a file where the folder should be")
    else:
        monkeypatch.setattr("filecmp.cmp", lambda *_, **__: False)
    with pytest.raises(Misconfigured, match="BNN668"):
        move_out(project.root)
    assert files(project.root) == before
    assert where == "copy" or not any(stores.iterdir())


def test_what_can_not_be_moved_is_told(money):
    project = money.project()
    with pytest.raises(Misconfigured, match="names no folder of stores"):
        move_out(project.root)
    with pytest.raises(Misconfigured, match="nothing is kept"):
        move_in(project.root)
    money.configure(f'[store]\nfolder = "{(money.folder / "stores").as_posix()}"\n')
    with pytest.raises(Misconfigured, match="the first run puts"):
        move_out(project.root)
