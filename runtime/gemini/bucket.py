"""A bucket of the user's own at Google's storage: the place for files of the agent platform, which has no other."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import google.auth
import google.auth.transport.requests
from google.auth.exceptions import GoogleAuthError

from ..store import EXTENSIONS
from .depot import not_uploaded
from .error import Error, read_error
from .uploaded import Uploaded

if TYPE_CHECKING:
    import httpx2

    from ..engine import SentPicture
    from .client import Line

HOST = "https://storage.googleapis.com"
EMULATOR = "STORAGE_EMULATOR_HOST"  # Google's own variable for a storage to test with
SCOPES = ("https://www.googleapis.com/auth/devstorage.read_write",)
FOLDER = "bananaboard"


class Bucket:
    """A `Depot`. A file is called after its digest, so the same one is never sent there twice, by anybody."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.host = os.environ.get(EMULATOR, HOST).rstrip("/")
        self._credentials: Any = None
        self._lock = threading.Lock()

    async def put(self, line: Line, picture: SentPicture) -> Uploaded:
        """Send one, unless it is there. Raises NotUploaded, and what networks raise."""
        thing = f"{FOLDER}/{picture.sha256}.{EXTENSIONS.get(picture.mime, 'bin')}"
        try:
            headers = {"authorization": f"Bearer {await asyncio.to_thread(self._token)}"}
        except GoogleAuthError as fault:
            raise not_uploaded(Error(401, "", str(fault))) from fault
        place = f"{self.host}/storage/v1/b/{quote(self.name, safe='')}/o/{quote(thing, safe='')}"
        there = await line.connections.get(place, headers=headers)
        if there.status_code == 404:
            where = f"{self.host}/upload/storage/v1/b/{quote(self.name, safe='')}/o"
            there = await line.connections.post(
                where,
                params={"uploadType": "media", "name": thing},
                headers=headers | {"content-type": picture.mime},
                content=picture.data,
            )
        if there.status_code != 200:
            raise not_uploaded(_error(there))
        return Uploaded(picture.sha256, f"gs://{self.name}/{thing}", None)

    def _token(self) -> str:
        """It blocks."""
        with self._lock:
            if self._credentials is None:
                self._credentials, _ = google.auth.default(scopes=SCOPES)
            if not self._credentials.valid:
                self._credentials.refresh(google.auth.transport.requests.Request())
            return str(self._credentials.token)


def _error(reply: httpx2.Response) -> Error:
    return read_error(reply.status_code, reply.content) or Error(reply.status_code, "", "")
