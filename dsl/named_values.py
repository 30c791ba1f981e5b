"""What declared names are worth in a template: subjects and shots, imported files, prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Alias, LibraryAlias, Look, Macro, Maker, Param, Prompt, Reference, Subject
from .describing import word_of
from .param_value import param_value
from .prompts import ArgumentFault, bind, check_macro
from .report import wrong
from .template.problem import Problem
from .template.value import TemplateValue
from .words import called

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .context import Context
    from .template.hole import Hole
    from .work import Mentioned

WORDS = ("name", "description", "wears")


def worth(context: Context, declared: object) -> object:
    """What a declared name is worth in a template. Raises Wrong where a param has no value."""
    match declared:
        case Param():
            return param_value(context, declared)
        case Subject() | Look() | Reference() | Maker():
            return MentionValue(context, context.work.mention(declared))
        case Prompt() | Macro():
            return PromptValue(context, declared)
        case Alias() | LibraryAlias():
            return AliasValue(context, declared)
        case _:
            return declared


class MentionValue(TemplateValue):
    """A subject, a look, one of their pictures, or a shot, in a template."""

    def __init__(self, context: Context, mentioned: Mentioned) -> None:
        self.context, self.mentioned = context, mentioned

    def said(self) -> str:
        """The marker of the mention; in a caption the plain name."""
        if self.context.sent:
            return self.mentioned.marker
        return str(self.member("name")) if not isinstance(self.mentioned.target, Maker) else self.mentioned.target.name

    def member(self, name: str) -> object:
        """`name`, `description`, `wears`, or a look, view or named reference."""
        target = self.mentioned.target
        if name in self._parts:
            return MentionValue(self.context, self.context.work.mention(self._parts[name]))
        if name not in WORDS:
            raise KeyError(name)
        with self.context.work.read((id(target), name), f"{called(target.name or '')}'s {name}"):
            return word_of(self.context, target, name)

    def members(self) -> Iterable[str]:
        """The names of its members."""
        return (*WORDS, *self._parts)

    @property
    def _parts(self) -> Mapping[str, Look | Reference | Maker]:
        target = self.mentioned.target
        return target.members if isinstance(target, Subject | Look) else {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MentionValue) and other.mentioned == self.mentioned

    def __hash__(self) -> int:
        return hash(self.mentioned)


class AliasValue(TemplateValue):
    """An imported file in a template: what it declares."""

    def __init__(self, context: Context, alias: Alias | LibraryAlias) -> None:
        self.context, self.alias = context, alias

    def said(self) -> str:
        """The name of the import; there is nothing else to write."""
        return self.alias.name

    def member(self, name: str) -> object:
        """Something that the file declares."""
        if isinstance(self.alias, LibraryAlias):
            if name not in self.alias.library.macros:
                raise KeyError(name)
            return PromptValue(self.context, Macro(name, self.alias.library, self.alias.source))
        return worth(self.context, self.alias.module.names[name])

    def members(self) -> Iterable[str]:
        """What the file declares."""
        return self.alias.library.macros if isinstance(self.alias, LibraryAlias) else self.alias.module.names


class PromptValue(TemplateValue):
    """A prompt in a template: something to call."""

    def __init__(self, context: Context, prompt: Prompt | Macro) -> None:
        self.context, self.prompt = context, prompt

    def said(self) -> str:
        """A prompt without arguments may be written by its bare name."""
        return str(self.call((), {}))

    def call(self, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """The prompt's text with its arguments in place. Raises ArgumentFault, Wrong."""
        if isinstance(self.prompt, Macro):
            return _macro(self.prompt, args, kwargs)
        prompt, depth = self.prompt, self.context.depth
        if prompt in depth:
            path = " → ".join([p.name for p in depth[depth.index(prompt) :]] + [prompt.name])
            raise ArgumentFault("BNN461", {"path": path}, prompt)
        inner = bind(prompt, args, kwargs, lambda n: self.context.elsewhere(prompt.module).spoken(n))
        return self.context.within(prompt, inner).text(prompt.node.text)


def _macro(macro: Macro, args: tuple[object, ...], kwargs: dict[str, object]) -> str:
    """A macro of a `.j2` file. What is wrong inside it is told at its own place. Raises Wrong."""

    def mention(hole: Hole) -> str:
        raise wrong(macro.source, (hole.start, hole.end), "BNN457", {"name": hole.path, "macro": macro.name})

    check_macro(macro, args, kwargs)
    try:
        return macro.library.macros[macro.name].render(args, kwargs, {}, mention)
    except Problem as e:
        raise wrong(macro.source, (e.start, e.end), e.code, e.words) from None
