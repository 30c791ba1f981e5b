"""Cloud Storage, as far as references need it: whole objects in, looked at, and fetched by the agent platform."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .refusals import Refused, invalid, refused, say
from .wire import Reply

if TYPE_CHECKING:
    from .state import State
    from .wire import Received


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of a bucket."""

    bucket: str
    name: str
    mime: str
    data: bytes

    def shown(self) -> dict[str, Any]:
        """The resource."""
        told = {"kind": "storage#object", "bucket": self.bucket, "name": self.name, "contentType": self.mime}
        return {**told, "size": str(len(self.data)), "id": f"{self.bucket}/{self.name}/1"}


class Buckets:
    """All objects; which buckets there are is a setting."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.held: dict[tuple[str, str], Thing] = {}

    def serve(self, name: str, asked: dict[str, str], received: Received, account: str) -> Reply:
        """One request about objects. Raises Refused."""
        bucket = asked["bucket"]
        known = self.state.settings.buckets
        if known is not None and bucket not in known:
            raise refused(404, "no_bucket")
        if name == "objects.put":
            return self._put(bucket, received, account)
        thing = self.held.get((bucket, asked["id"]))
        if thing is None:
            raise refused(404, "no_object", bucket=bucket, name=asked["id"])
        if name == "objects.delete":
            del self.held[bucket, asked["id"]]
            return Reply(204, b"")
        if received.query.get("alt") == "media":
            return Reply(200, thing.data, thing.mime)
        return Reply(body=json.dumps(thing.shown()).encode())

    def _put(self, bucket: str, received: Received, account: str) -> Reply:
        name = received.query.get("name", "")
        if received.query.get("uploadType") != "media" or not name:
            raise invalid("object")
        thing = Thing(bucket, name, received.headers.get("content-type", ""), received.body)
        self.held[bucket, name] = thing
        sha256 = hashlib.sha256(thing.data).hexdigest()
        facts = {"name": name, "bucket": bucket, "mime": thing.mime, "bytes": len(thing.data), "sha256": sha256}
        self.state.journal.write("upload", account=account, **facts)
        return Reply(body=json.dumps(thing.shown()).encode())

    def opened(self, uri: str) -> tuple[str, int]:
        """What a request means by `gs://`. A bucket in which nothing was ever put may be anybody's, and is believed."""
        if not uri.startswith("gs://"):
            raise invalid("uri", uri=uri)
        bucket, _, name = uri.removeprefix("gs://").partition("/")
        thing = self.held.get((bucket, name))
        if thing is not None:
            return hashlib.sha256(thing.data).hexdigest(), len(thing.data)
        if any(b == bucket for b, _ in self.held) or bucket in (self.state.settings.buckets or ()):
            raise Refused(400, say("no_object", bucket=bucket, name=name))
        return hashlib.sha256(uri.encode()).hexdigest(), 0
