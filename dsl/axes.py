"""Variants: the axes that a block declares, their values and keys, and the combinations that are not wanted."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ..grammar import nodes
from ..grammar.diagnostic import Related
from ..grammar.source import Place, Source
from .board import Axis, AxisValue
from .key import slug
from .loader import Unusable, Use
from .nearest import nearest
from .settings import BY_NAME, Where, articled, fitting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .board import Level
    from .loader import Loader
    from .report import Report

ROWS = 100_000  # values of one axis at most
HOME = {"storyboard": Where.STORYBOARD, "scene": Where.SCENE, "shot": Where.SHOT, "edit": Where.EDIT}


def key_of(value: nodes.Value | nodes.Name) -> str:
    """The key that a value has by itself: its own words, made safe for addresses and file names."""
    match value:
        case nodes.Name():
            return slug(value.text)
        case nodes.Text():
            return slug(value.value)
        case nodes.Number():
            return slug(format(value.value, "f"))
        case nodes.Ratio() | nodes.Size():
            return slug(value.text)
        case nodes.Mention() | nodes.Word():
            return slug(".".join(n.text for n in value.path))
        case nodes.Money():
            return slug(format(value.nano / 10**9, "g"))
        case nodes.Duration():
            return slug(format(value.seconds, "f") + "s")
        case nodes.Bool():
            return "true" if value.value else "false"
        case nodes.Nothing():
            return "none"
        case _:
            return "list"


class AxisReader:
    """Reads the variants of a block into its level."""

    def __init__(self, report: Report, files: Loader, tables: dict[str, str]) -> None:
        self.report, self.files, self.tables = report, files, tables

    def read(self, level: Level, inside: Iterable[nodes.Statement], home: str) -> None:
        """Declare the axes and exceptions among `inside`."""
        statements = list(inside)
        outer = level.parent.scope() if level.parent else {}
        for node in statements:
            if isinstance(node, nodes.Variant):
                self._variant(level, outer, node, home)
        level.excepts = tuple(n for n in statements if isinstance(n, nodes.Except))
        for node in level.excepts:
            self._except(level, node)

    def _variant(self, level: Level, outer: dict[str, Axis], node: nodes.Variant, home: str) -> None:
        name = node.name.text
        source = level.module.source
        at = (node.name.start, node.name.end)
        mine = {a.name: a for a in level.axes}
        before = outer.get(name) or mine.get(name)
        if before is not None:
            related = (Related(Place(before.module.source, before.node.name.start, before.node.name.end), "first"),)
            self.report.say(source, at, "BNN501", {"name": name}, related=related)
            return
        values = self._values(level, node, home)
        if not values:
            self.report.lost(name)
            if node.table is None:
                self.report.say(source, at, "BNN502", {"name": name})
            return
        self._twins(level, node, values)
        sets = frozenset({name} if name in BY_NAME and node.table is None else ()) | {
            s for v in values for s in v.settings
        }
        if name in sets and not BY_NAME[name].where & HOME[home]:
            self.report.say(source, at, "BNN302", {"name": name, "home": articled(home), "fits": fitting(name)})
            sets -= {name}
        clash = next((s for s in sorted(sets) if s == name and s in level.settings), None)
        if clash:
            setting = level.settings[clash].name
            self.report.say(source, (setting.start, setting.end), "BNN503", {"name": clash})
        level.axes = (*level.axes, Axis(name, level.module, node, values, len(outer) + len(mine), sets))

    def _values(self, level: Level, node: nodes.Variant, home: str) -> tuple[AxisValue, ...]:
        if node.table is not None:
            return self._rows(level, node.table)
        if node.values is not None:
            return tuple(AxisValue(key_of(v), v) for v in self._flat(node.values))
        return tuple(self._entry(level, e, home) for e in node.entries or ())

    def _flat(self, values: tuple[nodes.Value, ...]) -> Iterable[nodes.Value]:
        for value in values:
            if isinstance(value, nodes.ListValue) and len(values) == 1:
                yield from value.items
            else:
                yield value

    def _entry(self, level: Level, entry: nodes.Entry, home: str) -> AxisValue:
        key = key_of(entry.key)
        if not isinstance(entry.value, nodes.Block):
            return AxisValue(key, entry.value)
        settings: dict[str, nodes.Setting] = {}
        extras: dict[str, nodes.Setting] = {}
        for node in entry.value.statements:
            if not isinstance(node, nodes.Setting):
                if not isinstance(node, nodes.Broken):
                    self.report.say(level.module.source, (node.start, node.end), "BNN504", {"key": key})
                continue
            name = node.name.text
            into = settings if name in BY_NAME else extras
            if name in into:
                self.report.say(level.module.source, (node.name.start, node.name.end), "BNN303", {"name": name})
            elif name in BY_NAME and not BY_NAME[name].where & HOME[home]:
                words = {"name": name, "home": articled(home), "fits": fitting(name)}
                self.report.say(level.module.source, (node.name.start, node.name.end), "BNN302", words)
            else:
                into[name] = node
        return AxisValue(key, None, settings, extras)

    def _rows(self, level: Level, path: nodes.Text) -> tuple[AxisValue, ...]:
        from .table import read_table

        source, at = level.module.source, (path.start, path.end)
        try:
            found = self.files.find(path.value, beside=level.module.key, use=Use.TABLE)
            data = self.files.read(found)
        except Unusable as e:
            self.report.say(source, at, e.code, e.words)
            return ()
        self.tables[found.key] = f"sha256:{hashlib.sha256(data).hexdigest()}"
        table = read_table(data, found.key)
        if table.problems:
            text = Source(found.key, data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n"))
            used = (Related(Place(source, *at), "table"),)
            for code, words, line, column in table.problems:
                start = min(text.starts[min(line, len(text.starts)) - 1] + column - 1, len(text.text))
                place = (start, min(start + 1, len(text.text)))
                self.report.say(text, place, code, {**words, "line": line, "column": column}, related=used)
        if table.problems:
            return ()
        return tuple(AxisValue(row.key, None, {}, {}, dict(row.cells)) for row in table.rows)

    def _twins(self, level: Level, node: nodes.Variant, values: tuple[AxisValue, ...]) -> None:
        seen: dict[str, int] = {}
        for i, value in enumerate(values):
            if value.key and value.key in seen:
                words = {"name": node.name.text, "key": value.key, "first": seen[value.key] + 1, "second": i + 1}
                at = (node.name.start, node.name.end)
                if node.entries:
                    at = (node.entries[i].start, node.entries[i].key.end)
                elif value.value is not None:
                    at = (value.value.start, value.value.end)
                self.report.say(level.module.source, at, "BNN505", words)
            seen.setdefault(value.key, i)
            if not value.key:
                at = (value.value.start, value.value.end) if value.value else (node.name.start, node.name.end)
                at = (node.entries[i].key.start, node.entries[i].key.end) if node.entries else at
                self.report.say(level.module.source, at, "BNN508", {"name": node.name.text})

    def _except(self, level: Level, node: nodes.Except) -> None:
        scope = level.scope()
        source = level.module.source
        if len(node.choices) < 1:
            return
        for choice in node.choices:
            axis = scope.get(choice.axis.text)
            if axis is None:
                near = nearest(choice.axis.text, scope)
                words = {"name": choice.axis.text, "near": near}
                self.report.say(source, (choice.axis.start, choice.axis.end), "BNN506", words, fix=near)
            elif axis.find(key_of(choice.key)) is None:
                near = nearest(key_of(choice.key), [v.key for v in axis.values])
                words = {"axis": axis.name, "key": key_of(choice.key), "near": near, "keys": some(axis)}
                self.report.say(source, (choice.key.start, choice.key.end), "BNN507", words, fix=near)


def some(axis: Axis, most: int = 8) -> str:
    """The first keys of an axis, for a sentence."""
    keys = [v.key for v in axis.values]
    return ", ".join(keys[:most]) + (f" and {len(keys) - most} more" if len(keys) > most else "")
