"""What the words of a subject are in a combination, and the axes along which they vary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Look, Subject
from .describing import words_of
from .report import Wrong
from .uses import Uses, names_in
from .words import owner, texts_of

if TYPE_CHECKING:
    from ..grammar import nodes
    from .board import Axis
    from .context import Context
    from .words import SubjectWords
    from .work import Mentioned, Work


class Subjects:
    """The words of subjects; remembered."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.uses = Uses(work, self.axes)
        self._axes: dict[Subject | Look, frozenset[Axis]] = {}
        self._used: dict[Subject | Look, tuple[frozenset[Axis], tuple[Subject | Look, ...]]] = {}
        self._plain: dict[int, SubjectWords] = {}
        self._words: dict[tuple[int, tuple[int, ...]], SubjectWords] = {}

    def steady(self, mentioned: Mentioned) -> bool:
        """Whether the words of a subject are the same in every combination."""
        return id(mentioned.target) in self._plain

    def words(self, mentioned: Mentioned, context: Context) -> SubjectWords:
        """The words of a subject in a context; remembered where no axis reaches them."""
        plain = self._plain.get(id(mentioned.target))
        if plain is not None:
            return plain
        subject, look = owner(mentioned.target)
        axes = self.axes(look or subject) if subject is not None else frozenset()
        if not axes:
            found = self._plain[id(mentioned.target)] = words_of(context.elsewhere(context.module), mentioned.target)
            return found
        key = (id(mentioned.target), tuple(context.combo.get(a, -1) for a in sorted(axes, key=lambda a: a.name)))
        if key not in self._words:
            self._words[key] = words_of(context, mentioned.target)
        return self._words[key]

    def axes(self, subject: Subject | Look) -> frozenset[Axis]:
        """The axes of the storyboard along which a subject's words vary, and those of what they mention."""
        if subject not in self._axes:
            self._follow(subject)
        return self._axes[subject]

    def _follow(self, subject: Subject | Look) -> None:
        """Find the axes of a subject and of all that it names; each is gone through once, circles too."""
        found: dict[Subject | Look, set[Axis]] = {}
        back: dict[Subject | Look, list[Subject | Look]] = {}
        waiting = [subject]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            known = self._axes.get(one)
            axes, others = (known, ()) if known is not None else self._use(one)
            found[one] = set(axes)
            for other in others:
                back.setdefault(other, []).append(one)
                waiting.append(other)
        _hand_on(found, back)
        self._axes.update({one: frozenset(axes) for one, axes in found.items()})

    def _use(self, subject: Subject | Look) -> tuple[frozenset[Axis], tuple[Subject | Look, ...]]:
        """The axes that a subject's own words use, and the subjects that they name."""
        if subject not in self._used:
            whole, look = owner(subject)
            assert whole is not None
            level = whole.module.level
            scope = level.scope() if level is not None and whole.module is self.work.board else {}
            found: set[Axis] = set()
            others: dict[Subject | Look, None] = {}
            for text in texts_of(whole, look) if scope else ():
                found |= self.uses.of_names(whole.module, text, scope, follow=False)
                others |= dict.fromkeys(self._named(whole, text))
            self._used[subject] = frozenset(found), tuple(others)
        return self._used[subject]

    def _named(self, subject: Subject, text: nodes.Text) -> list[Subject | Look]:
        """The subjects and looks that a text of this one names."""
        found: list[Subject | Look] = []
        try:
            for name, members in names_in(self.work, subject.module, text):
                other = subject.module.names.get(name)
                if isinstance(other, Subject):
                    member = other.members.get(members[0]) if members else None
                    found.append(member if isinstance(member, Look) else other)
        except Wrong as e:
            self.work.report.add(e.diagnostic)
            return []
        return found


def _hand_on(found: dict[Subject | Look, set[Axis]], back: dict[Subject | Look, list[Subject | Look]]) -> None:
    """Give the axes of each to all that name it, until nothing more comes."""
    told = [one for one, axes in found.items() if axes]
    while told:
        one = told.pop()
        for user in back.get(one, ()):
            if not found[one] <= found[user]:
                found[user] |= found[one]
                told.append(user)
