"""Vietnamese text: forms to compare, keys to sort, dates and numbers to read and write, pastes to clean.

Pure functions on strings, without I/O. `forms` and `order` compare, `moments`, `periods` and `figures` read and write, `glue` keeps a number on its line,
`cleaning`, `quotes` and `legacy` mend or doubt what was pasted, `headlines` measures titles and sentences,
`paths` knows what file systems can hold,
`contacts` what a phone number and an e-mail address look like.
"""

from __future__ import annotations

from site_builder.text.cleaning import Change, Cleaned, clean, one_line
from site_builder.text.contacts import is_email, is_phone
from site_builder.text.figures import format_number, format_seconds, format_size
from site_builder.text.forms import fold, key_name, nfc, slugify, tone_key, words
from site_builder.text.glue import glue
from site_builder.text.headlines import is_shouting, nearest, sentences, shorten, word_count
from site_builder.text.languages import language, nearest_language
from site_builder.text.legacy import suspect_legacy
from site_builder.text.moments import (
    VN,
    format_date,
    format_moment,
    format_month,
    format_weekday,
    has_time,
    parse_date,
    parse_moment,
)
from site_builder.text.order import SortKey, given_name_key, sort_key
from site_builder.text.paths import CONFIG_NAME, is_folder_name, is_portable
from site_builder.text.periods import format_period
from site_builder.text.quotes import balance_quotes, mixed_quotes
from site_builder.text.syllables import is_syllable

__all__ = [
    "CONFIG_NAME",
    "VN",
    "Change",
    "Cleaned",
    "SortKey",
    "balance_quotes",
    "clean",
    "fold",
    "format_date",
    "format_moment",
    "format_month",
    "format_number",
    "format_period",
    "format_seconds",
    "format_size",
    "format_weekday",
    "given_name_key",
    "glue",
    "has_time",
    "is_email",
    "is_folder_name",
    "is_phone",
    "is_portable",
    "is_shouting",
    "is_syllable",
    "key_name",
    "language",
    "mixed_quotes",
    "nearest",
    "nearest_language",
    "nfc",
    "one_line",
    "parse_date",
    "parse_moment",
    "sentences",
    "shorten",
    "slugify",
    "sort_key",
    "suspect_legacy",
    "tone_key",
    "word_count",
    "words",
]
