"""Batch jobs of the agent platform: they read and write Cloud Storage, so only their states can be served here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import schema
from .files import page
from .refusals import invalid, refused

if TYPE_CHECKING:
    from .state import State


class Jobs:
    """`batchPredictionJobs`."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.held: dict[str, dict[str, Any]] = {}

    def serve(self, name: str, asked: dict[str, str], body: dict[str, Any], query: dict[str, str]) -> dict[str, Any]:
        """One request about jobs. Raises Refused."""
        if name == "jobs.create":
            return self._create(asked, body)
        if name == "jobs.list":
            return page(list(reversed(self.held.values())), query, "batchPredictionJobs", 10, 100)
        job = self.held.get(asked["id"])
        if job is None:
            raise refused(404, "no_job", name=asked["id"])
        if name == "jobs.cancel":
            job["state"] = "JOB_STATE_CANCELLED"
            return {}
        if name == "jobs.delete":
            del self.held[asked["id"]]
            return {"name": f"operations/{asked['id']}", "done": True}
        self._age(job)
        return job

    def _create(self, asked: dict[str, str], body: dict[str, Any]) -> dict[str, Any]:
        told = schema.read("Job", body, vertex=True)
        uris = told.get("inputConfig", {}).get("gcsSource", {}).get("uris", [])
        others = ("bigquerySource", "vertexMultimodalDatasetSource")
        if not any(told.get("inputConfig", {}).get(n) for n in others) and not all(
            u.startswith("gs://") for u in uris or [""]
        ):
            raise invalid("job_input")
        number = str(1000000000000000000 + len(self.held))
        place = f"projects/{asked['project'] or 'project'}/locations/{asked['location'] or 'global'}"
        name = f"{place}/batchPredictionJobs/{number}"
        self.held[number] = {
            **told,
            "name": name,
            "state": "JOB_STATE_PENDING",
            "createTime": self.state.stamp(),
            "updateTime": self.state.stamp(),
        }
        return self.held[number]

    def _age(self, job: dict[str, Any]) -> None:
        order = ["JOB_STATE_PENDING", "JOB_STATE_RUNNING", f"JOB_STATE_{self.state.settings.ending}"]
        if job["state"] in order[:-1]:
            job["state"] = order[order.index(job["state"]) + 1]
        if job["state"] == "JOB_STATE_SUCCEEDED" and "endTime" not in job:
            job["endTime"], job["completionStats"] = self.state.stamp(), {"successfulCount": "1"}
