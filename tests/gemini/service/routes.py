"""The addresses of the service: which request is called what in acts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .wire import Received

VERSION = r"/(?P<version>v1|v1beta|v1alpha|v1beta1)/"
PROJECT = r"(?:projects/(?P<project>[^/]+)/locations/(?P<location>[^/]+)/)?"
PUBLISHER = r"(?P<publisher>publishers/google/)?"
VERB = r"(?P<verb>generateContent|streamGenerateContent|countTokens|batchGenerateContent)"
ID = r"(?P<id>[^/:]+)"
JOBS = VERSION + PROJECT + r"batchPredictionJobs"
BUCKET = r"(?P<bucket>[^/]+)"
ROUTES = (  # (HTTP method, path, name); the first that fits; a model's verb is its own name
    ("POST", VERSION + PROJECT + PUBLISHER + rf"models/{ID}:{VERB}", "verb"),
    ("GET", VERSION + PUBLISHER + r"models", "models.list"),
    ("GET", VERSION + PROJECT + PUBLISHER + rf"models/{ID}", "models.get"),
    ("POST", r"/upload/(?P<version>v1|v1beta)/files", "files.upload"),
    ("GET", VERSION + r"files", "files.list"),
    ("GET", VERSION + rf"files/{ID}", "files.get"),
    ("GET", VERSION + rf"files/{ID}:download", "files.download"),
    ("DELETE", VERSION + rf"files/{ID}", "files.delete"),
    ("GET", VERSION + r"batches", "batches.list"),
    ("GET", VERSION + rf"batches/{ID}", "batches.get"),
    ("POST", VERSION + rf"batches/{ID}:cancel", "batches.cancel"),
    ("DELETE", VERSION + rf"batches/{ID}", "batches.delete"),
    ("GET", VERSION + r"tunedModels", "models.tuned"),
    ("GET", VERSION + PROJECT + r"models", "models.tuned"),
    ("POST", rf"/upload/storage/(?P<version>v1)/b/{BUCKET}/o", "objects.put"),
    ("GET", rf"/storage/(?P<version>v1)/b/{BUCKET}/o/(?P<id>.+)", "objects.get"),
    ("DELETE", rf"/storage/(?P<version>v1)/b/{BUCKET}/o/(?P<id>.+)", "objects.delete"),
    ("POST", JOBS, "jobs.create"),
    ("GET", JOBS, "jobs.list"),
    ("GET", JOBS + rf"/{ID}", "jobs.get"),
    ("POST", JOBS + rf"/{ID}:cancel", "jobs.cancel"),
    ("DELETE", JOBS + rf"/{ID}", "jobs.delete"),
)
_COMPILED = tuple((method, re.compile(path), name) for method, path, name in ROUTES)


def route(received: Received) -> dict[str, str] | None:
    """The parts of an address with its `name`, None for one that is not served."""
    for method, path, name in _COMPILED:
        if method == received.method and (match := path.fullmatch(received.path)) is not None:
            parts = {part: value or "" for part, value in match.groupdict().items()}
            return {**parts, "name": parts["verb"] if name == "verb" else name}
    return None


def is_vertex(asked: dict[str, str]) -> bool:
    """Whether this is the agent platform."""
    return asked["version"] == "v1beta1" or bool(asked.get("project")) or bool(asked.get("publisher"))
