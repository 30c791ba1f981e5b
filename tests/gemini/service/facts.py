"""The models this service has, read from the table beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SCALE = {"512": 0.5, "1K": 1, "2K": 2, "4K": 4}


@dataclass(frozen=True, slots=True)
class Model:
    """One model: what it takes, what an answer costs. Prices in nano-dollars a token."""

    id: str
    title: str
    price_in: int
    price_text: int
    price_image: int
    sizes: dict[str, int]  # tokens of one picture; empty: it only writes
    ratios: tuple[str, ...]
    input: int
    output: int
    picture: int
    references: int
    thinking: tuple[str, ...] | None  # None: any level
    documents: bool
    video: bool
    search: tuple[str, ...]
    mime: str
    thoughts: int
    extra: int  # tokens beside the picture's own
    ignores_size: bool

    @property
    def draws(self) -> bool:
        """Whether it makes pictures."""
        return bool(self.sizes)


@cache
def models() -> dict[str, Model]:
    """All of them by id."""
    return {name: _model(name, row) for name, row in _table()["models"].items()}


def pixels(ratio: str, size: str) -> tuple[int, int]:
    """Width and height of a picture."""
    width, height = _table()["pixels"][ratio]
    return int(width * SCALE[size]), int(height * SCALE[size])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "facts.toml").read_text("utf-8"))


def _model(name: str, row: dict[str, Any]) -> Model:
    price = {k: round(v * 1000) for k, v in row["price"].items()}
    draws = "sizes" in row
    return Model(
        name, row["title"], price["in"], price["text"], price["image"], row.get("sizes", {}),
        tuple(row.get("ratios", ())), row["input"], row["output"], row["picture"], row.get("references", 3000),
        tuple(row["thinking"]) if draws else None, row.get("documents", True), row.get("video", True),
        tuple(row.get("search", () if draws else ("web", "images"))), row.get("mime", ""), row.get("thoughts", 0),
        row.get("extra", 0), row.get("ignores_size", False),
    )  # fmt: skip
