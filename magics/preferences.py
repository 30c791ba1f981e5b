"""`%config Bananaboard`: what holds for every cell of a notebook."""

from __future__ import annotations

import math
from typing import Any

from traitlets import Bool, Float, TraitError, Unicode, validate
from traitlets.config import Configurable

MOST = 1_000_000  # dollars, as for `--max-cost`


class Bananaboard(Configurable):
    """Bananaboard's cells."""

    engine = Unicode("", help="Who draws, where a cell does not say. Empty: as your own configuration has it.").tag(
        config=True
    )
    max_cost = Float(
        None, allow_none=True, help="Dollars that one cell may cost at most: cells do not ask up to that."
    ).tag(config=True)
    progress = Bool(True, help="Show a line that tells how far a run is.").tag(config=True)

    @validate("max_cost")
    def _sum_of_dollars(self, proposal: Any) -> Any:
        """Refuse what is no sum of dollars when it is said, and not in the middle of a cell."""
        found = proposal["value"]
        if found is None or (math.isfinite(found) and 0 <= found <= MOST):
            return found
        raise TraitError(f"`max_cost = {found}` is no sum of dollars, such as `max_cost = 2.50`.")
