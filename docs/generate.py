"""Write the generated reference pages: kinds, site.toml, commands, findings. `--check` only compares.

Run `python docs/generate.py` after changing a kind, a key, a command or a finding; a test compares the pages.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from site_builder.cli import make_cli  # noqa: E402 (the path comes first)
from site_builder.config import SITE_KEYS, TABLES, Key  # noqa: E402
from site_builder.content.kinds import COMMON, KINDS, Kind  # noqa: E402
from site_builder.content.schema import json_schema  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Trang này do docs/generate.py viết; đừng sửa tay. -->\n\n"
_MAKERS = {"error": "lỗi", "note": "lưu ý", "MediaProblem": "lỗi", "refuse": "lỗi", "Refused": "lỗi"}


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    made = {
        "kinds.md": kinds_page(),
        "site-toml.md": site_toml_page(),
        "commands.md": commands_page(),
        "findings.md": findings_page(),
    }
    for kind in KINDS.values():
        made[f"schemas/{kind.name}.json"] = json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
    return made


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


def _fields(kind: Kind | None) -> Iterator[str]:
    yield "| Khoá | Tên tiếng Anh | Dạng | Bắt buộc | Ý nghĩa |"
    yield "| --- | --- | --- | --- | --- |"
    for field in kind.fields if kind else COMMON:
        names = " / ".join(f"`{name}`" for name in (field.label, *field.also))
        required = "có" if field.required else ""
        yield f"| {names} | `{field.key}` | {_cell(field.type.name)} | {required} | {_cell(field.help)} |"


def kinds_page() -> str:
    """Return the page of all kinds and their fields."""
    parts = ["# Các loại nội dung", "", MADE.strip(), ""]
    parts += [
        "Mỗi tệp mở đầu bằng phần khai báo giữa hai dòng `---`. Khoá viết bằng tiếng Việt (có dấu hoặc không dấu)"
    ]
    parts += [
        "hay tiếng Anh đều như nhau. Ngày viết `ngày/tháng/năm`.",
        "",
        "## Khoá chung",
        "",
        *_fields(None),
    ]
    for kind in KINDS.values():
        common = [field.label for field in COMMON if field.key in kind.required]
        parts += ["", f"## {kind.label} (`{kind.name}`)", ""]
        parts += [f"Bắt buộc trong các khoá chung: {', '.join(common)}.", ""] if common else []
        parts += [*_fields(kind), "", f"Lược đồ JSON: [schemas/{kind.name}.json](schemas/{kind.name}.json)"]
    return "\n".join(parts) + "\n"


def _keys(keys: tuple[Key, ...]) -> Iterator[str]:
    yield "| Khoá | Dạng | Bắt buộc | Ý nghĩa |"
    yield "| --- | --- | --- | --- |"
    for key in keys:
        choices = f" Chọn: {', '.join(key.choices)}." if key.choices else ""
        yield f"| `{key.name}` | {key.type} | {'có' if key.required else ''} | {_cell(key.help + choices)} |"


def site_toml_page() -> str:
    """Return the page of `site.toml`."""
    parts = [
        "# site.toml",
        "",
        MADE.strip(),
        "",
        "Tệp cấu hình của một cổng, dạng TOML, mã UTF-8.",
        "",
        *_keys(SITE_KEYS),
    ]
    for name, keys in TABLES.items():
        parts += ["", f"## {name}", "", *_keys(keys)]
    return "\n".join(parts) + "\n"


def commands_page() -> str:
    """Return the page of the commands, as `--help` prints them."""
    group = make_cli("vi")
    parts = ["# Các lệnh", "", MADE.strip()]
    context = group.make_context("build.py", [], resilient_parsing=True)
    parts += ["", "```", group.get_help(context).strip(), "```"]
    for name, command in sorted(group.commands.items()):
        inner = click.Context(command, info_name=name, parent=context)
        inner.formatter_class = context.formatter_class
        parts += ["", f"## {name}", "", "```", command.get_help(inner).strip(), "```"]
    parts += [
        "",
        "Mã kết thúc: 0 xong, 1 có lỗi trong nội dung, 2 gọi lệnh sai, 3 máy hoặc mạng từ chối, 130 bị dừng.",
    ]
    return "\n".join(parts) + "\n"


def findings() -> dict[str, tuple[str, set[str]]]:
    """Return every rule with its severity and its messages, read from the code."""
    found: dict[str, tuple[str, set[str]]] = {}
    for file in sorted((ROOT / "site_builder").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                _note_rule(node, found)
    return found


def _note_rule(node: ast.Call, found: dict[str, tuple[str, set[str]]]) -> None:
    words = [_words(arg) for arg in (*node.args, *(keyword.value for keyword in node.keywords))]
    maker = (
        node.func.id
        if isinstance(node.func, ast.Name)
        else node.func.attr
        if isinstance(node.func, ast.Attribute)
        else ""
    )
    for at, rule in enumerate(words[:3]):
        area, _, name = rule.partition(".")
        if (
            area in _AREAS
            and name
            and name.replace("-", "").isalpha()
            and name.islower()
            and at + 1 < len(words)
        ):
            severity = _MAKERS.get(maker, "lỗi")
            messages = found.setdefault(rule, (severity, set()))[1]
            messages |= {words[at + 1]} if words[at + 1] else set()


_AREAS = {"build", "config", "content", "home", "markup", "media", "portal", "preview", "theme"}


def _words(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values if True)  # type: ignore[misc]
    return ""


def findings_page() -> str:
    """Return the page of all findings."""
    parts = ["# Lỗi và lưu ý", "", MADE.strip(), ""]
    parts += ["Lỗi làm dừng việc dựng; lưu ý thì không. Mỗi lỗi, lưu ý đều kèm tệp, dòng và cách sửa.", ""]
    parts += ["| Mã | Mức | Nội dung |", "| --- | --- | --- |"]
    for rule, (severity, messages) in sorted(findings().items()):
        parts.append(f"| `{rule}` | {severity} | {_cell('<br>'.join(sorted(messages)))} |")
    return "\n".join(parts) + "\n"


def main() -> int:
    """Write the pages, or say which are out of date."""
    stale = []
    for name, content in pages().items():
        file = REFERENCE / name
        if not file.is_file() or file.read_text(encoding="utf-8") != content:
            stale.append(name)
            if "--check" not in sys.argv:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8", newline="\n")
    sys.stdout.write(
        ("Đã viết: " if "--check" not in sys.argv else "Cần viết lại: ")
        + (", ".join(stale) or "không có gì")
        + "\n"
    )
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
