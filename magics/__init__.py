"""The IPython extension: `%%banana` cells make up one board, and `%banana` speaks of all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from IPython.core.interactiveshell import InteractiveShell

MAGIC = "banana"
CONFIG = "Bananaboard"


class Extension:
    """What is registered with one shell. Nothing else is imported before the first cell."""

    def __init__(self, shell: InteractiveShell, face: Callable[[], Any]) -> None:
        self.shell, self._face = shell, face
        self._notebook: Any = None
        self._cell: tuple[str, str | None] = ("", None)
        self._nth = 0  # how many of ours the cell that runs has had
        self._matchers: list[Any] = []
        self._wishes: Any = None
        self.warming: Any = None  # the thread that imports what completion needs

    @property
    def notebook(self) -> Any:
        """The notebook, from the first cell on."""
        if self._notebook is None:
            from .background import Background
            from .notebook import Notebook

            self._notebook = Notebook(self.shell, self._face(), Background(), self._wishes)
        return self._notebook

    def banana(self, line: str, cell: str | None = None) -> object:
        """Run a storyboard: `%%banana [NAME] [--plan] [--only ADDRESS] [--set name=value] ...`, or `%banana help`."""
        from .faults import Interrupted

        try:
            return self._done(line, cell)
        except Interrupted:
            raise
        except KeyboardInterrupt:
            pass
        finally:
            self._warm()
        told = self._notebook.interrupted() if self._notebook is not None else "Stopped before anything was sent."
        raise Interrupted(told)  # here, so that no frame of ours hangs on

    def _done(self, line: str, cell: str | None) -> object:
        notebook = self.notebook
        if cell is None and line.split()[:1] == ["stop"]:  # it may come through a subshell, while a cell runs
            from .line import run_line

            return run_line(notebook, line)
        self._nth += 1
        notebook.begin(*self._cell, self._nth)
        return self._begun(notebook, line, cell)

    def _begun(self, notebook: Any, line: str, cell: str | None) -> object:
        from .late import tell
        from .meanings import say_place

        say_place(notebook)
        tell(notebook.late, standing=cell is None and line.split()[:1] == ["status"])
        if cell is None:
            from .line import run_line

            return run_line(notebook, line)
        from .cell import run_cell

        return run_cell(notebook, line, cell)

    def _warm(self) -> None:
        if self.warming is None and self._notebook is not None:
            from .warming import warm

            self.warming = warm(self._notebook)

    def before(self, info: Any) -> None:
        """A cell is about to run: keep its text as its author sees it."""
        self._cell, self._nth = (info.raw_cell or "", getattr(info, "cell_id", None)), 0

    def complete(self, context: Any) -> Any:
        """What could be written at the cursor, in our cells and nowhere else."""
        from .completing import matches

        return matches(self, context)

    def load(self) -> None:
        """Register everything."""
        from .preferences import Bananaboard

        self._wishes = Bananaboard(parent=self.shell)
        self.shell.configurables.append(self._wishes)

        def banana(line: str, cell: str | None = None) -> object:
            return self.banana(line, cell)

        banana.__doc__ = self.banana.__doc__
        # Braces in a cell are Jinja2's and not Python's: IPython may not fill them with variables.
        banana._ipython_magic_no_var_expand = True  # type: ignore[attr-defined]  # IPython's own mark
        self.shell.magics_manager.register_function(banana, magic_kind="line_cell", magic_name=MAGIC)
        self.shell.events.register("pre_run_cell", self.before)
        self._load_matcher()

    def _load_matcher(self) -> None:
        try:
            from IPython.core.completer import context_matcher
        except ImportError:  # an IPython that is too old for it completes nothing here
            return
        complete = self.complete

        @context_matcher(priority=100, identifier="bananaboard")  # type: ignore[untyped-decorator]  # IPython's own
        def banana_matcher(context: Any) -> Any:
            return complete(context)

        self._matchers = [banana_matcher]
        self.shell.Completer.custom_matchers.append(banana_matcher)

    def unload(self) -> None:
        """Take everything back."""
        for kind in ("cell", "line"):
            self.shell.magics_manager.magics[kind].pop(MAGIC, None)
        self.shell.events.unregister("pre_run_cell", self.before)
        matchers = self.shell.Completer.custom_matchers
        matchers[:] = [m for m in matchers if m not in self._matchers]
        self.shell.configurables[:] = [c for c in self.shell.configurables if c is not self._wishes]
        if self._notebook is not None:
            self._notebook.background.close()


_loaded: dict[int, Extension] = {}


def register(shell: InteractiveShell, face: Callable[[], Any]) -> None:
    """Make `%%banana` and `%banana` known to a shell. `face` gives the doors of the program (`magics.face.Face`)."""
    unregister(shell)
    extension = _loaded[id(shell)] = Extension(shell, face)
    extension.load()


def unregister(shell: InteractiveShell) -> None:
    """Forget them again, completely."""
    extension = _loaded.pop(id(shell), None)
    if extension is not None:
        extension.unload()
