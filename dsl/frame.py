"""The words of a request: the frame around a shot's text, and what takes its place for edits and finals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from .board import Macro, Prompt
from .context import Context
from .named_values import PromptValue
from .prompts import bind
from .template.value import OPEN, TemplateValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .drafts import Draft
    from .work import Work

SLOT = f"{OPEN}text{chr(0xFDD1)}"  # stands for the shot's text while a frame is remembered
REMEMBERED = 4096  # frames
NAMES = ("style", "place", "cast", "text", "camera", "rules", "nobody")
_GAPS = re.compile(r"\n{3,}")


class Entry(Struct, frozen=True):
    """Somebody or something in the frame. `mark` is the marker that becomes the name and its pictures' numbers."""

    mark: str
    kind: str
    name: str
    description: str
    look: str
    wears: str

    def says(self) -> str:
        """The line about it."""
        told = ", ".join(t.strip().rstrip(".") for t in (self.description, self.look) if t.strip())
        line = f"{self.mark}: {told}" if self.mark and told else self.mark or told
        return f"{line}. Wears {self.wears.strip().rstrip('.')}." if self.wears.strip() else line


class EntryValue(TemplateValue):
    """An entry in a frame: written whole, or by its members."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def said(self) -> str:
        """The line about it."""
        return self.entry.says()

    def member(self, name: str) -> object:
        """`name` (with the pictures' numbers), `description`, `look`, `wears`, `kind`. Raises KeyError."""
        if name not in self.members():
            raise KeyError(name)
        return self.entry.mark if name == "name" else getattr(self.entry, name)

    def members(self) -> Iterable[str]:
        """What may be asked for."""
        return ("name", "description", "look", "wears", "kind")


class Scenery(Struct, frozen=True):
    """What stands in a frame around the text."""

    style: Entry | None
    place: Entry | None
    cast: tuple[Entry, ...]
    camera: str
    rules: tuple[str, ...]
    nobody: bool

    def key(self) -> tuple[object, ...]:
        """What tells two of them apart while both are alive: entries are shared, so their identity is enough."""
        cast = tuple(map(id, self.cast))
        return id(self.style), id(self.place), cast, self.camera, self.rules, self.nobody

    def scope(self, text: str) -> dict[str, object]:
        """As a template has it."""
        return {
            "style": EntryValue(self.style) if self.style else "",
            "place": EntryValue(self.place) if self.place else "",
            "cast": tuple(EntryValue(e) for e in self.cast),
            "text": text, "camera": self.camera, "rules": self.rules, "nobody": self.nobody,
        }  # fmt: skip


class Frames:
    """Renders frames; the built-in one only once for shots that differ in nothing but their text."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._known: dict[tuple[object, ...], tuple[Scenery, str]] = {}

    def render(self, template: Prompt | Macro | None, scenery: Scenery, draft: Draft) -> str:
        """The words with markers in them. Raises Wrong."""
        if template is None:
            key = scenery.key()
            if key not in self._known:
                if len(self._known) >= REMEMBERED:
                    self._known.clear()
                self._known[key] = scenery, tidy(built_in(scenery, SLOT))
            return self._known[key][1].replace(SLOT, draft.text.strip())
        return tidy(self._own(template, scenery.scope(draft.text.strip()), draft.context))

    def _own(self, template: Prompt | Macro, scope: Mapping[str, object], context: Context) -> str:
        if isinstance(template, Macro):
            wanted = {n for n, _ in template.library.macros[template.name].parameters}
            return str(PromptValue(context, template).call((), {n: v for n, v in scope.items() if n in wanted}))
        names = {p.name.text for p in template.node.parameters}
        given = {n: v for n, v in scope.items() if n in names}
        inner = bind(template, (), given, lambda n: Context(self.work, template.module).spoken(n))
        stage = context.stage
        reading = Context(self.work, template.module, inner={**scope, **inner})
        if stage is not None:
            reading.stage = lambda _: stage(context)
        return reading.text(template.node.text)


def built_in(scenery: Scenery, text: str) -> str:
    """What `frame.j2` writes, without Jinja2: every board needs it, and most need nothing else of a template.

    `frame.j2` is the reference, for people to copy; a test holds the two equal.
    """
    lines = []
    if scenery.style:
        lines.append(f"Style: {scenery.style.says()}")
    if scenery.place:
        lines.append(f"Place: {scenery.place.says()}")
    if scenery.cast:
        lines += ["In this picture:", *(f"- {one.says()}" for one in scenery.cast)]
    if scenery.nobody:
        lines.append("Nobody is to be seen in this picture.")
    lines += ["", text, ""]
    if scenery.camera:
        lines.append(f"Camera: {scenery.camera}")
    lines += (f"Keep to this: {rule}" for rule in scenery.rules)
    return "\n".join(lines) + "\n"


def tidy(text: str) -> str:
    """At most one empty line in a row, none around."""
    return _GAPS.sub("\n\n", text).strip()


def edit_words(text: str, cast: tuple[Entry, ...], panel: int | None) -> str:
    """What is sent with the picture that is edited."""
    told = "".join(f"\n- {e.says()}" for e in cast)
    where = "image 1" if panel is None else "image 1 (one panel of a strip)"
    return f"Change {where} in this way, and leave everything else in it as it is:\n\n{text.strip()}" + (
        f"\n\nWhat this names:{told}" if told else ""
    )


def final_words(words: str, *, edited: bool) -> str:
    """What is sent with a draft that is to be finished."""
    told = "It was made by this change, which is already in it" if edited else "It was made from these words"
    return (
        "Make this same picture, in full quality: image 1 is the draft that was chosen. Keep its composition, "
        "faces, poses, colours and light exactly; only make it sharper, cleaner and richer in detail. "
        f"{told}:\n\n{words.strip()}"
    )


def panels_words(count: int) -> str:
    """What asks for several pictures in one answer."""
    return (
        f"\n\nMake {count} separate pictures, one after the other, in the order of the story; "
        "the same people look the same in all of them."
    )
