"""The user's own configuration: one TOML file in the platform's place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .runtime.engines import SKETCH, NoEngine

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "BNN_ENGINE"
BOUND = 1_000_000  # bytes


def config_file() -> Path:
    """Where the configuration lies, whether it is there or not."""
    from platformdirs import user_config_path

    return user_config_path("bananaboard", appauthor=False) / "config.toml"


def chosen_engine(named: str | None) -> str:
    """The engine to use: as named, else `BNN_ENGINE`, else `engine = "..."` in the configuration, else sketch.

    A board never chooses one, and a key in the environment alone never does.
    Raises NoEngine for a broken configuration.
    """
    return named or os.environ.get(VARIABLE) or _configured() or SKETCH.name


def _configured() -> str | None:
    import tomllib

    path = config_file()
    try:
        if not path.is_file() or path.stat().st_size > BOUND:
            return None
        found = tomllib.loads(path.read_bytes().decode("utf-8-sig")).get("engine")
    except (OSError, ValueError, RecursionError) as fault:
        raise NoEngine(f"Your configuration, {path}, can't be read: {fault}.") from fault
    if found is not None and not isinstance(found, str):
        raise NoEngine(f'In your configuration, {path}, `engine` has to be a name in quotes: `engine = "sketch"`.')
    return found
