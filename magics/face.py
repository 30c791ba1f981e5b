"""What the magics are handed by the face of the program, which they may not import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from pathlib import Path

    from ..dsl.call import Compiled
    from ..runtime.ground import EngineInfo
    from ..runtime.halt import Halt
    from ..runtime.plan import Plan
    from ..runtime.progress import Progress
    from ..runtime.record import RunRecord
    from ..runtime.root import Workspace
    from .cells import Cell


class Board(Protocol):
    """A board that can be compiled and planned: the face's `Script`."""

    @property
    def key(self) -> str:
        """Its path from the root on."""
        ...

    @property
    def path(self) -> Path:
        """Where its script would lie."""
        ...

    @property
    def root(self) -> Path:
        """The project's folder."""
        ...

    def workspace(self, engine: EngineInfo | None = None, out: Path | None = None) -> Workspace:
        """The project on disk."""
        ...

    def compiled(self, engine: EngineInfo | None = None) -> Compiled:
        """The checked board."""
        ...


class Offered(Protocol):
    """Something that could be written instead of the last `replaced` characters."""

    @property
    def text(self) -> str:
        """What would be written."""
        ...

    @property
    def kind(self) -> str:
        """What it is, in a word."""
        ...

    @property
    def replaced(self) -> int:
        """How many characters before the cursor it stands for."""
        ...


class Outcome(Protocol):
    """A run that has ended: the face's `Run`."""

    @property
    def record(self) -> RunRecord:
        """All that is known of it."""
        ...


class Face(Protocol):
    """The doors of the program that a notebook goes through."""

    def board(self, notebook: Path, text: str, cells: tuple[Cell, ...], params: Mapping[str, object]) -> Board:
        """The board of a notebook."""
        ...

    def earlier(self, board: Any, engine: str | None, *, fetch: bool) -> tuple[str, bool]:
        """Settle what earlier runs left that ended without finishing, and `fetch` what their batch jobs have brought.

        What there is to tell, and whether answers wait that can't be filed, so that nothing may be made. Raises as
        `plan` does.
        """
        ...

    def plan(self, board: Any, engine: str | None, **scope: Any) -> Plan:
        """What a run would do. Raises NoEngine, Misconfigured, and whatever has `diagnostics`."""
        ...

    def agreed(
        self, plan: Plan, board: Any, *, yes: bool, max_cost: int | None, ask: Callable[[str], bool | None]
    ) -> str | None:
        """None where a run that costs money may begin, else why not. `ask` is given the question and says None where
        nobody can be asked."""
        ...

    def make(
        self,
        plan: Plan,
        board: Any,
        shown: frozenset[str],
        *,
        max_cost: int | None,
        jobs: int,
        progress: Progress,
        halt: Halt,
    ) -> Coroutine[Any, Any, Outcome]:
        """Make what a plan holds. The outcome has the pictures at these addresses, and what was made for them."""
        ...

    def command(self, board: Any, words: list[str], *, color: bool) -> tuple[int, str]:
        """Run a command on the board; its exit code and what it said."""
        ...

    def offers(self, board: Any, text: str, offset: int) -> list[Offered]:
        """What could be written at an offset of the board's text."""
        ...
