"""What earlier batch jobs have brought: fetched before a run is planned, and told."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ..runtime.page.harmless import terminal
from .earlier import of_board
from .exits import Mistake

if TYPE_CHECKING:
    from ..runtime.batch.earlier import Fetched
    from ..runtime.ground import EngineInfo
    from ..script import Script
    from .screen import Screen


def fetch_first(to: Screen, script: Script, engine: EngineInfo) -> None:
    """Fetch, and say what came and what still waits. Raises Mistake where the engine can't be had."""
    if engine.free:
        return
    from ..runtime.batch.earlier import fetch_earlier
    from ..runtime.engines import NoEngine

    try:
        fetched = asyncio.run(fetch_earlier(script.workspace(engine), engine))
    except NoEngine as fault:
        raise Mistake(str(fault)) from None
    if fetched is not None:
        to.aside(terminal("\n".join(told(fetched, script.key))) + "\n")


def told(fetched: Fetched, board: str) -> list[str]:
    """A line for what came, the addresses under it, and lines for what is still there."""
    from ..runtime.batch.words import at_service, collected, near

    found, lines = fetched.found, []
    if found.done or found.ended:
        lines.append(collected(found))
        for state in ("kept", "refused", "failed", "lost"):
            ended = [e for e in found.ended if e.state == state]
            lines += [f"  {WORDS[state]}: {of_board(ended, board)}"] if ended else []
    lines += [f"  {problem}" for problem in found.problems]
    if fetched.waiting:
        lines.append(at_service(fetched.waiting))
        lines += [warning for job in fetched.waiting if (warning := near(job, fetched.now)) is not None]
    return lines


WORDS = {
    "kept": "here",
    "refused": "refused",
    "failed": "failed, not billed",
    "lost": "without an answer, counted at the most that it may have cost",
}
