"""What a compilation hands on: its calls, and what is said of the whole board: titles, scenes, params, budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar.diagnostic import Severity
from .board import Param
from .call import Compiled, SceneLine, SourceLine
from .closure import member
from .context import Context
from .imports import stem
from .named_values import MentionValue
from .param_value import param_value
from .report import Wrong
from .settled import Cascade, cascade, find, inner
from .stage import StageValue
from .words import called

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..grammar import nodes
    from .board import Module, Scene
    from .call import Call
    from .drafts import Drafts
    from .imports import Importing
    from .report import Report
    from .work import Work


def nothing(path: str, report: Report, importing: Importing) -> Compiled:
    """Of a file that could not be read."""
    ranks = {s.path: i for i, s in enumerate(importing.order)}
    return Compiled(path, "", (), (), (), (), (), (), None, report.all(ranks))


class Result:
    """Reads what is said of a whole board, and puts the calls to it."""

    def __init__(self, work: Work, board: Module, importing: Importing, drafts: Drafts) -> None:
        self.work, self.board, self.importing, self.drafts = work, board, importing, drafts

    def compiled(
        self, calls: tuple[Call, ...] = (), finals: tuple[Call, ...] = (), spare: tuple[Call, ...] = ()
    ) -> Compiled:
        """All of it; no calls while one error stands."""
        board, report = self.board, self.work.report
        title = self._title()
        budget = self._budget()
        scenes = tuple(self._scene(s.name) for s in board.scenes.values())
        ranks = {s.path: i for i, s in enumerate(self.importing.order)}
        diagnostics = report.all(ranks)
        if any(d.severity is Severity.ERROR for d in diagnostics):
            calls = finals = spare = ()
        sources = tuple(SourceLine(s.path, s.sha256) for s in self.importing.order)
        declared = [d for d in board.names.values() if isinstance(d, Param) and d.module is board]
        params = tuple((d.name, self._shown(d)) for d in declared)
        return Compiled(
            board.key,
            title,
            calls,
            finals,
            spare,
            scenes,
            sources,
            params,
            budget,
            diagnostics,
            tuple(self.importing.order),
            tuple((name, str(value)) for name, value in sorted(self.work.given.items())),
            self._files(),
        )

    def _files(self) -> tuple[SourceLine, ...]:
        given = {m.key: f"sha256:{m.sha256}" for m in self.work.media.values()}
        return tuple(SourceLine(*line) for line in sorted((given | self.importing.tables).items()))

    def _shown(self, param: Param) -> str:
        """What a param is worth, as a plan shows it."""
        try:
            value = param_value(Context(self.work, self.board), param)
        except Wrong:
            return ""  # told where it is written
        if isinstance(value, MentionValue):
            return member(value.mentioned)
        return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

    def _title(self) -> str:
        node = self.board.storyboard
        if node is None or node.title is None:
            return called(stem(self.board.key))
        return self._unsent(node.title)

    def _unsent(self, text: nodes.Text, scene: Scene | None = None) -> str:
        try:
            return self._reading(scene).text(text)
        except Wrong as e:
            self.work.report.add(e.diagnostic)
            return ""

    def _reading(self, scene: Scene | None) -> Context:
        """Where the titles and notes of the board or of a scene are read."""
        board, level = self.board.storyboard, self.board.level
        cache: dict[int, Cascade] = {}

        def stage(context: Context) -> Mapping[str, object]:
            outer = cascade(level, cache) if level is not None else Cascade()
            found = {"storyboard": StageValue(context, "storyboard", board.title if board else None, outer)}
            if scene is not None:
                held = cascade(scene.level, cache)
                found["scene"] = StageValue(context, scene.name, scene.node.title, held)
            return found

        return Context(self.work, self.board, scene, stage=stage, sent=False)

    def _scene(self, name: str) -> SceneLine:
        scene = self.board.scenes[name]
        title = self._unsent(scene.node.title, scene) if scene.node.title is not None else called(name)
        note: tuple[str, ...] = ()
        if "note" in scene.level.settings:
            held = inner(Cascade(), self.board, {"note": scene.level.settings["note"]})
            if self.drafts.subjects.uses.of_setting("note", scene.level.scope(), held):
                return SceneLine(name, title)  # each shot has it with its own value
            try:
                placed = find(self._reading(scene), held, "note")
                note = placed.value if placed is not None and isinstance(placed.value, tuple) else ()
            except Wrong as e:
                self.work.report.add(e.diagnostic)
        return SceneLine(name, title, note)

    def _budget(self) -> int | None:
        level = self.board.level
        if level is None or "budget" not in level.settings:
            return None
        try:
            held = inner(Cascade(), self.board, {"budget": level.settings["budget"]})
            placed = find(Context(self.work, self.board), held, "budget")
        except Wrong as e:
            self.work.report.add(e.diagnostic)
            return None
        return placed.value if placed is not None and isinstance(placed.value, int) else None
