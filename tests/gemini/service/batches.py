"""Batch jobs: created once, looked at several times, ended in every way that is known."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import schema
from .answering import answer
from .checks import ask
from .files import page
from .refusals import Refused, invalid, refused
from .scenario import ERRORS

if TYPE_CHECKING:
    from .facts import Model
    from .files import Files
    from .state import State

HOURS = 48 * 3600
TYPE = "type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch"
ENDED = ("SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED", "PARTIALLY_SUCCEEDED")


@dataclass(slots=True)
class Job:
    """A batch. `lines`: each a key (or metadata) with its raw request; None: what came could not be read."""

    name: str
    account: str
    model: Model
    title: str
    created: str
    born: float
    lines: list[tuple[Any, dict[str, Any]]]
    file: str | None  # of its input
    state: str = "PENDING"
    looks: int = 0
    ended: str = ""
    output: dict[str, Any] = field(default_factory=dict)
    wrong: int = 0
    error: dict[str, Any] | None = None

    def shown(self, updated: str) -> dict[str, Any]:
        """The operation, as the Developer API tells it."""
        stats = {"requestCount": str(len(self.lines))}
        if self.state in {"SUCCEEDED", "PARTIALLY_SUCCEEDED"}:
            stats |= {"successfulRequestCount": str(len(self.lines) - self.wrong)}
            stats |= {"failedRequestCount": str(self.wrong)} if self.wrong else {}
        else:
            stats |= {"pendingRequestCount": str(len(self.lines))}
        word = f"JOB_STATE_{self.state}" if self.state == "PARTIALLY_SUCCEEDED" else f"BATCH_STATE_{self.state}"
        told: dict[str, Any] = {
            "@type": TYPE,
            "name": f"batches/{self.name}",
            "model": f"models/{self.model.id}",
            "displayName": self.title,
        }
        told |= {"createTime": self.created, "updateTime": updated, "batchStats": stats, "state": word}
        told |= {"inputConfig": {"fileName": self.file}} if self.file else {}
        told |= {"endTime": self.ended} if self.ended else {}
        told |= {"output": self.output} if self.output else {}
        shown: dict[str, Any] = {"name": f"batches/{self.name}", "metadata": told}
        if self.state in ENDED:
            shown["done"] = True
        if self.output:
            shown["response"] = {"@type": TYPE.replace("Batch", "BatchOutput"), **self.output}
        if self.error:
            shown["error"] = self.error
        return shown


class Batches:
    """All jobs of all accounts."""

    def __init__(self, state: State, files: Files) -> None:
        self.state, self.files = state, files
        self.jobs: dict[str, Job] = {}

    def create(self, model: Model, body: dict[str, Any], account: str) -> Job:
        """A new job, whether or not there is one of that display name: creating is not idempotent."""
        batch = schema.read("Batch", body).get("batch", {})
        given = batch.get("inputConfig", {})
        if "fileName" in given:
            data = bytes(self.files.find(given["fileName"], account).data)
            lines, error = _lines(data)
        else:
            inline = given.get("requests", {}).get("requests", [])
            lines, error = [(line.get("metadata"), line.get("request", {})) for line in inline], None
        if not lines and error is None:
            raise invalid("no_lines")
        if (
            self.state.settings.batch_tokens is not None
            and self._enqueued(model, account) + len(lines) * model.picture > self.state.settings.batch_tokens
        ):
            raise refused(429, "enqueued")
        job = Job(
            secrets.token_hex(18),
            account,
            model,
            batch.get("displayName", ""),
            self.state.stamp(),
            self.state.now().timestamp(),
            lines,
            given.get("fileName"),
        )
        job.error = error
        self.jobs[job.name] = job
        self.state.journal.write(
            "batch", name=job.name, account=account, title=job.title, lines=len(lines), model=model.id
        )
        return job

    def _enqueued(self, model: Model, account: str) -> int:
        return sum(
            len(j.lines) * model.picture for j in self.jobs.values() if j.account == account and j.state not in ENDED
        )

    def find(self, name: str, account: str) -> Job:
        """Raises Refused."""
        job = self.jobs.get(name)
        if job is None or (job.account and job.account != account):
            raise refused(404, "no_batch", name=name)
        return job

    def look(self, name: str, account: str) -> dict[str, Any]:
        """One more look at a job; each brings it further."""
        job = self.find(name, account)
        if job.state not in ENDED:
            job.looks += 1
            self._age(job)
        return job.shown(self.state.stamp())

    def _age(self, job: Job) -> None:
        if job.state in ENDED:
            return
        if self.state.now().timestamp() - job.born > HOURS:
            job.state, job.ended = "EXPIRED", self.state.stamp()
            job.error = {"code": 4, "message": "The batch expired before it was processed."}
        elif job.looks > self.state.settings.polls:
            self.end(job, self.state.settings.ending)
        elif job.looks > 1:
            job.state = "RUNNING"

    def end(self, job: Job, state: str) -> None:
        """The job comes to its end; what it made is billed at half the price."""
        job.state, job.ended = ("FAILED" if job.error else state), self.state.stamp()
        if job.state in {"SUCCEEDED", "PARTIALLY_SUCCEEDED"}:
            results = [
                r for number, (key, request) in enumerate(job.lines) for r in self._line(job, number, key, request)
            ]
            job.wrong = sum("error" in r for r in results)
            self._put(job, results)
        elif job.state == "FAILED" and job.error is None:
            job.error = {"code": 13, "message": "The batch failed."}

    def _line(self, job: Job, number: int, key: Any, raw: dict[str, Any]) -> list[dict[str, Any]]:
        named = {"metadata": key} if job.file is None else {"key": key}
        named = named if key is not None else {}
        try:
            # Inline requests were read when the job was created; a file's lines are read now.
            request = raw if job.file is None else schema.read("Request", raw)
            asked = ask(job.model, request, lambda uri, _: self.files.opened(uri, job.account))
        except Refused as wrong:
            return [{**named, "error": {"code": 3, "message": wrong.message}}]
        act = self.state.scenario.act("batch", job.model.id, asked.holds.text, asked.told)
        if "error" in act:
            error = ERRORS[act["error"]](job.model.id)
            return [{**named, "error": {"code": error.code, "message": error.message}}]
        results = []
        for again in range(act.get("repeat", 1)):
            made = answer(asked, act, f"{job.name}-{number}-{again}", half=True)
            self.state.bill(
                n=0,
                account=job.account,
                model=job.model.id,
                nano=made.nano,
                pictures=made.pictures,
                finish=made.finish,
                usage=made.usage,
                batch=job.name,
                key=key,
            )
            results.append({**named, "response": made.body})
        return results

    def _put(self, job: Job, results: list[dict[str, Any]]) -> None:
        if job.file is None:
            job.output = {"inlinedResponses": {"inlinedResponses": results}}
            return
        data = b"".join(json.dumps(r).encode() + b"\n" for r in results)
        file = self.files.add(f"batch-{job.name}", job.account, "application/json", data, generated=True)
        job.output = {"responsesFile": f"files/{file.name}"}

    def list(self, account: str, query: dict[str, str]) -> dict[str, Any]:
        """A page of an account's jobs, the newest first."""
        mine = [j for j in reversed(self.jobs.values()) if j.account in {"", account}]
        for job in mine:
            self._age(job)
        return page([j.shown(self.state.stamp()) for j in mine], query, "operations", self.state.settings.page, 1000)

    def cancel(self, name: str, account: str) -> None:
        """Nothing comes of it any more; what was done may be charged."""
        job = self.find(name, account)
        if job.state not in ENDED:
            job.state, job.ended = "CANCELLED", self.state.stamp()

    def delete(self, name: str, account: str) -> None:
        """The operation is forgotten."""
        del self.jobs[self.find(name, account).name]


def _lines(data: bytes) -> tuple[list[tuple[Any, dict[str, Any]]], dict[str, Any] | None]:
    lines = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            lines.append((row.get("key"), row["request"]))
        except (ValueError, KeyError, AttributeError, TypeError):
            return [], {"code": 3, "message": f"Line {number} of the input file is not a request."}
    return lines, None
