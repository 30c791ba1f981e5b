"""What was chosen of a board, as lines: each pick, and what waits for one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..dsl.words import many
from ..runtime.page.harmless import terminal_line
from ..runtime.selections import typed
from .columns import columns
from .pasted import typed_board
from .plan_lines import COLORS
from .screen import BOLD, DIM, RED

if TYPE_CHECKING:
    from ..runtime.chosen import Choice, Chosen
    from ..runtime.ground import EngineInfo
    from ..runtime.shelf import Pick
    from ..script import Script
    from .columns import Cell
    from .screen import Screen


def chosen_lines(to: Screen, script: Script, engine: EngineInfo, found: Chosen) -> str:
    """The picks that hold, the pictures that have several takes and none, and how many picks wait for their words."""
    lines: list[str] = []
    if found.choices:
        rows = columns([_row(c) for c in found.choices], to.paint, width=to.width)
        lines += [to.paint(BOLD, "Chosen"), *rows]
    if found.open:
        cells: list[list[Cell]] = [[(terminal_line(o.address), ""), (many(o.takes, "take"), DIM)] for o in found.open]
        rows = columns(cells, to.paint, width=to.width)
        lines += [*([""] if lines else []), to.paint(BOLD, "Several takes, none chosen: the first one counts"), *rows]
        first = f"bnn pick {typed_board(script, engine)} {typed(found.open[0].address)}"
        lines.append(to.paint(DIM, f"  {terminal_line(first)} shows its takes"))
    if found.other:
        lines += [*([""] if lines else []), _other(len(found.other))]
    return "\n".join(lines or ["Nothing was chosen, and nothing has several takes to choose from."]) + "\n"


def _other(count: int) -> str:
    if count == 1:
        return "1 pick is of words or names that the board has not now; it counts again when they come back."
    return f"{count:,} picks are of words or names that the board has not now; they count again when those come back."


def _row(choice: Choice) -> list[Cell]:
    status = choice.status.value
    return [
        (terminal_line(choice.address), ""),
        (_take(choice.pick), ""),
        (status, COLORS[status]),
        ("" if choice.here else "its file is not in the store", RED),
    ]


def _take(pick: Pick) -> str:
    return f"take {pick.take}" if pick.take is not None else pick.sha256[:12]


def chosen_json(found: Chosen) -> str:
    """The same for programs."""
    document = {
        "picked": [{**_pick(c.pick), "status": c.status.value, "here": c.here} for c in found.choices],
        "open": [{"address": o.address, "takes": o.takes} for o in found.open],
        "other": [_pick(p) for p in found.other],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _pick(pick: Pick) -> dict[str, object]:
    return {"address": pick.address, "take": pick.take, "sha256": pick.sha256}
