"""`bnn config`."""

import json

import pytest

from bananaboard.cli.exits import Exit


@pytest.fixture
def user(here, monkeypatch):
    """Writes the user's configuration."""
    monkeypatch.setenv("BNN_CONFIG", str(here / "me/config.toml"))
    monkeypatch.setenv("BNN_DATA", str(here / "me/data"))
    (here / "me").mkdir()
    (here / "me/config.toml").touch()
    return lambda text: (here / "me/config.toml").write_text(text)


def test_it_shows_what_holds_and_from_where(bnn, user, monkeypatch):
    user('engine = "sketch"\n[spending]\nmonth = 12.5\n')
    shown = bnn("config").stdout
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in shown.splitlines()[2:6]}
    assert rows == {
        "engine": "sketch from this file",
        "account.tier": "1 the default",
        "spending.month": "$12.50 a month, all of it left from this file",
        "store.folder": "in each project the default",
    }
    monkeypatch.setenv("BNN_ENGINE", "rehearsal")
    assert "rehearsal" in bnn("config").stdout
    assert "from the variable BNN_ENGINE" in bnn("config").stdout


def test_it_shows_what_was_spent_and_agreed_to(bnn, user, here, kite, paid, monkeypatch):
    monkeypatch.setattr("bananaboard.cli.consent.is_terminal", lambda _: True)
    kite.write_text('storyboard "K" { budget: $1 }\nshot a "a door"')
    user('[spending]\nmonth = "$5"\n')
    assert bnn("run", "kite.bnn", "--engine", "paid", input="y\n").exit_code == 0
    shown = bnn("config").stdout
    assert "of it left" in shown
    assert "Spent in " in shown
    assert here.name in shown
    assert "up to $1.00" in shown
    found = json.loads(bnn("config", "--json").stdout)
    assert found["format"] == "bananaboard.config/1"
    (spent,) = found["spent"]
    assert spent["root"] == str(here)
    assert spent["month_usd"] == spent["usd"] == pytest.approx(5 - found["left_usd"])
    (agreed,) = found["agreed"]
    assert (agreed["board"], agreed["maker"], agreed["budget_usd"]) == ("kite.bnn", "paid", 1.0)


def test_a_first_file_is_written_once(bnn, user, here):
    (here / "me/config.toml").unlink()
    done = bnn("config", "--init")
    assert done.exit_code == 0
    text = (here / "me/config.toml").read_text()
    assert "# month = " in text
    assert bnn("config").exit_code == 0
    again = bnn("config", "--init")
    assert again.exit_code == Exit.USAGE
    assert "stays as it is" in again.stderr
    assert (here / "me/config.toml").read_text() == text


def test_a_wrong_file_is_told(bnn, user):
    user("[spending\n")
    done = bnn("config")
    assert done.exit_code == Exit.USAGE
    assert "config.toml:1:" in done.stderr


def test_a_store_is_moved_and_comes_back(bnn, user, here, kite):
    assert bnn("run", "kite.bnn").exit_code == 0
    user(f'[store]\nfolder = "{(here / "stores").as_posix()}"\n')
    for named in ("kite.bnn", "."):
        done = bnn("config", "--move-store", named)
        assert done.exit_code == 0, done.stderr
        assert "stores" in done.stdout
    assert "Nothing new was made" in bnn("run", "kite.bnn").stdout
    assert bnn("config", "--move-store", "kite.bnn", "--into-project").exit_code == 0
    assert (here / ".bananaboard/ledger.sqlite").exists()
    assert "Nothing new was made" in bnn("run", "kite.bnn").stdout


def test_a_store_that_can_not_be_moved_is_told(bnn, user, kite):
    done = bnn("config", "--move-store", "kite.bnn")
    assert done.exit_code == Exit.USAGE
    assert "BNN668" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--init", "--withdraw", "kite.bnn"], "one at a time"),
        (["--into-project"], "goes with `--move-store PATH`"),
        (["--move-store", "nothing.bnn"], "There is no file"),
        (["--withdraw", "nothing.bnn"], "There is no file"),
    ],
)
def test_what_can_not_be_asked(bnn, user, words, told):
    done = bnn("config", *words)
    assert done.exit_code == Exit.USAGE
    assert told in done.stderr


def test_a_home_that_is_gone_is_told_by_every_command(bnn, user, here, kite):
    user(f'[store]\nfolder = "{(here / "stores").as_posix()}"\n')
    assert bnn("run", "kite.bnn").exit_code == 0
    user("")
    for words in (["run", "kite.bnn"], ["plan", "kite.bnn"], ["status", "kite.bnn"], ["pick", "kite.bnn", "hill.wide"]):
        done = bnn(*words)
        assert done.exit_code == Exit.USAGE, words
        assert "BNN664" in done.stderr


def test_a_check_goes_by_the_board_alone(bnn, user, here, kite):
    user(f'[store]\nfolder = "{(here / "stores").as_posix()}"\n')
    assert bnn("run", "kite.bnn").exit_code == 0
    user("broken [")
    assert bnn("check", "kite.bnn").exit_code == 0
    assert bnn("fmt", "--check", "kite.bnn").exit_code in (0, 1)
    assert bnn("plan", "kite.bnn").exit_code == Exit.USAGE
