"""Storyboards and consistent characters as text: checked, priced, then drawn.

import bananaboard as bb

board = bb.load("lighthouse.bnn", coat="red parka")
plan = board.plan()
run = plan.run()
run["arrival.wide"].image
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from .board import Board, BoardError, load, loads
    from .planned import Cost, Plan, PlannedCall
    from .runs import Run, Take
    from .runtime.configuration import Misconfigured
    from .runtime.engines import NoEngine

__all__ = [
    "Board",
    "BoardError",
    "Cost",
    "Misconfigured",
    "NoEngine",
    "Plan",
    "PlannedCall",
    "Run",
    "Take",
    "load",
    "loads",
]

# Nothing is imported before it is asked for: a cell or a script that only says `import bananaboard` waits for nothing.
_HOMES = {
    "Board": "board",
    "BoardError": "board",
    "load": "board",
    "loads": "board",
    "Cost": "planned",
    "Misconfigured": "runtime.configuration",
    "NoEngine": "runtime.engines",
    "Plan": "planned",
    "PlannedCall": "planned",
    "Run": "runs",
    "Take": "runs",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def load_ipython_extension(shell: InteractiveShell) -> None:
    """`%load_ext bananaboard`: make `%%banana` and `%banana` known."""
    from .magics import register

    def doors() -> object:
        from .notebook import Doors

        return Doors()

    register(shell, doors)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """`%unload_ext bananaboard`."""
    from .magics import unregister

    unregister(shell)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
