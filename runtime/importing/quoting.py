"""Words of others as texts of a board, in which nothing is a template and nobody is mentioned."""

from __future__ import annotations

import re

from ..page.harmless import terminal

_CODE = re.compile(r"\{[{%#]")
# The noncharacters of each plane: with some of them mentions are marked, so no board may hold one.
_NONE = re.compile("[\ufdd0-\ufdef" + "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(17)) + "]")


def plain(text: str) -> str:
    """Lines without control characters, without spaces at their ends, and without empty ones."""
    lines = (" ".join(line.split()) for line in _NONE.sub("\ufffd", terminal(text)).split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split("\n"))


def spelt(text: str) -> str:
    """As it stands between quotes, with `@` as it is: that is right for texts that are not sent."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return _CODE.sub(lambda m: f"{{{{ '{m[0]}' }}}}", safe)


def sent(text: str) -> str:
    """As it stands between quotes of a text that is sent, where an `@` would mention somebody."""
    return spelt(text).replace("@", "@@")


def quoted(text: str) -> str:
    """A text that is not sent, with its quotes."""
    return between_quotes(spelt(text).replace("\n", "\\n"))


def between_quotes(text: str) -> str:
    """What is spelt, with its quotes: three of them around several lines."""
    if "\n" not in text:
        return f'"{text}"'
    lines = "".join(f"    {line}\n" for line in text.split("\n"))
    return f'"""\n{lines}    """'


def comment(text: str) -> str:
    """A line that says something to people."""
    return f"# {one_line(text)}".rstrip()
