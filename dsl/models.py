"""The models that boards can name: what each takes and gives, what it costs, and since when that is known."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .model import Inputs, Model, ModelTable, Slots
from .model_file import read_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..grammar.diagnostic import Diagnostic

__all__ = ["Inputs", "Model", "ModelTable", "Slots", "extend", "model_table", "pixels"]


def pixels(aspect: str, size: str) -> tuple[int, int] | None:
    """Width and height of a picture by the built-in table, None where the ratio or the size is unknown."""
    return model_table().pixels(aspect, size)


def model_table() -> ModelTable:
    """The table that comes with the program, with the user's own laid over it."""
    return _read(_own)[0]


def extend(texts: Iterable[tuple[str, str]]) -> tuple[Diagnostic, ...]:
    """Lay tables of the user's own over the built-in one, each as (file, text), in place of earlier ones.

    What is wrong with them comes back; then the table stays as it was.
    """
    global _own  # one table for a process: a price must not differ between its parts
    own = tuple(texts)
    problems = _read(own)[1]
    if not problems:
        _own = own
    return problems


_own: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=4)
def _read(own: tuple[tuple[str, str], ...]) -> tuple[ModelTable, tuple[Diagnostic, ...]]:
    text = Path(__file__).with_name("models.toml").read_text(encoding="utf-8")
    table, problems = read_tables((("models.toml", text), *own))
    if problems and not own:
        raise ValueError(f"models.toml: {problems[0].message}")
    return table, problems
