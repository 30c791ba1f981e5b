"""A file into a checked board of priced calls: the stages in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ..grammar import nodes
from ..grammar.collector import collector_at_rest
from ..grammar.diagnostic import Diagnostic
from ..grammar.reading import decode
from .board import Maker, Subject
from .checks import check, prompts
from .combinations import combos, count
from .drafts import Drafts
from .finals import Finals
from .gallery import views_of
from .imports import Importing
from .loader import Unusable, Use
from .lower import Lowering
from .models import model_table
from .order import order
from .params import give
from .report import Report, Wrong
from .result import Result, nothing
from .seats import Seat, address_of, keys_of
from .settings import BY_NAME, Where
from .spread import spread
from .work import Work

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from ..grammar.source import Source
    from .board import Module
    from .call import Call, Compiled
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
        given = Given(today, params or {}, max_calls, picked, model_table())
        compiled = _compile(files, path, text, given, importing, report)
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
        return nothing(path, report, importing)
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


class Compiling:
    """The stages after loading."""

    def __init__(self, work: Work, board: Module, importing: Importing) -> None:
        self.work, self.board, self.importing = work, board, importing
        self.drafts = Drafts(work)
        self.lowering = Lowering(work, self.drafts)
        self.result = Result(work, board, importing, self.drafts)
        self.seats: dict[str, Seat] = {}

    def run(self) -> Compiled:
        """Everything, in order."""
        makers = self._makers()
        prompts(self.work, self.importing)
        for maker in makers:
            self.drafts.reach.find(maker)
        if not self._countable(makers):
            return self.result.compiled()
        spread(self.drafts, makers)
        if not self._countable(makers):
            return self.result.compiled()
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
        return self.result.compiled(calls, tuple(finals), unneeded)

    def _makers(self) -> list[Maker]:
        """Shots and edits of the board, and the views of every file that it reaches."""
        found = list(self.board.ordered)
        for module in self.importing.modules.values():
            for named in module.names.values():
                if isinstance(named, Subject) and named.module is module:
                    found += views_of(named)
        return found

    def _countable(self, makers: list[Maker]) -> bool:
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
        }
        self.work.report.say(maker.module.source, (maker.node.start, maker.node.name.end), "BNN550", words)
        return False

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
