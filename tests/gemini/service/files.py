"""The Files API: resumable uploads, names, lifetimes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .refusals import Refused, invalid, refused, say
from .wire import Reply

if TYPE_CHECKING:
    from .state import State
    from .wire import Received

LIFETIME = 48 * 3600
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
GRANULE = 256 * 1024


@dataclass(slots=True)
class File:
    """A file that was uploaded, or that a batch wrote."""

    name: str  # without `files/`
    account: str
    mime: str
    title: str
    version: str
    created: str
    expires: str
    until: float
    data: bytearray = field(default_factory=bytearray)
    size: int = 0  # as announced
    done: bool = False
    generated: bool = False
    looks: int = 0
    sha256: str = ""

    def shown(self) -> dict[str, Any]:
        """The resource."""
        made = (
            {"source": "GENERATED", "downloadUri": f"{self.uri}:download?alt=media"}
            if self.generated
            else {"source": "UPLOADED"}
        )
        slow = self.mime.startswith("video/") and self.looks < 1
        hashed = base64.b64encode(hashlib.sha256(self.data).hexdigest().encode()).decode()
        return {
            "name": f"files/{self.name}", **({"displayName": self.title} if self.title else {}),
            "mimeType": self.mime, "sizeBytes": str(len(self.data)), "sha256Hash": hashed,
            "createTime": self.created, "updateTime": self.created, "expirationTime": self.expires,
            "uri": self.uri, "state": "PROCESSING" if slow else "ACTIVE", **made,
        }  # fmt: skip

    @property
    def uri(self) -> str:
        """How requests name it."""
        return f"https://generativelanguage.googleapis.com/{self.version}/files/{self.name}"


class Files:
    """All files of all accounts."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.held: dict[str, File] = {}
        self.uploads: dict[str, File] = {}

    def begin(self, received: Received, account: str, version: str, here: str) -> Reply:
        """The first request of an upload: names the file, is told where its bytes go."""
        headers = received.headers
        if headers.get("x-goog-upload-protocol") != "resumable" or headers.get("x-goog-upload-command") != "start":
            raise invalid("protocol")
        told = json.loads(received.body or b"{}").get("file", {})
        name = str(told.get("name", "")).removeprefix("files/") or secrets.token_hex(6)
        if NAME.fullmatch(name) is None:
            raise invalid("file_name")
        if self._there(name) is not None:
            raise refused(409, "file_there", name=name)
        mime = told.get("mimeType", told.get("mime_type")) or headers.get(
            "x-goog-upload-header-content-type", "application/octet-stream"
        )
        # Google calls the file of a batch `jsonl`, and nothing else.
        if mime.partition("/")[0] not in {"image", "video", "audio", "text", "application", "jsonl"}:
            raise invalid("mime", mime=mime)
        title = str(told.get("displayName", told.get("display_name", "")))
        if len(title) > 512:
            raise invalid("display_name")
        file = self.add(name, account, mime, b"", title=title, version=version, hold=False)
        file.size = int(headers.get("x-goog-upload-header-content-length", 0))
        if file.size > 2_000_000_000:
            raise invalid("file_size")
        token = secrets.token_urlsafe(18)
        self.uploads[token] = file
        url = f"{here}/upload/{version}/files?upload_id={token}&upload_protocol=resumable"
        return Reply(
            headers=(
                ("x-goog-upload-url", url),
                ("x-goog-upload-status", "active"),
                ("x-goog-upload-chunk-granularity", str(GRANULE)),
            )
        )

    def carry_on(self, received: Received) -> Reply:
        """A piece of an upload."""
        token = received.query.get("upload_id", "")
        file = self.uploads.get(token)
        if file is None:
            raise refused(404, "no_upload")
        command = received.headers.get("x-goog-upload-command", "")
        if "query" in command:
            return Reply(
                headers=(("x-goog-upload-status", "active"), ("x-goog-upload-size-received", str(len(file.data))))
            )
        if "cancel" in command:
            del self.uploads[token]
            return Reply(headers=(("x-goog-upload-status", "cancelled"),))
        if int(received.headers.get("x-goog-upload-offset", 0)) != len(file.data):
            raise invalid("offset")
        last = "finalize" in command
        if not last and len(received.body) % GRANULE:
            raise invalid("granule")
        file.data += received.body
        if not last:
            return Reply(headers=(("x-goog-upload-status", "active"),))
        if file.size and file.size != len(file.data):
            raise invalid("length")
        del self.uploads[token]
        self._hold(file)
        return Reply(body=json.dumps({"file": file.shown()}).encode(), headers=(("x-goog-upload-status", "final"),))

    def add(
        self,
        name: str,
        account: str,
        mime: str,
        data: bytes,
        *,
        title: str = "",
        version: str = "v1beta",
        hold: bool = True,
        generated: bool = False,
    ) -> File:
        """A file of the service's own making, or one that is about to come."""
        until = self.state.now().timestamp() + LIFETIME
        file = File(
            name,
            account,
            mime,
            title,
            version,
            self.state.stamp(),
            self.state.stamp(LIFETIME),
            until,
            bytearray(data),
            generated=generated,
        )
        if hold:
            self._hold(file)
        return file

    def _hold(self, file: File) -> None:
        file.done, file.sha256 = True, hashlib.sha256(file.data).hexdigest()
        self.held[file.name] = file
        if not file.generated:
            self.state.journal.write(
                "upload", name=file.name, account=file.account, mime=file.mime, bytes=len(file.data), sha256=file.sha256
            )

    def _there(self, name: str) -> File | None:
        file = self.held.get(name)
        if file is not None and file.until <= self.state.now().timestamp():
            del self.held[name]
            return None
        return file

    def find(self, name: str, account: str) -> File:
        """Raises Refused for what is not there, or another's."""
        file = self._there(name.removeprefix("files/"))
        if file is None or (file.account and file.account != account):
            raise refused(403, "no_file", name=name.removeprefix("files/"))
        return file

    def get(self, name: str, account: str) -> dict[str, Any]:
        """The resource; a video is ready the second time one looks."""
        file = self.find(name, account)
        shown = file.shown()
        file.looks += 1
        return shown

    def opened(self, uri: str, account: str) -> tuple[str, int]:
        """What a request means by a URI: the digest and the size. Raises Refused."""
        if "/files/" not in uri:
            raise invalid("uri", uri=uri)
        file = self.find(uri.rpartition("/files/")[2], account)
        if file.shown()["state"] != "ACTIVE":
            raise Refused(400, say("inactive", name=file.name), status="FAILED_PRECONDITION")
        return file.sha256, len(file.data)

    def list(self, account: str, query: dict[str, str]) -> dict[str, Any]:
        """A page of an account's files."""
        mine = [
            f.shown() for name in list(self.held) if (f := self._there(name)) is not None and f.account in {"", account}
        ]
        return page(mine, query, "files", 10, 100)

    def delete(self, name: str, account: str) -> None:
        """Gone at once."""
        del self.held[self.find(name, account).name]

    def download(self, name: str, account: str) -> bytes:
        """Only what a batch wrote can be fetched."""
        file = self.find(name, account)
        if not file.generated:
            raise invalid("download")
        return bytes(file.data)


def page(rows: list[Any], query: dict[str, str], name: str, usual: int, most: int) -> dict[str, Any]:
    """A part of a long list, and where it goes on. An empty list is left out, as the service does."""
    size = min(most, int(query.get("pageSize") or query.get("page_size") or usual))
    token = query.get("pageToken") or query.get("page_token") or "0"
    if not token.isdigit():
        raise invalid("page")
    start = int(token)
    found: dict[str, Any] = {name: rows[start : start + size]} if rows[start : start + size] else {}
    if start + size < len(rows):
        found["nextPageToken"] = str(start + size)
    return found
