"""The models that boards can name: what each takes and gives, what it costs, and since when that is known."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from .model import Inputs, Model, ModelTable, Slots
from .model_file import read_tables

__all__ = ["Inputs", "Model", "ModelTable", "Slots", "model_table", "pixels"]


def pixels(aspect: str, size: str) -> tuple[int, int] | None:
    """Width and height of a picture by the built-in table, None where the ratio or the size is unknown."""
    return model_table().pixels(aspect, size)


@cache
def model_table() -> ModelTable:
    """The table that comes with the program."""
    text = Path(__file__).with_name("models.toml").read_text(encoding="utf-8")
    table, problems = read_tables((("models.toml", text),))
    if problems:
        raise ValueError(f"models.toml: {problems[0].message}")
    return table
