"""What a mention names: its first word nearest first, then one member behind each dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Alias, LibraryAlias, Look, Macro, Maker, Param, Prompt, Reference, Scene, Subject
from .call import Kind
from .members import longest, members_of
from .named_values import MentionValue, worth
from .nearest import nearest
from .report import wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .context import Context
    from .report import Wrong
    from .work import Mentioned

    Place = Callable[[int, int], tuple[int, int]]


def declared(context: Context, name: str) -> bool:
    """Whether a mention may begin with this word here."""
    return _first(context, name) is not None


def resolve(
    context: Context, path: str, choices: tuple[tuple[str, str], ...], place: Place, *, whole: bool
) -> tuple[Mentioned, int]:
    """What `path` names, and how much of it. `place` leads from offsets in `path` to the file. Raises Wrong."""
    words = path.split(".")
    named, at = longest(words[0], lambda w: declared(context, w), whole=whole)
    found = _first(context, named) if named else None
    if found is None:
        raise _unknown(context, words[0], place)
    panel = None
    for word in words[1:] if at == len(words[0]) else ():
        if isinstance(found, Maker) and found.kind is not Kind.VIEW and panel is None and word.isdecimal():
            panel, at = int(word), at + 1 + len(word)
            continue
        members = members_of(found.mentioned.target if isinstance(found, MentionValue) else found)
        member, _ = longest(word, members.__contains__, whole=whole)
        if member not in members:
            near, some = nearest(word, members), ", ".join(list(members)[:8])
            told = {"name": word, "owner": named, "near": near, "members": some}
            raise wrong(context.module.source, place(at + 1, at + 1 + len(word)), "BNN451", told, fix=near)
        found, at, named = members[member], at + 1 + len(member), f"{named}.{member}"
        if len(member) < len(word):
            break
    return _target(context, found, named, choices, panel, lambda: place(0, at)), at


def _target(
    context: Context,
    found: object,
    named: str,
    choices: tuple[tuple[str, str], ...],
    panel: int | None,
    at: Callable[[], tuple[int, int]],
) -> Mentioned:
    source = context.module.source
    match found:
        case MentionValue():
            return found.mentioned
        case Subject() | Look() | Reference() if choices:
            words: dict[str, object] = {"name": named, "axis": choices[0][0], "near": None, "axes": None}
            raise wrong(source, at(), "BNN542", words)
        case Subject() | Look() | Reference() | Maker():
            return context.work.mention(found, choices, panel)
        case Scene():
            raise wrong(source, at(), "BNN452", {"name": named, "what": "scene", "member": "shot"})
        case Alias() | LibraryAlias():
            raise wrong(source, at(), "BNN452", {"name": named, "what": "import", "member": "character"})
        case _:
            what = "param" if isinstance(found, Param) else "prompt" if isinstance(found, Prompt | Macro) else "value"
            raise wrong(source, at(), "BNN453", {"name": named, "what": what})


def _first(context: Context, name: str) -> object | None:
    """What a mention's first word names: nearest first."""
    if context.inner and name in context.inner:
        return context.inner[name]
    if name in context.axes:
        return context.axes[name]
    for reference in context.maker.references if context.maker is not None else ():
        if reference.name == name:
            return reference
    named = context.module.names.get(name)
    if named is not None and not isinstance(named, Prompt | Macro):
        return worth(context, named) if isinstance(named, Param) else named
    return (_staged(context, name) or named) if context.on_board else named


def _staged(context: Context, name: str) -> object | None:
    """A shot of the same scene, else of the top, else a scene."""
    if context.scene is not None and name in context.scene.makers:
        return context.scene.makers[name]
    return context.module.shots.get(name) or context.module.scenes.get(name)


def _unknown(context: Context, word: str, place: Place) -> Wrong:
    near = _elsewhere(context, word) or nearest(word, _names(context))
    start = place(0, 0)[0]
    # The target of an edit has no sign before it.
    sign = "@" if context.module.source.text[start - 1 : start] in ("@", "{") else ""
    told = {"name": word, "meant": near and sign + near}
    fix = near if word.isidentifier() else None
    return wrong(context.module.source, place(0, len(word)), "BNN450", told, fix=fix)


def _elsewhere(context: Context, name: str) -> str | None:
    """A shot of this name in another scene."""
    scenes = context.module.scenes.values() if context.on_board else ()
    return next((f"{s.name}.{name}" for s in scenes if name in s.makers), None)


def _names(context: Context) -> Iterator[str]:
    yield from context.inner or ()
    yield from (n for n, d in context.module.names.items() if not isinstance(d, Prompt | Macro))
    if context.on_board:
        yield from context.scene.makers if context.scene else ()
        yield from context.module.shots
        yield from context.module.scenes
