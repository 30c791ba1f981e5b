"""Google's Files API: a place for files of the Developer API, for 48 hours."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

from google.genai import errors, types

from .depot import not_uploaded
from .error import raised_error
from .uploaded import Uploaded

if TYPE_CHECKING:
    from ..engine import SentPicture
    from .client import Line

LOOKS = 240  # at a file that is being prepared
PAUSE = 0.5  # seconds between them


class FilesApi:
    """A `Depot`."""

    async def put(self, line: Line, picture: SentPicture) -> Uploaded:
        """Send one, and wait until it can be named. Raises NotUploaded, and what networks raise."""
        try:
            file = await _ready(line, await _sent(line, picture))
        except errors.APIError as fault:
            raise not_uploaded(raised_error(fault)) from fault
        assert file.uri is not None
        return Uploaded(picture.sha256, file.uri, file.expiration_time)


async def _sent(line: Line, picture: SentPicture) -> types.File:
    """As a stream with a type and without a name: a file's name may hold what no header can."""
    stream = io.BytesIO(picture.data)
    return await line.client.aio.files.upload(file=stream, config=types.UploadFileConfig(mime_type=picture.mime))


async def _ready(line: Line, file: types.File) -> types.File:
    """A video is prepared before it can be named. Raises ValueError where that does not come to an end."""
    for _ in range(LOOKS):
        if file.state is None or file.state == types.FileState.ACTIVE:
            break
        if file.state == types.FileState.FAILED or not file.name:
            raise ValueError("the service can't read it")
        await asyncio.sleep(PAUSE)
        file = await line.client.aio.files.get(name=file.name)
    else:
        raise ValueError("the service did not get done with it")
    if not file.uri:
        raise ValueError("the service gave it no name")
    return file
