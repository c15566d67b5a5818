"""Cổng Xã: Markdown news and records of a commune in, a static portal out."""

__version__ = "0.1.0"
