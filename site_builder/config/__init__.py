"""`site.toml` → `SiteConfig` and findings: who the commune is, its sections, menu, theme and links."""

from site_builder.config.keys import SITE_KEYS, TABLES, Key
from site_builder.config.read import read_config
from site_builder.config.values import (
    UNFILLED,
    UNIT_KINDS,
    MenuEntry,
    Section,
    SiteConfig,
    UsefulLink,
    is_base_url,
)
from site_builder.text import CONFIG_NAME, is_folder_name

__all__ = [
    "CONFIG_NAME", "SITE_KEYS", "TABLES", "UNFILLED", "UNIT_KINDS", "Key", "MenuEntry", "Section", "SiteConfig", "UsefulLink", "is_base_url",
    "is_folder_name", "read_config",
]  # fmt: skip
