"""Which options of an export go with which formats: one that says nothing to its format is told, not passed over."""

from __future__ import annotations

import click
from click.core import ParameterSource

from .exits import Mistake

OWN_TEXT = ("ipynb", "bnn")
_SHEETS, _REELS = ("pdf", "comic", "continuity"), ("mp4", "gif")
# Each by the name of its parameter. What exporters of other packages do with the rest is theirs.
_GOES = {
    "folder": ("--folder", ("html",)),
    "right_to_left": ("--right-to-left", ("comic",)),
    "columns": ("--columns", ("pdf", "comic", "png")),
    "rows": ("--rows", ("pdf",)),
    "paper": ("--paper", _SHEETS),
    "upright": ("--upright", ("pdf", "continuity")),
    "fonts": ("--font", _SHEETS),
    "captions": ("--captions", _REELS),
    "fps": ("--fps", (*_REELS, "otio")),
    "seconds": ("--seconds", (*_REELS, "otio")),
    "height": ("--height", _REELS),
}
_BUILT_IN_ALONE = ("folder", "right_to_left")


def check_options(form: str, *, for_clients: bool) -> None:
    """Raises Mistake for an option that was given and says nothing to a format."""
    from ..runtime.export.exporters import BUILT_IN

    known = form in BUILT_IN or form in OWN_TEXT
    for name, (option, forms) in _GOES.items():
        if form not in forms and (known or name in _BUILT_IN_ALONE) and _given(name):
            raise Mistake(f"`{option}` goes with {_either([f'`--to {f}`' for f in forms])}.")
    if for_clients and (form in OWN_TEXT or form == "zip"):
        what = "A bundle" if form == "zip" else "A board's own text"
        raise Mistake(f"{what} is made of prompts: `--for-clients` goes with the other formats.")


def _given(name: str) -> bool:
    return click.get_current_context().get_parameter_source(name) not in (None, ParameterSource.DEFAULT)


def _either(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
