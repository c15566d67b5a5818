"""The kinds of content. A new kind is one file here, a line below, and a template."""

from site_builder.content.kinds.base import COMMON, Kind
from site_builder.content.kinds.document import DOCUMENT
from site_builder.content.kinds.news import NEWS
from site_builder.content.kinds.notice import NOTICE
from site_builder.content.kinds.organisation import OFFICIAL, UNIT
from site_builder.content.kinds.page import PAGE

KINDS: dict[str, Kind] = {kind.name: kind for kind in (NEWS, NOTICE, PAGE, DOCUMENT, OFFICIAL, UNIT)}

__all__ = ["COMMON", "DOCUMENT", "KINDS", "NEWS", "NOTICE", "OFFICIAL", "PAGE", "UNIT", "Kind"]
