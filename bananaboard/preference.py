"""Who draws, where nobody has said it for this one time."""

from __future__ import annotations

import os

from .runtime.configuration import configuration
from .runtime.engines import SKETCH

VARIABLE = "BNN_ENGINE"


def chosen_engine(named: str | None) -> str:
    """The engine to use: as named, else `BNN_ENGINE`, else `engine = "..."` in the configuration, else sketch.

    A board never chooses one, and a key in the environment alone never does. The configuration is read in any case: a
    limit of cost that is misspelt in it is told before anything else. Raises Misconfigured.
    """
    configured = configuration().engine
    return named or os.environ.get(VARIABLE) or configured or SKETCH.name
