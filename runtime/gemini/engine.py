"""The Gemini engine: one request, one answer, nothing in secret."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ..engine import Answer, Closes, Created, Failed, Limits, Refused, Setup
from ..engines import NoEngine
from .access import NoAccess, read_access
from .answer import read_answer
from .fault import FILE_GONE, ONE_MODEL
from .refusal import why_of
from .secret import redact

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from ..engine import BatchLine, JobLook, Lost, Outcome, Request, SentPicture, Spool
    from ..reasons import Explained
    from .access import Access
    from .batch import Jobs
    from .client import Line
    from .uploaded import Uploaded
    from .uploads import Porter

T = TypeVar("T")
WHOLE = 360.0  # seconds for one request, from the first byte to the last


class Gemini:
    """Asks the Developer API, or the agent platform, as the environment says. An `Engine`, `Limited` and `Reading`."""

    name = "gemini"
    maker = "gemini"
    free = False

    def __init__(self, setup: Setup | None = None) -> None:
        self.setup = setup or Setup()
        try:
            self.access = read_access(os.environ)
        except NoAccess as fault:
            raise NoEngine(str(fault)) from None
        self.account, self.payer = self.access.account, self.access.payer
        self._line: Line | None = None
        self._porter: Porter | None = None
        self._shut: dict[str, Failed] = {}  # models that this account does not get
        self._opening = asyncio.Lock()

    def limits(self, model: str) -> Limits:  # noqa: ARG002 - the window is the account's
        """What the account's tier may spend in ten minutes."""
        from ...dsl.models import model_table

        return Limits(window=model_table().inputs.spend_per_10_minutes.get(f"tier{self.setup.tier}"))

    @staticmethod
    def read(raw: bytes) -> Answer | Refused | Failed:
        """What the body of an answer says: the same for one from the spool as for a live one."""
        return read_answer(raw)

    @staticmethod
    def explain(reason: str, text: str) -> Explained | None:
        """What the service's word for a refusal means, and what helps."""
        from ..reasons import Explained

        why = why_of(reason, text)
        return None if why is None else Explained(why.happened, why.attempt)

    async def make(self, request: Request, spool: Spool) -> Outcome:
        """Ask for one take."""
        return self._clean(await self._made(request, spool))

    async def _made(self, request: Request, spool: Spool) -> Outcome:
        if (shut := self._shut.get(request.call.model)) is not None:
            return shut
        try:
            line, porter = await self._opened()
        except Exception as fault:  # noqa: BLE001 - the SDK, google-auth and the system each have their own
            return Failed(f"Gemini can't be asked: {fault}", "no-access", retryable=False, closes=Closes.ACCOUNT)
        return await self._asked(line, porter, request, spool)

    async def _asked(self, line: Line, porter: Porter | None, request: Request, spool: Spool) -> Outcome:
        from .depot import NotUploaded
        from .send import send

        try:
            uris = await porter.uris(line, request) if porter is not None else {}
        except NotUploaded as fault:
            return fault.failed
        outcome = await send(line, request, uris, spool, WHOLE)
        if isinstance(outcome, Failed) and outcome.code in ONE_MODEL:
            self._shut[request.call.model] = outcome
        if isinstance(outcome, Failed) and outcome.code == FILE_GONE and porter is not None:
            await porter.forget(uris)
        return outcome

    async def ahead(self, picture: SentPicture) -> Uploaded | None:
        """Send a picture to the place for files now; None where there is none. Raises NotUploaded, and what opens."""
        line, porter = await self._opened()
        return None if porter is None else await porter.ahead(line, picture)

    async def _opened(self) -> tuple[Line, Porter | None]:
        """The one client of this run, and who carries files ahead."""
        async with self._opening:
            if self._line is not None:
                return self._line, self._porter
            line, self._porter = await asyncio.to_thread(_open, self.access, self.setup)
            self._line = line
            return line, self._porter

    @staticmethod
    def no_batch() -> str | None:
        """Jobs of the agent platform are files in a bucket: this engine does not speak that yet."""
        try:
            vertex = read_access(os.environ).vertex
        except NoAccess:
            return None  # a plan needs no key; a run says what is missing
        if not vertex:
            return None
        return "`--batch` works with the Gemini Developer API only: on the agent platform it is not there yet."

    async def submit(
        self, title: str, model: str, lines: Sequence[BatchLine], ready: Callable[[str], Awaitable[None]]
    ) -> Created | Failed | Lost:
        """Make a job."""
        jobs = await self._jobs()
        found = jobs if isinstance(jobs, Failed) else await jobs.submit(title, model, lines, ready)
        return found if isinstance(found, Created) else replace(found, reason=redact(found.reason, self.access.key))

    async def find(self, titles: Iterable[str]) -> dict[str, Created] | Failed:
        """Jobs by their titles."""
        jobs = await self._jobs()
        return self._told(jobs if isinstance(jobs, Failed) else await jobs.find(titles))

    async def look(self, name: str) -> JobLook | Failed:
        """How far a job is."""
        jobs = await self._jobs()
        return self._told(jobs if isinstance(jobs, Failed) else await jobs.look(name))

    async def collect(self, name: str, sink: Callable[[str, bytes], Awaitable[None]]) -> Failed | None:
        """Fetch the results of a job."""
        jobs = await self._jobs()
        return self._told(jobs if isinstance(jobs, Failed) else await jobs.collect(name, sink))

    async def _jobs(self) -> Jobs | Failed:
        try:
            line, porter = await self._opened()
        except Exception as fault:  # noqa: BLE001 - as above
            return Failed(f"Gemini can't be asked: {fault}", "no-access", retryable=False, closes=Closes.ACCOUNT)
        from .batch import Jobs

        return Jobs(line, porter, self.setup.home / "tmp" if self.setup.home else None)

    def _told(self, found: T | Failed) -> T | Failed:
        """Without the key, where it failed."""
        return replace(found, reason=redact(found.reason, self.access.key)) if isinstance(found, Failed) else found

    def _clean(self, outcome: Outcome) -> Outcome:
        """Without the key, whoever wrote it there."""
        key = self.access.key
        if isinstance(outcome, Refused):
            return replace(outcome, text=redact(outcome.text, key), message=redact(outcome.message, key))
        if isinstance(outcome, Answer):
            return replace(outcome, text=redact(outcome.text, key))
        return replace(outcome, reason=redact(outcome.reason, key))

    async def aclose(self) -> None:
        """Let go of connections."""
        if self._porter is not None:
            await self._porter.aclose()
        line, self._line, self._porter = self._line, None, None
        if line is not None:
            await line.aclose()


def _open(access: Access, setup: Setup) -> tuple[Line, Porter | None]:
    """The SDK is heavy: it is imported here, aside."""
    from .client import open_line

    return open_line(access), _porter(access, setup)


def _porter(access: Access, setup: Setup) -> Porter | None:
    """The agent platform has no place for files, but a bucket of the user's own: it takes Google's credentials."""
    from .bucket import Bucket
    from .files_api import FilesApi
    from .uploaded import Uploads
    from .uploads import Porter

    if not access.vertex:
        return Porter(Uploads(setup.home, Gemini.maker, access.account), FilesApi())
    if setup.bucket is None or access.key is not None:
        return None
    return Porter(Uploads(setup.home, Gemini.maker, f"gs://{setup.bucket}"), Bucket(setup.bucket))
