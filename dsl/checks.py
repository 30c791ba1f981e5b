"""Rules over a whole board, one function each: they look at what the other stages found and only report."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..grammar import nodes
from ..grammar.text import offset_map
from .axes import key_of, some
from .board import Axis, Level, Look, Param, Prompt, Reference, Subject
from .call import Kind
from .context import Context
from .describing import words_of
from .frame import NAMES
from .members import longest
from .nearest import nearest
from .param_value import param_value
from .pictures import Pictures
from .report import Wrong
from .settings import ABOUT, BY_NAME
from .settled import Origin, literal, values_of
from .uses import names_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .board import Maker
    from .drafts import Drafts
    from .imports import Importing
    from .work import Work


def levels(work: Work) -> Iterator[Level]:
    """Every block of the board that may declare axes."""
    board = work.board
    if board is None or board.level is None:
        return
    yield board.level
    yield from (s.level for s in board.scenes.values())
    yield from (m.level for m in board.ordered if m.level.node is m.node)


def unused_axes(work: Work, drafts: Drafts, importing: Importing, makers: list[Maker]) -> None:
    """An axis that nothing uses is a warning; one that only unsent texts use an error."""
    del importing
    used = {a for axes in drafts.reach.axes.values() for a in axes}
    only: dict[Axis, tuple[Maker, str]] = {}
    for maker in makers:
        scope = drafts.targets.scope(maker)
        if maker.kind is Kind.VIEW or not scope:
            continue
        mine = set(drafts.reach.axes[maker])
        held = drafts.cascades.held(maker)
        for name in ABOUT:
            for axis in sorted(drafts.subjects.uses.of_setting(name, scope, held) - mine, key=lambda a: a.rank):
                only.setdefault(axis, (maker, name))
    for level in levels(work):
        for axis in level.axes:
            at = (axis.node.name.start, axis.node.name.end)
            if axis in only:
                maker, name = only[axis]
                words = {"name": axis.name, "setting": name, "shot": maker.path}
                origin = next((o for o in drafts.cascades.held(maker).of(name) if o.setting is not None), None)
                if origin is not None and origin.setting is not None:
                    at_setting = (origin.setting.start, origin.setting.end)
                    work.report.say(origin.module.source, at_setting, "BNN511", words)
                else:
                    work.report.say(axis.module.source, at, "BNN511", words)
            elif axis not in used:
                work.report.say(axis.module.source, at, "BNN510", {"name": axis.name, "keys": some(axis, 4)})


def useless_exceptions(work: Work, drafts: Drafts, importing: Importing, makers: list[Maker]) -> None:
    """An `except` over axes that never meet takes nothing out."""
    del importing
    met = [frozenset(a.name for a in drafts.reach.axes[m]) for m in makers]
    used = frozenset().union(*met)
    for level in levels(work):
        scope = level.scope()
        for node in level.excepts:
            names = {c.axis.text for c in node.choices}
            known = all(
                c.axis.text in scope and scope[c.axis.text].find(key_of(c.key)) is not None for c in node.choices
            )
            if known and names <= used and not any(names <= m for m in met):
                words = {"names": ", ".join(sorted(names))}
                work.report.say(level.module.source, (node.start, node.end), "BNN512", words)


def prompts(work: Work, importing: Importing) -> None:
    """A prompt's text may only name its arguments and what its file declares; one never written is a warning.

    It goes before everything else: who calls such a prompt need not hear of it again.
    """
    for module in importing.modules.values():
        for named in module.names.values():
            if isinstance(named, Prompt) and named.module is module:
                _prompt(work, named)


def _prompt(work: Work, prompt: Prompt) -> None:
    module, node = prompt.module, prompt.node
    try:
        template = work.template(module.source, node.text)
    except Wrong as e:
        work.report.add(e.diagnostic)
        return
    parameters = {p.name.text: p.name for p in node.parameters}
    seen = {f.name for f in template.free} | {h.path.split(".", maxsplit=1)[0] for h in template.holes}
    known = {*parameters, *module.names, *NAMES, "shot", "scene", "storyboard"}
    for free in template.free:
        if free.name not in known:
            place = offset_map(module.source, node.text).place(free.start, free.end)
            words = {"name": free.name, "near": nearest(free.name, known), "prompt": prompt.name}
            work.report.say(module.source, (place.start, place.end), "BNN463", words)
    named = {*parameters, *module.names}
    for hole in template.holes:
        first = hole.path.split(".", maxsplit=1)[0]
        if not hole.glued and longest(first, named.__contains__, whole=hole.braced)[0] not in named:
            at = hole.start + (2 if hole.braced else 1)
            place = offset_map(module.source, node.text).place(at, at + len(first))
            near = nearest(first, named)
            words = {"name": first, "meant": near and f"@{near}"}
            work.report.say(module.source, (place.start, place.end), "BNN450", words)
    for name, parameter in parameters.items():
        if name not in seen:
            words = {"argument": name, "prompt": prompt.name}
            work.report.say(module.source, (parameter.start, parameter.end), "BNN464", words)


def texts(work: Work, drafts: Drafts, importing: Importing, makers: list[Maker]) -> None:
    """Texts that no call reached are read too, so that one run tells everything."""
    del drafts, makers
    for module in importing.modules.values():
        for named in module.names.values():
            if isinstance(named, Subject) and named.module is module:
                _subject(work, named)


def _subject(work: Work, subject: Subject) -> None:
    try:
        level = subject.module.level
        if level is None or not level.scope():
            words_of(Context(work, subject.module), subject)
        for text in names_of_texts(subject):
            list(names_in(work, subject.module, text))
    except Wrong as e:
        work.report.add(e.diagnostic)


def given(work: Work, drafts: Drafts, importing: Importing, makers: list[Maker]) -> None:
    """Every given picture is looked at and every param read, used or not."""
    del makers
    pictures = Pictures(work, drafts)
    for module in importing.modules.values():
        for named in list(module.names.values()):
            if isinstance(named, Param) and named.module is module:
                with suppress_wrong(work):
                    param_value(Context(work, module), named)
            if isinstance(named, Subject) and named.module is module:
                for reference in references_of(named):
                    with suppress_wrong(work):
                        pictures.look(reference, pictures.path(reference, Context(work, module)))


@contextmanager
def suppress_wrong(work: Work) -> Iterator[None]:
    """Tell a fault and go on."""
    try:
        yield
    except Wrong as e:
        work.report.add(e.diagnostic)


def references_of(subject: Subject) -> Iterator[Reference]:
    """The given pictures of a subject and of its looks."""
    looks = [m for m in subject.members.values() if isinstance(m, Look)]
    for pictures in (subject.pictures, *(look.pictures for look in looks)):
        yield from (p for p in pictures if isinstance(p, Reference))


def names_of_texts(subject: Subject) -> Iterator[nodes.Text]:
    """The description of a subject and of its looks."""
    if subject.description is not None:
        yield subject.description
    for member in subject.members.values():
        node = getattr(member, "node", None)
        if isinstance(node, nodes.Look) and node.description is not None:
            yield node.description


def overridden(work: Work, drafts: Drafts, importing: Importing, makers: list[Maker]) -> None:
    """A setting that something further in sets again is read too, where it means the same everywhere."""
    del drafts, makers
    outer = [m.level for m in importing.modules.values() if m.level is not None]
    for level in (*outer, *levels(work)):
        for name, setting in level.settings.items():
            spec = BY_NAME[name]
            if id(setting) in work.literals or not all(literal(v, level.module, spec) for v in setting.values):
                continue
            with suppress_wrong(work):
                values_of(Context(work, level.module), spec, Origin(level.module, setting))


def empty_board(work: Work, drafts: Drafts, importing: Importing, makers: list[Maker]) -> None:
    """A board that makes nothing is worth a note, unless it is a cast for other boards."""
    del drafts, importing, makers
    board = work.board
    if board is not None and not board.ordered and not board.names and not work.report.errors:
        work.report.say(board.source, (0, 0), "BNN215")


CHECKS: tuple[Callable[[Work, Drafts, Importing, list[Maker]], None], ...] = (
    unused_axes, useless_exceptions, texts, given, overridden, empty_board,
)  # fmt: skip


def check(work: Work, drafts: Drafts, importing: Importing, makers: list[Maker]) -> None:
    """Every rule, in order."""
    for rule in CHECKS:
        rule(work, drafts, importing, makers)
