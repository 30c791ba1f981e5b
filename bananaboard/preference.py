"""Who draws, where nobody has said it for this one time."""

from __future__ import annotations

import os

from .dsl.nearest import nearest
from .runtime.configuration import configuration, wrong_value
from .runtime.engines import SKETCH, engine_names

VARIABLE = "BNN_ENGINE"


def chosen_engine(named: str | None) -> str:
    """The engine to use: as named, else `BNN_ENGINE`, else `engine = "..."` in the configuration, else sketch.

    A board never chooses one, and a key in the environment alone never does. The configuration is read in any case: a
    limit of cost that is misspelt in it is told before anything else. Raises Misconfigured.
    """
    configured = configuration().engine
    said = named or os.environ.get(VARIABLE)
    if said is None and configured is not None and configured not in (names := engine_names()):
        known = ", ".join(f"`{n}`" for n in names)
        near = nearest(configured, names)
        guess = f' (did you mean `engine = "{near}"`?)' if near else ""
        raise wrong_value("engine", f"an engine that is installed{guess}: {known}")
    return said or configured or SKETCH.name
