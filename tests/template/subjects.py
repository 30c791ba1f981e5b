"""What the texts of these tests are filled with, and what they say then."""

from __future__ import annotations

import pytest
from bananaboard.dsl.template.template import Problem, compile_text
from bananaboard.dsl.template.value import CLOSE, OPEN, TemplateValue

ROWS = [{"title": "tea", "price": 2, "wet": True}, {"title": "cup", "price": 3, "wet": False}]
SCOPE = {
    "coat": "yellow oilskin coat",
    "names": ["Ana", "Ben", "Cleo"],
    "n": 3,
    "rain": True,
    "row": {"title": "Tea", "photo": "a.png"},
    "rows": ROWS,
}


class Subject(TemplateValue):
    """Somebody with a name."""

    def said(self) -> str:
        return f"{OPEN}0{CLOSE}"

    def member(self, name: str) -> object:
        return {"name": "Mara Voss", "storm": self}[name]

    def members(self) -> tuple[str, ...]:
        return ("name", "storm")


class Described(Subject):
    """Somebody with a description."""

    def member(self, name: str) -> object:
        return "a sailor" if name == "description" else super().member(name)


class Prompt(TemplateValue):
    """Something that is called, and says with what."""

    def said(self) -> str:
        return "prompt"

    def call(self, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        if "bad" in kwargs:
            raise Problem("BNN450", {}, 7, 8)
        return f"{len(args)} and {', '.join(kwargs)}"


SUBJECTS = {**SCOPE, "mara": Subject(), "wide": Prompt()}


def say(text: str, scope: dict[str, object] | None = None) -> str:
    return compile_text(text).render(SUBJECTS if scope is None else scope, lambda hole: f"<{hole.path}>")


def problem(text: str) -> tuple[str, str]:
    """The code and the part of the text that is pointed at."""
    with pytest.raises(Problem) as caught:
        say(text)
    return caught.value.code, text[caught.value.start : caught.value.end]
