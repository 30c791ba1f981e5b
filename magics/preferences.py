"""`%config Bananaboard`: what holds for every cell of a notebook."""

from __future__ import annotations

from traitlets import Bool, Float, Unicode
from traitlets.config import Configurable


class Bananaboard(Configurable):
    """Bananaboard's cells."""

    engine = Unicode("", help="Who draws, where a cell does not say. Empty: as your own configuration has it.").tag(
        config=True
    )
    max_cost = Float(
        None, allow_none=True, help="Dollars that one cell may cost at most: cells do not ask up to that."
    ).tag(config=True)
    progress = Bool(True, help="Show a line that tells how far a run is.").tag(config=True)
