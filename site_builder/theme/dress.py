"""A chain of folders → a `Theme`: one style sheet, one script, the files that it brings along, one digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

from site_builder.errors import Finding, Where, WorldError, error
from site_builder.model import Makes, Record
from site_builder.theme.chain import OWN, Link, read_chain
from site_builder.theme.files import leads_out, read_files, stays
from site_builder.theme.look import Look
from site_builder.theme.makes import read_makes
from site_builder.theme.settings import check_contrast, read_options, read_tokens

_ASSET = re.compile(r"""url\(\s*["']?(assets/[^"')]+)["']?\s*\)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeAsset:
    """A file that a theme brings along: its address, with the digest of its content in the name, and its bytes."""

    url: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme ready to use: what its templates know of it, what it asks to be made, and what is its own affair.

    `chain` holds every file from the nearest link to the base; `digest` covers them all, with every token and option, so
    that it may stand in the key of a page.
    """

    look: Look
    makes: Makes
    chain: tuple[Link, ...] = field(repr=False)
    digest: str
    assets: tuple[ThemeAsset, ...] = field(repr=False)


def load_theme(
    name: str, *, search: tuple[Path, ...], own: Path | None, options: Record, tokens: Record, where: str
) -> tuple[Theme, tuple[Finding, ...]]:
    """Read the theme *name* from the folders *search*, behind the portal's *own* overrides.

    What the portal asks for wrongly (*options* and *tokens*, written in the file *where*) is a finding and the
    default is used, and so is a file of its own that cannot be used; a theme that is missing or broken is the world's
    refusal.
    """
    chain, own_findings = _with_own(read_chain(name, search), own)
    chosen, option_findings = read_options(chain, options, where)
    values, token_findings = read_tokens(chain, chosen, tokens, where)
    contrast_findings = check_contrast(chain, values, where)
    if (
        contrast_findings
    ):  # unreadable colours never reach a page, not even one that was built with --skip-broken
        values, _ = read_tokens(chain, chosen, Record(), where)
    theme = _theme(chain, read_makes(chain), chosen, values)
    return theme, (*own_findings, *option_findings, *token_findings, *contrast_findings)


def _with_own(chain: tuple[Link, ...], own: Path | None) -> tuple[tuple[Link, ...], tuple[Finding, ...]]:
    """Put the portal's own files in front, those that can be used."""
    if own is None or not own.is_dir():
        return chain, ()
    if not stays(own):
        return chain, (leads_out(Where(path=own.name)),)
    files, findings = read_files(own, own.name)
    link = Link(name=OWN, meta={}, files=files)
    missing = _missing(link, _merged((link, *chain)), own.name)
    kept = {name: data for name, data in files.items() if f"{own.name}/{name}" not in missing}
    return (Link(name=OWN, meta={}, files=kept), *chain), (*findings, *missing.values())


def _missing(link: Link, files: Mapping[str, bytes], home: str) -> dict[str, Finding]:
    """Return a finding for each style sheet of *link* that names an asset which is not among *files*."""
    found: dict[str, Finding] = {}
    for name, data in link.files.items():
        content = data.decode() if name.endswith(".css") else ""
        for match in _ASSET.finditer(content):
            if match[1] not in files:
                where = Where(path=f"{home}/{name}", line=content.count("\n", 0, match.start()) + 1)
                hint = f"Chép tệp vào {home}/assets, hoặc sửa tên trong tệp CSS."
                found.setdefault(
                    where.path,
                    error(
                        "theme.asset-missing",
                        f"Tệp CSS nhắc đến “{match[1]}”, nhưng không có tệp ấy.",
                        where,
                        hint,
                    ),
                )
    return found


def _theme(chain: tuple[Link, ...], makes: Makes, options: Record, tokens: Record) -> Theme:
    files = _merged(chain)
    assets = {
        name: _asset(name.removeprefix("assets/"), data)
        for name, data in files.items()
        if name.startswith("assets/")
    }
    names = {name: asset.url for name, asset in assets.items()}
    style = _asset("site.css", _style(files, tokens, names).encode())
    script = _asset("site.js", _bundle(files, r"components/[^/]+/script\.js|js/[^/]+\.js"))
    search = _asset("search.js", _bundle(files, r"js-search/[^/]+\.js") if makes.search else b"")
    named = next(link for link in chain if link.meta)
    look = Look(
        name=named.name,
        title=str(named.meta["title"]),
        version=str(named.meta["version"]),
        style=style.url,
        script=script.url if script.data else "",
        search_script=search.url if search.data else "",
        options=options,
        tokens=tokens,
        names=Record(tuple(sorted(names.items()))),
    )
    bundles = (one for one in (style, script, search) if one.data)
    return Theme(
        look=look,
        makes=makes,
        chain=chain,
        digest=_digest(chain, options, tokens),
        assets=tuple(sorted((*assets.values(), *bundles), key=lambda asset: asset.url)),
    )


def _merged(chain: tuple[Link, ...]) -> dict[str, bytes]:
    """Return the files of the whole chain, the base's first; a nearer file takes the place of its namesake."""
    merged: dict[str, bytes] = {}
    for link in reversed(chain):
        merged.update(link.files)
    return merged


def _style(files: Mapping[str, bytes], tokens: Record, names: Mapping[str, str]) -> str:
    css = [f":root{{{''.join(f'--portal-{key}:{value};' for key, value in tokens.items())}}}"]
    for pattern in (r"css/[^/]+\.css", r"components/[^/]+/style\.css"):
        css.extend(data.decode() for name, data in files.items() if re.fullmatch(pattern, name))

    def address(match: re.Match[str]) -> str:
        if match[1] not in names:
            raise WorldError(f"Tệp CSS của giao diện nhắc đến “{match[1]}”, nhưng không có tệp ấy.")
        return f'url("{names[match[1]].rpartition("/")[2]}")'

    return str(cssmin(_ASSET.sub(address, "\n".join(css))))


def _bundle(files: Mapping[str, bytes], pattern: str) -> bytes:
    scripts = [data.decode() for name, data in files.items() if re.fullmatch(pattern, name)]
    return str(jsmin("\n;\n".join(scripts))).encode()


def _asset(name: str, data: bytes) -> ThemeAsset:
    stem, dot, ending = name.replace("/", "-").rpartition(".")
    return ThemeAsset(url=f"/assets/{stem}-{hashlib.sha256(data).hexdigest()[:10]}{dot}{ending}", data=data)


def _digest(chain: tuple[Link, ...], options: Record, tokens: Record) -> str:
    digest = hashlib.sha256(repr((options.pairs, tokens.pairs)).encode())
    for link in chain:
        for name, data in link.files.items():
            digest.update(f"{link.name}\0{name}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()
