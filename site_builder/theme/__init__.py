"""Folders of templates, styles and scripts in, one `Theme` and its template environment out.

A theme names the one it extends; a portal's own `theme/` folder stands in front of the chain. A file of a nearer
link takes the place of the file with the same path behind it, and `@<theme>/<path>` still reaches one link by name.
"""

from site_builder.theme.blame import blamed
from site_builder.theme.book import Component, Example, Parameter, components, show
from site_builder.theme.chain import OWN, theme_names
from site_builder.theme.contrast import contrast
from site_builder.theme.drawing import FIGURE, MARK, environment, picture_html
from site_builder.theme.dress import Theme, ThemeAsset, load_theme

__all__ = [
    "FIGURE",
    "MARK",
    "OWN",
    "Component",
    "Example",
    "Parameter",
    "Theme",
    "ThemeAsset",
    "blamed",
    "components",
    "contrast",
    "environment",
    "load_theme",
    "picture_html",
    "show",
    "theme_names",
]
