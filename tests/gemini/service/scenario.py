"""What happens to which request: acts in a queue, taken by the first request they fit, or drawn by a seed.

An act is an object. `when` says which requests it fits: `method` (if not said, `generateContent`), `model`, `text` (a
regular expression in the words), `every` (each so-many-th); `times` how often it plays (null: always). What happens:

    {"error": "overloaded"}                       any name in ERRORS, or {"status": 418, "body": "..."}
    {"finish": "IMAGE_SAFETY", "say": "...", "billed": false}
    {"block": "PROHIBITED_CONTENT"}
    {"pictures": 2, "say": ["a caption", "another"], "mime": "image/png", "called": "image/jpeg", "bytes": 1500000,
     "signed": true, "thoughts": 99, "extra": 14, "draft": true, "signature": 1000, "usage": false, "raw": "no picture"}
    {"garbage": "html" | "empty" | "half" | "base64" | "noise" | "list"}
    {"cut": "before" | "unbilled" | "head" | "middle"}
    {"wait": 1.5} seconds, {"hold": "gate"} until the gate is opened, {"trickle": 2.0} seconds for the body
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import refusals

if TYPE_CHECKING:
    from collections.abc import Callable

GENERATE = "generateContent"
ERRORS: dict[str, Callable[[str], refusals.Refused]] = {
    "minute": lambda model: refusals.quota(model=model),
    "soon": lambda model: refusals.quota(model=model, retry="0.2s"),
    "day": lambda model: refusals.quota(period="PerDay", model=model, limit=100, retry="40000s"),
    "free": lambda model: refusals.quota(period="PerDay", free=True, model=model, limit=0, retry="52s"),
    "free_minute": lambda model: refusals.quota(free=True, model=model, limit=0, retry="52s"),
    "silent": lambda model: refusals.quota(model=model, retry=None),
    "spend": lambda _: refusals.spend(),
    "vertex": lambda _: refusals.refused(429, "vertex_quota"),
    "unpaid": lambda _: refusals.unpaid(),
    "bad_key": lambda _: refusals.bad_key(),
    "forbidden": lambda _: refusals.forbidden(),
    "no_access": lambda model: refusals.refused(403, "no_access", model=model),
    "unknown": lambda model: refusals.refused(404, "no_model", model=model, version="v1", method=GENERATE),
    "invalid": lambda _: refusals.invalid(),
    "internal": lambda _: refusals.refused(500, "internal"),
    "overloaded": lambda _: refusals.refused(503, "overloaded"),
    "deadline": lambda _: refusals.refused(504, "deadline"),
}
DRAWN = (  # by the seed, in equal parts; `weather` of the service says how often
    {"error": "overloaded"}, {"error": "internal"}, {"error": "soon"}, {"finish": "IMAGE_SAFETY"},
    {"finish": "NO_IMAGE"}, {"block": "PROHIBITED_CONTENT"}, {"pictures": 0, "say": "I would rather not."},
    {"pictures": 2}, {"garbage": "html"}, {"garbage": "half"},
    {"cut": "before"}, {"cut": "unbilled"}, {"cut": "head"}, {"cut": "middle"},
)  # fmt: skip


@dataclass(slots=True)
class Scenario:
    """The acts that wait, and the weather."""

    acts: list[dict[str, Any]] = field(default_factory=list)
    seed: int | None = None
    weather: float = 0.0
    asked: dict[str, int] = field(default_factory=dict)
    seen: int = 0

    def act(self, method: str, model: str, text: str, told: str) -> dict[str, Any]:
        """What happens to this request: the first act that fits, else what the seed draws, else all goes well."""
        self.seen += 1
        for act in self.acts:
            if self._fits(act, method, model, text):
                if act.get("times", 1) is not None:
                    act["times"] = act.get("times", 1) - 1
                    if act["times"] <= 0:
                        self.acts.remove(act)
                return act
        return self._drawn(told) if method == GENERATE else {}

    def _fits(self, act: dict[str, Any], method: str, model: str, text: str) -> bool:
        when = act.get("when", {})
        if when.get("method", GENERATE) != method or when.get("model", model) != model:
            return False
        if "text" in when and re.search(when["text"], text) is None:
            return False
        if "every" in when:
            act["counted"] = act.get("counted", 0) + 1
            return bool(act["counted"] % when["every"] == 0)
        return True

    def _drawn(self, told: str) -> dict[str, Any]:
        """The same request asked for the n-th time meets the same weather in every run of one seed."""
        self.asked[told] = self.asked.get(told, 0) + 1
        if self.seed is None:
            return {}
        digest = hashlib.sha256(f"{self.seed}/{told}/{self.asked[told]}".encode()).digest()
        if int.from_bytes(digest[:4]) / 2**32 >= self.weather:
            return {}
        return dict(DRAWN[int.from_bytes(digest[4:8]) % len(DRAWN)])
