"""What stands in a rendered text where a mention was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..grammar.text import offset_map
from .board import Look, Maker, Reference, Subject
from .members import members_of
from .mentioning import declared, resolve
from .report import Wrong, wrong

if TYPE_CHECKING:
    from ..grammar import nodes
    from ..grammar.source import Source
    from .context import Context
    from .template.hole import Hole

TAKE = re.compile(r"#([0-9]+)")  # a board never names a take


class Holes:
    """Fills the holes of one text. The first fault is kept, so that the rest of the text is read too."""

    def __init__(self, context: Context, text: nodes.Text) -> None:
        self.context, self.text = context, text
        self.fault: Wrong | None = None

    def fill(self, hole: Hole) -> str:
        """The marker of what is mentioned; the text as written where it is none, or where it is wrong."""
        if not self.context.sent:
            return self._written(hole)
        if hole.glued:
            self._glued(hole)
            return self._written(hole)
        take = TAKE.match(self.text.value, hole.end)
        if take is not None:
            words = {"written": self._written(hole), "take": take[1]}
            return self._wrong(hole, wrong(*self._at(hole.start, take.end()), "BNN467", words))
        return known(self.context, hole) or self._marker(hole)

    def _marker(self, hole: Hole) -> str:
        at = hole.start + (2 if hole.braced else 1)
        try:
            mentioned, used = resolve(
                self.context, hole.path, hole.choices, lambda a, b: self._at(at + a, at + b)[1], whole=hole.braced
            )
        except Wrong as e:
            return self._wrong(hole, e)
        rest = "" if used >= len(hole.path) else self.text.value[at + used : hole.end]
        return mentioned.marker + rest

    def _glued(self, hole: Hole) -> None:
        """An address of mail, most likely; but what is declared may have been meant."""
        if declared(self.context, hole.path.split(".", maxsplit=1)[0]):
            self.context.work.report.say(*self._at(hole.start, hole.end), "BNN456", {"written": self._written(hole)})

    def _wrong(self, hole: Hole, fault: Wrong) -> str:
        self.context.work.report.add(fault.diagnostic)
        self.fault = self.fault or fault
        return self._written(hole)

    def _written(self, hole: Hole) -> str:
        return self.text.value[hole.start : hole.end]

    def _at(self, start: int, end: int) -> tuple[Source, tuple[int, int]]:
        source = self.context.module.source
        found = offset_map(source, self.text).place(start, end)
        return source, (found.start, found.end)


def known(context: Context, hole: Hole) -> str | None:
    """The marker of a mention that means the same everywhere in this file: a subject, by its plain path."""
    if hole.choices or context.inner or context.axes or (context.maker is not None and context.maker.references):
        return None
    markers = context.work.markers
    key = (id(context.module), hole.path)
    if key not in markers:
        first, *members = hole.path.split(".")
        found: object = context.module.names.get(first)
        for word in members:
            found = members_of(found).get(word)
        if isinstance(found, Subject | Look | Reference | Maker):
            markers[key] = context.work.mention(found).marker
        else:
            markers[key] = None
    return markers[key]
