"""Where links lead: schemes as browsers read them, and hosts that imitate a public authority's."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]{0,30}):")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_EXTERNAL = re.compile(r"https?:|[\\/]{2}", re.IGNORECASE)
_LOOKS_LIKE = str.maketrans("аеорсухіѕԁɡοανѵ0", "aeopcyxisdgoavvo")  # Cyrillic, Greek and a digit
_START = re.compile(r"(?:https?:)?/*", re.IGNORECASE)
_MAY_IMITATE = re.compile("g[o0]v|%|xn--", re.IGNORECASE)
_GOV_VN = re.compile(r"gov[\W_]{0,3}vn")
_GOV = re.compile(r"(?:^|\.)(?!e-gov\.)(?:[^.]*[-_])?gov\.")
_ABROAD = re.compile(r"(?:^|\.)gov(?:(?:\.[a-z]{2}){1,2}|\.scot|\.wales|\.taipei)?\Z")
"""Authorities of other countries: usa.gov, gov.uk, gov.bc.ca; three regions have an ending of their own."""


def scheme_of(reference: str) -> str:
    """Return the scheme of an address as a browser reads it: blanks and control characters do not hide it.

    A single letter is the drive of a Windows path, which the assembly refuses in better words.
    """
    match = _SCHEME.match(_BLANKS.sub("", reference))
    return match[1].lower() if match and len(match[1]) > 1 else ""


def is_external(reference: str) -> bool:
    """Tell whether an address leads out of the portal, as a browser reads it: with backslashes too."""
    return bool(_EXTERNAL.match(reference))


def host_of(reference: str) -> str:
    """Return the host as written, with what stands before an `@`; "" for an address inside the portal."""
    if not is_external(reference):
        return ""
    plain = _START.sub("//", reference.replace("\\", "/"), count=1)
    try:
        return unquote(urlsplit(plain).netloc).lower()
    except ValueError:
        return ""


def imitates_gov_vn(reference: str) -> bool:
    """Tell whether the host of an address looks like one of gov.vn and is none: mau.gov-vn.net, gov.com, mau-gov.net."""
    if reference.isascii() and not _MAY_IMITATE.search(reference):
        return False
    netloc = host_of(reference)
    host = _readable(netloc.rpartition("@")[2].partition(":")[0].rstrip("."))
    plain = _skeleton(host)
    if plain == host and (host == "gov.vn" or host.endswith(".gov.vn")):
        return "@" in netloc and bool(_GOV_VN.search(_skeleton(netloc.rpartition("@")[0])))
    return bool(_GOV_VN.search(_skeleton(netloc if "@" in netloc else host))) or _borrows_gov(plain)


def _borrows_gov(host: str) -> bool:
    """Tell whether *host* carries the name of an authority outside the domains that authorities have."""
    return bool(_GOV.search(host)) and not _ABROAD.search(host)


def _readable(host: str) -> str:
    """Undo punycode, where it is sound."""
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host


def _skeleton(host: str) -> str:
    """Return *host* as the eye takes it: letters of other scripts and marks read as Latin ones."""
    if host.isascii():
        return host.lower().translate(_LOOKS_LIKE)
    spread = unicodedata.normalize("NFKD", host).lower()
    bare = "".join(char for char in spread if not unicodedata.combining(char))
    return bare.replace("。", ".").translate(_LOOKS_LIKE)
