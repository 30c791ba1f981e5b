"""The pictures that a call sees, and their digest `seen`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec import Struct

from ..dsl.call import MadePicture, Words
from ..dsl.recipe import canon, digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..dsl.call import Call, Role
    from .shelf import Taken

PLACEHOLDER = "~"  # what a rehearsal puts where a picture would be begins so; no digest does


class Sight(Struct, frozen=True):
    """`pictures`: digests as the parts stand; `lacking`: the first address without a picture, `seen` None then."""

    seen: str | None
    json: str
    pictures: tuple[str, ...]
    lacking: str | None


@dataclass(slots=True)
class Eyes:
    """Computes sights; the same pictures in the same roles are hashed once."""

    known: dict[tuple[tuple[Role, str], ...], Sight] = field(default_factory=dict)

    def see(self, call: Call, counts: Callable[[str], Taken | None]) -> Sight:
        """What a call sees now. `counts` gives the take that counts of an address."""
        pairs: list[tuple[Role, str]] = []
        for part in call.parts:
            if isinstance(part, Words):
                continue
            sha256 = panel(counts(part.call), part.panel) if isinstance(part, MadePicture) else part.sha256
            if sha256 is None:
                assert isinstance(part, MadePicture)
                return Sight(None, "", (), part.call)
            pairs.append((part.role, sha256))
        return self._of(tuple(pairs))

    def _of(self, pairs: tuple[tuple[Role, str], ...]) -> Sight:
        found = self.known.get(pairs)
        if found is None and any(s[0] == PLACEHOLDER for _, s in pairs):
            found = self.known[pairs] = Sight(f"{PLACEHOLDER}{len(self.known)}", "", tuple(s for _, s in pairs), None)
        if found is None:
            text = canon([[r.kind, r.subject, r.label, r.chain, sha256] for r, sha256 in pairs])
            found = self.known[pairs] = Sight(digest(text), text, tuple(s for _, s in pairs), None)
        return found


def panel(taken: Taken | None, number: int | None) -> str | None:
    """A picture of a take; None where there is no take, or fewer panels came than were asked for."""
    if taken is None:
        return None
    at = (number or 1) - 1
    return taken.parts[at] if at < len(taken.parts) else None
