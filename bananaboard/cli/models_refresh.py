"""`bnn models --refresh`: the table of models beside what the account's service lists."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..runtime.page.harmless import terminal_line
from .exits import Exit, Mistake
from .screen import BOLD, GREEN, YELLOW

if TYPE_CHECKING:
    from ..dsl.model import ModelTable
    from ..runtime.gemini.listing import Comparison, Listed
    from .columns import Cell
    from .screen import Screen


def refresh(to: Screen, table: ModelTable, *, as_json: bool) -> Exit:
    """Ask, compare and show. Raises Mistake where nothing is set up to ask with."""
    from ..runtime.gemini.access import NoAccess, read_access
    from ..runtime.gemini.listing import Unlisted, compare, list_models

    try:
        access = read_access(os.environ)
    except NoAccess as fault:
        raise Mistake(str(fault)) from None
    try:
        listed = list_models(access)
    except Unlisted as fault:
        to.aside(f"{terminal_line(str(fault))}\n")
        return Exit.FAILED
    found = compare(table, listed)
    to.out(_json(found) if as_json else _text(to, table, found, f"the {access.way}"))
    return Exit.DONE


def _text(to: Screen, table: ModelTable, found: Comparison, way: str) -> str:
    from .columns import columns

    called = {m.id: m.called for m in table.models}
    rows: list[list[Cell]] = []
    rows += [[("new", GREEN), (m.id, ""), (_about(m), "")] for m in found.new]
    rows += [[("gone", YELLOW), (i, ""), (f"`{called[i]}` is not listed for this account", "")] for i in found.gone]
    rows += [[("different", YELLOW), (d.id, ""), (f"{d.key} is {d.there}, here {d.here}", "")] for d in found.different]
    rows += [[("same", ""), (i, ""), (f"`{called[i]}`", "")] for i in found.same]
    cells = [[(terminal_line(text), color) for text, color in row] for row in rows]
    lines = [to.paint(BOLD, f"The table of models, beside what {way} lists"), *columns(cells, to.paint, width=to.width)]
    return "\n".join([*lines, *_advice(found)]) + "\n"


def _about(listed: Listed) -> str:
    title = f"{listed.title}: " if listed.title else ""
    return f"{title}not in the table, so no board can name it yet"


def _advice(found: Comparison) -> list[str]:
    """What to do about it; prices and ratios are not listed anywhere."""
    from ..own_models import own_models_file

    if not (found.new or found.different):
        return []
    lines = ["", f"To go by what is listed, write into {own_models_file()}:"]
    for id_ in dict.fromkeys(d.id for d in found.different):
        lines += ["", "  [[model]]", f'  id = "{id_}"']
        lines += [f"  {d.key} = {d.there}" for d in found.different if d.id == id_]
    if found.new:
        lines += ["", "A new model needs all that the table has of the others, its prices too: see docs/models.md."]
    return lines


def _json(found: Comparison) -> str:
    import json

    document = {
        "new": [
            {
                "id": m.id,
                "title": m.title,
                "max_input_tokens": m.max_input_tokens,
                "max_output_tokens": m.max_output_tokens,
                "methods": sorted(m.methods) if m.methods is not None else None,
            }
            for m in found.new
        ],
        "gone": list(found.gone),
        "different": [{"id": d.id, "key": d.key, "here": d.here, "there": d.there} for d in found.different],
        "same": list(found.same),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
