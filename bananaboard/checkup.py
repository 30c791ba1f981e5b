"""What is set up on this computer, what is missing and what would be used: looked at, and nothing changed or asked."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .grammar.diagnostic import Diagnostic

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from .runtime.configuration import Configuration
    from .runtime.gemini.access import Access


@dataclass(frozen=True, slots=True)
class Programs:
    """Versions."""

    bananaboard: str
    python: str
    system: str
    google_genai: str | None


@dataclass(frozen=True, slots=True)
class Draws:
    """Which engine a run would use, and who said so."""

    name: str
    because: str
    installed: tuple[tuple[str, str], ...]
    missing: str | None = None  # why it can't be had


@dataclass(frozen=True, slots=True)
class Books:
    """The project that the current folder lies in. Counts are those of its ledger; money in nano-dollars."""

    root: Path
    home: Path | None
    ledger: str  # none, whole or unusable
    requests: int = 0
    pictures: int = 0
    held: int = 0  # what counts as spent
    open: int = 0  # requests that have not ended
    lost: int = 0  # requests of which nothing was heard
    inbox: int = 0  # raw answers that are not filed


@dataclass(frozen=True, slots=True)
class Checkup:
    """All of it. `findings`: what looks wrong, for what would be used."""

    programs: Programs
    draws: Draws
    configuration: Configuration | None
    access: Access | None
    variables: dict[str, bool] = field(default_factory=dict)  # those of Google's library: whether each is set
    books: Books | None = None
    findings: tuple[Diagnostic, ...] = ()


def look(folder: Path, environment: Mapping[str, str], today: dt.date, *, engine: str | None = None) -> Checkup:
    """Look at everything; `engine` as `--engine` names it."""
    from .dsl.models import model_table
    from .runtime.gemini.access import VARIABLES
    from .runtime.gemini.prepared import way_from
    from .runtime.price_age import old_prices

    findings: list[Diagnostic] = []
    settings = _configuration(findings)
    _own_models(findings)
    draws = _draws(engine, environment, settings)
    access, problems = way_from(environment)
    if draws.name == "gemini":
        findings += [*problems, *old_prices(model_table().models, today)]
    elif access is not None and access.key_from:
        findings.append(Diagnostic("BNN678", None, {"variable": access.key_from}))
    books = _books(folder, findings)
    variables = {name: bool(environment.get(name)) for name in VARIABLES}
    return Checkup(_programs(), draws, settings, access, variables, books, tuple(findings))


def _configuration(findings: list[Diagnostic]) -> Configuration | None:
    from .runtime.configuration import Misconfigured, configuration

    try:
        return configuration()
    except Misconfigured as fault:
        findings += fault.diagnostics
        return None


def _own_models(findings: list[Diagnostic]) -> None:
    from .own_models import use_own_models
    from .runtime.configuration import Misconfigured

    try:
        use_own_models()
    except Misconfigured as fault:
        findings += fault.diagnostics


def _draws(named: str | None, environment: Mapping[str, str], settings: Configuration | None) -> Draws:
    from .preference import VARIABLE
    from .runtime.engines import SKETCH, NoEngine, engine_info, engine_sources

    said = (
        (named, "--engine"),
        (environment.get(VARIABLE), VARIABLE),
        (settings.engine if settings else None, "your configuration"),
        (SKETCH.name, "nobody said otherwise"),
    )
    name, because = next((n, b) for n, b in said if n)
    try:
        engine_info(name)
    except NoEngine as fault:
        return Draws(name, because, engine_sources(), str(fault))
    return Draws(name, because, engine_sources())


def _programs() -> Programs:
    from importlib.metadata import PackageNotFoundError, version

    from .runtime.gemini.prepared import sdk_version

    try:
        own = version("bananaboard")
    except PackageNotFoundError:
        own = "not installed"
    return Programs(own, platform.python_version(), f"{platform.system()} {platform.machine()}", sdk_version())


def _books(folder: Path, findings: list[Diagnostic]) -> Books:
    from .runtime.configuration import Misconfigured
    from .runtime.root import Workspace, find_root

    root = find_root(folder / "board.bnn")
    try:
        home = Workspace(root).home
    except Misconfigured as fault:
        findings += [d for d in fault.diagnostics if d not in findings]
        return Books(root, None, "unusable")
    return _counted(root, home, findings)


def _counted(root: Path, home: Path, findings: list[Diagnostic]) -> Books:
    from .runtime.ledger import Unopenable, read_ledger

    try:
        ledger = read_ledger(home)
        if ledger is None:
            return Books(root, home, "none")
        try:
            with ledger.reading() as db:
                requests, pictures, held, under_way, lost = db.execute(_COUNTS).fetchone()
        finally:
            ledger.close()
    except Unopenable as fault:
        findings.append(fault.problem)
        return Books(root, home, "unusable")
    return Books(root, home, "whole", requests, pictures, held, under_way, lost, _inbox(home))


_COUNTS = """
SELECT (SELECT COUNT(*) FROM attempt), (SELECT COUNT(*) FROM picture WHERE state='here'),
  (SELECT COALESCE(SUM(holds), 0) FROM attempt), (SELECT COUNT(*) FROM attempt WHERE state='sending'),
  (SELECT COUNT(*) FROM attempt WHERE state='lost')
"""


def _inbox(home: Path) -> int:
    try:
        return sum(entry.name.endswith(".part") for entry in os.scandir(home / "inbox"))
    except OSError:
        return 0
