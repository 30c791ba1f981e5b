"""Makes `tables.py` from `bananaboard.lark`: Lark works out the LALR tables, the parser runs on them as plain data."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GRAMMAR = HERE / "bananaboard.lark"
TABLES = HERE / "tables.py"

HEAD = '''"""The parser's tables, made from `bananaboard.lark` by `python -m bananaboard.grammar.build`; do not edit."""

# fmt: off
'''


def grammar_text() -> str:
    """The grammar as it is on the disk."""
    return GRAMMAR.read_text(encoding="utf-8")


def lark_parser() -> Any:
    """Lark's own LALR parser for the grammar; a conflict in it raises `lark.exceptions.GrammarError`."""
    from lark import Lark

    return Lark(grammar_text(), parser="lalr", lexer=_no_lexer(), start="document", strict=True, keep_all_tokens=True)


def _no_lexer() -> type:
    """A lexer class that Lark can hold on to, since all terminals come from our own."""
    from lark.lexer import Lexer

    class Elsewhere(Lexer):
        def __init__(self, _conf: Any) -> None: ...

        def lex(self, _state: Any, _parser_state: Any) -> Any:
            return iter(())

    return Elsewhere


def tables() -> tuple[list[tuple[str, str, int]], list[dict[str, int]], list[dict[str, int]]]:
    """Rules as (what they make, function, length); for each state what a terminal does and where a rule's name leads.

    A terminal's number is a state to shift to, or `~rule` for a rule to reduce by.
    """
    table = lark_parser().parser.parser._parse_table
    order = _order(table)
    rules = sorted(
        {arg for row in table.states.values() for act, arg in row.values() if not _shifts(act)}, key=_written
    )
    numbers = {rule: i for i, rule in enumerate(rules)}
    terminals: list[dict[str, int]] = [{} for _ in order]
    goto: list[dict[str, int]] = [{} for _ in order]
    for state, row in table.states.items():
        for symbol, (act, arg) in sorted(row.items()):
            side = terminals if symbol.isupper() or symbol == "$END" else goto
            side[order[state]][str(symbol)] = order[arg] if _shifts(act) else ~numbers[arg]
    done = goto[0]["document"]
    terminals[done]["$END"] = done
    _skip_units(rules, terminals, goto)
    named = [(str(r.origin.name), str(r.alias or r.origin.name), len(r.expansion)) for r in rules]
    return named, terminals, goto


def _skip_units(rules: list[Any], terminals: list[dict[str, int]], goto: list[dict[str, int]]) -> None:
    """Leads a shift straight to where its token ends up if only a rule follows that changes nothing.

    `value: TEXT -> same` costs nothing then. A token that does not fit is found one step later, at the same place.
    """
    units = {~i for i, rule in enumerate(rules) if rule.alias == "same" and len(rule.expansion) == 1}
    for state, row in enumerate(terminals):
        for symbol, act in row.items():
            while act >= 0 and len(done := set(terminals[act].values())) == 1 and done <= units:
                act = goto[state][str(rules[~done.pop()].origin.name)]
            row[symbol] = act


def _shifts(action: Any) -> bool:
    return str(action) == "Shift"


def _written(rule: Any) -> tuple[str, int]:
    return (rule.origin.name, rule.order)


def _order(table: Any) -> dict[Any, int]:
    """States numbered breadth first from the start, so that the same grammar always gives the same tables."""
    start = table.start_states["document"]
    order = {start: 0}
    waiting = [start]
    for state in waiting:
        for _symbol, (act, arg) in sorted(table.states[state].items()):
            if _shifts(act) and arg not in order:
                order[arg] = len(order)
                waiting.append(arg)
    return order


def module_text() -> str:
    """The text of `tables.py`."""
    named, terminals, goto = tables()
    digest = hashlib.sha256(grammar_text().encode()).hexdigest()
    parts = [HEAD, f'GRAMMAR = "{digest}"\n', "RULES: list[tuple[str, str, int]] = [\n"]
    parts += [f"    {_plain(row)},\n" for row in named]
    for title, rows in (("ACTIONS", terminals), ("GOTO", goto)):
        parts += ["]\n", f"{title}: list[dict[str, int]] = [\n"]
        parts += [f"    {_plain(row)},\n" for row in rows]
    return "".join([*parts, "]\n"])


def _plain(row: object) -> str:
    return repr(row).replace("'", '"')


if __name__ == "__main__":
    TABLES.write_text(module_text(), encoding="utf-8")
