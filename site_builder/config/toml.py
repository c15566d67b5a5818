"""Bytes of `site.toml` → TOML's tables, or the one finding that says why it cannot be read, and how to mend it."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from site_builder import text
from site_builder.errors import SAVE_AS_UTF8, Finding, Where, error
from site_builder.text import CONFIG_NAME

_ODD_QUOTES = re.compile("[“”„‟«»‘’‚]")
_FOREIGN_KEY = re.compile(r"\s*[^\"'=:#\[\]]*[^\x00-\x7f\"'=:#\[\]][^\"'=:#\[\]]*=")
_COLON = re.compile(r"\s*[\w-]+\s*:")
_BARE = re.compile(r"\s*[\w-]+\s*=\s*[^\s\"'\[{]")
_FORM = 'Mỗi dòng viết theo dạng khoá = "giá trị"; chữ phải nằm trong dấu nháy kép thẳng, mỗi khoá chỉ viết một lần.'


def decode(data: bytes) -> str | Finding:
    """Return the text of the file, composed; an encoding other than UTF-8 is a finding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _encoding("site.toml lưu theo bảng mã UTF-16, không phải UTF-8.", 1)
    try:
        return text.nfc(data.decode("utf-8-sig"))
    except UnicodeDecodeError as exc:
        line = data[: exc.start].count(b"\n") + 1
        return _encoding(f"Dòng {line} của site.toml có ký tự không theo bảng mã UTF-8.", line)


def parse(content: str) -> dict[str, Any] | Finding:
    """Return the tables of *content*; what is not TOML is one finding, since nothing behind it can be trusted."""
    try:
        return tomllib.loads(content)
    except RecursionError:
        return _broken("site.toml lồng nhau quá sâu.", 1, "Viết lại theo mẫu.")
    except tomllib.TOMLDecodeError as exc:
        line = _line(str(exc), content)
        return _broken(
            f"Không đọc được site.toml ở dòng {line}.", line, _hint(str(exc), content.split("\n"), line)
        )
    except ValueError:  # a number of thousands of digits, which Python refuses to read
        line = next((at for at, one in enumerate(content.split("\n"), 1) if re.search(r"\d{4000}", one)), 1)
        return _broken(
            f"Dòng {line} của site.toml có số quá dài.", line, "Rút ngắn số, hoặc đặt trong dấu nháy kép."
        )


def _line(problem: str, content: str) -> int:
    """Return the line that the parser names; what is missing at the end is missing in the last line."""
    found = re.search(r"line (\d+)", problem)
    return int(found[1]) if found else max(1, len(content.rstrip().split("\n")))


def _hint(problem: str, lines: list[str], line: int) -> str:  # noqa: PLR0911 (one remedy for each slip)
    """Return the remedy of the slip that *line* most probably holds."""
    written = lines[line - 1]
    if _ODD_QUOTES.search(written.partition("=")[2][:3]) or _ODD_QUOTES.search(written[:1]):
        return 'Thay dấu nháy cong “ ” bằng dấu nháy thẳng, ví dụ name = "Lúa Vàng".'
    if "overwrite" in problem or "twice" in problem:
        return "Khoá hoặc bảng này đã được viết ở phía trên. Giữ lại một chỗ, xoá chỗ kia."
    if _FOREIGN_KEY.match(written):
        return "Tên khoá trong site.toml viết bằng tiếng Anh, không dấu; danh sách khoá: docs/reference/site-toml.md."
    if _COLON.match(written):
        return "Giữa khoá và giá trị dùng dấu = thay cho dấu hai chấm."
    if "Illegal character" in problem or "Unterminated string" in problem or written.count('"') == 1:
        return 'Giá trị này thiếu một dấu nháy kép: mở bằng " và đóng bằng ".'
    if "Expected newline" in problem and written.count('"') > 2:
        return "Trong giá trị có dấu nháy kép: thay hai dấu bên trong bằng “ ”."
    if "Unescaped" in problem:
        return "Dấu \\ không dùng được trong giá trị; giữa các thư mục viết dấu /."
    if "Unclosed" in problem or "array" in problem or written.lstrip().startswith("["):
        return "Một dấu ngoặc [ hoặc { chưa được đóng, ở dòng này hoặc dòng ngay trên."
    if _BARE.match(written):
        return 'Đặt giá trị trong dấu nháy kép, ví dụ phone = "0200 000 0101".'
    return _FORM


def _encoding(message: str, line: int) -> Finding:
    return error("config.encoding", message, Where(path=CONFIG_NAME, line=line), SAVE_AS_UTF8)


def _broken(message: str, line: int, hint: str) -> Finding:
    return error("config.toml", message, Where(path=CONFIG_NAME, line=line), hint)
