"""Builds what a template plays from Jinja2's tree: closures over a frame, which know their places in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .hole import Hole, split
from .problem import Problem, Wrong
from .speech import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jinja2 import nodes

    from .frame import Act, Frame, Out, Step
    from .names import Names
    from .play import Piece
    from .reading import Reading

_DEEPEST_STEP = 60  # expressions in expressions
_DEEPEST_BLOCK = 40  # blocks in blocks


class Builder:
    """Builds steps and acts from nodes. Each raises Problem, with the place of its node, for what is wrong.

    steps, acts: what turns an expression into a step, a statement into an act, by the class of its node.
    """

    def __init__(
        self,
        reading: Reading,
        names: Names,
        steps: Mapping[str, Callable[..., Step]],
        acts: Mapping[str, Callable[..., Act]],
    ) -> None:
        self.reading = reading
        self.names = names
        self.paths: dict[int, tuple[str, ...]] = {}  # by the offset of the name in front
        self.holes: list[Hole] = []
        self._steps = steps
        self._acts = acts
        self._level = 0
        self._blocks = 0

    def expression(self, node: nodes.Node) -> Step:
        """The step that gives the node's value. Raises Problem for what can be seen before it is taken."""
        build = self._steps.get(type(node).__name__)
        if build is None:
            raise self.wrong(node, Wrong("BNN418", found=self.text(node), expected=""))
        self._level += 1
        if self._level > _DEEPEST_STEP:
            raise self.wrong(node, Wrong("BNN414"))
        try:
            return build(self, node)
        finally:
            self._level -= 1

    def body(self, found: Iterable[nodes.Node]) -> tuple[Piece, ...]:
        """The pieces of a block, in order. Raises Problem."""
        self._blocks += 1
        pieces: list[Piece] = []
        for node in found:
            if self._blocks > _DEEPEST_BLOCK:
                raise self.wrong(node, Wrong("BNN414"))
            pieces += self._pieces(node)
        self._blocks -= 1
        return tuple(pieces)

    def _pieces(self, node: nodes.Node) -> Sequence[Piece]:
        if type(node).__name__ == "Output":
            return [piece for one in node.nodes for piece in self._written(one)]  # type: ignore[attr-defined]  # an Output
        build = self._acts.get(type(node).__name__)
        if build is None:
            raise self.wrong(node, Wrong("BNN407", tag=type(node).__name__.lower()))
        act = build(self, node)

        def guarded(frame: Frame, out: Out) -> None:
            try:
                act(frame, out)
            except Wrong as wrong:
                raise wrong.at(*self.reading.word(node.lineno)) from None

        return [guarded]

    def _written(self, node: nodes.Node) -> Sequence[Piece]:
        if type(node).__name__ == "TemplateData":
            return self._words(node)  # type: ignore[arg-type]  # a TemplateData
        step = self.expression(node)

        def act(frame: Frame, out: Out) -> None:
            try:
                out.add(write(step(frame), out.budget))
            except Wrong as wrong:
                raise self.wrong(node, wrong) from None

        return [act]

    def _words(self, node: nodes.TemplateData) -> Sequence[Piece]:
        pieces = split(self.reading.text, node.lineno, node.lineno + len(node.data))
        self.holes += [p for p in pieces if isinstance(p, Hole)]
        return pieces

    def guarded(
        self, node: nodes.Node, step: Step, place: Callable[[nodes.Node], tuple[int, int]] | None = None
    ) -> Step:
        """A step whose complaints get the node's place, and which costs one step."""

        def run(frame: Frame) -> object:
            try:
                frame.run.budget.spend()
                return step(frame)
            except Wrong as wrong:
                raise wrong.at(*place(node)) if place else self.wrong(node, wrong) from None

        return run

    def wrong(self, node: nodes.Node, wrong: Wrong) -> Problem:
        """The problem at the node's place; what is too deep is shown where it gets so."""
        if wrong.code == "BNN414":
            return wrong.at(*self.reading.word(node.lineno))
        return self.reading.problem(wrong, node)

    def text(self, node: nodes.Node) -> str:
        """What is written there, as far as a message shows it."""
        start, end = self.reading.span(node)
        return self.reading.text[start:end][:60]
