"""What the magics of a notebook are handed: the doors of the program, each for the board of the notebook."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .script import Script, held, notebook_script

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from pathlib import Path

    from .magics.cells import Cell
    from .runs import Run
    from .runtime.halt import Halt
    from .runtime.plan import Plan
    from .runtime.progress import Progress
    from .runtime.record import RunRecord


class Offered(Struct, frozen=True):
    """Something that could be written instead of the last `replaced` characters before the cursor."""

    text: str
    kind: str
    replaced: int


class Doors:
    """See `magics.face.Face`."""

    def board(self, notebook: Path, text: str, cells: tuple[Cell, ...], params: Mapping[str, object]) -> Script:
        """The board of a notebook."""
        return notebook_script(notebook, text, cells, params=params)

    def earlier(self, board: Script, engine: str | None, *, fetch: bool) -> tuple[str, bool]:
        """What earlier runs left: settled, fetched, told."""
        from .cli.earlier import settle_earlier
        from .cli.exits import Mistake
        from .cli.fetched import fetch_first
        from .cli.screen import Screen
        from .preference import chosen_engine
        from .runtime.engines import NoEngine, engine_info
        from .threads import apart

        chosen, said = engine_info(chosen_engine(engine)), io.StringIO()
        try:
            with redirect_stderr(said):
                stuck = settle_earlier(Screen("never"), board, chosen)
                if fetch and not stuck:
                    apart(lambda: fetch_first(Screen("never"), board, chosen))
        except Mistake as fault:
            raise NoEngine(fault.message) from None
        return said.getvalue(), stuck

    def plan(self, board: Script, engine: str | None, **scope: Any) -> Plan:
        """What a run would do."""
        from .preference import chosen_engine
        from .runtime.engines import engine_info

        return board.plan(engine_info(chosen_engine(engine)), **scope)

    def agreed(
        self, plan: Plan, board: Script, *, yes: bool, max_cost: int | None, ask: Callable[[str], bool | None]
    ) -> str | None:
        """None where a run may begin, else why not, in words."""
        if plan.engine.free or not plan.totals.make:
            return None
        from .cli.consent import agreed
        from .cli.exits import Mistake
        from .cli.screen import Screen
        from .runtime.footing import unsafe

        workspace = board.workspace(plan.engine)
        if (problem := unsafe(workspace)) is not None:
            return f"{problem.message} {problem.hint}"
        said = io.StringIO()

        def asked() -> bool | None:
            question = said.getvalue()
            said.seek(0)
            said.truncate()
            return ask(question)

        try:
            with redirect_stderr(said):
                refusal = agreed(Screen("never"), plan, workspace, yes=yes, max_cost=max_cost, ask=asked)
        except Mistake as fault:
            return fault.message
        return None if refusal is None else said.getvalue() or "Nothing was sent."

    def make(
        self,
        plan: Plan,
        board: Script,
        shown: frozenset[str],
        *,
        max_cost: int | None,
        jobs: int,
        progress: Progress,
        halt: Halt,
    ) -> Coroutine[Any, Any, Run]:
        """Make what a plan holds. Somebody has agreed to what it costs."""
        from .making import make
        from .runs import Run

        async def made() -> Run:
            done = await make(
                plan, board.workspace(plan.engine), jobs=jobs, progress=progress, max_cost=max_cost, halt=halt
            )
            return Run(replace(done, record=_narrowed(done.record, shown)))

        return made()

    def command(self, board: Script, words: list[str], *, color: bool) -> tuple[int, str]:
        """Run a command on the board; its exit code and what it said."""
        from .cli.door import enter

        said = io.StringIO()
        shown = ["--color", "always"] if color else []
        with held(board), redirect_stdout(said), redirect_stderr(said):
            code = enter([*words[:1], *shown, *words[1:]])
        return code, said.getvalue()

    def offers(self, board: Script, text: str, offset: int) -> list[Offered]:
        """What could be written at an offset of the board's text."""
        from .lsp.completing import complete
        from .lsp.desk import Desk

        desk = Desk()
        desk.put(board.path, text)
        opened = desk.board(board.path)
        if opened.source is None:
            return []
        found = sorted(complete(opened, opened.source, offset), key=lambda o: (o.rank, o.label))
        return [Offered(_plain(o.insert, o.label, snippet=o.snippet), o.detail, o.replaced) for o in found]


def _narrowed(record: RunRecord, shown: frozenset[str]) -> RunRecord:
    """A run with the pictures of its cell, and with those that were made for them."""
    takes = tuple(t for t in record.takes if t.address in shown or t.status == "made")
    there = {(t.address, t.take) for t in takes if t.status != "made"}
    return replace(record, takes=takes, reused=len(there))


def _plain(insert: str | None, label: str, *, snippet: bool) -> str:
    """A notebook knows no snippets: then the word alone is written."""
    return label if insert is None or snippet else insert
