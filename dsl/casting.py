"""Subjects declared: their looks, views and given pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..grammar import nodes
from .board import Level, Look, Maker, Reference, Subject
from .call import Kind
from .gallery import all_pictures

if TYPE_CHECKING:
    from .blocks import Blocks

MOST_PICTURES = 500  # of one subject
OF_WORDS = frozenset({"name", "wears", "note", "references"})  # settings that a subject has use for without a view


class Casting:
    """Declares the subjects of one file."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks, self.naming = blocks, blocks.naming
        self.module, self.report = blocks.module, blocks.report

    def subject(self, node: nodes.Subject) -> None:
        """A character, location, prop or style."""
        inside, settings = self.blocks.block("subject", node.block, node.kind)
        subject = Subject(node.kind, node.name.text, self.module, node, settings)
        self.naming.top(node.name, subject, node)
        for inner in inside:
            if isinstance(inner, nodes.Look):
                self._look(inner, subject)
            else:
                self._picture(inner, subject, None)
        pictures = list(all_pictures(subject))
        if len(pictures) > MOST_PICTURES:
            self._crowded(subject, node.name, len(pictures))
        self._useless(subject, node, views=any(isinstance(p, Maker) for p in pictures))

    def reference(self, node: nodes.Reference) -> None:
        """A picture at the top of the file, which is a subject of its own."""
        if node.name is None:
            self.report.say(self.module.source, (node.start, node.end), "BNN205", {"path": node.path.value})
            return
        _, settings = self.blocks.block("reference", node.block)
        subject = Subject("reference", node.name.text, self.module, node, settings)
        subject.pictures.append(Reference(None, self.module, node, subject))
        self.naming.top(node.name, subject, node)

    def _look(self, node: nodes.Look, subject: Subject) -> None:
        inside, settings = self.blocks.block("look", node.block)
        look = Look(node.name.text, subject, node, settings)
        if self.naming.member(node.name, subject):
            subject.members[look.name] = look
        for inner in inside:
            self._picture(inner, subject, look)

    def _picture(self, node: nodes.Statement, subject: Subject, look: Look | None) -> None:
        owner = look or subject
        if isinstance(node, nodes.Reference):
            self.blocks.block("reference", node.block)
            given = Reference(node.name.text if node.name else None, self.module, node, owner)
            if node.name and self.naming.member(node.name, owner):
                owner.members[node.name.text] = given
            owner.pictures.append(given)
        elif isinstance(node, nodes.View):
            view = self._view(node, subject, look)
            if self.naming.member(node.name, owner):
                owner.members[view.name] = view
                owner.pictures.append(view)

    def _view(self, node: nodes.View, subject: Subject, look: Look | None) -> Maker:
        inside, settings = self.blocks.block("view", node.block)
        level = Level(self.module, None, settings)
        view = Maker(Kind.VIEW, node.name.text, self.module, node, level, None, subject, look)
        view.references = self.blocks.references(inside)
        view.above = len((look or subject).pictures)
        return view

    def _crowded(self, subject: Subject, name: nodes.Name, count: int) -> None:
        """Too many pictures for one subject; it has then none."""
        words = {"subject": subject.name, "count": count, "most": MOST_PICTURES}
        self.report.say(self.module.source, (name.start, name.end), "BNN551", words)
        subject.pictures.clear()
        for member in subject.members.values():
            if isinstance(member, Look):
                member.pictures.clear()

    def _useless(self, subject: Subject, node: nodes.Subject, *, views: bool) -> None:
        """Settings that nothing here has use for."""
        for name, setting in subject.settings.items():
            if not views and name not in OF_WORDS:
                words = {"name": name, "subject": subject.name, "what": node.kind}
                self.report.say(self.module.source, (setting.name.start, setting.name.end), "BNN304", words)
        wears = subject.settings.get("wears")
        if wears is not None and node.kind != "character":
            self.report.say(self.module.source, (wears.name.start, wears.name.end), "BNN305", {"what": node.kind})
