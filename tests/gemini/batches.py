"""What tests of batch jobs have in common: a project, its boards, and the bill of jobs held against the ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from ..money.studio import Forged
from .home import Home

if TYPE_CHECKING:
    from collections.abc import Iterable

BOARD = """\
storyboard "Batch" { model: lite; takes: 2 }
character ana "a girl in a red coat" { reference "ana.png" }
scene chain {
  chain: previous
  shot a "@ana begins"
  shot b "@ana goes on"
}
shot hill "A hill"
"""
OTHER = 'storyboard "Other" { model: lite }\nshot x "An apple"\n'


class Studio(Home):
    """A project whose runs go in batch jobs."""

    def batch(self, *more: str) -> Any:
        """A whole `bnn run --batch`."""
        return self.run("--batch", *more)

    def go(self, *more: str) -> Forged:
        """A `bnn run` that goes on by itself."""
        assert self.forge is not None
        self.forge.count += 1
        out = self.folder / f"run{self.forge.count}"
        words = ["run", "board.bnn", "--engine", self.engine, "--events", "--yes", *more]
        return Forged(self.forge, self.forge._ask(args=words, cwd=str(self.folder), env=self.env, out=str(out)), out)

    def jobs(self) -> Counter[str]:
        """How many jobs are in which state."""
        return Counter(r["state"] for r in self.ask("SELECT state FROM job"))

    def fair(self) -> None:
        """Holds the bill against the ledger: what was kept costs what was billed for its line, to the nano-dollar;
        what is unknown holds its most, and nobody was billed for more than the ledger holds."""
        self.sound()
        bills: defaultdict[str, list[int]] = defaultdict(list)
        for bill in self.service.lines("bill"):
            bills[bill.get("key") or f"live {bill['n']}"].append(bill["nano"])
        rows = self.attempts()
        for row in rows:
            if row["job"] is not None and row["state"] == "kept":
                assert row["cost"] == row["holds"]
                if row["attempt"] in bills:
                    assert row["cost"] in bills[row["attempt"]]
            elif row["state"] == "lost":
                assert row["holds"] == row["most"]
            elif row["state"] == "failed":
                assert row["holds"] == 0
        assert self.service.settled()["billed"] <= sum(r["holds"] for r in rows)

    def even(self) -> None:
        """The ledger and the bill say the same, to the nano-dollar."""
        self.fair()
        assert self.service.settled()["billed"] == sum(r["holds"] for r in self.attempts())

    def lines(self) -> list[str]:
        """The titles of all jobs that the service has."""
        return [line["title"] for line in self.service.lines("batch")]


def takes(rows: Iterable[dict[str, Any]]) -> list[str]:
    """`a#1` of each request."""
    return sorted(f"{r['address']}#{r['take']}" for r in rows)
