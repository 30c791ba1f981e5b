"""Colours for boards wherever Pygments draws them: in terminals, in documentation, in notebooks made into pages."""

from __future__ import annotations

from typing import ClassVar

from pygments.lexer import RegexLexer, bygroups, include
from pygments.token import (
    Comment,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Text,
    Whitespace,
)

WORD = r"[^\W\d]\w*"
STARTS = r"(^|(?<=[{;]))([ \t]*)"
DECLARES = "character|location|prop|style|look|view|scene|shot|edit|variant|param|reference"
TAGS = r"\b(if|elif|else|endif|for|in|endfor|set|endset|macro|endmacro|call|endcall|filter|endfilter|is|not|and|or)\b"


class BananaboardLexer(RegexLexer):  # type: ignore[misc]  # Pygments has no types
    """A `.bnn` board, or a cell of a notebook with one."""

    name = "Bananaboard"
    aliases: ClassVar = ["bananaboard", "bnn"]
    filenames: ClassVar = ["*.bnn"]
    url = "https://pypi.org/project/bananaboard/"

    tokens: ClassVar = {
        "root": [
            (r"\A(\s*)(%%)(banana)(?=\s|$)", bygroups(Whitespace, Operator, Keyword.Pseudo), "options"),
            (r"\n", Whitespace),
            (r"#[^\n]*", Comment.Single),
            (
                rf"{STARTS}({DECLARES})([ \t]+)({WORD})(?![\w.]|[ \t]*[:(])",
                bygroups(Text, Whitespace, Keyword.Declaration, Whitespace, Name.Class),
            ),
            (
                rf"{STARTS}(prompt)([ \t]+)({WORD})",
                bygroups(Text, Whitespace, Keyword.Declaration, Whitespace, Name.Function),
            ),
            (rf"{STARTS}(import|from)\b(?![ \t]*:)", bygroups(Text, Whitespace, Keyword.Namespace)),
            (
                rf"{STARTS}({DECLARES}|storyboard|final|except)\b(?![ \t]*:)",
                bygroups(Text, Whitespace, Keyword.Declaration),
            ),
            (r"[ \t]+", Whitespace),  # not before: a statement begins with the blanks before it
            (rf"({WORD})([ \t]*)(:)", bygroups(Name.Attribute, Whitespace, Punctuation)),
            include("values"),
        ],
        "options": [
            (r"\n", Whitespace, "#pop"),
            (r"[ \t]+", Whitespace),
            (r"--[a-z-]+", Name.Attribute),
            (r'"[^"\n]*"|\'[^\'\n]*\'', String.Double),
            (r"\$?\d+(?:\.\d+)?\b", Number),
            (rf"{WORD}", Name),
            (r".", Text),
        ],
        "values": [
            (r'"""', String.Double, "block"),
            (r'"', String.Double, "text"),
            include("mention"),
            (r"\$\d+(?:\.\d+)?", Number),
            (r"\d+:\d+", Number),
            (r"\d+(?:\.\d+)?(?:s|m|K)?\b", Number),
            (r"\b(true|false|none|previous)\b", Keyword.Constant),
            (r"\b(of|as|import|from)\b", Keyword),
            (rf"({WORD}(?:\.{WORD})*)(\()", bygroups(Name.Function, Punctuation)),
            (rf"{WORD}(?:\.{WORD})*", Name),
            (r"[{}()\[\],;:]", Punctuation),
            (r"=", Operator),
            (r".", Text),
        ],
        "mention": [
            (rf"(?<![A-Za-z0-9._-])@(?:\{{[^}}\n]+\}}|{WORD}(?:\.\w+)*)(?:\[[^\]\n]*=[^\]\n]*\])?", Name.Variable),
        ],
        "inside": [
            (r'\\["\\n]|@@', String.Escape),
            (r"\{#.*?#\}", Comment.Multiline),
            (r"\{\{-?|\{%-?", String.Interpol, "template"),
            include("mention"),
        ],
        "text": [
            (r'"', String.Double, "#pop"),
            (r"\n", Whitespace, "#pop"),
            include("inside"),
            (r'[^"\\@{\n]+', String.Double),
            (r".", String.Double),
        ],
        "block": [
            (r'"""', String.Double, "#pop"),
            include("inside"),
            (r'[^"\\@{]+', String.Double),
            (r".|\n", String.Double),
        ],
        "template": [
            (r"-?\}\}|-?%\}", String.Interpol, "#pop"),
            (r'(?=")', Text, "#pop"),
            (TAGS, Keyword),
            (r"'[^']*'", String.Single),
            (r"\d+(?:\.\d+)?", Number),
            (rf"(\|[ \t]*)({WORD})", bygroups(Operator, Name.Builtin)),
            (rf"{WORD}(?:\.{WORD})*", Name.Variable.Instance),
            (r"\s+", Whitespace),
            (r".", Operator),
        ],
    }
