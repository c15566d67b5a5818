"""Write the generated reference pages: kinds, site.toml, commands, findings. `--check` only compares.

Run `python docs/generate.py` after changing a kind, a key, a command or a finding; a test compares the pages.
"""

from __future__ import annotations

import ast
import itertools
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


_MENU_EXAMPLE = (
    "Mục con viết ngay dưới mục cha:", "", "```toml", "[[menu]]", 'title = "Giới thiệu"', 'to = "gioi-thieu"', "",
    "[[menu.children]]", 'title = "Tổ chức bộ máy"', 'to = "co-cau"', "```",
)  # fmt: skip


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
        parts += ["", *_MENU_EXAMPLE] if name == "children" else []
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
        module = Module(ast.parse(file.read_text(encoding="utf-8")))
        for function, call in module.calls:
            _note_rule(module, function, call, found)
    return found


def _note_rule(module: Module, function: str, node: ast.Call, found: dict[str, tuple[str, set[str]]]) -> None:
    arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
    for rule, message in itertools.pairwise(arguments[:4]):
        area, _, name = (_plain(rule) or "").partition(".")
        if area in _AREAS and name.replace("-", "").isalpha() and name.islower() and name != "py":
            severity = _MAKERS.get(_name_of(node), "lỗi")
            messages = found.setdefault(f"{area}.{name}", (severity, set()))[1]
            messages |= module.says(message, function) or {_OTHERWISE.get(f"{area}.{name}", "")} - {""}


_AREAS = {"build", "config", "content", "home", "markup", "media", "portal", "preview", "theme"}
_OTHERWISE = {"preview.refused": "Máy, ổ đĩa hoặc giao diện từ chối; lời kèm theo nói rõ vì sao."}


def _plain(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _name_of(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


class Module:
    """A module's functions, read for what a name in them can say: what was assigned, returned or handed over."""

    def __init__(self, tree: ast.Module) -> None:
        """Gather the calls with the functions that they stand in."""
        self.functions = {one.name: one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
        inside = [(name, one) for name, function in self.functions.items() for one in ast.walk(function)]
        outside = [("", one) for one in ast.walk(tree) if one not in {two for _, two in inside}]
        self.calls = [(name, one) for name, one in (*inside, *outside) if isinstance(one, ast.Call)]

    def says(self, node: ast.expr, function: str, depth: int = 0) -> set[str]:
        """Return the words that *node* in *function* can stand for; what is not known beforehand is “…”."""
        if _plain(node) is not None:
            return {str(_plain(node))} - {""}
        if isinstance(node, ast.JoinedStr):
            return {"".join(str(one.value) if isinstance(one, ast.Constant) else "…" for one in node.values)}
        if depth > 4:
            return set()
        if isinstance(node, ast.BinOp):
            sides = [sorted(self.says(one, function, depth + 1)) or ["…"] for one in (node.left, node.right)]
            return {one + two for one in sides[0] for two in sides[1]}
        return set().union(
            *(self.says(one, place, depth + 1) for place, one in self._sources(node, function))
        )

    def _sources(self, node: ast.expr, function: str) -> Iterator[tuple[str, ast.expr]]:
        """Yield the expressions that *node* takes its value from, with the functions that they stand in."""
        if isinstance(node, ast.IfExp):
            yield from ((function, one) for one in (node.body, node.orelse))
        elif isinstance(node, ast.BoolOp):
            yield from ((function, one) for one in node.values)
        elif isinstance(node, ast.Call) and _name_of(node) in self.functions:
            inner = ast.walk(self.functions[_name_of(node)])
            yield from (
                (_name_of(node), one.value) for one in inner if isinstance(one, ast.Return) and one.value
            )
        elif isinstance(node, ast.Name) and function:
            for one in ast.walk(self.functions[function]):
                if isinstance(one, ast.Assign) and any(
                    isinstance(to, ast.Name) and to.id == node.id for to in one.targets
                ):
                    yield function, one.value
            yield from self._handed_over(node.id, function)

    def _handed_over(self, name: str, function: str) -> Iterator[tuple[str, ast.expr]]:
        """Yield what the module's own calls give for the parameter *name* of *function*."""
        parameters = [one.arg for one in self.functions[function].args.args]
        for place, call in self.calls:
            if name in parameters and _name_of(call) == function and parameters.index(name) < len(call.args):
                yield place, call.args[parameters.index(name)]


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
