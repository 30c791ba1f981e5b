"""A project on disk, `bnn` as real processes that ask the loopback service, and both sides of the bill."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from bananaboard.runtime.root import Workspace

from ..money.studio import Ended, Forge, Forged, Project
from .asked import KEY

if TYPE_CHECKING:
    from pathlib import Path

    from .service.handle import Service


class Home(Project):
    """A folder with boards; its environment leads to the service and says nothing else of Gemini."""

    engine = "gemini"
    modules = ("google.genai", "bananaboard.runtime.gemini.engine", "bananaboard.runtime.gemini.send",
               "bananaboard.runtime.gemini.uploads")  # fmt: skip

    def __init__(self, folder: Path, service: Service, text: str, forge: Forge | None = None) -> None:
        super().__init__(folder)
        self.forge = forge
        self.service = service
        self.workspace = Workspace(folder)
        self.home = self.workspace.home
        self.env = {n: v for n, v in self.env.items() if not n.startswith(("GOOGLE_", "GEMINI_", "BNN_"))}
        self.env |= {"GEMINI_API_KEY": KEY, "GOOGLE_GEMINI_BASE_URL": service.url}
        self.write(text)

    def bnn(self, *words: str) -> Ended:
        """Any command: in a process that has its imports behind it, where there is a forge."""
        if self.forge is None:
            ran = super().bnn(*words)
            return Ended(ran.returncode, ran.stdout, ran.stderr)
        self.forge.count += 1
        out = self.folder / f"run{self.forge.count}"
        pid = self.forge._ask(args=list(words), cwd=str(self.folder), env=self.env, out=str(out))
        return Forged(self.forge, pid, out).ended().without_a_fault_of_ours()

    def run(self, *more: str) -> Ended:
        """A whole `bnn run`."""
        return self.bnn("run", "board.bnn", "--engine", self.engine, "--events", "--yes", *more)

    def tier(self, number: int) -> None:
        """Which account the user has, by the user's own configuration."""
        folder = self.folder / "config" / "bananaboard"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.toml").write_text(f"[account]\ntier = {number}\n")

    def states(self) -> Counter[str]:
        """How many requests ended how."""
        return Counter(r["state"] for r in self.attempts())

    def audit(self) -> int:
        """Holds the service's bill against the ledger, request by request; what was billed of the unknown, in nano.

        What was kept costs what was billed for it, to the nano-dollar; what was refused holds at least that; what
        failed was not billed; what is unknown holds its most.
        """
        billed = self.service.settled()["billed"]
        assert self.service.lines("fault") == []
        bills, rows = _bills(self.service), self.attempts()
        assert not [r for r in rows if r["state"] == "sending"]
        for row in rows:
            if row["state"] == "kept":
                found = _take(bills[_asked(row)], lambda b, r=row: b["pictures"] > 0 and b["nano"] == r["cost"])
                assert found, f"{row['address']}#{row['take']} was kept for {row['cost']}, and not billed so"
                assert row["holds"] == row["cost"]
        # Who holds less has a smaller bill: it must not go to somebody who would have room for a larger one.
        for row in sorted(rows, key=lambda r: (r["billed"] == "unknown", r["holds"])):
            if row["state"] == "refused":
                found = _take(bills[_asked(row)], lambda b, r=row: b["nano"] <= r["holds"])
                # What is no answer at all (a page of somebody else's) is on nobody's bill.
                assert found or row["billed"] == "unknown", f"{row['address']}#{row['take']} was refused by nobody"
            elif row["state"] == "failed":
                assert (row["holds"], row["billed"]) == (0, "no")
        lost = Counter(_asked(r) for r in rows if r["state"] == "lost" or _spoiled(r))
        left = {key: items for key, items in bills.items() if items}
        assert all(len(items) <= lost[key] for key, items in left.items()), f"billed and not in the ledger: {left}"
        assert all(r["holds"] == r["most"] for r in rows if r["state"] == "lost")
        assert billed <= sum(r["holds"] for r in rows)
        return sum(b["nano"] for items in left.values() for b in items)

    def written(self) -> bytes:
        """Everything that lies under the folder, names and bytes."""
        paths = sorted(self.folder.rglob("*"))
        return b"\n".join([*(str(p).encode() for p in paths), *(p.read_bytes() for p in paths if p.is_file())])


def _spoiled(row: dict[str, Any]) -> bool:
    """An answer that came and can't be read: it may hold a picture that was billed."""
    return row["state"] == "refused" and row["billed"] == "unknown" and row["usage"] is None


def _asked(row: dict[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    """What a request asks for, as the ledger says it: model, words, pictures."""
    sent = json.loads(row["sent_json"])
    texts = "\n".join(p["text"] for p in sent["parts"] if "text" in p)
    return sent["model"], texts, tuple(p["sha256"] for p in sent["parts"] if "sha256" in p)


def _bills(service: Service) -> dict[tuple[str, str, tuple[str, ...]], list[dict[str, Any]]]:
    """What the service billed, by what was asked for."""
    asked = {line["n"]: line for line in service.lines("asked")}
    found: dict[tuple[str, str, tuple[str, ...]], list[dict[str, Any]]] = {}
    for bill in service.lines("bill"):
        line = asked[bill["n"]]
        found.setdefault((line["model"], line["text"], tuple(m[0] for m in line["media"])), []).append(bill)
    return Books(found)


class Books(dict[tuple[str, str, tuple[str, ...]], list[dict[str, Any]]]):
    """Bills by what was asked for; nothing for what was never asked for."""

    def __missing__(self, key: tuple[str, str, tuple[str, ...]]) -> list[dict[str, Any]]:
        return []


def _take(bills: list[dict[str, Any]], fits: Any) -> bool:
    found = next((b for b in bills if fits(b)), None)
    if found is not None:
        bills.remove(found)
    return found is not None
