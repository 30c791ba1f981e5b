"""A board as it was named: where its text is, the values it is given, and the project that it belongs to."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field, structs

from .api import compile_file, today
from .dsl.compile import MAX_CALLS
from .runtime.bound import JOBS
from .runtime.configuration import Misconfigured
from .runtime.home import HOME
from .runtime.root import Workspace, find_root

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from .dsl.call import Compiled
    from .dsl.loader import Loader
    from .magics.cells import Cell
    from .runtime.ground import EngineInfo
    from .runtime.plan import Plan

STDIN = "<stdin>"


class Script(Struct, frozen=True):
    """A board that can be compiled, for one engine after another. `path` is absolute; `text` stands in its place.

    The board of a `notebook` lies where its exported script would lie, so that both share what was made; what is wrong
    in it is told in its `cells`. `files` reads what it names; None: what lies in the project. `typed`: the words of a
    command that gave the params their values.
    """

    path: Path
    root: Path
    text: str | None = None
    params: Mapping[str, object] = field(default_factory=dict[str, object])
    max_calls: int = MAX_CALLS
    date: dt.date = field(default_factory=today)
    notebook: Path | None = None
    cells: tuple[Cell, ...] = ()
    files: Loader | None = None
    typed: tuple[str, ...] = ()

    @property
    def named(self) -> Path:
        """The file that people name."""
        return self.notebook or self.path

    @property
    def key(self) -> str:
        """How the file is named to people: relative to the root."""
        return self.path.relative_to(self.root).as_posix()

    def workspace(self, engine: EngineInfo | None = None, out: Path | None = None) -> Workspace:
        """The project on disk, as an engine finds it; `out` is where readable copies go instead of `out/NAME`."""
        return Workspace(self.root, out, engine.realm if engine else "")

    def compiled(self, engine: EngineInfo | None = None) -> Compiled:
        """The checked board. What was picked of `engine`'s pictures may say which one a mention means."""
        found = compile_file(
            self.path,
            self.text,
            params=self.params,
            max_calls=self.max_calls,
            date=self.date,
            root=self.root,
            picked=self._picked(engine),
            files=self.files,
        )
        return self.told(found)

    def told(self, found: Compiled) -> Compiled:
        """A compiled board with what is wrong told in the cells of its notebook, if it has one."""
        if not self.cells:
            return found
        from .magics.cells import relocated

        return structs.replace(found, diagnostics=tuple(relocated(d, self.cells, self.key) for d in found.diagnostics))

    def _picked(self, engine: EngineInfo | None) -> frozenset[str]:
        # Most boards have no picks: then nothing that knows the ledger is imported for a mere check.
        maker, free = (engine.maker, engine.free) if engine else ("sketch", True)
        if engine is None and not (self.root / HOME).is_dir():
            return frozenset()
        try:
            if not self.workspace(engine).picks(self.key, self.key, free=free, maker=maker).exists():
                return frozenset()
        except Misconfigured:
            if engine is None:  # what is wrong with the user's own files is no fault of a board that is only checked
                return frozenset()
            raise
        from .runtime.engines import SKETCH
        from .runtime.picking import picked_addresses

        return picked_addresses(self.key, self.root, engine or SKETCH)

    def plan(
        self,
        engine: EngineInfo,
        *,
        only: tuple[str, ...] = (),
        stale: bool = False,
        reroll: tuple[str, ...] = (),
        final: bool = False,
        batch: bool = False,
        jobs: int = JOBS,
    ) -> Plan:
        """What a run on `engine` would do, earlier ones that died being settled. Its diagnostics hold the board's.

        `jobs` is how many requests will go at once; `batch`: as batch jobs.
        """
        from .pace import pace_of
        from .runtime.plan import make_plan
        from .runtime.recovery import settle_dead

        earlier = settle_dead(self.workspace(engine), engine)
        compiled = self.compiled(engine)
        plan = make_plan(
            compiled,
            engine=engine,
            root=self.root,
            only=only,
            stale=stale,
            reroll=reroll,
            final=final,
            batch=batch,
            today=self.date,
            pace=pace_of(engine, jobs),
        )
        return plan if earlier is None else replace(plan, diagnostics=(*earlier.diagnostics, *plan.diagnostics))


def script_at(
    path: Path | None,
    text: str | None = None,
    *,
    params: Mapping[str, object] | None = None,
    max_calls: int | None = None,
    date: dt.date | None = None,
) -> Script:
    """The board in a file, or in `text` as if it stood in the current folder.

    Raises NotebookError for a notebook that can't be read.
    """
    if path is not None and (open_ := open_notebook(path)) is not None:
        return structs.replace(open_, params={**open_.params, **(params or {})}, max_calls=max_calls or MAX_CALLS)
    if path is not None and text is None and path.suffix == ".ipynb":
        from .magics.reading import read_notebook

        found = read_notebook(path)
        return notebook_script(
            path, found.text, found.cells, params={**found.params, **(params or {})}, max_calls=max_calls, date=date
        )
    named = (path or Path.cwd() / STDIN).absolute()
    # Only the folder is followed: a link to a board is that board under the link's own name.
    script = named.parent.resolve() / named.name
    root = find_root(script)
    if not script.is_relative_to(root):
        root = script.parent
    return Script(script, root, text, dict(params or {}), max_calls or MAX_CALLS, date or today())


def notebook_script(
    notebook: Path,
    text: str,
    cells: tuple[Cell, ...],
    *,
    params: Mapping[str, object] | None = None,
    max_calls: int | None = None,
    date: dt.date | None = None,
) -> Script:
    """The board of a notebook: as if its script stood beside it under its name."""
    found = script_at(notebook.with_suffix(".bnn"), text, params=params, max_calls=max_calls, date=date)
    return structs.replace(found, notebook=notebook.absolute(), cells=cells)


def as_saved(script: Script) -> Script:
    """A notebook as it is now; as it was, while it is being written. A script is read when it is compiled."""
    if script.notebook is None:
        return script
    from .magics.reading import NotebookError

    try:
        found = script_at(script.notebook, params=script.params, max_calls=script.max_calls, date=script.date)
        return structs.replace(found, typed=script.typed)
    except NotebookError:
        return script


_held: ContextVar[Script | None] = ContextVar("held", default=None)


@contextmanager
def held(script: Script) -> Iterator[None]:
    """While this is open, the file of the script is as it is in a running notebook, whatever lies on the disk."""
    before = _held.set(script)
    try:
        yield
    finally:
        _held.reset(before)


def open_notebook(path: Path) -> Script | None:
    """The board of a running notebook that has this file; None where none has."""
    found = _held.get()
    return found if found is not None and found.named == path.absolute() else None
