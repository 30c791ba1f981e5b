"""What people mistype in a statement, one function a slip: it gives what was meant, or None where that is not it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .head import Mended, Token
from .nodes import Name, Text
from .tokens import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .diagnostic import Diagnostic
    from .head import Head

# Keywords that are settings too, so that a colon may be what is missing.
_SETTINGS_TOO = ("style", "final")

# Statements with a name, and how a whole one looks.
_NAMED = frozenset({"KIND", "SCENE", "SHOT", "EDIT", "VIEW", "LOOK", "PROMPT", "PARAM", "VARIANT"})
_TITLED = frozenset({"KIND", "SCENE", "SHOT", "VIEW", "LOOK", "PROMPT"})
_OPENING = frozenset({"COMMA", "LPAR", "LSQB", "EQ", "COLON"})


def _word(head: Head) -> str:
    return head.written(head.tokens[0])


def _keyword(word: str, token: Token) -> Token:
    type_ = KEYWORDS[word]
    value = Name(word, token.start, token.end) if type_ == "KIND" else token.start
    return Token(type_, value, token.start, token.end)


def _key(word: str, token: Token) -> Token:
    return Token("KEY", Name(word, token.start, token.end), token.start, token.end)


def equals_for_colon(head: Head) -> Mended | None:
    """`model = flash`, `variant light = a, b`, `wide(mood = "x")`."""
    tokens, first = list(head.tokens), None
    for i in range(1, len(tokens)):
        if tokens[i].type == "EQ" and (tokens[i - 1].type == "NAME" or i == 1):
            first = first or (tokens[i - 1], tokens[i])
            tokens[i - 1] = _key(head.source.text[tokens[i - 1].start : tokens[i - 1].end], tokens[i - 1])
    kept = [t for i, t in enumerate(tokens) if not (t.type == "EQ" and i and tokens[i - 1].type == "KEY")]
    if first is None or not head.fits(kept):
        return None
    name, sign = first
    args = {"name": head.written(name), "written": "=", "right": ":", "spelt": ":"}
    return Mended(kept, head.problem("BNN132", sign.start, sign.end, (name.end, sign.end, ":"), **args))


def colon_for_equals(head: Head) -> Mended | None:
    """`param coat: "red"`, `except light: dawn`, `@wide[light: dawn]`."""
    tokens: list[Token] = []
    first = None
    for i, token in enumerate(head.tokens):
        if token.type != "KEY" or i == 0:
            tokens.append(token)
            continue
        first = first or token
        name: Name = token.value
        tokens += [Token("NAME", name, name.start, name.end), Token("EQ", name.end, name.end, token.end)]
    if first is None or not head.fits(tokens):
        return None
    spelt = " = " if head.types[0] == "PARAM" else "="
    args = {"name": first.value.text, "written": ":", "right": "=", "spelt": spelt.rstrip()}
    fix = (first.value.end, first.end + (head.source.text[first.end : first.end + 1] == " "), spelt)
    return Mended(tokens, head.problem("BNN132", first.end - 1, first.end, fix, **args))


def capitals(head: Head) -> Mended | None:
    """`Scene arrival`."""
    word, first = _word(head), head.tokens[0]
    small = word.lower()
    if first.type not in ("NAME", "KEY") or small not in KEYWORDS or small == word:
        return None
    tokens = [_keyword(small, first), *_thirds(small, head.tokens[1:])]
    if not head.fits(tokens):
        return None
    fix = (first.start, first.end, small)
    return Mended(tokens, head.problem("BNN131", first.start, first.end, fix, written=word, right=small))


def _thirds(word: str, rest: list[Token]) -> list[Token]:
    """The rest of a statement with the keyword of its third place, which the lexer could not know."""
    from .tokens import THIRD

    if len(rest) < 2 or rest[1].type != "NAME":
        return rest
    type_ = THIRD.get((KEYWORDS[word], rest[1].value.text))
    third = rest[1] if type_ is None else Token(type_, rest[1].start, rest[1].start, rest[1].end)
    return [rest[0], third, *rest[2:]]


def _near(word: str) -> str | None:
    from difflib import get_close_matches

    found = get_close_matches(word.lower(), KEYWORDS, 1, 0.7) if 2 < len(word) < 30 else []
    return found[0] if found else None


def misspelt_keyword(head: Head) -> Mended | None:
    """`charcter mara "..."`."""
    first = head.tokens[0]
    near = _near(_word(head)) if first.type == "NAME" and _word(head) not in KEYWORDS else None
    if near is None:
        return None
    tokens = [_keyword(near, first), *_thirds(near, head.tokens[1:])]
    if len(tokens) < 2 or not head.fits(tokens):
        return None
    fix = (first.start, first.end, near)
    return Mended(tokens, head.problem("BNN130", first.start, first.end, fix, written=_word(head), right=near))


def colon_missing(head: Head) -> Mended | None:
    """`model flash`, `style @ink` in a block, `variant light "a", "b"`."""
    at = 1 if head.types[0] == "VARIANT" else 0
    if at >= len(head.tokens):
        return None
    token, word = head.tokens[at], head.written(head.tokens[at])
    sure = token.type == "NAME" or (word in _SETTINGS_TOO and (head.nested or head.types[1:2] == ["MENTION"]))
    sure = sure or (word == "final" and len(head.tokens) > 1)
    tokens = [*head.tokens[:at], _key(word, token), *head.tokens[at + 1 :]]
    if not sure or not head.fits(tokens):
        return None
    return Mended(tokens, head.problem("BNN133", token.start, token.end, (token.end, token.end, ":"), name=word))


def colon_too_many(head: Head) -> Mended | None:
    """`shot wide: "The sea"`, `scene: arrival`."""
    for i, token in enumerate(head.tokens[:3]):
        if token.type != "KEY":
            continue
        name: Name = token.value
        kind = KEYWORDS.get(name.text) if i == 0 else None
        right = (
            _keyword(name.text, Token("", 0, name.start, name.end))
            if kind
            else Token("NAME", name, name.start, name.end)
        )
        tokens = [*head.tokens[:i], right, *head.tokens[i + 1 :]]
        if (i or kind) and head.fits(tokens):
            spelt = head.text(head.tokens[0].start, name.end)
            return Mended(
                tokens, head.problem("BNN134", token.end - 1, token.end, (name.end, token.end, ""), right=spelt)
            )
    return None


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
    return _broken(head, problem)


def _broken(head: Head, problem: Diagnostic) -> Mended:
    """Nothing of the head is kept but its error; the block behind it is still read."""
    start = head.tokens[0].start
    return Mended([Token("ERROR", (start, head.end), start, head.end)], problem)


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
        return _broken(head, problem)
    if head.types[1:3] == ["NAME", "NAME"] and head.tokens[2].value.text in ("from", "on", "to", "off", "for"):
        token = head.tokens[2]
        tokens = [*head.tokens[:2], Token("OF", token.start, token.start, token.end), *head.tokens[3:]]
        if head.fits(tokens):
            fix = (token.start, token.end, "of")
            name = head.written(head.tokens[1])
            return Mended(tokens, head.problem("BNN140", token.start, token.end, fix, name=name))
    if head.types[1:] not in (["NAME", "TEXT"], ["NAME"]):
        return None
    name = head.tokens[1]
    problem = head.problem("BNN140", name.end, name.end, name=head.written(name))
    return _broken(head, problem)


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
        return _broken(head, head.problem("BNN137", end, end, after=said, example=example))
    if types in (["IMPORT", "TEXT", "AS"], ["FROM", "TEXT", "NAMES"]):
        return _broken(head, head.problem("BNN135", end, end, keyword=head.written(head.tokens[-1])))
    if types == ["FROM"]:
        return _broken(head, head.problem("BNN136", end, end, what="`from`", example='from "file.bnn" import mara'))
    if head.in_entries and len(types) == 1 and types[0] in ("NAME", "TEXT", "NUMBER", "RATIO", "SIZE"):
        said = head.written(head.tokens[0])
        return _broken(head, head.problem("BNN137", end, end, after=said, example=f'{said}: "..."'))
    if types == ["FROM", "TEXT"]:
        return _broken(head, head.problem("BNN141", end, end, sign="import"))
    return None


def choice_without_axis(head: Head) -> Mended | None:
    """`@wide[dawn]`."""
    types = head.types
    for i in range(1, len(types) - 2):
        if types[i - 1 : i + 1] in (["MENTION", "LSQB"], ["NAME", "LSQB"]) and types[i + 1 : i + 3] == ["NAME", "RSQB"]:
            token = head.tokens[i + 1]
            return _broken(head, head.problem("BNN150", token.start, token.end, key=head.written(token)))
    return None


def two_in_a_line(head: Head) -> Mended | None:
    """`model: flash aspect: 16:9`, `shot a "x" shot b "y"`."""
    for at in range(1, len(head.tokens)):
        token = head.tokens[at]
        word = head.written(token)
        if head.types[at - 1] in _OPENING or not (token.type == "KEY" or (token.type == "NAME" and word in KEYWORDS)):
            continue
        second = token if token.type == "KEY" else _keyword(word, token)
        end = head.tokens[at - 1].end
        rest = head.tokens[at + 1 :]
        thirds = rest if token.type == "KEY" else _thirds(word, rest)
        tokens = [*head.tokens[:at], Token("SEP", end, end, end), second, *thirds]
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


def block_of_a_setting(head: Head) -> Mended | None:
    """`model: flash { }`."""
    first = head.tokens[0]
    if first.type != "KEY" or head.tail != "LBRACE":
        return None
    problem = head.problem("BNN147", first.value.start, first.value.end, name=first.value.text)
    return _broken(head, problem)


def unknown_word(head: Head) -> Mended | None:
    """`foo bar baz`."""
    first, word = head.tokens[0], _word(head)
    if first.type not in ("NAME", "DOTTED"):
        return None
    problem = head.problem("BNN130", first.start, first.end, written=word, right=_near(word))
    return _broken(head, problem)


GUESSES: tuple[Callable[[Head], Mended | None], ...] = (
    quotes_inside,
    comma_at_the_end,
    commas_between,
    list_without_brackets,
    choice_without_axis,
    cut_off,
    equals_for_colon,
    capitals,
    misspelt_keyword,
    colon_missing,
    colon_for_equals,
    colon_too_many,
    name_in_quotes,
    two_in_a_line,
    name_of_words,
    edit_of_what,
    text_unquoted,
    name_missing,
    block_of_a_setting,
    unknown_word,
)
