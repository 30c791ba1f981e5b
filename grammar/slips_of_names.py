"""What people mistype in names and texts: missing ones, quotes where none belong and none where some do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .head import Mended, Token
from .meant import broken
from .nodes import Name, Text

if TYPE_CHECKING:
    from .head import Head

# Statements with a name, and those of them with a text.
_NAMED = frozenset({"KIND", "SCENE", "SHOT", "EDIT", "VIEW", "LOOK", "PROMPT", "PARAM", "VARIANT"})
_TITLED = frozenset({"KIND", "SCENE", "SHOT", "VIEW", "LOOK", "PROMPT"})


def name_in_quotes(head: Head) -> Mended | None:
    """`shot "wide" "The sea"`."""
    if len(head.tokens) < 3 or head.types[0] not in _NAMED or head.types[1] != "TEXT":
        return None
    token = head.tokens[1]
    name = token.value.value if token.value.value.isidentifier() else slug(token.value.value)
    tokens = [
        head.tokens[0],
        Token("NAME", Name(name, token.start, token.end), token.start, token.end),
        *head.tokens[2:],
    ]
    if not name or not head.fits(tokens):
        return None
    return Mended(tokens, head.problem("BNN148", token.start, token.end, (token.start, token.end, name), right=name))


def slug(text: str) -> str:
    """A name made of the first words of a text, empty where it has no ASCII letter."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    words = [w for w in words if w not in ("a", "an", "the", "of")] or words
    name = "_".join(words[:2])[:24].strip("_")
    return name if name.isidentifier() else ""


def name_missing(head: Head) -> Mended | None:
    """`character "a lighthouse keeper"`; the name that is proposed is put in, since others may well speak of it."""
    first = head.tokens[0]
    if first.type not in _NAMED:
        return None
    said = head.tokens[1].value.value if len(head.tokens) > 1 and head.types[1] == "TEXT" else ""
    name = said if said.isidentifier() else slug(said)
    tokens = [first, Token("NAME", Name(name or "_", first.end, first.end), first.end, first.end), *head.tokens[1:]]
    nameless = len(head.tokens) == 1 or (head.types[0] == "EDIT" and head.text(*head.tokens[1][2:]) == "of")
    if not nameless and not head.fits(tokens):
        return None
    word = head.written(first)
    example = f"{word} {name} ..." if name else ""
    problem = head.problem("BNN135", first.end, first.end, keyword=word, example=example)
    if name and not nameless:
        return Mended(tokens, problem)
    return broken(head, problem)


def name_of_words(head: Head) -> Mended | None:
    """`character mara voss "..."`."""
    types = head.types
    if types[0] not in _NAMED or types[1:3] != ["NAME", "NAME"]:
        return None
    end = next((i for i in range(1, len(types)) if types[i] != "NAME"), len(types))
    if end == len(types) and (types[0] in _TITLED or end > 4):
        return None
    last = head.tokens[end - 1]
    start = head.tokens[1].start
    name = "_".join(t.value.text for t in head.tokens[1:end])
    tokens = [head.tokens[0], Token("NAME", Name(name, start, last.end), start, last.end), *head.tokens[end:]]
    if not head.fits(tokens):
        return None
    return Mended(tokens, head.problem("BNN149", start, last.end, (start, last.end, name), right=name))


def text_unquoted(head: Head) -> Mended | None:
    """`shot wide The sea at night`, `caption: She is here`."""
    types = head.types
    begin = _text_begins(head)
    rest = types[begin:]
    if not rest or "TEXT" in rest or "LPAR" in rest or not ({"NAME", "DOTTED"} & set(rest)):
        return None
    if types[0] == "KEY" and (
        len(rest) < 2 or not set(rest) <= {"NAME", "NUMBER", "COMMA"} or rest[:2] != ["NAME", "NAME"]
    ):
        return None
    return _quoted(head, begin)


def _text_begins(head: Head) -> int:
    """The token at which the text of a statement is due."""
    types = head.types
    if types[0] == "REFERENCE":
        named = types[1:2] == ["NAME"] and len(types) > 2
        return 2 if named and "/" not in head.source.text[head.tokens[1].start : head.tokens[2].start] else 1
    return {"STORYBOARD": 1, "IMPORT": 1, "FROM": 1, "KEY": 1, "EDIT": 4, "VARIANT": 3}.get(types[0], 2)


def _quoted(head: Head, begin: int) -> Mended | None:
    start, end = head.tokens[begin].start, head.end
    said = head.source.text[start:end]
    tokens = [*head.tokens[:begin], Token("TEXT", Text(said, False, start, end), start, end)]
    if "\n" in said or not head.fits(tokens):
        return None
    fix = (start, end, f'"{said}"')
    return Mended(tokens, head.problem("BNN146", start, end, fix, right=head.text(start, end)))


def quotes_inside(head: Head) -> Mended | None:
    """`caption: "say "hi" now"`."""
    texts = [i for i, t in enumerate(head.tokens) if t.type == "TEXT"]
    if len(texts) < 2 or head.types[texts[0] + 1] == "COMMA":
        return None
    if head.tokens[texts[0]].end != head.tokens[texts[0] + 1].start:
        return None
    start, end = head.tokens[texts[0]].start, head.tokens[texts[-1]].end
    said = head.source.text[start + 1 : end - 1]
    text = Token("TEXT", Text(said, False, start, end), start, end)
    tokens = [*head.tokens[: texts[0]], text, *head.tokens[texts[-1] + 1 :]]
    if "\n" in said or not head.fits(tokens):
        return None
    quote = head.tokens[texts[0]].end - 1
    right = '"' + said.replace('\\"', '"').replace('"', '\\"') + '"'
    return Mended(tokens, head.problem("BNN152", quote, quote + 1, (start, end, right)))


def edit_of_what(head: Head) -> Mended | None:
    """`edit calm "..."`, `edit calm from close "..."`."""
    if head.types[0] != "EDIT" or len(head.tokens) < 2 or head.written(head.tokens[1]) == "of":
        return None
    if head.types[2:] in (["OF", "TEXT"], ["OF"]):
        problem = head.problem("BNN140", head.tokens[2].end, head.tokens[2].end, name=head.written(head.tokens[1]))
        return broken(head, problem)
    if head.types[1:3] == ["NAME", "NAME"] and head.tokens[2].value.text in ("from", "on", "to", "off", "for"):
        token = head.tokens[2]
        tokens = [*head.tokens[:2], Token("OF", token.start, token.start, token.end), *head.tokens[3:]]
        if head.fits(tokens):
            fix = (token.start, token.end, "of")
            name = head.written(head.tokens[1])
            return Mended(tokens, head.problem("BNN140", token.start, token.end, fix, name=name))
    if head.types[1:] not in (["NAME", "TEXT"], ["NAME"]):
        return None
    named = head.tokens[1]
    return broken(head, head.problem("BNN140", named.end, named.end, name=head.written(named)))
