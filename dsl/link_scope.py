"""What a name means at a place of a file: the nearest thing first, as `mentioning` has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from .board import Alias, Macro, Prompt
from .links import Argument
from .members import longest, members_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .board import Axis, Maker, Module, Scene

_MEMBER = re.compile(r"\s*\.\s*([^\W\d]\w*)")
Written = tuple[str, int, int]  # a word, where it starts and where it ends


class Arguments:
    """The parameters of prompts, the same objects each time."""

    def __init__(self) -> None:
        self._known: dict[Prompt, dict[str, Argument]] = {}

    def of(self, thing: object) -> dict[str, Argument]:
        """By name; none where it is no prompt."""
        if not isinstance(thing, Prompt):
            return {}
        if thing not in self._known:
            self._known[thing] = {p.name.text: Argument(p.name.text, thing, p) for p in thing.node.parameters}
        return self._known[thing]


class Scope(Struct, frozen=True):
    """Whose names are seen: those of the file, and what stands around the place.

    `shots`: the file's scenes and shots are seen too, as they are on a board; `inner`: the arguments of the prompt
    whose text it is.
    """

    module: Module
    shots: bool
    scene: Scene | None = None
    axes: Mapping[str, Axis] = {}
    maker: Maker | None = None
    inner: Mapping[str, Argument] | None = None

    def path(
        self, words: Iterable[Written], *, templates: bool = False, whole: bool = True
    ) -> Iterator[tuple[int, int, object]]:
        """Each word of a dotted path with what it means, as far as it means something."""
        members: Mapping[str, object] | None = None
        for word, start, end in words:
            named, size = longest(word, self._known(members, templates=templates), whole=whole)
            found = self.first(named, templates=templates) if members is None else members.get(named)
            if found is None:
                return
            yield start, end if size == len(word) else start + size, found
            if size < len(word):
                return
            members = _members(found)

    def _known(self, members: Mapping[str, object] | None, *, templates: bool) -> Callable[[str], bool]:
        if members is not None:
            return members.__contains__
        return lambda word: self.first(word, templates=templates) is not None

    def first(self, name: str, *, templates: bool) -> object | None:
        """What the first word of a path means. `templates`: prompts count, and the pictures of a shot do not."""
        if self.inner is not None and name in self.inner:
            return self.inner[name]
        if name in self.axes:
            return self.axes[name]
        if not templates:
            for reference in self.maker.references if self.maker is not None else ():
                if reference.name == name:
                    return reference
        named = self.module.names.get(name)
        if named is not None and (templates or not isinstance(named, Prompt | Macro)):
            return named
        return None if templates or not self.shots or self.inner is not None else self._made(name)

    def _made(self, name: str) -> object | None:
        if self.scene is not None and name in self.scene.makers:
            return self.scene.makers[name]
        return self.module.shots.get(name) or self.module.scenes.get(name)


def _members(found: object) -> Mapping[str, object]:
    """What may stand behind a dot, prompts and params of an imported file included."""
    return found.module.names if isinstance(found, Alias) else members_of(found)


def words_of(path: str, at: int) -> Iterator[tuple[str, int]]:
    """The words of a dotted path that begins at an offset, each with its own."""
    for word in path.split("."):
        yield word, at
        at += len(word) + 1


def behind(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The members right behind a name in a template."""
    while (found := _MEMBER.match(text, at)) is not None:
        yield found[1], found.start(1)
        at = found.end()
