"""What people mistype at the start of a statement: keywords, colons and equals signs. One function a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .head import Mended, Token
from .meant import broken, first_word, key_of, keyword, near, thirds
from .tokens import KEYWORDS

if TYPE_CHECKING:
    from .head import Head
    from .nodes import Name

# Keywords that are settings too, so that a colon may be what is missing.
_SETTINGS_TOO = ("style", "final")


def equals_for_colon(head: Head) -> Mended | None:
    """`model = flash`, `variant light = a, b`, `wide(mood = "x")`."""
    tokens, first = list(head.tokens), None
    for i in range(1, len(tokens)):
        if tokens[i].type == "EQ" and (tokens[i - 1].type == "NAME" or i == 1):
            first = first or (tokens[i - 1], tokens[i])
            tokens[i - 1] = key_of(head.source.text[tokens[i - 1].start : tokens[i - 1].end], tokens[i - 1])
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
    word, first = first_word(head), head.tokens[0]
    small = word.lower()
    if first.type not in ("NAME", "KEY") or small not in KEYWORDS or small == word:
        return None
    tokens = [keyword(small, first), *thirds(small, head.tokens[1:])]
    if not head.fits(tokens):
        return None
    fix = (first.start, first.end, small)
    return Mended(tokens, head.problem("BNN131", first.start, first.end, fix, written=word, right=small))


def misspelt_keyword(head: Head) -> Mended | None:
    """`charcter mara "..."`."""
    first = head.tokens[0]
    nearest = near(first_word(head)) if first.type == "NAME" and first_word(head) not in KEYWORDS else None
    if nearest is None:
        return None
    tokens = [keyword(nearest, first), *thirds(nearest, head.tokens[1:])]
    if len(tokens) < 2 or not head.fits(tokens):
        return None
    fix = (first.start, first.end, nearest)
    return Mended(tokens, head.problem("BNN130", first.start, first.end, fix, written=first_word(head), right=nearest))


def colon_missing(head: Head) -> Mended | None:
    """`model flash`, `style @ink` in a block, `variant light "a", "b"`."""
    at = 1 if head.types[0] == "VARIANT" else 0
    if at >= len(head.tokens):
        return None
    token, word = head.tokens[at], head.written(head.tokens[at])
    sure = token.type == "NAME" or (word in _SETTINGS_TOO and (head.nested or head.types[1:2] == ["MENTION"]))
    sure = sure or (word == "final" and len(head.tokens) > 1)
    tokens = [*head.tokens[:at], key_of(word, token), *head.tokens[at + 1 :]]
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
            keyword(name.text, Token("", 0, name.start, name.end))
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


def block_of_a_setting(head: Head) -> Mended | None:
    """`model: flash { }`."""
    first = head.tokens[0]
    if first.type != "KEY" or head.tail != "LBRACE":
        return None
    problem = head.problem("BNN147", first.value.start, first.value.end, name=first.value.text)
    return broken(head, problem)


def unknown_word(head: Head) -> Mended | None:
    """`foo bar baz`."""
    first, word = head.tokens[0], first_word(head)
    if first.type not in ("NAME", "DOTTED"):
        return None
    problem = head.problem("BNN130", first.start, first.end, written=word, right=near(word))
    return broken(head, problem)
