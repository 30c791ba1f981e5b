"""What each kind of setting takes: plain values read as it, or a diagnostic that says what it wants."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from msgspec import Struct

from ..grammar import nodes
from .board import LibraryAlias, Look, Macro, Maker, Prompt, Subject
from .call import Kind
from .named_values import MentionValue
from .nearest import nearest
from .report import wrong
from .settings import Takes
from .words import owner

if TYPE_CHECKING:
    from collections.abc import Callable

    from .board import Module
    from .report import Wrong
    from .settings import Spec
    from .work import Mentioned


class WordValue(str):
    """A word of a setting, apart from a text."""

    __slots__ = ()


class Bad(Struct, frozen=True):
    """Makes the diagnostic for a value that a setting does not take."""

    module: Module
    at: tuple[int, int]
    spec: Spec

    def plainly(self, code: str, words: dict[str, object], fix: str | None = None) -> Wrong:
        """The diagnostic with this code."""
        words = {"name": self.spec.name, "takes": self.spec.takes.value, **words}
        return wrong(self.module.source, self.at, code, words, fix=fix)

    def meant(self, value: object) -> str | None:
        """The mention that a text was probably meant to be: it is the name of a declared subject."""
        return f"@{value}" if isinstance(value, str) and isinstance(self.module.names.get(value), Subject) else None

    def kind(self, value: object) -> Wrong:
        """The value is of another kind."""
        return self.plainly("BNN312", {"value": _said(value)})


def _said(value: object) -> str:
    match value:
        case None:
            return "`none`"
        case bool():
            return f"`{str(value).lower()}`"
        case MentionValue():
            return f"`@{value.mentioned.target.name or ''}`"
        case tuple():
            return "a list in a list"
        case nodes.Money():
            return "money"
        case nodes.Duration():
            return "a length of time"
        case str():
            return f"`{value[:40]}`"
        case _:
            return f"`{value}`"


def _model(value: object, bad: Bad) -> object:
    if not isinstance(value, str):
        raise bad.kind(value)
    return str(value)


def _ratio(value: object, bad: Bad) -> str:
    if not isinstance(value, str) or value.count(":") != 1 or not all(p.strip().isdecimal() for p in value.split(":")):
        raise bad.kind(value)
    return ":".join(p.strip() for p in value.split(":"))


def _size(value: object, bad: Bad) -> str:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text or not text.upper().rstrip("K").isdecimal():
        raise bad.kind(value)
    return text.upper()


def _text(value: object, bad: Bad) -> str:
    if value is None:
        return ""
    if isinstance(value, WordValue | bool) or not isinstance(value, str | int | Decimal | MentionValue):
        raise bad.kind(value)
    return value.said() if isinstance(value, MentionValue) else str(value)


def _style(value: object, bad: Bad) -> object:
    if value is None or isinstance(value, str):
        return value
    target = value.mentioned.target if isinstance(value, MentionValue) else None
    subject = target.subject if isinstance(target, Look) else target
    if not isinstance(subject, Subject) or subject.kind not in {"style", "reference"}:
        raise bad.plainly("BNN313", {"wanted": "a style", "keyword": "style"})
    return value.mentioned  # type: ignore[attr-defined]  # a MentionValue: it has a target


def _place(value: object, bad: Bad) -> Mentioned | None:
    if value is None:
        return None
    target = value.mentioned.target if isinstance(value, MentionValue) else None
    subject = target.subject if isinstance(target, Look | Maker) else target
    if not isinstance(subject, Subject) or subject.kind != "location":
        raise bad.plainly("BNN313", {"wanted": "a location", "keyword": "location", "mention": bad.meant(value)})
    return value.mentioned  # type: ignore[attr-defined,no-any-return]  # a MentionValue: it has a target


def _number(value: object, bad: Bad) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise bad.kind(value)
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise bad.kind(value) from None
    if not number.is_finite():
        raise bad.kind(value)
    if not bad.spec.low <= number <= bad.spec.high:
        raise bad.plainly("BNN314", {"low": bad.spec.low, "high": bad.spec.high, "value": value})
    return number


def _whole(value: object, bad: Bad) -> int:
    number = _number(value, bad)
    if number != number.to_integral_value():
        raise bad.kind(value)
    return int(number)


def _word(value: object, bad: Bad) -> str:
    if not isinstance(value, str) or value not in bad.spec.words:
        if value is None or not isinstance(value, str):
            raise bad.kind(value)
        near = nearest(value, bad.spec.words)
        raise bad.plainly("BNN311", {"word": value, "near": near, "words": ", ".join(bad.spec.words)}, fix=near)
    return str(value)


def _chain(value: object, bad: Bad) -> object:
    if value is None or value == "previous":
        return None if value is None else "previous"
    target = value.mentioned.target if isinstance(value, MentionValue) else None
    if not isinstance(target, Maker) or target.kind is Kind.VIEW:
        raise bad.kind(value)
    return value.mentioned  # type: ignore[attr-defined]  # a MentionValue: it has a target


def _money(value: object, bad: Bad) -> int:
    if isinstance(value, nodes.Money):
        return value.nano
    if not isinstance(value, str):
        raise bad.kind(value)
    try:
        amount = Decimal(value.strip().removeprefix("$"))
    except InvalidOperation:
        raise bad.kind(value) from None
    if not amount.is_finite() or amount < 0 or amount > 10**9:
        raise bad.kind(value)
    return int(amount * 10**9)


def _duration(value: object, bad: Bad) -> Decimal:
    if isinstance(value, nodes.Duration):
        return value.seconds
    text = value.strip() if isinstance(value, str) else ""
    if not text.endswith(("s", "m")):
        raise bad.kind(value)
    number, factor = text[:-1], 60 if text.endswith("m") else 1
    try:
        seconds = Decimal(number) * factor
    except InvalidOperation:
        raise bad.kind(value) from None
    if not seconds.is_finite() or not 0 <= seconds <= 10**6:
        raise bad.kind(value)
    return seconds


def _none(value: object, bad: Bad) -> bool:
    if value is not None:
        raise bad.kind(value)
    return False


def template_of(value: object, bad: Bad) -> object:
    """The prompt that is named: `frame`, one of the file's own or an imported one."""
    name = str(value) if isinstance(value, str) else ""
    if name == "frame":
        return None
    parts = name.split(".")
    found: object = bad.module.names.get(parts[0])
    for part in parts[1:]:
        inside = getattr(getattr(found, "module", None), "names", None)
        if isinstance(found, LibraryAlias):
            found = Macro(part, found.library, found.source) if part in found.library.macros else None
        else:
            found = inside.get(part) if inside else None
    if not isinstance(found, Prompt | Macro):
        prompts = ["frame", *(n for n, d in bad.module.names.items() if isinstance(d, Prompt))]
        near = nearest(name, prompts)
        raise bad.plainly("BNN315", {"prompt": name or _said(value), "near": near}, fix=near)
    return found


def _texts(items: list[object], bad: Bad) -> tuple[str, ...]:
    if items == [None]:
        return ()
    if None in items:
        raise bad.kind(None)
    return tuple(_text(i, bad) for i in items)


def _rules(items: list[object], bad: Bad) -> tuple[str | None, ...]:
    """Texts; None stands for `none`: what came before is forgotten."""
    return tuple(None if i is None else _text(i, bad) for i in items)


def _cast(items: list[object], bad: Bad) -> tuple[Mentioned, ...]:
    """() is `none`: nobody may be seen."""
    if items == [None]:
        return ()
    found = []
    for item in items:
        target = item.mentioned.target if isinstance(item, MentionValue) else None
        subject = owner(target)[0] if target is not None else None
        if not isinstance(item, MentionValue) or subject is None:
            raise bad.kind(item)
        if subject.kind in {"location", "style"}:
            keyword = "at" if subject.kind == "location" else "style"
            raise bad.plainly("BNN316", {"what": subject.kind, "subject": subject.name, "setting": keyword})
        found.append(item.mentioned)
    return tuple(found)


def _search(items: list[object], bad: Bad) -> tuple[str, ...]:
    if items == [None]:
        return ()
    words = [_word(i, bad) for i in items]
    if words not in (["web"], ["web", "images"]):
        raise bad.plainly("BNN312", {"value": f"`{', '.join(words)}`"})
    return tuple(words)


ONE: dict[Takes, Callable[[object, Bad], object]] = {
    Takes.MODEL: _model, Takes.ASPECT: _ratio, Takes.SIZE: _size, Takes.STYLE: _style, Takes.PLACE: _place,
    Takes.TEXT: _text, Takes.WHOLE: _whole, Takes.DECIMAL: _number, Takes.WORD: _word, Takes.CHAIN: _chain,
    Takes.MONEY: _money, Takes.DURATION: _duration, Takes.NONE: _none,
}  # fmt: skip
MANY: dict[Takes, Callable[[list[object], Bad], object]] = {
    Takes.TEXTS: _texts, Takes.RULES: _rules, Takes.CAST: _cast, Takes.SEARCH: _search,
}  # fmt: skip
