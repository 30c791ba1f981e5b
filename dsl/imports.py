"""Loads a board's file and everything that it imports, each file once, and tells a circle by its path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..grammar import nodes
from ..grammar.diagnostic import Related
from ..grammar.parser import parse
from ..grammar.reading import decode
from ..grammar.source import Place
from .axes import AxisReader
from .board import Alias, LibraryAlias, Module
from .declare import Declaring
from .loader import Unusable, Use
from .nearest import nearest
from .template.template import compile_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..grammar.source import Source
    from .board import Named
    from .loader import Found, Loader
    from .report import Report

DECLARES = re.compile(
    r"\b(?:character|location|prop|style|look|view|reference|param|prompt|scene|shot|edit|variant|as)\s+(\w+)"
)
DEEPEST = 50  # imports inside imports


class Importing:
    """Turns files into modules."""

    def __init__(self, report: Report, files: Loader) -> None:
        self.report, self.files = report, files
        self.modules: dict[str, Module] = {}
        self.libraries: dict[str, LibraryAlias] = {}
        self.order: list[Source] = []
        self.tables: dict[str, str] = {}  # "sha256:..." of each, by key

    def board(self, source: Source, key: str) -> Module:
        """The board's own file with everything that it imports."""
        return self._load(source, key, (), ())

    def _load(self, source: Source, key: str, prefix: tuple[str, ...], path: tuple[str, ...]) -> Module:
        parsed = parse(source)
        self.report.extend(parsed.diagnostics)
        module = Module(key, source, parsed.document, prefix)
        self.modules[key] = module
        self.order.append(source)
        for node in parsed.document.statements:
            if isinstance(node, nodes.Import | nodes.FromImport):
                self._import(module, node, (*path, key))
                self._lost(module, node)
        for name in names_in_broken(source, parsed.document.statements):
            self.report.lost(name)
        Declaring(module, self.report, AxisReader(self.report, self.files, self.tables)).run()
        return module

    def _lost(self, module: Module, node: nodes.Import | nodes.FromImport) -> None:
        """Names that an import should have brought and did not."""
        if isinstance(node, nodes.FromImport):
            names = [n.text for n in node.names]
        else:
            names = [node.alias.text if node.alias else stem(node.path.value)]
        for name in names:
            if name not in module.names:
                self.report.lost(name)

    def _import(self, module: Module, node: nodes.Import | nodes.FromImport, path: tuple[str, ...]) -> None:
        source, at = module.source, (node.path.start, node.path.end)
        try:
            found = self.files.find(node.path.value, beside=module.key, use=Use.IMPORT)
        except Unusable as e:
            self.report.say(source, at, e.code, e.words)
            return
        if found.key in path:
            circle = [*path[path.index(found.key) :], found.key]
            self.report.say(source, at, "BNN210", {"path": " → ".join(circle), "file": found.key})
            return
        if len(path) > DEEPEST:
            self.report.say(source, at, "BNN211", {"file": found.key, "most": DEEPEST})
            return
        if found.key.endswith(".j2"):
            self._library(module, node, found)
            return
        name = node.alias.text if isinstance(node, nodes.Import) and node.alias else stem(found.key)
        inside = (*module.prefix, name) if isinstance(node, nodes.Import) else module.prefix
        other = self.modules.get(found.key) or self._read(found, module, node, inside, path)
        if other is None:
            return
        if isinstance(node, nodes.Import):
            self._alias(module, node, name, Alias(name, other, node))
        else:
            self._from(module, node, other)

    def _read(
        self,
        found: Found,
        module: Module,
        node: nodes.Import | nodes.FromImport,
        prefix: tuple[str, ...],
        path: tuple[str, ...],
    ) -> Module | None:
        try:
            data = self.files.read(found)
        except Unusable as e:
            self.report.say(module.source, (node.path.start, node.path.end), e.code, e.words)
            return None
        source, diagnostics = decode(found.key, data)
        self._chain(module, node, found)
        self.report.extend(diagnostics)
        return self._load(source, found.key, prefix, path) if source is not None else None

    def _chain(self, module: Module, node: nodes.Import | nodes.FromImport, found: Found) -> None:
        """By which imports a file was reached, from the innermost to the board's own."""
        here = Related(Place(module.source, node.start, node.end), "imported")
        self.report.imported(found.key, (here, *self.report.chain(module.key)))

    def _alias(self, module: Module, node: nodes.Import, name: str, alias: Alias | LibraryAlias) -> None:
        at = (node.alias.start, node.alias.end) if node.alias else (node.path.start, node.path.end)
        if not name.isidentifier():
            self.report.say(module.source, at, "BNN212", {"name": name})
        elif name in module.names:
            self.report.say(module.source, at, "BNN203", {"name": name, "what": "import"})
        else:
            module.names[name] = alias
            if isinstance(alias, Alias):
                module.imported.append(alias)

    def _from(self, module: Module, node: nodes.FromImport, other: Module) -> None:
        for name in node.names:
            named = other.names.get(name.text)
            at = (name.start, name.end)
            if named is None:
                staged = name.text in other.scenes or name.text in other.shots
                words: dict[str, object] = {
                    "name": name.text,
                    "file": other.key,
                    "near": nearest(name.text, other.names),
                }
                self.report.say(module.source, at, "BNN214" if staged else "BNN213", words)
            elif name.text in module.names:
                words = {"name": name.text, "what": "import"}
                self.report.say(module.source, at, "BNN203", words)
            else:
                module.names[name.text] = named

    def _library(self, module: Module, node: nodes.Import | nodes.FromImport, found: Found) -> None:
        at = (node.path.start, node.path.end)
        known = self.libraries.get(found.key)
        if known is None:
            try:
                source, diagnostics = decode(found.key, self.files.read(found))
            except Unusable as e:
                self.report.say(module.source, at, e.code, e.words)
                return
            self._chain(module, node, found)
            self.report.extend(diagnostics)
            if source is None:
                return
            self.order.append(source)
            library = compile_library(source.text)
            for problem in library.problems:
                self.report.say(source, (problem.start, problem.end), problem.code, problem.words)
            if library.problems:
                self.report.lost(node.alias.text if isinstance(node, nodes.Import) and node.alias else stem(found.key))
            known = LibraryAlias(stem(found.key), found.key, source, library, node)  # type: ignore[arg-type]  # only its place is used
            self.libraries[found.key] = known
        if isinstance(node, nodes.Import):
            name = node.alias.text if node.alias else known.name
            self._alias(module, node, name, LibraryAlias(name, known.key, known.source, known.library, node))
            return
        self._macros(module, node, known)

    def _macros(self, module: Module, node: nodes.FromImport, known: LibraryAlias) -> None:
        from .board import Macro

        macros: Mapping[str, object] = known.library.macros
        for name in node.names:
            if name.text not in macros:
                words = {"name": name.text, "file": known.key, "near": nearest(name.text, macros)}
                self.report.say(module.source, (name.start, name.end), "BNN213", words)
            elif name.text in module.names:
                self.report.say(module.source, (name.start, name.end), "BNN203", {"name": name.text, "what": "import"})
            else:
                named: Named = Macro(name.text, known.library, known.source)
                module.names[name.text] = named


def names_in_broken(source: Source, statements: Iterable[nodes.Statement]) -> Iterable[str]:
    """The names that statements would have declared if they could be read."""
    for node in statements:
        if isinstance(node, nodes.Broken):
            yield from (m[1] for m in DECLARES.finditer(source.text, node.start, node.end))
        block = getattr(node, "block", None)
        if block is not None:
            yield from names_in_broken(source, block.statements)


def stem(key: str) -> str:
    """A file's name without folders and ending."""
    return key.rpartition("/")[2].rpartition(".")[0] or key
