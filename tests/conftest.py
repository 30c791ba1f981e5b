"""What all tests share: expected output kept in files, rewritten with `pytest --rewrite`."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # no test depends on how fast the machine is
settings.load_profile("unhurried")
Golden = Callable[[Path, str], None]


@pytest.fixture(scope="session", autouse=True)
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads the configuration of whoever runs it, or writes into their own book of what was spent."""
    folder = tmp_path_factory.mktemp("nobody")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(folder / name))
        patch.setenv("BNN_DATA", str(folder / "data"))
        patch.delenv("BNN_CONFIG", raising=False)
        yield


@pytest.fixture
def utc() -> Iterator[None]:
    """The place is one in UTC, and afterwards where it was: libc reads `TZ` only when it is told to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        if sys.platform != "win32":
            time.tzset()
        yield
    if sys.platform != "win32":
        time.tzset()


def pytest_configure() -> None:
    """A shell that starts tests in the background has them ignore Ctrl-C, and with them all that they start."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write what the tests expect instead of comparing with it")
    parser.addoption("--soak", type=int, default=0, metavar="BOARDS", help="try the laws of money on so many boards")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with the file that holds it, or writes it there with `--rewrite`."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--rewrite"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no {path.name}; `pytest --rewrite` writes it, then look at it"
        assert text == path.read_text(encoding="utf-8")

    return compare
