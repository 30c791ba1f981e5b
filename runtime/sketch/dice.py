"""Choices that look like chance and are always the same for the same words."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Dice:
    """Each question has its own answer: asking another one before it changes nothing."""

    def __init__(self, seed: str) -> None:
        self.seed = seed

    def roll(self, question: str) -> float:
        """From 0 up to, not including, 1."""
        digest = hashlib.blake2b(f"{self.seed}\0{question}".encode("utf-8", "replace"), digest_size=8).digest()
        return int.from_bytes(digest) / 2**64

    def between(self, question: str, low: float, high: float) -> float:
        """Evenly spread over the range."""
        return low + (high - low) * self.roll(question)

    def pick(self, question: str, options: Sequence[T]) -> T:
        """One of the options."""
        return options[int(self.roll(question) * len(options))]

    def chance(self, question: str, odds: float) -> bool:
        """True in `odds` of all seeds."""
        return self.roll(question) < odds

    def child(self, name: str) -> Dice:
        """Dice of their own for a part of the picture."""
        return Dice(f"{self.seed}/{name}")
