"""Makes nodes: one function for each rule of `bananaboard.lark`, called by the parser with what the rule holds.

Names and values come as nodes, keywords and opening signs as the offset where they start, closing signs as the offset
where they end.
"""

# ruff: noqa: D103 - each function is the rule of its name

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable

Path = tuple[n.Name, ...]
Prompted = n.Text | n.Call


def document(statements: list[n.Statement]) -> n.Document:
    return n.Document(tuple(statements))


def nothing_yet() -> list[Any]:
    return []


def one_more(items: list[Any], item: Any, _sep: int) -> list[Any]:
    items.append(item)
    return items


def first(item: Any) -> list[Any]:
    return [item]


def following(items: list[Any], _comma: int, item: Any) -> list[Any]:
    items.append(item)
    return items


def same(value: Any) -> Any:
    return value


def block(start: int, statements: list[n.Statement], end: int) -> n.Block:
    return n.Block(tuple(statements), start, end)


def setting(name: n.Name, values: list[n.Value]) -> n.Setting:
    return n.Setting(name, tuple(values), name.start, values[-1].end)


def import_file(start: int, path: n.Text, _as: int = 0, alias: n.Name | None = None) -> n.Import:
    return n.Import(path, alias, start, (alias or path).end)


def import_names(start: int, path: n.Text, _import: int, names: list[n.Name]) -> n.FromImport:
    return n.FromImport(path, tuple(names), start, names[-1].end)


def param(start: int, name: n.Name, _eq: int = 0, default: n.Value | None = None) -> n.Param:
    return n.Param(name, default, start, (default or name).end)


def _head(*parts: n.Text | n.Block) -> tuple[n.Text | None, n.Block | None]:
    """The text and the block of a statement that may have both, one or neither."""
    text = parts[0] if parts and isinstance(parts[0], n.Text) else None
    inside = parts[-1] if parts and isinstance(parts[-1], n.Block) else None
    return text, inside


def storyboard(start: int, *parts: n.Text | n.Block) -> n.Storyboard:
    title, inside = _head(*parts)
    return n.Storyboard(title, inside, start, parts[-1].end if parts else start + len("storyboard"))


def subject(kind: n.Name, name: n.Name, *parts: n.Text | n.Block) -> n.Subject:
    description, inside = _head(*parts)
    return n.Subject(kind.text, name, description, inside, kind.start, (name, *parts)[-1].end)


def reference(start: int, path: n.Text, inside: n.Block | None = None) -> n.Reference:
    return n.Reference(None, path, inside, start, (inside or path).end)


def named_reference(start: int, name: n.Name, path: n.Text, inside: n.Block | None = None) -> n.Reference:
    return n.Reference(name, path, inside, start, (inside or path).end)


def view(start: int, name: n.Name, prompt: Prompted, inside: n.Block | None = None) -> n.View:
    return n.View(name, prompt, inside, start, (inside or prompt).end)


def look(start: int, name: n.Name, *parts: n.Text | n.Block) -> n.Look:
    description, inside = _head(*parts)
    return n.Look(name, description, inside, start, (name, *parts)[-1].end)


def plain_prompt(start: int, name: n.Name, text: n.Text) -> n.Prompt:
    return n.Prompt(name, (), text, start, text.end)


def empty_prompt(start: int, name: n.Name, _open: int, _close: int, text: n.Text) -> n.Prompt:
    return n.Prompt(name, (), text, start, text.end)


def prompt(start: int, name: n.Name, _open: int, parameters: list[n.Parameter], *rest: Any) -> n.Prompt:
    text: n.Text = rest[-1]
    return n.Prompt(name, tuple(parameters), text, start, text.end)


def scene(start: int, name: n.Name, *parts: n.Text | n.Block) -> n.Scene:
    title, inside = _head(*parts)
    return n.Scene(name, title, inside, start, (name, *parts)[-1].end)


def shot(start: int, name: n.Name, prompt: Prompted, inside: n.Block | None = None) -> n.Shot:
    return n.Shot(name, prompt, inside, start, (inside or prompt).end)


def edit(
    start: int, name: n.Name, _of: int, target: n.Mention, prompt: Prompted, inside: n.Block | None = None
) -> n.Edit:
    return n.Edit(name, target, prompt, inside, start, (inside or prompt).end)


def variant_values(start: int, name: n.Name, values: list[n.Value]) -> n.Variant:
    return n.Variant(name, tuple(values), None, None, start, values[-1].end)


def variant_entries(start: int, name: n.Name, _open: int, entries: list[n.Entry], end: int) -> n.Variant:
    kept = tuple(e for e in entries if isinstance(e, n.Entry))
    return n.Variant(name, None, kept, None, start, end)


def variant_table(start: int, name: n.Name, _from: int, table: n.Text) -> n.Variant:
    return n.Variant(name, None, None, table, start, table.end)


def exception(start: int, choices: list[n.Choice]) -> n.Except:
    return n.Except(tuple(choices), start, choices[-1].end)


def final(start: int, inside: n.Block | None = None) -> n.Final:
    return n.Final(inside, start, inside.end if inside else start + len("final"))


def broken(head: tuple[int, int], inside: n.Block | None = None) -> n.Broken:
    return n.Broken(head[0], inside.end if inside else head[1])


def entry(key: n.Name | n.Text | n.Number | n.Ratio, value: n.Value | n.Block) -> n.Entry:
    return n.Entry(key, value, key.start, value.end)


def entry_with_colon(key: n.Name | n.Text | n.Number | n.Ratio, _colon: int, value: n.Value) -> n.Entry:
    return n.Entry(key, value, key.start, value.end)


def size_as_name(size: n.Size) -> n.Name:
    return n.Name(size.text, size.start, size.end)


def _path(name: n.Name | Path) -> Path:
    return name if isinstance(name, tuple) else (name,)


def empty_call(name: n.Name | Path, _open: int, end: int) -> n.Call:
    path = _path(name)
    return n.Call(path, (), path[0].start, end)


def call(name: n.Name | Path, _open: int, arguments: list[n.Argument], *close: int) -> n.Call:
    path = _path(name)
    return n.Call(path, tuple(arguments), path[0].start, close[-1])


def argument(value: n.Value) -> n.Argument:
    return n.Argument(None, value, value.start, value.end)


def named_argument(name: n.Name, value: n.Value) -> n.Argument:
    return n.Argument(name, value, name.start, value.end)


def parameter(name: n.Name, default: n.Value | None = None) -> n.Parameter:
    return n.Parameter(name, default, name.start, (default or name).end)


def word(name: n.Name) -> n.Word | n.Bool | n.Nothing:
    if name.text in ("true", "false"):
        return n.Bool(name.text == "true", name.start, name.end)
    return n.Nothing(name.start, name.end) if name.text == "none" else n.Word((name,), name.start, name.end)


def dotted_word(path: Path) -> n.Word:
    return n.Word(path, path[0].start, path[-1].end)


def mention_with_choices(mention: n.Mention, _open: int, choices: list[n.Choice], end: int) -> n.Mention:
    return n.Mention(mention.path, tuple(choices), mention.start, end)


def bare_target(name: n.Name | Path) -> n.Mention:
    path = _path(name)
    return n.Mention(path, (), path[0].start, path[-1].end)


def bare_target_with_choices(name: n.Name | Path, _open: int, choices: list[n.Choice], end: int) -> n.Mention:
    path = _path(name)
    return n.Mention(path, tuple(choices), path[0].start, end)


def empty_list(start: int, end: int) -> n.ListValue:
    return n.ListValue((), start, end)


def list_value(start: int, items: list[n.Value], *close: int) -> n.ListValue:
    return n.ListValue(tuple(items), start, close[-1])


def choice(axis: n.Name, _eq: int, key: n.Name | n.Text | n.Number | n.Ratio) -> n.Choice:
    return n.Choice(axis, key, axis.start, key.end)


def maker(name: str) -> Callable[..., Any]:
    """The function of a rule."""
    found: Callable[..., Any] = globals()[name]
    return found
