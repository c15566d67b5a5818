"""Folders of templates, styles and scripts in, one `Theme` and its template environment out.

A theme names the one it extends; a portal's own `theme/` folder stands in front of the chain. A file of a nearer link
takes the place of the file with the same path behind it, and `@<theme>/<path>` still reaches one link by name.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jinja2
import segno
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from rcssmin import cssmin
from rjsmin import jsmin

from site_builder import __version__, model
from site_builder.errors import Finding, Where, WorldError, error
from site_builder.model import Picture, Record, Variant
from site_builder.text import format_date, format_moment, format_number, format_size, format_weekday, nearest

MARK = "\ue000"  # stands before every address of the portal until the view knows from where it is linked
OWN = "own"  # the name of the portal's own link in the chain: `@own/…`
_SAFE_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")
_SAFE_TOKEN = re.compile(r"[\w#%.,()/+*\" -]{1,160}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ASSET = re.compile(r"""url\(\s*["']?(assets/[^"')]+)["']?\s*\)""")
_TEXT_FILES = (".html", ".xml", ".css", ".js", ".toml")
_VN = timezone(timedelta(hours=7))
_BUILT_IN_FILTERS = (
    "abs batch capitalize default escape e first forceescape format groupby int join last length count list lower map max "
    "min reject rejectattr replace reverse round safe select selectattr slice sort string striptags sum tojson "
    "trim truncate unique upper urlencode wordcount"
).split()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeAsset:
    """A file that a theme brings along: its address, with the digest of its content in the name, and its bytes."""

    url: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme ready to use; `chain` holds (name, folder) from the nearest link to the base.

    `digest` covers every file, token and option, so that it may stand in the key of a page.
    """

    name: str
    title: str
    version: str
    chain: tuple[tuple[str, Path], ...]
    digest: str
    style: str
    script: str
    search_script: str
    assets: tuple[ThemeAsset, ...] = field(repr=False)
    names: Record = field(repr=False)
    options: Record
    tokens: Record

    def asset(self, name: str) -> str:
        """Return the address of `assets/…`; a name that no link of the chain holds is a broken theme."""
        if name not in self.names:
            raise WorldError(f"Giao diện “{self.name}” không có tệp “{name}”.")
        return str(self.names[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a component, for the pattern book."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A use of a component, shown in the pattern book and tested; `args` are the macro's arguments by name."""

    title: str
    args: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A macro with its style: `components/<name>/macro.html` defines a macro of the same name (`-` is `_`)."""

    name: str
    title: str
    doc: str
    parameters: tuple[Parameter, ...]
    examples: tuple[Example, ...]

    @property
    def macro(self) -> str:
        """Return the macro's name."""
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """One link of the chain: its folder, what its `theme.toml` says, and every file by path."""

    name: str
    folder: Path
    meta: Mapping[str, Any]
    files: Mapping[str, bytes] = field(repr=False)


# --- reading a chain -----------------------------------------------------------------------------------------------


def load_theme(
    name: str, *, search: tuple[Path, ...], own: Path | None, options: Record, tokens: Record, where: str
) -> tuple[Theme, tuple[Finding, ...]]:
    """Read the theme *name* from the folders *search*, behind the portal's *own* overrides.

    What the portal asks for wrongly (*options* and *tokens*, written in the file *where*) is a finding and the
    default is used; a theme that is missing or broken is the world's refusal.
    """
    chain = _chain(name, search)
    if own is not None and own.is_dir():
        chain = (_Link(name=OWN, folder=own, meta={}, files=_files(own)), *chain)
    chosen, option_findings = _options(chain, options, where)
    values, token_findings = _tokens(chain, chosen, tokens, where)
    contrast_findings = _contrast(chain, values, where)
    if contrast_findings:  # unreadable colours never reach a page, not even one that was built with --skip-broken
        values, _ = _tokens(chain, chosen, Record(), where)
    theme = _theme(chain, chosen, values)
    return theme, (*option_findings, *token_findings, *contrast_findings)


def _chain(name: str, search: tuple[Path, ...]) -> tuple[_Link, ...]:
    links: list[_Link] = []
    wanted = name
    while wanted:
        if any(link.name == wanted for link in links):
            circle = " → ".join([*(link.name for link in links), wanted])
            raise WorldError(f"Các giao diện kế thừa nhau thành vòng: {circle}.")
        link = _read(wanted, search)
        links.append(link)
        wanted = str(link.meta.get("extends", ""))
    return tuple(links)


def _read(name: str, search: tuple[Path, ...]) -> _Link:
    if not _SAFE_NAME.fullmatch(name) or name == OWN:
        raise WorldError(f"Tên giao diện “{name}” không hợp lệ: chỉ dùng chữ thường không dấu, số và gạch nối.")
    folder = next((root / name for root in search if (root / name / "theme.toml").is_file()), None)
    if folder is None:
        raise WorldError(f"Không tìm thấy giao diện “{name}”: chưa có tệp themes/{name}/theme.toml.")
    try:
        meta = tomllib.loads((folder / "theme.toml").read_text(encoding="utf-8"))
        files = _files(folder)
    except (OSError, ValueError) as exc:
        raise WorldError(f"Không đọc được giao diện “{name}”: {exc}") from exc
    if meta.get("name") != name:
        raise WorldError(f"Tệp theme.toml của giao diện “{name}” ghi tên khác: “{meta.get('name')}”.")
    _require(name, meta.get("requires", {}))
    return _Link(name=name, folder=folder, meta=meta, files=files)


def _require(name: str, requires: Mapping[str, str]) -> None:
    here = _version(__version__)
    least, most = requires.get("min", ""), requires.get("max", "")
    if (least and here < _version(least)) or (most and here >= _version(most)):
        span = f"từ {least or '0'}" + (f" đến trước {most}" if most else "")
        raise WorldError(f"Giao diện “{name}” cần chương trình phiên bản {span}; đang dùng {__version__}.")


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def _files(folder: Path) -> dict[str, bytes]:
    """Return every file under *folder* by its POSIX path; hidden files and links that lead out are passed over."""
    root = folder.resolve()
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if not hidden and path.is_file() and path.resolve().is_relative_to(root):
            data = path.read_bytes()
            found[name] = data.replace(b"\r\n", b"\n") if path.suffix in _TEXT_FILES else data
    return found


# --- options and tokens --------------------------------------------------------------------------------------------


def _gather(chain: tuple[_Link, ...], table: str) -> dict[str, Any]:
    """Return a table of all `theme.toml` files, the nearest link's entries last and so in force."""
    gathered: dict[str, Any] = {}
    for link in reversed(chain):
        for key, value in link.meta.get(table, {}).items():
            old = gathered.get(key)
            gathered[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return gathered


def _options(chain: tuple[_Link, ...], asked: Record, where: str) -> tuple[Record, list[Finding]]:
    declared = _gather(chain, "options")
    palettes = _gather(chain, "palettes")
    values = {key: spec["default"] for key, spec in declared.items()}
    findings = []
    for key, value in asked.items():
        if key not in declared:
            findings.append(_unknown("theme.option", "Tuỳ chọn", "theme_options", key, declared, where))
            continue
        spec = declared[key]
        choices = sorted(palettes) if spec["type"] == "palette" else spec.get("choices", ())
        wanted = _mismatch(spec["type"], value, choices)
        if wanted:
            message = f"Tuỳ chọn giao diện “{key}” có giá trị “{value}” không dùng được."
            place = Where(path=where, key=f"theme_options.{key}")
            findings.append(error("theme.option-value", message, place, f"Viết {wanted}."))
        else:
            values[key] = value
    return Record(tuple(sorted(values.items()))), findings


def _mismatch(kind: str, value: object, choices: Iterable[str]) -> str:
    """Say what *value* should have been, or nothing where it is right."""
    if kind in {"palette", "choice"}:
        return "" if value in choices else "một trong: " + ", ".join(f'"{choice}"' for choice in choices)
    if kind == "boolean":
        return "" if isinstance(value, bool) else "true hoặc false, không có dấu nháy"
    if kind == "integer":
        return "" if isinstance(value, int) and not isinstance(value, bool) else "một số nguyên, không có dấu nháy"
    return "" if isinstance(value, str) else "một đoạn chữ trong dấu nháy kép"


def _tokens(
    chain: tuple[_Link, ...], options: Record, asked: Record, where: str
) -> tuple[Record, list[Finding]]:
    values: dict[str, str] = _gather(chain, "tokens")
    findings = []
    palette = _gather(chain, "palettes").get(options.get("palette", ""), {})
    values.update({key: value for key, value in palette.items() if key in values})
    for key, value in asked.items():
        if key not in values:
            findings.append(_unknown("theme.token", "Biến giao diện", "tokens", key, values, where))
        elif not _is_token(key, value):
            hint = (
                "Viết màu dạng #rrggbb, ví dụ #0b4a8f." if key.startswith("colour-") else "Viết như giá trị mặc định: "
            ) + ("" if key.startswith("colour-") else f'"{values[key]}".')
            message = f"Biến giao diện “{key}” có giá trị “{value}” không dùng được."
            findings.append(error("theme.token-value", message, Where(path=where, key=f"tokens.{key}"), hint))
        else:
            values[key] = value
    return Record(tuple(sorted(values.items()))), findings


def _is_token(key: str, value: object) -> bool:
    if not isinstance(value, str):
        return False
    if key.startswith("colour-"):
        return bool(_COLOUR.fullmatch(value))
    return bool(_SAFE_TOKEN.fullmatch(value)) and "url" not in value.lower()


def _unknown(rule: str, what: str, table: str, key: str, known: Iterable[str], where: str) -> Finding:
    guess = nearest(key, known)
    hint = f"Có phải là “{guess}”?" if guess else "Các tên dùng được: " + ", ".join(sorted(known)) + "."
    return error(rule, f"{what} “{key}” không có trong giao diện này.", Where(path=where, key=f"{table}.{key}"), hint)


def _contrast(chain: tuple[_Link, ...], values: Record, where: str) -> list[Finding]:
    """Return a finding for each pair of colours that a theme declares and that cannot be read well (WCAG 1.4.3)."""
    findings = []
    for pair in contrast_pairs(chain):
        ratio = contrast(values[pair.text], values[pair.on])
        if ratio < pair.least:
            shown = format_number(ratio, digits=2)
            message = (
                f"Màu {pair.text} ({values[pair.text]}) trên nền {pair.on} ({values[pair.on]}) khó đọc: "
                f"độ tương phản {shown}:1, cần ít nhất {format_number(pair.least, digits=1)}:1."
            )
            hint = "Chọn màu chữ đậm hơn hoặc nền nhạt hơn, hoặc bỏ dòng màu này để dùng màu của giao diện."
            findings.append(error("theme.contrast", message, Where(path=where, key=f"tokens.{pair.text}"), hint))
    return findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two colour tokens that meet on a page, and the contrast that they need."""

    text: str
    on: str
    least: float


def contrast_pairs(chain: Iterable[_Link]) -> tuple[Pair, ...]:
    """Return the pairs that the themes of *chain* declare."""
    tables = [table for link in chain for table in link.meta.get("contrast", ())]
    return tuple(
        Pair(text=table["text"], on=ground, least=float(table.get("least", 4.5)))
        for table in tables
        for ground in table["on"]
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours by WCAG's formula, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- styles, scripts, assets ---------------------------------------------------------------------------------------


def _theme(chain: tuple[_Link, ...], options: Record, tokens: Record) -> Theme:
    files = _merged(chain)
    assets = {
        name: _asset(name.removeprefix("assets/"), data) for name, data in files.items() if name.startswith("assets/")
    }
    names = {name: asset.url for name, asset in assets.items()}
    style = _asset("site.css", _style(files, tokens, names).encode())
    script = _asset("site.js", _bundle(files, r"components/[^/]+/script\.js|js/[^/]+\.js"))
    search = _asset("search.js", _bundle(files, r"js-search/[^/]+\.js"))
    named = next(link for link in chain if link.meta)
    return Theme(
        name=named.name,
        title=str(named.meta["title"]),
        version=str(named.meta["version"]),
        chain=tuple((link.name, link.folder) for link in chain),
        digest=_digest(chain, options, tokens),
        style=style.url,
        script=script.url,
        search_script=search.url,
        assets=tuple(sorted((*assets.values(), style, script, search), key=lambda asset: asset.url)),
        names=Record(tuple(sorted(names.items()))),
        options=options,
        tokens=tokens,
    )


def _merged(chain: tuple[_Link, ...]) -> dict[str, bytes]:
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


def _digest(chain: tuple[_Link, ...], options: Record, tokens: Record) -> str:
    digest = hashlib.sha256(repr((options.pairs, tokens.pairs)).encode())
    for link in chain:
        for name, data in link.files.items():
            digest.update(f"{link.name}\0{name}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


# --- the template environment --------------------------------------------------------------------------------------


class _Loader(jinja2.BaseLoader):
    """Finds `layout/base.html` in the nearest link that has it, and `@tinh/layout/base.html` in that link alone."""

    def __init__(self, chain: tuple[tuple[str, Path], ...]) -> None:
        self._roots = {
            "": jinja2.FileSystemLoader([str(folder) for _, folder in chain]),
            **{name: jinja2.FileSystemLoader(str(folder)) for name, folder in chain},
        }

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the source of *template*; `@name/` picks one link."""
        link, _, path = template[1:].partition("/") if template.startswith("@") else ("", "", template)
        if link not in self._roots:
            raise jinja2.TemplateNotFound(template)
        return self._roots[link].get_source(environment, path)

    def list_templates(self) -> list[str]:
        """Return the names of all templates, plain names first, then each link's."""
        names = []
        for link, loader in self._roots.items():
            found = [name for name in loader.list_templates() if name.endswith((".html", ".xml"))]
            names.extend(f"@{link}/{name}" if link else name for name in found)
        return names


def environment(theme: Theme) -> jinja2.Environment:
    """Return the sandbox in which the templates of *theme* are drawn: the contract's filters and no other global."""
    env = ImmutableSandboxedEnvironment(
        loader=_Loader(theme.chain),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=True,
    )
    env.filters = {name: env.filters[name] for name in _BUILT_IN_FILTERS}
    env.filters.update(
        link=link,
        srcset=srcset,
        day=show_day,
        date=format_date,
        weekday=format_weekday,
        iso=iso,
        number=format_number,
        size=format_size,
        paragraphs=paragraphs,
        phone=phone,
    )
    env.globals = {"namespace": env.globals["namespace"], "range": range, "qr": qr}
    return env


def link(url: str) -> str:
    """Return *url* with the mark before it where it is an address of the portal; others pass unharmed."""
    return MARK + url if url.startswith("/") and not url.startswith("//") else url


def srcset(variants: Iterable[Variant]) -> str:
    """Return the text of a `srcset` with marked addresses."""
    return ", ".join(f"{link(variant.url)} {variant.width}w" for variant in variants)


def show_day(day: date) -> str:
    """Return a day as written: with its hour where it has one."""
    return format_moment(day) if isinstance(day, datetime) else format_date(day)


def iso(day: date) -> str:
    """Return ISO 8601: a plain day, or a moment with the offset of Viet Nam."""
    if not isinstance(day, datetime):
        return day.isoformat()
    aware = day if day.tzinfo else day.replace(tzinfo=_VN)
    return aware.astimezone(_VN).isoformat(timespec="seconds")


def paragraphs(text: str) -> Markup:
    """Return plain text as escaped paragraphs, cut at blank lines."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return Markup("\n").join(Markup("<p>{}</p>").format(part) for part in parts)


def phone(number: str) -> str:
    """Return the `tel:` address of a phone number as people write it."""
    digits = re.sub(r"\D", "", number)
    return f"tel:+{digits}" if number.strip().startswith("+") else f"tel:{digits}"


def qr(text: str) -> Markup:
    """Return *text* as a QR code, inline SVG without any style; one mask is fixed, since weighing all is slow."""
    code = segno.make(text, error="m", micro=False, mask=2, boost_error=False)
    return Markup(code.svg_inline(omitsize=True, svgclass="portal-qr", lineclass=None, border=2))  # noqa: S704


# --- the pattern book ----------------------------------------------------------------------------------------------


def components(theme: Theme) -> tuple[Component, ...]:
    """Read every `component.toml` of the chain; the nearest one of a name counts."""
    nearest_first: dict[str, Path] = {}
    for _, folder in theme.chain:
        for path in folder.glob("components/*/component.toml"):
            nearest_first.setdefault(path.parent.name, path)
    return tuple(_component(name, path) for name, path in sorted(nearest_first.items()))


def _component(name: str, path: Path) -> Component:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        parameters = tuple(
            Parameter(name=one["name"], type=one["type"], doc=one["doc"]) for one in data.get("parameters", ())
        )
        types = {parameter.name: parameter.type for parameter in parameters}
        examples = tuple(
            Example(
                title=one["title"],
                args=Record(tuple((key, _value(types[key], value)) for key, value in one["args"].items())),
            )
            for one in data.get("examples", ())
        )
        return Component(
            name=name, title=data["title"], doc=data["doc"], parameters=parameters, examples=examples
        )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise WorldError(f"Không đọc được components/{name}/component.toml: {exc!r}") from exc


def show(env: jinja2.Environment, component: Component, example: Example) -> Markup:
    """Draw one *example* of *component*; a parameter that the macro does not have fails."""
    module: Any = env.get_template(f"components/{component.name}/macro.html").module
    return Markup(getattr(module, component.macro)(**example.args))  # noqa: S704


def _value(type_name: str, raw: Any) -> Any:  # noqa: ANN401 (TOML in, values of the model out)
    """Return *raw* as a value of *type_name* as the model writes it: `Teaser`, `tuple[Link, ...]`, `Day | None` …"""
    name = type_name.removesuffix(" | None")
    if name.startswith("tuple["):
        inner = name[len("tuple[") :].partition(",")[0].rstrip("]")
        return tuple(_value(inner, one) for one in raw)
    if not isinstance(raw, dict):
        return raw
    if name == "Record":
        return Record(tuple((key, _value("Record", value)) for key, value in raw.items()))
    cls = getattr(model, name)
    known = {one.name: one for one in fields(cls)}
    unknown = sorted(raw.keys() - known.keys())
    if unknown:
        raise KeyError(f"{name}.{unknown[0]}")
    return cls(**{key: _field(one, raw) for key, one in known.items()})


def _field(one: Any, raw: Mapping[str, Any]) -> Any:  # noqa: ANN401 (the same)
    """Return the value of a field; what an example leaves out is empty in the manner of its type."""
    kind = str(one.type)
    if one.name in raw:
        return _value(kind, raw[one.name])
    if one.default is not MISSING:
        return one.default
    empty: Mapping[str, Any] = {"str": "", "bool": False, "int": 0, "Record": Record(), "Link": _EMPTY_LINK}
    return () if kind.startswith("tuple[") else empty.get(kind)


_EMPTY_LINK = model.Link(title="", url="")


def picture_html(env: jinja2.Environment, picture: Picture) -> Markup:
    """Draw a picture of a text with the theme's figure."""
    module: Any = env.get_template("components/figure/macro.html").module
    return Markup(module.figure(picture))  # noqa: S704


def template_sources(env: jinja2.Environment) -> Iterator[tuple[str, str]]:
    """Iterate over the names and sources of all templates, of every link of the chain."""
    for name in env.list_templates():
        assert env.loader is not None  # noqa: S101 (ours)
        yield name, env.loader.get_source(env, name)[0]
