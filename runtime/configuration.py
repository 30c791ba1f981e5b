"""The user's own configuration: one TOML file in the platform's place, right as a whole or not used at all."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..grammar.diagnostic import Diagnostic

if TYPE_CHECKING:
    from ..grammar.source import Source

VARIABLE = "BNN_CONFIG"
DATA_VARIABLE = "BNN_DATA"
BOUND = 1_000_000  # bytes


class Misconfigured(Exception):
    """The user's configuration, or what is kept for this user, can't be gone by. As text it is what `bnn` prints."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        from ..grammar.render import render

        return render(self.diagnostics, color=False).rstrip("\n")


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the user has written, and the defaults of what was not. `written` names the keys that the file has."""

    path: Path
    engine: str | None = None
    tier: int = 1  # of the account at the service
    bucket: str | None = None  # of the user's own, for files that many requests need
    month: int | None = None  # nano-dollars that all boards together may cost in a calendar month; None: no limit
    folder: Path | None = None  # of ledgers and stores; None: each in its own project
    written: frozenset[str] = field(default_factory=frozenset[str])


def config_file() -> Path:
    """Where the configuration lies, whether it is there or not."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_config_path

    return user_config_path("bananaboard", appauthor=False) / "config.toml"


def data_folder() -> Path:
    """Where this user's own book is kept: what was spent in the month, and what was agreed to. It need not exist."""
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("bananaboard", appauthor=False)


def configuration() -> Configuration:
    """What holds for this user now. Raises Misconfigured with everything that is wrong in the file."""
    path = config_file()
    data = _bytes(path)
    return Configuration(path) if data is None else read_configuration(path, data)


def _bytes(path: Path) -> bytes | None:
    try:
        if path.is_file() and path.stat().st_size > BOUND:
            raise Misconfigured(_unreadable(path, "it is too large"))
        return path.read_bytes()
    except FileNotFoundError:
        if os.environ.get(VARIABLE):
            raise Misconfigured(_unreadable(path, f"`{VARIABLE}` names it, and it is not there")) from None
        return None
    except OSError as fault:
        raise Misconfigured(_unreadable(path, fault.strerror or str(fault))) from fault


def read_configuration(path: Path, data: bytes) -> Configuration:
    """What the bytes of a configuration say. Raises Misconfigured."""
    import tomllib
    from decimal import Decimal

    from ..grammar.source import Source
    from .config_lines import masked, place_of_fault

    try:
        source = Source(str(path), masked(data.decode("utf-8-sig").replace("\r\n", "\n")))
        document = tomllib.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise Misconfigured(_unreadable(path, "it is not text in UTF-8")) from None
    except RecursionError:
        raise Misconfigured(_unreadable(path, "it is nested too deeply")) from None
    except (ValueError, ArithmeticError) as fault:
        place, reason = place_of_fault(source, str(fault))
        raise Misconfigured(Diagnostic("BNN660", place, {"path": str(path), "reason": reason})) from None
    return _settled(path, source, document)


def wrong_value(key: str, wanted: str) -> Misconfigured:
    """What to raise for a value that turns out to be wrong only when it is used, at the place where it is written."""
    from ..grammar.source import Source
    from .config_lines import masked, place_of

    path = config_file()
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, ValueError):
        text = ""
    place = place_of(Source(str(path), masked(text)), tuple(key.split(".")))
    return Misconfigured(Diagnostic("BNN662", place, {"key": key, "wanted": wanted}))


def _unreadable(path: Path, reason: str) -> Diagnostic:
    return Diagnostic("BNN660", None, {"path": str(path), "reason": reason})


def _settled(path: Path, source: Source, document: dict[str, Any]) -> Configuration:
    from .config_keys import read_keys

    values, problems = read_keys(source, document)
    if problems:
        raise Misconfigured(*problems)
    found = {key.field: values[key.name] for key in _keys() if key.name in values}
    return Configuration(path, **found, written=frozenset(values))


def _keys() -> tuple[Any, ...]:
    from .config_keys import KEYS

    return KEYS
