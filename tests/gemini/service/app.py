"""Who asks for what: from a request on the wire to the answer, its quota, its bill and its mishaps."""

from __future__ import annotations

import asyncio
import json
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import catalog, refusals, schema
from .answering import answer
from .batches import Batches
from .buckets import Buckets
from .checks import ask
from .facts import models
from .files import Files
from .journal import fingerprint
from .routes import is_vertex, route
from .scenario import GENERATE
from .spoiling import mishap, sent
from .vertex import Jobs
from .wire import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from .answering import Made
    from .checks import Asked
    from .facts import Model
    from .state import State
    from .wire import Received


class App:
    """The service behind the socket. `here` is its own address."""

    def __init__(self, state: State, here: str = "") -> None:
        self.state, self.here = state, here
        self.files = Files(state)
        self.batches = Batches(state, self.files)
        self.jobs = Jobs(state)
        self.buckets = Buckets(state)

    async def answer(self, received: Received) -> Reply:
        """One request. Never raises."""
        n = next(self.state.numbers)
        self.state.arrived()
        try:
            reply = await self._routed(received, n)
        except refusals.Refused as refused:
            reply = refused.reply()
        except Exception as fault:  # noqa: BLE001 - a fault of the service's own fails the test that looks for it
            self.state.journal.write("fault", n=n, reason=repr(fault), trace=traceback.format_exc())
            reply = refusals.refused(500, "internal").reply()
        finally:
            self.state.left()
        self.state.journal.write("end", n=n, status=reply.status, bytes=len(reply.body), cut=reply.cut)
        return reply

    async def _routed(self, received: Received, n: int) -> Reply:
        asked = route(received)
        if asked is None:
            return Reply(404, b"<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>", "text/html; charset=UTF-8")
        vertex = is_vertex(asked)
        if asked["name"] == "files.upload" and "upload_id" in received.query:
            account = ""  # the address itself is what allows it
        else:
            account = self._account(received, vertex=vertex)
        self._arrival(asked, received, n, account)
        if asked["name"] in {GENERATE, "streamGenerateContent"}:
            return await self._generate(asked, received, n, account, vertex=vertex)
        return await self._small(asked, received, account, vertex=vertex)

    def _arrival(self, asked: dict[str, str], received: Received, n: int, account: str) -> None:
        facts = {"path": received.path, "bytes": len(received.body), "agent": received.headers.get("user-agent", "")}
        self.state.journal.write("request", n=n, name=asked["name"], account=account, **facts)

    def _account(self, received: Received, *, vertex: bool) -> str:
        key = received.headers.get("x-goog-api-key") or received.query.get("key", "")
        token = received.headers.get("authorization", "").removeprefix("Bearer ")
        if not (key or token):
            raise refusals.unauthenticated() if vertex else refusals.refused(403, "no_key")
        if key and self.state.settings.keys is not None and key not in self.state.settings.keys:
            raise refusals.bad_key()
        return fingerprint(key or token)

    def _model(self, asked: dict[str, str], *, vertex: bool) -> Model:
        model = models().get(asked["id"])
        tuned = vertex and not asked.get("publisher")
        if model is not None and not tuned and model.id not in self.state.settings.missing:
            return model
        if not vertex:
            told = {"model": asked["id"], "version": asked["version"], "method": asked["name"]}
            raise refusals.refused(404, "no_model", **told)
        place = f"projects/{asked.get('project')}/locations/{asked.get('location')}"
        raise refusals.refused(404, "no_publisher_model", name=f"{place}/publishers/google/models/{asked['id']}")

    def _opened(self, account: str, *, vertex: bool) -> Callable[[str, str], tuple[str, int]]:
        if vertex:
            return lambda uri, _: self.buckets.opened(uri)
        return lambda uri, _: self.files.opened(uri, account)

    # What makes a picture.

    async def _generate(
        self, asked: dict[str, str], received: Received, n: int, account: str, *, vertex: bool
    ) -> Reply:  # fmt: skip
        if len(received.body) > self.state.settings.request_bytes:
            raise refusals.invalid("payload", most=self.state.settings.request_bytes)
        model = self._model(asked, vertex=vertex)
        request = schema.read("Request", _json(received.body), vertex=vertex)
        wish = ask(model, request, self._opened(account, vertex=vertex), vertex=vertex)
        self._understood(wish, n, account, vertex=vertex)
        self.state.limit(model.id)
        act = self.state.scenario.act(GENERATE, model.id, wish.holds.text, wish.told)
        await self._delay(act)
        if (instead := mishap(act, model.id)) is not None:
            return instead
        made = self._made(wish, act, n, account, vertex=vertex)
        return sent(made, act, stream=asked["name"] != GENERATE, sse=received.query.get("alt") == "sse")

    def _understood(self, wish: Asked, n: int, account: str, *, vertex: bool) -> None:
        facts = {"model": wish.model.id, "text": wish.holds.text, "told": wish.told, "tokens": wish.tokens_in}
        facts |= {"media": [[m.sha256, m.mime, m.by] for m in wish.holds.media], "config": wish.config}
        self.state.journal.write("asked", n=n, account=account, vertex=vertex, **facts)

    def _made(self, wish: Asked, act: dict[str, Any], n: int, account: str, *, vertex: bool) -> Made:
        plain = {"bytes": self.state.settings.picture_bytes, "signed": self.state.settings.signed}
        made = answer(wish, {**plain, **act}, f"r{n}", vertex=vertex)
        facts = {"pictures": made.pictures, "finish": made.finish, "usage": made.usage, "told": wish.told}
        self.state.bill(n=n, account=account, model=wish.model.id, nano=made.nano, text=wish.holds.text, **facts)
        return made

    async def _delay(self, act: dict[str, Any]) -> None:
        if "hold" in act:
            await self.state.wait_at(act["hold"])
        if seconds := act.get("wait", self.state.settings.latency):
            await asyncio.sleep(seconds)

    # All else: quick, free, and it may go wrong just as well.

    async def _small(self, asked: dict[str, str], received: Received, account: str, *, vertex: bool) -> Reply:
        act = self.state.scenario.act(asked["name"], asked.get("id", ""), "", "")
        if "hold" in act or "wait" in act:
            await self._delay(act)
        if (instead := mishap(act, asked.get("id", ""))) is not None:
            return instead
        return replace(self._served(asked, received, account, vertex=vertex), cut=act.get("cut", ""))

    def _served(self, asked: dict[str, str], received: Received, account: str, *, vertex: bool) -> Reply:
        name, key = asked["name"], asked.get("id", "")
        if name.startswith("files."):
            return self._file(name, key, received, account, asked["version"])
        if name.startswith("objects."):
            return self.buckets.serve(name, asked, received, account)
        if name.startswith("batches."):
            return _body(self._batch(name, key, received, account))
        if name.startswith("jobs."):
            return _body(self.jobs.serve(name, asked, _json(received.body or b"{}"), received.query))
        if name == "models.list":
            return _body(catalog.listed(received.query, self.state.settings.missing, vertex=vertex))
        if name == "models.tuned":
            return _body({})
        model = self._model(asked, vertex=vertex)
        if name == "models.get":
            return _body(catalog.published(model) if vertex else catalog.shown(model))
        if name == "countTokens":
            return _body(self._counted(model, received, account, vertex=vertex))
        return _body(self.batches.create(model, _json(received.body), account).shown(self.state.stamp()))

    def _file(self, name: str, key: str, received: Received, account: str, version: str) -> Reply:
        if name == "files.upload":
            if "upload_id" in received.query:
                return self.files.carry_on(received)
            return self.files.begin(received, account, version, self.here)
        if name == "files.download":
            return Reply(200, self.files.download(key, account), "application/octet-stream")
        if name == "files.delete":
            self.files.delete(key, account)
            return _body({})
        return _body(self.files.list(account, received.query) if name == "files.list" else self.files.get(key, account))

    def _batch(self, name: str, key: str, received: Received, account: str) -> dict[str, Any]:
        if name == "batches.list":
            return self.batches.list(account, received.query)
        if name == "batches.get":
            return self.batches.look(key, account)
        (self.batches.cancel if name == "batches.cancel" else self.batches.delete)(key, account)
        return {}

    def _counted(self, model: Model, received: Received, account: str, *, vertex: bool) -> dict[str, Any]:
        body = schema.read("Count", _json(received.body), vertex=vertex)
        request = body.get("generateContentRequest", {"contents": body.get("contents", [])})
        wish = ask(model, request, self._opened(account, vertex=vertex))
        details = [{"modality": "TEXT", "tokenCount": wish.holds.text_tokens}]
        return {"totalTokens": wish.tokens_in, "promptTokensDetails": details}


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise refusals.invalid("json") from None


def _body(value: dict[str, Any]) -> Reply:
    return Reply(body=json.dumps(value).encode())
