"""The seed of a composition: what makes take 2 differ from take 1, and nothing else."""

from __future__ import annotations

import hashlib


def seed_for(said: str, take: int, panel: int) -> str:
    """Sixteen hexadecimal digits; the last counts the takes, so that two in a row are never staged alike."""
    words = hashlib.blake2b(f"{said}/{panel}".encode("utf-8", "replace"), digest_size=8).hexdigest()
    return words[:15] + f"{(int(words[15], 16) + take) % 16:x}"


def variant_of(seed: str) -> int:
    """Which of the stagings a seed asks for, from 0."""
    return int(seed[15], 16)
