"""What one compilation is given and what it remembers while it goes on: tools for the stages, no rule of its own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field

from ..grammar.text import offset_map
from .report import Wrong, wrong
from .template.problem import Problem
from .template.problem import Wrong as Misplaced
from .template.template import Template, compile_text
from .template.value import CLOSE, OPEN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from ..grammar import nodes
    from ..grammar.source import Source
    from .board import Look, Maker, Module, Reference, Subject
    from .loader import Loader, Media
    from .models import ModelTable
    from .report import Report


DEEPEST = 30  # values that need each other, one inside the other


class Mentioned(Struct, frozen=True, eq=False):
    """What a mention names. `Work.mention` makes them, one for each thing, so that the same is always identical."""

    number: int
    target: Subject | Look | Reference | Maker
    choices: tuple[tuple[str, str], ...] = ()
    panel: int | None = None

    @property
    def marker(self) -> str:
        """The marker that stands for it in rendered text."""
        return f"{OPEN}{self.number}{CLOSE}"


class Work(Struct):
    """One compilation."""

    report: Report
    files: Loader
    models: ModelTable
    today: dt.date
    given: Mapping[str, object]
    picked: frozenset[str] = frozenset()
    max_calls: int = 100_000
    board: Module | None = None
    mentioned: list[Mentioned] = field(default_factory=list)
    numbers: dict[tuple[object, ...], Mentioned] = field(default_factory=dict)
    templates: dict[int, Template | Problem] = field(default_factory=dict)
    params: dict[int, object] = field(default_factory=dict)
    reading: dict[object, str] = field(default_factory=dict)  # what is being read just now, to tell a circle
    markers: dict[tuple[int, str], str | None] = field(default_factory=dict)
    literals: dict[int, object] = field(default_factory=dict)  # settings that are worth the same everywhere
    media: dict[tuple[str, str], Media] = field(default_factory=dict)
    keep: list[object] = field(default_factory=list)  # what `templates` and `params` know by id must live as long

    def mention(
        self,
        target: Subject | Look | Reference | Maker,
        choices: tuple[tuple[str, str], ...] = (),
        panel: int | None = None,
    ) -> Mentioned:
        """The mention of a thing."""
        key = (target, choices, panel)
        found = self.numbers.get(key)
        if found is None:
            found = self.numbers[key] = Mentioned(len(self.mentioned), target, choices, panel)
            self.mentioned.append(found)
        return found

    @contextmanager
    def read(self, key: object, name: str) -> Iterator[None]:
        """While something is being read. Raises Misplaced where that needs itself, or goes on too deep."""
        if key in self.reading:
            names = list(self.reading)
            path = [*(self.reading[k] for k in names[names.index(key) :]), name]
            raise Misplaced("BNN465", path=" → ".join(path), name=name)
        if len(self.reading) >= DEEPEST:
            raise Misplaced("BNN466", name=name, most=DEEPEST)
        self.reading[key] = name
        try:
            yield
        finally:
            del self.reading[key]

    def template(self, source: Source, text: nodes.Text) -> Template:
        """The compiled template of a text. Raises Wrong with its exact place."""
        found = self.templates.get(id(text))
        if found is None:
            try:
                found = compile_text(text.value)
            except Problem as e:
                found = e
            self.templates[id(text)] = found
            self.keep.append(text)
        if isinstance(found, Problem):
            raise self.problem(source, text, found)
        return found

    def problem(self, source: Source, text: nodes.Text, problem: Problem) -> Wrong:
        """A template's problem as a diagnostic at its place in the file."""
        place = offset_map(source, text).place(problem.start, problem.end)
        return wrong(source, (place.start, place.end), problem.code, problem.words)
