"""Frames a second, as they are typed: whole ones, or those that broadcasters round."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    Type = click.ParamType[Fraction]
else:
    Type = click.ParamType

MOST = 60
BROADCAST = {"23.976": 24, "23.98": 24, "29.97": 30, "59.94": 60}  # each of them so many thousands in 1,001 seconds


class _Rate(Type):
    name = "number"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        text = str(value)
        if text in BROADCAST:
            return Fraction(BROADCAST[text] * 1000, 1001)
        if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST):
            known = "23.976, 29.97 or 59.94"
            self.fail(f"{text!r} is no rate of frames: it is a whole number from 1 to {MOST}, or {known}.", param, ctx)
        return Fraction(int(text))


RATE = _Rate()
