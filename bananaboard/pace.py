"""How fast a run of this user may go: requests at once, and what the account may spend in ten minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .runtime.bound import Pace

if TYPE_CHECKING:
    from .runtime.ground import EngineInfo

GOOGLE = "gemini"  # the maker whose limits stand in the table of models


def pace_of(engine: EngineInfo, jobs: int) -> Pace:
    """The pace of an engine's run. Raises Misconfigured for a configuration that can't be gone by."""
    if engine.maker != GOOGLE:
        return Pace(jobs)
    from .dsl.models import model_table
    from .runtime.configuration import configuration

    return Pace(jobs, window=model_table().inputs.spend_per_10_minutes.get(f"tier{configuration().tier}"))
