"""The seed of a composition: what makes take 2 differ from take 1, and nothing else."""

from __future__ import annotations

import hashlib


def seed_for(said: str, take: int, panel: int) -> str:
    """Sixteen hexadecimal digits."""
    return hashlib.blake2b(f"{said}/{take}/{panel}".encode("utf-8", "replace"), digest_size=8).hexdigest()
