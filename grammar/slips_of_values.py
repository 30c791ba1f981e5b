"""What people mistype between values and statements: commas, brackets, and what is cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .head import Mended, Token
from .meant import broken, keyword, thirds
from .tokens import KEYWORDS

if TYPE_CHECKING:
    from .head import Head

_OPENING = frozenset({"COMMA", "LPAR", "LSQB", "EQ", "COLON"})


def commas_between(head: Head) -> Mended | None:
    """`variant light { dawn: "x", storm: "y" }`."""
    types = head.types
    commas = [i for i in range(1, len(types) - 1) if types[i] == "COMMA" and types[i + 1] == "KEY"]
    tokens = [t._replace(type="SEP") if i in commas else t for i, t in enumerate(head.tokens)]
    if not commas or not head.fits(tokens):
        return None
    first = head.tokens[commas[0]]
    return Mended(tokens, head.problem("BNN151", first.start, first.end, (first.start, first.end, ";")))


def list_without_brackets(head: Head) -> Mended | None:
    """`variant light { storm: "a", "b" }`, `param x = a, b`: one value, which may be a list."""
    types = head.types
    begin = next((i + 1 for i, t in enumerate(types) if t in ("KEY", "EQ", "COLON")), 0)
    if not begin or "COMMA" not in types[begin:]:
        return None
    start, end = head.tokens[begin].start, head.end
    opens, closes = Token("LSQB", start, start, start), Token("RSQB", end, end, end)
    tokens = [*head.tokens[:begin], opens, *head.tokens[begin:], closes]
    if not head.fits(tokens):
        return None
    fix = (start, end, f"[{head.source.text[start:end]}]")
    return Mended(tokens, head.problem("BNN153", start, end, fix, right=f"[{head.text(start, end)}]"))


def cut_off(head: Head) -> Mended | None:
    """`variant light`, `except light`, `from "x" import`, `import "x" as`, `from "x"`."""
    types, end = head.types, head.end
    if types in (["VARIANT", "NAME"], ["EXCEPT", "NAME"], ["EXCEPT", "NAME", "EQ"], ["EXCEPT"]):
        said = head.text(head.tokens[0].start, end)
        more = ": dawn, storm" if types[0] == "VARIANT" else "=dawn"
        example = said.rstrip("=") + more if len(types) > 1 else "except light=dawn"
        return broken(head, head.problem("BNN137", end, end, after=said, example=example))
    if types in (["IMPORT", "TEXT", "AS"], ["FROM", "TEXT", "NAMES"]):
        return broken(head, head.problem("BNN135", end, end, keyword=head.written(head.tokens[-1])))
    if types == ["FROM"]:
        return broken(head, head.problem("BNN136", end, end, what="`from`", example='from "file.bnn" import mara'))
    if head.in_entries and len(types) == 1 and types[0] in ("NAME", "TEXT", "NUMBER", "RATIO", "SIZE"):
        said = head.written(head.tokens[0])
        return broken(head, head.problem("BNN137", end, end, after=said, example=f'{said}: "..."'))
    if types == ["FROM", "TEXT"]:
        return broken(head, head.problem("BNN141", end, end, sign="import"))
    return None


def choice_without_axis(head: Head) -> Mended | None:
    """`@wide[dawn]`."""
    types = head.types
    for i in range(1, len(types) - 2):
        if types[i - 1 : i + 1] in (["MENTION", "LSQB"], ["NAME", "LSQB"]) and types[i + 1 : i + 3] == ["NAME", "RSQB"]:
            token = head.tokens[i + 1]
            return broken(head, head.problem("BNN150", token.start, token.end, key=head.written(token)))
    return None


def two_in_a_line(head: Head) -> Mended | None:
    """`model: flash aspect: 16:9`, `shot a "x" shot b "y"`."""
    for at in range(1, len(head.tokens)):
        token = head.tokens[at]
        word = head.written(token)
        if head.types[at - 1] in _OPENING or not (token.type == "KEY" or (token.type == "NAME" and word in KEYWORDS)):
            continue
        second = token if token.type == "KEY" else keyword(word, token)
        end = head.tokens[at - 1].end
        rest = head.tokens[at + 1 :] if token.type == "KEY" else thirds(word, head.tokens[at + 1 :])
        tokens = [*head.tokens[:at], Token("SEP", end, end, end), second, *rest]
        if head.fits(tokens):
            return Mended(tokens, head.problem("BNN144", token.start, token.end, (end, token.start, "; "), found=word))
    return None


def comma_at_the_end(head: Head) -> Mended | None:
    """`cast: @mara,`."""
    tokens = list(head.tokens)
    while tokens and tokens[-1].type == "COMMA":
        tokens.pop()
    if len(tokens) in (0, len(head.tokens)) or not head.fits(tokens):
        return None
    comma = head.tokens[len(tokens)]
    fix = (comma.start, head.end, "")
    return Mended(tokens, head.problem("BNN139", comma.start, head.end, fix, where="after"))
