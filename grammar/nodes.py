"""The syntax tree: one class a statement and one a value, each with its span in the source.

`start` and `end` are offsets into `Source.text`, half open. A node says what was written, never what it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from decimal import Decimal


class Name(Struct, frozen=True):
    """An identifier, in NFC."""

    text: str
    start: int
    end: int


class Text(Struct, frozen=True):
    """A quoted text. `value` is dedented (if it is a block) and unescaped; `start`, `end` include the quotes.

    `grammar.text.offset_map(source, node)` leads from an offset in `value` back to the file.
    """

    value: str
    block: bool
    start: int
    end: int


class Number(Struct, frozen=True):
    """A plain number, whole or decimal."""

    value: Decimal
    start: int
    end: int


class Ratio(Struct, frozen=True):
    """`16:9`, as written."""

    text: str
    start: int
    end: int


class Size(Struct, frozen=True):
    """`1K`, `2K`, `4K`; `512` is a Number and becomes a size where a size is wanted."""

    text: str
    start: int
    end: int


class Money(Struct, frozen=True):
    """`$2.50`, in nano-dollars."""

    nano: int
    start: int
    end: int


class Duration(Struct, frozen=True):
    """`3s`, `1.5s`, `2m`, in seconds."""

    seconds: Decimal
    start: int
    end: int


class Bool(Struct, frozen=True):
    """`true` or `false`."""

    value: bool
    start: int
    end: int


class Nothing(Struct, frozen=True):
    """`none`."""

    start: int
    end: int


class Choice(Struct, frozen=True):
    """`light=dawn` inside `[ ]` of a mention, or in `except`. The key is a name, a text or what a key is made of."""

    axis: Name
    key: Name | Text | Number | Ratio
    start: int
    end: int


class Mention(Struct, frozen=True):
    """`@mara.storm[light=dawn]`; an edit's target is one too, with or without the `@`."""

    path: tuple[Name, ...]
    choices: tuple[Choice, ...]
    start: int
    end: int


class Word(Struct, frozen=True):
    """A bare word or a dotted one, outside a text: a word of a setting, a param, an axis or one of its columns."""

    path: tuple[Name, ...]
    start: int
    end: int


class ListValue(Struct, frozen=True):
    """`[a, b]`."""

    items: tuple[Value, ...]
    start: int
    end: int


class Argument(Struct, frozen=True):
    """An argument of a call; `name` is None where it is given by position."""

    name: Name | None
    value: Value
    start: int
    end: int


class Call(Struct, frozen=True):
    """`cine.wide(@mara, mood: "stormy")`."""

    path: tuple[Name, ...]
    args: tuple[Argument, ...]
    start: int
    end: int


Value: TypeAlias = "Text | Number | Ratio | Size | Money | Duration | Bool | Nothing | Mention | Word | ListValue"


class Block(Struct, frozen=True):
    """What stands between `{` and `}`; `start`, `end` include the braces."""

    statements: tuple[Statement, ...]
    start: int
    end: int


class Import(Struct, frozen=True):
    """`import "file" [as name]`."""

    path: Text
    alias: Name | None
    start: int
    end: int


class FromImport(Struct, frozen=True):
    """`from "file" import a, b`."""

    path: Text
    names: tuple[Name, ...]
    start: int
    end: int


class Param(Struct, frozen=True):
    """`param NAME [= value]`."""

    name: Name
    default: Value | None
    start: int
    end: int


class Storyboard(Struct, frozen=True):
    """`storyboard ["title"] { }`."""

    title: Text | None
    block: Block | None
    start: int
    end: int


class Subject(Struct, frozen=True):
    """`character`, `location`, `prop` or `style` (that is `kind`) `NAME ["description"] [{ }]`."""

    kind: str
    name: Name
    description: Text | None
    block: Block | None
    start: int
    end: int


class Reference(Struct, frozen=True):
    """`reference [NAME] "path" [{ }]`."""

    name: Name | None
    path: Text
    block: Block | None
    start: int
    end: int


class View(Struct, frozen=True):
    """`view NAME "prompt" [{ }]`."""

    name: Name
    prompt: Text | Call
    block: Block | None
    start: int
    end: int


class Look(Struct, frozen=True):
    """`look NAME ["description"] [{ }]`."""

    name: Name
    description: Text | None
    block: Block | None
    start: int
    end: int


class Parameter(Struct, frozen=True):
    """One parameter of a prompt: `a` or `b: default`."""

    name: Name
    default: Value | None
    start: int
    end: int


class Prompt(Struct, frozen=True):
    """`prompt NAME(a, b: default) "text"`; without parentheses it has no parameters."""

    name: Name
    parameters: tuple[Parameter, ...]
    text: Text
    start: int
    end: int


class Scene(Struct, frozen=True):
    """`scene NAME ["title"] { }`."""

    name: Name
    title: Text | None
    block: Block | None
    start: int
    end: int


class Shot(Struct, frozen=True):
    """`shot NAME prompt [{ }]`."""

    name: Name
    prompt: Text | Call
    block: Block | None
    start: int
    end: int


class Edit(Struct, frozen=True):
    """`edit NAME of TARGET "instruction" [{ }]`."""

    name: Name
    target: Mention
    prompt: Text | Call
    block: Block | None
    start: int
    end: int


class Entry(Struct, frozen=True):
    """One value in a variant's block: `key: value` or `key { settings and names }`."""

    key: Name | Text | Number | Ratio
    value: Value | Block
    start: int
    end: int


class Variant(Struct, frozen=True):
    """`variant NAME: a, b`, `variant NAME { ... }` or `variant NAME from "file.csv"`: exactly one of the three."""

    name: Name
    values: tuple[Value, ...] | None
    entries: tuple[Entry, ...] | None
    table: Text | None
    start: int
    end: int


class Except(Struct, frozen=True):
    """`except axis=key, axis=key`."""

    choices: tuple[Choice, ...]
    start: int
    end: int


class Final(Struct, frozen=True):
    """`final { }`."""

    block: Block | None
    start: int
    end: int


class Setting(Struct, frozen=True):
    """`name: value, value`; a list in brackets is one value, a list without is several."""

    name: Name
    values: tuple[Value, ...]
    start: int
    end: int


class Broken(Struct, frozen=True):
    """A statement that could not be read; its error has been reported."""

    start: int
    end: int


Statement: TypeAlias = (
    "Import | FromImport | Param | Storyboard | Subject | Reference | View | Look | Prompt | Scene | Shot | Edit"
    " | Variant | Except | Final | Setting | Broken"
)


class Document(Struct, frozen=True):
    """A whole file."""

    statements: tuple[Statement, ...]
