"""A key: held in one place, shown nowhere, and taken out of every text on its way to a person or a file."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass, field

HIDDEN = "***"
# What looks like a key or a token of this vendor, even where it is none of ours.
_LOOKS = re.compile(r"AIza[\w-]{20,}|ya29\.[\w.-]{10,}|AQ\.[\w-]{20,}|(?i:bearer)\s+[\w.~+/-]{10,}=*")
SHORTEST = 6  # a shorter "key" is none, and to hide it would tear words apart


@dataclass(frozen=True, slots=True)
class Secret:
    """A key that prints as `***`; `reveal` is for the one who sends it."""

    _value: str = field(repr=False)

    def __str__(self) -> str:
        return HIDDEN

    def __repr__(self) -> str:
        return f"Secret({HIDDEN})"

    def __bool__(self) -> bool:
        return bool(self._value)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a key is not written anywhere")

    def reveal(self) -> str:
        """The key itself."""
        return self._value

    def fingerprint(self) -> str:
        """A name for whoever pays that gives nothing of the key away: the same for the same key, everywhere."""
        return fingerprint(self._value)


def fingerprint(value: str) -> str:
    """Twelve hex digits that only who has `value` can reckon."""
    return hmac.new(value.encode(), b"bananaboard account/1", "sha256").hexdigest()[:12]


def redact(text: str, secret: Secret | None) -> str:
    """The text without the key, and without anything that looks like one."""
    if secret is not None and len(secret.reveal()) >= SHORTEST:
        text = text.replace(secret.reveal(), HIDDEN)
    return _LOOKS.sub(HIDDEN, text)
