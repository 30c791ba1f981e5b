"""What may have been meant by a statement that does not fit, in the order in which it is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import slips_of_names as names
from . import slips_of_values as values
from . import slips_of_words as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from .head import Head, Mended

GUESSES: tuple[Callable[[Head], Mended | None], ...] = (
    names.quotes_inside,
    values.comma_at_the_end,
    values.commas_between,
    values.list_without_brackets,
    values.choice_without_axis,
    values.cut_off,
    words.equals_for_colon,
    words.capitals,
    words.misspelt_keyword,
    words.colon_missing,
    words.colon_for_equals,
    words.colon_too_many,
    names.name_in_quotes,
    values.two_in_a_line,
    names.name_of_words,
    names.edit_of_what,
    names.text_unquoted,
    names.name_missing,
    words.block_of_a_setting,
    words.unknown_word,
)
