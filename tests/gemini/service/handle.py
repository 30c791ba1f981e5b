"""A running service in a test's hand: started as a process of its own, told what to do, asked what it saw."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from types import TracebackType

ROOT = Path(__file__).parents[3]


class Service:
    """Use it in a `with`; `url` is what a client's base URL is set to."""

    def __init__(self, journal: Path | None = None, *, seed: int | None = None, weather: float = 0.0) -> None:
        command = [sys.executable, "-m", "tests.gemini.service", "--weather", str(weather)]
        command += ["--journal", str(journal)] if journal else []
        command += ["--seed", str(seed)] if seed is not None else []
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        assert self.url, "the service did not start"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """It ends when its input ends."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def control(self, verb: str, **told: Any) -> dict[str, Any]:
        """One word through the control door."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        try:
            connection.request("POST", f"/control/{verb}", json.dumps(told), {"Content-Type": "application/json"})
            reply = connection.getresponse()
            found: dict[str, Any] = json.loads(reply.read())
        finally:
            connection.close()
        return found

    def act(self, *acts: dict[str, Any]) -> None:
        """What happens to the next requests, in this order."""
        self.control("acts", acts=list(acts))

    def set(self, **settings: Any) -> None:
        """Change settings."""
        self.control("set", **settings)

    def lines(self, what: str) -> list[dict[str, Any]]:
        """What the journal says of one kind: request, asked, bill, end, upload, batch."""
        found: list[dict[str, Any]] = self.control("journal", what=what)["lines"]
        return found

    def settled(self) -> dict[str, Any]:
        """The numbers, once nothing is in flight."""
        assert self.control("until", in_flight=0)["came"]
        return self.control("state")

    @property
    def billed(self) -> int:
        """Nano-dollars, once nothing is in flight."""
        nano: int = self.settled()["billed"]
        return nano
