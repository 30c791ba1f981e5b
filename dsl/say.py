"""The words of a call: how mentions read in prose, what is digested, what goes beside the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Maker, Reference
from .call import About, Kind, MadePicture
from .pictures import Pictures, substitute
from .report import Wrong
from .settings import ABOUT
from .settled import find, plain_texts
from .stage import context_of
from .template.value import CLOSE, OPEN
from .words import called

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .drafts import Draft, Drafts
    from .frame import Entry, Scenery
    from .seats import Seat
    from .show import Shown
    from .work import Mentioned, Work


# A default that is written out says nothing. These belong to `said/1` and stay what they are.
DEFAULTS = {"aspect": "1:1", "size": "1K", "safety": "default", "search": "none", "panels": "1"}


class Saying:
    """Puts the words of calls together."""

    def __init__(self, work: Work, drafts: Drafts, pictures: Pictures) -> None:
        self.work, self.drafts, self.pictures = work, drafts, pictures
        self._told: dict[int, tuple[Entry, dict[str, str]]] = {}

    def numbered(self, text: str, draft: Draft, numbers: Mapping[Mentioned, tuple[int, ...]]) -> str:
        """Markers become names, each with its pictures' numbers the first time in a line."""
        if OPEN not in text:
            return text
        seen: set[int] = set()

        def name(n: int) -> str:
            mentioned = self.work.mentioned[n]
            mine = numbers.get(mentioned, ())
            if nameless(mentioned):
                return images(mine) or self.pictures.name(mentioned, draft)
            told = f" ({images(mine)})" if mine and n not in seen else ""
            seen.add(n)
            return self.pictures.name(mentioned, draft) + told

        lines = text.split("\n")
        for i, line in enumerate(lines):
            if OPEN in line:
                seen.clear()
                lines[i] = substitute(line, name)
        return "\n".join(lines)

    def about(self, seat: Seat) -> About:
        """What goes beside the picture and is never sent. What is wrong with it is told."""
        maker = seat.maker
        held = self.drafts.cascades.held(maker)
        title = called(maker.name)
        if not held.unsent:
            return About(title)
        context = None
        found: dict[str, object] = {}
        scope, axes = self.drafts.targets.scope(maker), set(self.drafts.reach.axes[maker])
        for name in ABOUT:
            if name not in held.unsent:
                continue
            plain = plain_texts(held, name)
            if plain is not None:
                found[name] = plain
                continue
            # An axis that only such a text uses is a fault, which is told by the checks.
            if scope and self.drafts.subjects.uses.of_setting(name, scope, held) - axes:
                continue
            try:
                context = context or context_of(self.work, maker, seat.combo, self.drafts.cascades.stage, sent=False)
                placed = find(context, held, name)
            except Wrong as e:
                self.work.report.add(e.diagnostic)
                continue
            if placed is not None:
                found[name] = placed.value
        return About(**{"title": title, **found})  # type: ignore[arg-type]  # each setting reads as what its field is

    def manifest(self, kind: Kind, draft: Draft, scenery: Scenery, shown: Shown, raw: str) -> dict[str, object]:
        """What the author wrote and what reaches this call, with subjects by name and shots without one."""
        settled = draft.settled

        def name(n: int) -> str:
            mentioned = self.work.mentioned[n]
            return f"{OPEN}{'' if nameless(mentioned) else self.pictures.name(mentioned, draft)}{CLOSE}"

        def plainly(text: str) -> str:
            return substitute(text.strip(), name) if OPEN in text else text.strip()

        def entry(e: Entry) -> dict[str, str]:
            known = self._told.get(id(e))
            if known is not None:
                return known[1]
            told = {
                "name": e.name,
                "description": plainly(e.description),
                "look": plainly(e.look),
                "wears": plainly(e.wears),
            }
            said = {k: v for k, v in told.items() if v}
            if OPEN not in e.description + e.look + e.wears and e.mark:
                self._told[id(e)] = e, said
            return said

        found: dict[str, object] = {
            "kind": kind.value,
            "model": settled.model.id,
            "settings": {n: v for n, v in settled.shape.written if v and v != DEFAULTS.get(n)},
        }
        given = [p.part.sha256 for p in shown.given if not isinstance(p.part, MadePicture)]
        found["references"] = given
        if settled.shape.template is not None:
            found["template"] = plainly(raw)
            return found
        found["text"] = plainly(draft.text)
        if scenery.style is not None:
            found["style"] = entry(scenery.style)
        if scenery.place is not None:
            found["place"] = entry(scenery.place)
        found["cast"] = [entry(e) for e in scenery.cast]
        found["nobody"] = "yes" if scenery.nobody else ""
        found["camera"] = plainly(scenery.camera)
        found["rules"] = [plainly(r) for r in scenery.rules]
        return found


def nameless(mentioned: Mentioned) -> bool:
    """Whether prose has only a number for it: a shot, or a shot's own reference."""
    target = mentioned.target
    if isinstance(target, Maker):
        return target.kind is not Kind.VIEW
    return isinstance(target, Reference) and target.owner is None


def images(numbers: tuple[int, ...]) -> str:
    """`image 2`, `images 2 and 3`, `images 2, 3 and 4`."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"image {numbers[0]}"
    return f"images {', '.join(str(n) for n in numbers[:-1])} and {numbers[-1]}"
