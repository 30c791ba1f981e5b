"""A file into a checked board of priced calls: the stages in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ..grammar import nodes
from ..grammar.collector import collector_at_rest
from ..grammar.diagnostic import Diagnostic, Severity
from ..grammar.reading import decode
from .board import Maker, Param, Subject
from .call import Compiled, SceneLine, SourceLine
from .checks import check, prompts
from .combinations import combos, count
from .context import Context
from .drafts import Drafts
from .finals import Finals
from .gallery import views_of
from .imports import Importing, stem
from .loader import Unusable, Use
from .lower import Lowering
from .models import model_table
from .named_values import MentionValue
from .order import order
from .param_value import param_value
from .params import give
from .report import Report, Wrong
from .seats import Seat, address_of, keys_of
from .settings import BY_NAME, Where
from .settled import Cascade, cascade, find, inner
from .spread import spread
from .stage import StageValue
from .words import called
from .work import Work

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from ..grammar.source import Source
    from .board import Module, Scene
    from .call import Call
    from .loader import Loader
    from .models import ModelTable

MAX_CALLS = 100_000


def compile_board(
    files: Loader,
    path: str,
    *,
    today: dt.date,
    text: str | None = None,
    given: Mapping[str, object] | None = None,
    max_calls: int = MAX_CALLS,
    picked: frozenset[str] = frozenset(),
    models: ModelTable | None = None,
) -> Compiled:
    """Compile the board at `path` (a key of `files`, relative to the root), or `text` in its place.

    `given`: values of params by name. `picked`: addresses that have a pick. Never raises for what the user wrote: it
    stands in `diagnostics`, and while one error stands there are no calls.
    """
    with collector_at_rest():
        report = Report()
        given_ = Given(today, given or {}, max_calls, picked, models or model_table())
        return _compile(files, path, text, given_, Importing(report, files), report)


class Examined(Struct, frozen=True):
    """A compiled board with what stands behind it: its files as loaded, the board's own among them where it is text."""

    compiled: Compiled
    modules: tuple[Module, ...]
    board: Module | None


def examine(
    files: Loader,
    path: str,
    *,
    today: dt.date,
    text: str | None = None,
    params: Mapping[str, object] | None = None,
    max_calls: int = MAX_CALLS,
    picked: frozenset[str] = frozenset(),
) -> Examined:
    """Compile as `compile_board` does, for somebody who also wants to know what each name means."""
    with collector_at_rest():
        report = Report()
        importing = Importing(report, files)
        compiled = _compile(files, path, text, Given(today, params or {}, max_calls, picked, model_table()), importing, report)
    return Examined(compiled, tuple(importing.modules.values()), importing.modules.get(path))


class Given(Struct, frozen=True):
    """What a compilation depends on besides its files."""

    today: dt.date
    params: Mapping[str, object]
    max_calls: int
    picked: frozenset[str]
    models: ModelTable


def _compile(
    files: Loader, path: str, text: str | None, given: Given, importing: Importing, report: Report
) -> Compiled:  # fmt: skip
    source = _source(files, path, text, report)
    if source is None:
        return _nothing(path, report, importing)
    board = importing.board(source, path)
    params = give(importing.modules, given.params, report)
    work = Work(report, files, given.models, given.today, params, given.picked, given.max_calls, board)
    return Compiling(work, board, importing).run()


def _source(files: Loader, path: str, text: str | None, report: Report) -> Source | None:
    try:
        data = (
            text.encode("utf-8", "surrogatepass")
            if text is not None
            else files.read(files.find(path, beside=None, use=Use.BOARD))
        )
    except Unusable as e:
        report.add(Diagnostic(e.code, None, {**e.words, "path": path}))
        return None
    source, diagnostics = decode(path, data)
    report.extend(diagnostics)
    return source


def _nothing(path: str, report: Report, importing: Importing) -> Compiled:
    ranks = {s.path: i for i, s in enumerate(importing.order)}
    return Compiled(path, "", (), (), (), (), (), (), None, report.all(ranks))


class Compiling:
    """The stages after loading."""

    def __init__(self, work: Work, board: Module, importing: Importing) -> None:
        self.work, self.board, self.importing = work, board, importing
        self.drafts = Drafts(work)
        self.lowering = Lowering(work, self.drafts)
        self.seats: dict[str, Seat] = {}

    def run(self) -> Compiled:
        """Everything, in order."""
        makers = self._makers()
        prompts(self.work, self.importing)
        for maker in makers:
            self.drafts.reach.find(maker)
        if not self._countable(makers, direct=True):
            return self._compiled((), (), ())
        spread(self.drafts, makers)
        if not self._countable(makers, direct=False):
            return self._compiled((), (), ())
        shots: list[Seat] = []
        views: list[Seat] = []
        for maker in makers:
            into = views if maker.subject is not None else shots
            into += self._seats(maker)
        for seat in (*shots, *views):
            self.seats[seat.address] = seat
        found = order(shots, self._lower, self.seats.get, self.work.report)
        spare = order((v for v in views if v.address not in found), self._lower, self.seats.get, self.work.report)
        finals = self._finals(found)
        check(self.work, self.drafts, self.importing, makers)
        calls = tuple(call for _, call in found.values())
        unneeded = tuple(call for address, (_, call) in spare.items() if address not in found)
        return self._compiled(calls, tuple(finals), unneeded)

    # -- statements --------------------------------------------------------------------------------------------------

    def _makers(self) -> list[Maker]:
        """Shots and edits of the board, and the views of every file that it reaches."""
        found = list(self.board.ordered)
        for module in self.importing.modules.values():
            for named in module.names.values():
                if isinstance(named, Subject) and named.module is module:
                    found += views_of(named)
        return found

    def _countable(self, makers: list[Maker], *, direct: bool) -> bool:
        """Whether the board is small enough to be expanded."""
        total = 0
        worst: tuple[int, Maker | None] = (0, None)
        for maker in makers:
            many = count(self.drafts.reach.axes[maker])
            total += many
            worst = max(worst, (many, maker), key=lambda w: w[0])
        if total <= self.work.max_calls or worst[1] is None:
            return True
        maker = worst[1]
        axes = " × ".join(f"{a.name} ({len(a.values):,})" for a in self.drafts.reach.axes[maker])
        words = {
            "total": f"{total:,}",
            "most": f"{self.work.max_calls:,}",
            "name": maker.path,
            "axes": axes,
            "worst": f"{worst[0]:,}",
        }
        self.work.report.say(maker.module.source, (maker.node.start, maker.node.name.end), "BNN550", words)
        return not direct and False

    def _seats(self, maker: Maker) -> Iterable[Seat]:
        axes = self.drafts.reach.axes[maker]
        for combo in combos(axes):
            if not combo or self.drafts.exceptions.wanted(maker, combo):
                keys = keys_of(axes, combo)
                yield Seat(maker, combo, address_of(maker, keys), keys)

    def _lower(self, seat: Seat) -> Call | None:
        call = None
        try:
            call = self.lowering.lower(seat)
        except Wrong as e:
            self.work.report.add(e.diagnostic)
        if call is None:
            self.lowering.saying.about(seat)  # what is wrong there is told in the same run
        return call

    def _finals(self, found: Mapping[str, tuple[Seat, Call]]) -> Iterable[Call]:
        node = self.board.final
        if node is None:
            return []
        block = node.block.statements if node.block else ()
        named = [s for s in block if isinstance(s, nodes.Setting) and s.name.text in BY_NAME]
        settings = {s.name.text: s for s in reversed(named) if BY_NAME[s.name.text].where & Where.FINAL}
        finals = Finals(self.lowering, self.board, settings)
        made = []
        for seat, call in found.values():
            if seat.maker.subject is None:
                try:
                    final = finals.final(seat, call)
                except Wrong as e:
                    self.work.report.add(e.diagnostic)
                    continue
                if final is not None:
                    made.append(final)
        return made

    # -- the result --------------------------------------------------------------------------------------------------

    def _compiled(self, calls: tuple[Call, ...], finals: tuple[Call, ...], spare: tuple[Call, ...]) -> Compiled:
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
        )

    def _shown(self, param: Param) -> str:
        """What a param is worth, as a plan shows it."""
        try:
            value = param_value(Context(self.work, self.board), param)
        except Wrong:
            return ""  # told where it is written
        if isinstance(value, MentionValue):
            return self.lowering.saying.member(value.mentioned)
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
