"""Calling a prompt: its arguments by place and by name, each there and each known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar.diagnostic import Related
from ..grammar.source import Place
from .board import Macro, Prompt
from .nearest import nearest
from .template.problem import Wrong as Misplaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..grammar import nodes


class ArgumentFault(Misplaced):
    """A prompt was called with arguments that it does not take. A template gives it its place."""

    related: tuple[Related, ...] = ()

    def __init__(self, code: str, words: dict[str, object], prompt: Prompt | Macro) -> None:
        super().__init__(code, **words)
        if isinstance(prompt, Prompt):
            name = prompt.node.name
            self.related = (Related(Place(prompt.module.source, name.start, name.end), "prompt"),)


def check_macro(macro: Macro, args: tuple[object, ...], kwargs: dict[str, object]) -> None:
    """Whether a macro of a `.j2` file takes these arguments. Raises ArgumentFault."""
    shape = macro.library.macros[macro.name]
    if shape.open_ended:
        return
    names = [name for name, _ in shape.parameters]
    known: dict[str, object] = {"prompt": macro.name, "names": ", ".join(names) or "none"}
    if len(args) > len(names):
        raise ArgumentFault("BNN458", {**known, "given": len(args), "takes": len(names)}, macro)
    for name in kwargs:
        if name not in names:
            raise ArgumentFault("BNN459", {**known, "argument": name, "near": nearest(name, names)}, macro)
        if name in names[: len(args)]:
            raise ArgumentFault("BNN462", {**known, "argument": name}, macro)
    for name, default in shape.parameters[len(args) :]:
        if not default and name not in kwargs:
            raise ArgumentFault("BNN460", {**known, "argument": name}, macro)


def bind(
    prompt: Prompt, args: tuple[object, ...], kwargs: dict[str, object], value: Callable[[nodes.Value], object]
) -> dict[str, object]:
    """The arguments of a call by name, defaults included. Raises ArgumentFault."""
    names = [p.name.text for p in prompt.node.parameters]
    if len(args) > len(names):
        words = {"prompt": prompt.name, "given": len(args), "takes": len(names), "names": ", ".join(names) or "none"}
        raise ArgumentFault("BNN458", words, prompt)
    bound = dict(zip(names, args, strict=False))
    for name, given in kwargs.items():
        if name not in names:
            words = {
                "prompt": prompt.name,
                "argument": name,
                "near": nearest(name, names),
                "names": ", ".join(names) or "none",
            }
            raise ArgumentFault("BNN459", words, prompt)
        if name in bound:
            raise ArgumentFault("BNN462", {"argument": name, "prompt": prompt.name}, prompt)
        bound[name] = given
    for parameter in prompt.node.parameters:
        if parameter.name.text not in bound:
            if parameter.default is None:
                words = {"prompt": prompt.name, "argument": parameter.name.text}
                raise ArgumentFault("BNN460", words, prompt)
            bound[parameter.name.text] = value(parameter.default)
    return bound
