"""The pictures that a call could send: what each is, what it is called, and for whom it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from .board import Maker, Reference
from .call import GivenPicture, Kind, MadePicture, Role
from .context import Context
from .loader import Unusable, Use
from .media import misnamed
from .report import wrong
from .stage import unsent
from .template.value import CLOSE, OPEN
from .words import called, owner

if TYPE_CHECKING:
    from collections.abc import Callable

    from .drafts import Draft, Drafts
    from .loader import Media
    from .models import Model
    from .words import SubjectWords
    from .work import Mentioned, Work

LABEL = 60  # characters of a label in an announcement


class Picture(Struct, frozen=True, eq=False):
    """One candidate; the same is always the same object. `part` is sent; `says` announces it, without its number."""

    part: GivenPicture | MadePicture
    says: str
    slot: str  # character, style or object: which of the model's places it takes
    media: Media | None = None


def slot_of(kind: str) -> str:
    """The kind of place that a picture takes."""
    return kind if kind in {"character", "style"} else "object"


def first_clause(text: str, most: int = LABEL) -> str:
    """The beginning of a text up to its first comma or stop, for a label."""
    line = " ".join(text.split())
    for stop in (", ", ". ", "; ", "、", "。", "，"):
        line = line.split(stop, maxsplit=1)[0]
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def brief_label(text: str, most: int = LABEL) -> str:
    """As many whole clauses of a text as fit a label."""
    line = " ".join(text.split())
    while len(line) > most and ", " in line:
        line = line.rpartition(", ")[0]
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


class Pictures:
    """Makes candidates from declarations."""

    def __init__(self, work: Work, drafts: Drafts) -> None:
        self.work, self.drafts = work, drafts
        self._given: dict[tuple[str, ...], Picture] = {}
        self._made: dict[tuple[str, int | None, bool], Picture] = {}
        self._names: dict[Mentioned, str] = {}

    def given(self, reference: Reference, draft: Draft, label: str, words: SubjectWords | None) -> Picture:
        """A given file, looked at. Raises Wrong at the `reference`."""
        subject, look = owner(reference)
        mine = reference.module is draft.context.module
        context = draft.context if mine and subject is None else Context(self.work, reference.module)
        media = self.media(reference, self.path(reference, context), draft.settled.model)
        kind = subject.kind if subject is not None else "reference"
        name = words.name if words is not None else ""
        detail = words.look if words is not None and look is not None else ""
        member = ".".join(
            n for n in (subject.name if subject else "", look.name if look else "", reference.name or "") if n
        )
        key = (str(id(reference)), media.key, name, detail, label)
        found = self._given.get(key)
        if found is None:
            part = GivenPicture(media.key, media.sha256, media.mime, member or "reference", Role(kind, name, detail))
            told = label or (called(reference.name).lower() if reference.name else "")
            says = ", ".join(s for s in (name or "a given picture to go by", told) if s)
            found = self._given[key] = Picture(part, says, slot_of(kind), media)
        return found

    def path(self, reference: Reference, context: Context) -> str:
        """A reference's path with its axes in place."""
        text = reference.node.path
        return text.value if "{" not in text.value else unsent(context).text(text)

    def media(self, reference: Reference, path: str, model: Model) -> Media:
        """What the file is; checked against what the model takes."""
        found = self.look(reference, path)
        inputs = self.work.models.inputs
        takes = (
            found.mime in inputs.image_mime
            or (model.document_input and found.mime in inputs.document_mime)
            or (model.video_input and found.mime in inputs.video_mime)
        )
        if not takes:
            name = model.called
            at = reference.node.path.start, reference.node.path.end
            raise wrong(reference.module.source, at, "BNN530", {"path": path, "mime": found.mime, "model": name})
        return found

    def look(self, reference: Reference, path: str) -> Media:
        """What the file is. Raises Wrong at the `reference`."""
        source, at = reference.module.source, (reference.node.path.start, reference.node.path.end)
        key = (reference.module.key, path)
        found = self.work.media.get(key)
        if found is None:
            try:
                found = self.work.files.media(
                    self.work.files.find(path, beside=reference.module.key, use=Use.REFERENCE)
                )
            except Unusable as e:
                raise wrong(source, at, e.code, e.words) from None
            self.work.media[key] = found
            suffix = misnamed(found.key, found.mime)
            if suffix is not None:
                words: dict[str, object] = {"path": path, "suffix": suffix, "mime": found.mime}
                self.work.report.say(source, at, "BNN270", words)
        return found

    def made(self, maker: Maker, address: str, panel: int | None, draft: Draft, *, chain: bool = False) -> Picture:
        """A picture that another call makes."""
        key = (address, panel, chain)
        if key not in self._made:
            self._made[key] = self._making(maker, address, panel, draft, chain=chain)
        return self._made[key]

    def _making(self, maker: Maker, address: str, panel: int | None, draft: Draft, *, chain: bool) -> Picture:
        member = maker.path + (f".{panel}" if panel else "")
        if maker.kind is not Kind.VIEW or maker.subject is None:
            says = "the shot before" if chain else "an earlier shot of this story"
            return Picture(MadePicture(address, panel, member, Role("shot", "", "", chain)), says, "object")
        words = self.drafts.subjects.words(self.work.mention(maker), draft.context)
        below = self.drafts.draft(maker, draft.context.combo)
        text = below.text if below is not None else ""
        label = first_clause(self.plain(text, draft))
        role = Role(maker.subject.kind, words.name, self.plain(text, draft))
        says = ", ".join(s for s in (words.name, label) if s)
        return Picture(MadePicture(address, None, member, role), says, slot_of(maker.subject.kind))

    def plain(self, text: str, draft: Draft) -> str:
        """A rendered text with names in place of markers."""
        return substitute(text, lambda n: self.name(self.work.mentioned[n], draft))

    def name(self, mentioned: Mentioned, draft: Draft) -> str:
        """What a mention is called in plain words; a shot has no name that could be sent."""
        known = self._names.get(mentioned)
        if known is not None:
            return known
        if isinstance(mentioned.target, Maker) and mentioned.target.kind is not Kind.VIEW:
            name = "the other picture"
        elif isinstance(mentioned.target, Reference) and mentioned.target.owner is None:
            name = called(mentioned.target.name or "").lower() or "the reference"
        else:
            name = self.drafts.subjects.words(mentioned, draft.context).name
            if not self.drafts.subjects.steady(mentioned):
                return name
        self._names[mentioned] = name
        return name


def substitute(text: str, name: Callable[[int], str]) -> str:
    """Put what `name(number)` says in the place of each marker."""
    return _MARKER.sub(lambda m: name(int(m[1])), text) if OPEN in text else text


_MARKER = re.compile(f"{OPEN}([0-9]+){CLOSE}")
