"""What holds that a cell's own words do not say: said, so that no order of running changes a meaning in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .values import foreign, told
from .wrapping import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dsl.call import Compiled
    from ..runtime.plan import Plan
    from .cells import Cell
    from .notebook import Notebook

MOST = 6  # addresses that are named


def say_values(notebook: Notebook, new: Cell, compiled: Compiled, own: Iterable[str]) -> None:
    """Values from other cells, where they make a difference to the pictures of this one."""
    others = foreign(notebook.values, new.id)
    if not others:
        return
    wanted = set(own)
    without = {k: v for k, v in notebook.values.items() if k not in others}
    else_ = _said(notebook.board(values=without).compiled(), wanted)
    if else_ != _said(compiled, wanted):
        say("\n".join(told(others)))


def _said(compiled: Compiled, wanted: set[str]) -> dict[str, str]:
    return {c.address: c.said for c in (*compiled.calls, *compiled.spare) if c.address in wanted}


def say_again(notebook: Notebook, new: Cell, plan: Plan, own: Iterable[str]) -> None:
    """Why pictures are made again though nobody has changed the cell since it was run, as far as this kernel knows."""
    before = notebook.ran.get(new.id)
    notebook.ran[new.id] = new.text
    if before not in (None, new.text):
        return
    wanted = set(own)
    again = [s for s in plan.steps if s.make and s.status.value == "changed" and s.call.address in wanted]
    if again:
        lines = [f"{s.call.address} is made again: {s.status.cut_from(s.why)}." for s in again[:MOST]]
        say("\n".join(lines + ([f"And {len(again) - MOST} more."] if len(again) > MOST else [])))


def show(notebook: Notebook, plan: Plan, addresses: Iterable[str]) -> None:
    """A cell has shown the pictures at these addresses, as their words are now."""
    wanted = set(addresses)
    notebook.shown |= {s.call.address: s.call.said for s in plan.steps if s.call.address in wanted}


def elsewhere(notebook: Notebook, plan: Plan) -> str:
    """Pictures of other cells that are not what their words say any more; nothing where that was told already."""
    found = {s.call.address: s.call.said for s in plan.steps}
    found = {a: said for a, said in found.items() if notebook.shown.get(a, said) != said}
    before, notebook.told = notebook.told, found
    if found.items() <= before.items():
        return ""
    named = ", ".join([*found][:MOST]) + (f" and {len(found) - MOST} more" if len(found) > MOST else "")
    return f"Other words hold now for {named}: run their cells again, or `%banana run`."


def say_place(notebook: Notebook) -> None:
    """Where the board lies, once, when somebody has gone to another folder."""
    from pathlib import Path

    here = Path.cwd()
    if notebook.folder is None or here in (notebook.folder, notebook.gone):
        return
    notebook.gone = here
    say(f"This board stays in {notebook.folder}. `%banana reset` begins a new one in {here}.")


def say_aside(notebook: Notebook) -> None:
    """Which cells are no part of the board at present."""
    for one in notebook.aside:
        say(f"{one.label} does not fit what other cells declare, and is no part of this.")
