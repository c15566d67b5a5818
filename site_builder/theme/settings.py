"""What a portal asks of its theme → options and tokens in force, and a finding for each wrong wish."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

from site_builder.errors import Finding, Where, error
from site_builder.model import Record
from site_builder.text import format_number, nearest
from site_builder.theme.chain import Link, gather
from site_builder.theme.contrast import contrast, contrast_pairs

_SAFE_TOKEN = re.compile(r"[\w#%.,()/+*\" -]{1,160}")
_QUOTED = re.compile(r'"[^"]*"')
_CALL = re.compile(r"([\w-]*)\(")
_FUNCTIONS = {"", "calc", "clamp", "color-mix", "cubic-bezier", "max", "min", "rgb", "rgba", "round", "var"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def read_options(chain: tuple[Link, ...], asked: Record, where: str) -> tuple[Record, list[Finding]]:
    """Return the options in force, the defaults first, and a finding for each that is unknown or ill-typed."""
    declared = gather(chain, "options")
    palettes = gather(chain, "palettes")
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


def _mismatch(kind: str, value: object, choices: Iterable[object]) -> str:
    """Say what *value* should have been, or nothing where it is right."""
    if kind in {"palette", "choice"}:
        return "" if value in choices else "một trong: " + ", ".join(f'"{choice}"' for choice in choices)
    if kind == "boolean":
        return "" if isinstance(value, bool) else "true hoặc false, không có dấu nháy"
    if kind == "integer":
        whole = isinstance(value, int) and not isinstance(value, bool)
        return "" if whole else "một số nguyên, không có dấu nháy"
    return "" if isinstance(value, str) else "một đoạn chữ trong dấu nháy kép"


def read_tokens(
    chain: tuple[Link, ...], options: Record, asked: Record, where: str
) -> tuple[Record, list[Finding]]:
    """Return the tokens in force (theme, then palette, then portal) and a finding for each wrong one."""
    values: dict[str, str] = gather(chain, "tokens")
    findings = []
    palette = gather(chain, "palettes").get(options.get("palette", ""), {})
    values.update({key: value for key, value in palette.items() if key in values})
    for key, value in asked.items():
        if key not in values:
            findings.append(_unknown("theme.token", "Biến giao diện", "tokens", key, values, where))
        elif not _is_token(key, value):
            colour = key.startswith("colour-")
            hint = "Viết màu dạng #rrggbb, ví dụ #0b4a8f." if colour else f"Giá trị mặc định: {values[key]}."
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
    return bool(_SAFE_TOKEN.fullmatch(value)) and _is_closed(value)


def _is_closed(value: str) -> bool:
    """Tell whether *value* opens nothing that goes on behind it: a comment, a text in quotes, a bracket.

    Functions are those that reckon; one that fetches a file (`url`, `image-set`) is none of them.
    """
    bare = _QUOTED.sub("", value)
    if not value.strip() or '"' in bare or "/*" in value or "*/" in value:
        return False
    if not all(name.lower() in _FUNCTIONS for name in _CALL.findall(bare)):
        return False
    depths = list(accumulate({"(": 1, ")": -1}.get(sign, 0) for sign in bare))
    return min(depths, default=0) >= 0 and (not depths or depths[-1] == 0)


def _unknown(rule: str, what: str, table: str, key: str, known: Iterable[str], where: str) -> Finding:
    guess = nearest(key, known)
    hint = f"Có phải là “{guess}”?" if guess else "Các tên dùng được: " + ", ".join(sorted(known)) + "."
    return error(
        rule, f"{what} “{key}” không có trong giao diện này.", Where(path=where, key=f"{table}.{key}"), hint
    )


def check_contrast(chain: tuple[Link, ...], values: Record, where: str) -> list[Finding]:
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
            findings.append(
                error("theme.contrast", message, Where(path=where, key=f"tokens.{pair.text}"), hint)
            )
    return findings
