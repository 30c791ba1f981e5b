"""The door for tests: what shall happen, what did happen, and waiting for it without sleeping for luck."""

from __future__ import annotations

import gzip
import json
import math
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from .facts import models
from .scenario import Scenario
from .state import Settings
from .wire import Reply

if TYPE_CHECKING:
    from .app import App
    from .wire import Received

DOOR = "/control/"
HELLO = [{"parts": [{"text": "hello"}]}]


class Control:
    """Serves `/control/...` and hands all else to the service."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def answer(self, received: Received) -> Reply:
        """One request."""
        if received.path == "/token":
            return Reply(
                body=json.dumps({"access_token": "loopback-token", "expires_in": 3600, "token_type": "Bearer"}).encode()
            )
        if not received.path.startswith(DOOR):
            return self._packed(received, await self.app.answer(received))
        told = json.loads(received.body or b"{}")
        found = await getattr(self, received.path.removeprefix(DOOR).replace("-", "_"))(told)
        return Reply(body=json.dumps(found).encode())

    def _packed(self, received: Received, reply: Reply) -> Reply:
        """Compressed, as the real service does it where the client takes it."""
        if "gzip" not in received.headers.get("accept-encoding", "") or len(reply.body) > self.app.state.settings.gzip:
            return reply
        headers = (*reply.headers, ("Content-Encoding", "gzip"), ("Vary", "Origin"))
        return replace(reply, body=gzip.compress(reply.body, 1, mtime=0), headers=headers)

    async def set(self, told: dict[str, Any]) -> dict[str, Any]:
        """Change settings by name; `seed` and `weather` are the scenario's."""
        names = {f.name for f in fields(Settings)}
        for name, value in told.items():
            setattr(self.app.state.settings if name in names else self.app.state.scenario, name, value)
        return {}

    async def acts(self, told: dict[str, Any]) -> dict[str, Any]:
        """Put acts at the end of the queue."""
        self.app.state.scenario.acts += told["acts"]
        return {"waiting": len(self.app.state.scenario.acts)}

    async def reset(self, told: dict[str, Any]) -> dict[str, Any]:
        """As new, with the journal's lines forgotten (the file keeps them)."""
        state = self.app.state
        state.journal.lines.clear()
        state.settings, state.scenario, state.offset = Settings(), Scenario(), 0.0
        state.peak, state.requests, state.billed, state.pictures = state.in_flight, 0, 0, 0
        state.forget_gates()
        state.asked.clear()
        state.spent.clear()
        for held in (
            self.app.files.held,
            self.app.files.uploads,
            self.app.batches.jobs,
            self.app.jobs.held,
            self.app.buckets.held,
        ):
            held.clear()
        return {}

    async def state(self, told: dict[str, Any]) -> dict[str, Any]:
        """Numbers."""
        s = self.app.state
        return {
            "in_flight": s.in_flight,
            "peak": s.peak,
            "requests": s.requests,
            "billed": s.billed,
            "pictures": s.pictures,
            "waiting": s.scenario.acts,
            "held": dict(s.held),
        }

    async def journal(self, told: dict[str, Any]) -> dict[str, Any]:
        """All lines of one kind, or all."""
        journal = self.app.state.journal
        return {"lines": journal.all(told["what"]) if "what" in told else journal.lines}

    async def open(self, told: dict[str, Any]) -> dict[str, Any]:
        """Let go of what is held at a gate, now and from now on."""
        self.app.state.gate(told["gate"]).set()
        return {}

    async def shut(self, told: dict[str, Any]) -> dict[str, Any]:
        """Hold again at a gate."""
        self.app.state.gate(told["gate"]).clear()
        return {}

    async def until(self, told: dict[str, Any]) -> dict[str, Any]:
        """Wait until so many requests have come, are held at a gate, or until none is in flight."""
        s = self.app.state

        def holds() -> bool:
            return (
                s.requests >= told.get("requests", 0)
                and all(s.held[gate] >= count for gate, count in told.get("held", {}).items())
                and s.in_flight <= told.get("in_flight", math.inf)
                and len(s.journal.all("bill")) >= told.get("bills", 0)
            )

        return {"came": await s.until(holds, told.get("seconds", 30))}

    async def clock(self, told: dict[str, Any]) -> dict[str, Any]:
        """Put the service's clock on."""
        self.app.state.offset += told["seconds"]
        return {"now": self.app.state.stamp()}

    async def file(self, told: dict[str, Any]) -> dict[str, Any]:
        """Put a file there that belongs to everybody, or to one account."""
        file = self.app.files.add(
            told["name"],
            told.get("account", ""),
            told["mime"],
            told.get("text", "").encode(),
            generated=told.get("generated", False),
        )
        return file.shown()

    async def job(self, told: dict[str, Any]) -> dict[str, Any]:
        """Put jobs there that belong to everybody; a number is one of the agent platform."""
        app = self.app
        for name in told["names"]:
            if name.isdigit():
                where = f"projects/project/locations/global/batchPredictionJobs/{name}"
                app.jobs.held[name] = {"name": where, "state": "JOB_STATE_PENDING", "createTime": app.state.stamp()}
                continue
            body = {"batch": {"inputConfig": {"requests": {"requests": [{"request": {"contents": HELLO}}]}}}}
            job = app.batches.create(models()["gemini-2.5-flash"], body, "")
            app.batches.jobs[name] = replace(app.batches.jobs.pop(job.name), name=name)
        return {}

    async def batch(self, told: dict[str, Any]) -> dict[str, Any]:
        """Bring a job, known by its name or its title, to an end."""
        jobs = [j for j in self.app.batches.jobs.values() if told["batch"] in {j.name, f"batches/{j.name}", j.title}]
        for job in jobs:
            self.app.batches.end(job, told.get("state", "SUCCEEDED"))
        return {"ended": len(jobs)}
