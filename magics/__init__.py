"""The IPython extension: `%%banana` checks a cell's board, makes its pictures and shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from IPython.core.interactiveshell import InteractiveShell

MAGIC = "banana"


def register(shell: InteractiveShell, loads: Callable[..., object]) -> None:
    """Make `%%banana` known to a shell. `loads` turns a cell's text and its params into a board."""

    def banana(line: str, cell: str) -> object:
        from .cell import run_cell

        return run_cell(shell, loads, line, cell)

    banana.__doc__ = "Run a storyboard: `%%banana [NAME] [--plan] [--only ADDRESS] [--set name=value] [--quiet]`."
    # Braces in a cell are Jinja2's and not Python's: IPython may not fill them with variables.
    banana._ipython_magic_no_var_expand = True  # type: ignore[attr-defined]  # IPython's own mark
    shell.magics_manager.register_function(banana, magic_kind="cell", magic_name=MAGIC)


def unregister(shell: InteractiveShell) -> None:
    """Forget it again, completely."""
    shell.magics_manager.magics["cell"].pop(MAGIC, None)
