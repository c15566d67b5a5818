"""A portal's folder → what each file gave: read, cut, type, check, render; never stop at the first slip."""

from site_builder.content.leftovers import leftovers, names_in
from site_builder.content.parse import parse, slug_of
from site_builder.content.read import Found, Survey, read_data, survey
from site_builder.content.understand import body_of, prose_key, understand

__all__ = [
    "Found", "Survey", "body_of", "leftovers", "names_in", "parse", "prose_key", "read_data", "slug_of", "survey", "understand",
]  # fmt: skip
