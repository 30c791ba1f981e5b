"""A run in Python: its pictures by their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .dsl.address import near, read_address, select
from .dsl.money import nano_of, usd
from .dsl.words import many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

    from .magics.grid import Grid
    from .making import Made
    from .runtime.halt import Halt
    from .runtime.plan import Plan
    from .runtime.progress import Progress
    from .runtime.record import Failure, RunRecord, Skip, TakeRecord
    from .runtime.root import Workspace


NAMED = 3  # addresses in a sentence


class NoPicture(KeyError):
    """An address names no picture of a run, or several."""

    def __str__(self) -> str:
        return str(self.args[0])

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: where it was asked for, and not where this was found out."""
        from .magics.faults import asked_at
        from .magics.wrapping import wrapped

        return [*asked_at(self), *wrapped(str(self))]


@dataclass(frozen=True, slots=True)
class Take:
    """A picture that is there. `record` holds all that is known of it."""

    record: TakeRecord

    @property
    def address(self) -> str:
        """Its name without the take."""
        return self.record.address

    @property
    def number(self) -> int:
        """Which take it is, from 1."""
        return self.record.take

    @property
    def path(self) -> Path:
        """Its readable copy under `out/`, or its file in the store. The bytes are as the engine gave them."""
        return self.record.path

    @property
    def image(self) -> Image:
        """The picture, read now. Raises OSError where its file is gone or broken."""
        from PIL import Image

        with Image.open(self.path, formats=("PNG", "JPEG", "WEBP")) as file:
            file.load()
            return file.copy()

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        """The picture, small, which notebooks show."""
        from .magics.sheet import encoded, preview

        told = {"text/plain": f"{self.address}#{self.number}  {self.path}"}
        try:
            mime, data = encoded(preview(self.path))
        except OSError:
            return {**told}
        return {mime: data, **told}

    @property
    def counts(self) -> bool:
        """Whether it is the one that the board uses."""
        return self.record.counts

    @property
    def text(self) -> str:
        """What the model wrote beside it."""
        return self.record.text

    @property
    def cost_usd(self) -> float | None:
        """What it cost; None where that is unknown."""
        return usd(self.record.cost)


class Run:
    """What a run made and what was there: `run["arrival.wide"]`, `run["arrival.close[light=dawn]#2"]`."""

    def __init__(self, made: Made) -> None:
        self._made = made

    def __repr__(self) -> str:
        return f"<Run: {many(self.made, 'picture')} made, {self.reused} there, {len(self.failed)} failed>"

    def _repr_html_(self) -> str:
        """The run as a table, which notebooks show."""
        from pathlib import Path

        from .magics.told import table

        return table(self.record, Path.cwd())

    @property
    def record(self) -> RunRecord:
        """All that is known of it."""
        return self._made.record

    @property
    def takes(self) -> tuple[Take, ...]:
        """Every picture of what was asked for."""
        return tuple(Take(t) for t in self._made.record.takes)

    @property
    def made(self) -> int:
        """How many takes this run made."""
        return self._made.record.made

    @property
    def reused(self) -> int:
        """How many were there before."""
        return self._made.record.reused

    @property
    def failed(self) -> tuple[Failure, ...]:
        """Requests that brought no picture, with the reason."""
        return self._made.record.failed

    @property
    def skipped(self) -> tuple[Skip, ...]:
        """Pictures that could not be made, with the reason."""
        return self._made.record.skipped

    @property
    def spent_usd(self) -> float | None:
        """What the run cost; None where that is unknown."""
        return usd(self._made.record.spent)

    @property
    def page(self) -> Path | None:
        """The page that shows the board."""
        return self._made.page

    def to_json(self) -> str:
        """What `bnn run --json` prints: `bananaboard.run/1`."""
        return self._made.record.to_json()

    def __iter__(self) -> Iterator[Take]:
        return iter(self.takes)

    def __len__(self) -> int:
        return len(self._made.record.takes)

    def __contains__(self, address: object) -> bool:
        return isinstance(address, str) and bool(self._matching(address))

    def __getitem__(self, address: str) -> Take:
        """The picture at an address: the take that counts, or the one that is named behind `#`.

        Of an answer with panels it is the first; `strip.2` names the second. Raises KeyError, with the nearest address,
        where there is none, and where an address without its `[axis=key]` could mean several.
        """
        address = str(address)  # `run[0]` too is told in words
        found = self._matching(address)
        several = list(dict.fromkeys(t.address for t in found))
        if len(several) > 1:
            more = f" and {len(several) - NAMED} more" if len(several) > NAMED else ""
            told = f"{address} could be each of {', '.join(several[:NAMED])}{more}"
            raise NoPicture(f'{told}; grid("{address}") has all of them')
        if not found:
            raise self._missing(address)
        return Take(next((t for t in found if t.counts), found[0]))

    def grid(self, address: str) -> Grid:
        """The pictures of one statement side by side: axes as rows and columns, all takes of each.

        `[axis=key]` behind the address leaves out the others. Raises KeyError, with the nearest address, where there is
        none, and where it means more than one statement.
        """
        from .magics.grid import Grid

        found = self._matching(address)
        if not found:
            raise self._missing(address)
        names = list(dict.fromkeys(t.address.partition("[")[0] for t in found))
        if len(names) > 1:
            raise NoPicture(f"a grid shows one of {', '.join(names[:NAMED])} at a time")
        addresses = {t.address for t in found}
        return Grid(t for t in self._made.record.takes if t.address in addresses)

    def _missing(self, address: str) -> NoPicture:
        guess = near(address, dict.fromkeys(t.address for t in self._made.record.takes))
        return NoPicture(f"there is no picture {address} in this run" + (f"; did you mean {guess}?" if guess else ""))

    def _matching(self, address: str) -> list[TakeRecord]:
        takes = self._made.record.takes
        read = read_address(address)
        if read is None:
            return []
        names = set(select(address, dict.fromkeys(t.address for t in takes)))
        found = [t for t in takes if t.address in names and t.part == 1]
        if not found:
            found = self._panel(address)
        return [t for t in found if read.take is None or _is(t, read.take)]

    def _panel(self, address: str) -> list[TakeRecord]:
        """`strip.2[light=dawn]`: the second picture of the answers at `strip[light=dawn]`."""
        read = read_address(address)
        path, _, panel = (read.path if read else "").rpartition(".")
        if not (read and path and panel.isdecimal()):
            return []
        takes = self._made.record.takes
        keys = f"[{','.join(f'{a}={k}' for a, k in read.keys)}]" if read.keys else ""
        names = set(select(path + keys, dict.fromkeys(t.address for t in takes)))
        return [t for t in takes if t.address in names and t.part == int(panel)]


def _is(take: TakeRecord, wanted: str) -> bool:
    """Whether a take is meant by its number or by the first letters of its digest."""
    return (wanted.isdecimal() and take.take == int(wanted)) or (len(wanted) >= 6 and take.sha256.startswith(wanted))


async def run_plan(
    plan: Plan,
    workspace: Workspace,
    *,
    max_cost: float | None,
    jobs: int,
    fail_fast: bool,
    progress: Progress | None,
    halt: Halt | None = None,
    anyway: bool = False,
) -> Run:
    """Make a plan; see `Plan.run`."""
    from .making import make
    from .runtime.batch.earlier import fetch_earlier
    from .runtime.footing import unsafe

    ceiling = None if max_cost is None else nano_of(max_cost, "max_cost")
    if not plan.engine.free and plan.totals.make and max_cost is None:
        raise PermissionError(f"{plan.engine.name} costs money: say how much a run may cost, `run(max_cost=1.0)`.")
    if not plan.engine.free and plan.totals.make and not anyway and (problem := unsafe(workspace)) is not None:
        raise PermissionError(f"{problem.message} {problem.hint}")
    await fetch_earlier(workspace, plan.engine)
    return Run(
        await make(plan, workspace, jobs=jobs, progress=progress, fail_fast=fail_fast, max_cost=ceiling, halt=halt)
    )
