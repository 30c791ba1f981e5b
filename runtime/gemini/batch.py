"""Batch jobs of the Developer API: made of a file, looked for by their titles, collected as a stream."""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
from typing import TYPE_CHECKING, Any

import httpx2
from google.genai import errors, types

from ..engine import Created, Failed, JobLook, Lost, Stage
from .asked import asked
from .batch_file import write_lines
from .batch_results import Results
from .depot import NotUploaded
from .error import raised_error
from .fault import FILE_GONE, mean
from .tap import TooLarge

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence
    from pathlib import Path

    from ..engine import BatchLine
    from .client import Line
    from .uploads import Porter

LIFETIME = dt.timedelta(hours=48)  # after which nothing of a job can be had
LARGEST = 2_000_000_000  # bytes of a file
UPLOAD, COLLECT = 3600.0, 3600.0  # seconds
PAGES = 200
BETA = types.HttpOptions(api_version="v1beta")  # where the service documents its jobs
ENDINGS = {
    "SUCCEEDED": Stage.DONE,
    "PARTIALLY_SUCCEEDED": Stage.DONE,
    "FAILED": Stage.GONE,
    "CANCELLED": Stage.GONE,
    "EXPIRED": Stage.GONE,
}
TURNED_DOWN = (3, 9, 400)  # numbers of errors that say that nothing of it was begun


class Jobs:
    """The jobs of one account, by one client."""

    def __init__(self, line: Line, porter: Porter | None, folder: Path | None) -> None:
        self.line, self.porter, self.folder = line, porter, folder

    async def submit(
        self, title: str, model: str, lines: Sequence[BatchLine], ready: Callable[[str], Awaitable[None]]
    ) -> Created | Failed | Lost:
        """Write the file, upload it, and make the job."""
        folder = self.folder if self.folder is not None and self.folder.is_dir() else None
        with tempfile.TemporaryFile(dir=folder) as file:
            try:
                await write_lines(self.line, self.porter, lines, file)
            except NotUploaded as fault:
                return fault.failed
            if file.tell() > LARGEST:
                return Failed("The file of this job is larger than the service takes.", "too-large", retryable=False)
            file.seek(0)
            uploaded = await self._uploaded(file, title)
        if isinstance(uploaded, Failed):
            return uploaded
        await ready(uploaded)
        return await self._created(title, model, uploaded)

    async def _uploaded(self, file: Any, title: str) -> str | Failed:
        wish = types.UploadFileConfig(mime_type="jsonl", display_name=title)
        try:
            async with asyncio.timeout(UPLOAD):
                found = await self.line.client.aio.files.upload(file=file, config=wish)
        except errors.APIError as fault:
            failed = mean(raised_error(fault))
            return Failed(
                f"The job could not be uploaded. {failed.reason}", failed.code, failed.retryable, wait=failed.wait
            )
        except (TimeoutError, httpx2.HTTPError, KeyError, ValueError, OSError) as fault:
            return Failed(f"The job could not be uploaded: {fault or type(fault).__name__}.", "upload", retryable=True)
        return found.name or Failed("The service gave the file of the job no name.", "upload", retryable=True)

    async def _created(self, title: str, model: str, file: str) -> Created | Failed | Lost:
        wish = types.CreateBatchJobConfig(display_name=title, http_options=BETA)
        found = await asked(lambda: self.line.client.aio.batches.create(model=model, src=file, config=wish))
        if isinstance(found, Failed | Lost):
            return found
        return created(found) or Lost("The service made the job, and did not say what it is called.")

    async def find(self, titles: Iterable[str]) -> dict[str, Created] | Failed:
        """Through all pages."""
        wanted, found = set(titles), dict[str, Created]()
        token: str | None = None
        for _ in range(PAGES):
            page = await self._page(token)
            if isinstance(page, Failed | Lost):
                return page if isinstance(page, Failed) else Failed(page.reason, "list", retryable=True)
            for job in _rows(page.get("operations")):
                title = _meta(job).get("displayName")
                if isinstance(title, str) and title in wanted and (one := created(job)) is not None:
                    found.setdefault(title, one)
            token = page.get("nextPageToken") or None
            if token is None or wanted == found.keys():
                break
        return found

    async def _page(self, token: str | None) -> dict[str, Any] | Failed | Lost:
        wish = types.ListBatchJobsConfig(page_size=100, page_token=token, http_options=BETA)
        return await asked(lambda: self.line.client.aio.batches.list(config=wish))

    async def look(self, name: str) -> JobLook | Failed:
        """What the service says of it now."""
        found = await self._get(name)
        if isinstance(found, Failed):
            gone = found.code == "not-found"
            return JobLook(Stage.GONE, "NOT_FOUND", "the service does not know the job any more") if gone else found
        word = str(_meta(found).get("state") or "").rpartition("STATE_")[2]
        stage, reason = ENDINGS.get(word, Stage.WAITING), ""
        error = found.get("error")
        if isinstance(error, dict):
            reason = str(error.get("message") or "")[:500]
            if word == "FAILED" and error.get("code") in TURNED_DOWN:
                stage = Stage.NOTHING
        if stage is Stage.GONE and output_of(found):
            stage = Stage.DONE
        return JobLook(stage, word, reason)

    async def _get(self, name: str) -> dict[str, Any] | Failed:
        wish = types.GetBatchJobConfig(http_options=BETA)
        found = await asked(lambda: self.line.client.aio.batches.get(name=name, config=wish))
        return Failed(found.reason, "look", retryable=True) if isinstance(found, Lost) else found

    async def collect(self, name: str, sink: Callable[[str, bytes], Awaitable[None]]) -> Failed | None:
        """Every line of its results."""
        found = await self._get(name)
        if isinstance(found, Failed):
            return found
        file = output_of(found)
        if file is None:
            return Failed("The service has no results of this job.", FILE_GONE, retryable=True)
        stream: Any = Results(sink)  # the SDK awaits what a writer gives back, and its annotation does not say so
        wish = types.DownloadFileConfig(http_options=BETA)
        try:
            async with asyncio.timeout(COLLECT):
                await self.line.client.aio.files.download(file=file, destination=stream, config=wish)
                await stream.end()
        except errors.APIError as fault:
            return mean(raised_error(fault))
        except (TimeoutError, httpx2.HTTPError, TooLarge) as fault:
            said = f"The results can't be fetched whole: {fault or type(fault).__name__}."
            return Failed(said, "download", retryable=True)
        await self._forget(found)
        return None

    async def _forget(self, job: dict[str, Any]) -> None:
        """The file of a job that has ended holds pictures and words of the user's, and takes room; it would stay for
        two days. Where it can't be taken away, it does."""
        given = _meta(job).get("inputConfig")
        name = given.get("fileName") if isinstance(given, dict) else None
        if isinstance(name, str) and name.startswith("files/"):
            await asked(lambda: self.line.client.aio.files.delete(name=name))


def created(job: dict[str, Any]) -> Created | None:
    """A job as the service tells it; None where it has no name."""
    name = job.get("name")
    if not isinstance(name, str) or not name:
        return None
    try:
        born = dt.datetime.fromisoformat(str(_meta(job).get("createTime")))
    except ValueError:
        born = dt.datetime.now(dt.UTC)
    born = born if born.tzinfo else born.replace(tzinfo=dt.UTC)
    return Created(name, (born.astimezone(dt.UTC) + LIFETIME).isoformat(timespec="seconds"))


def output_of(job: dict[str, Any]) -> str | None:
    """The name of the file with its results."""
    for place in (job.get("response"), _meta(job).get("output")):
        found = place.get("responsesFile") if isinstance(place, dict) else None
        if isinstance(found, str) and found:
            return found
    return None


def _meta(job: dict[str, Any]) -> dict[str, Any]:
    found = job.get("metadata")
    return found if isinstance(found, dict) else {}


def _rows(found: object) -> list[dict[str, Any]]:
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
