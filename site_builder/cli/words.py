"""What the command line says of itself and of a wrong call, in Vietnamese and in English."""

from __future__ import annotations

import re

import click

WORDS: dict[str, tuple[str, str]] = {
    "group": (
        "Cổng Xã: dựng trang thông tin điện tử cấp xã từ tệp Markdown.\n\nKhông ghi lệnh nào thì dựng tất cả các cổng trong thư mục content/. Máy không có mạng: thêm --wheels THƯ_MỤC_GÓI ngay sau build.py.",
        "Cổng Xã: build commune portals from Markdown.\n\nWithout a command, every portal under content/ is built. Without a network: add --wheels FOLDER right after build.py.",
    ),
    "build": ("Dựng các cổng vào public/.", "Build portals into public/."),
    "init": ("Tạo một cổng mới trong content/.", "Make a new portal under content/."),
    "new": (
        "Tạo một tệp mới, sẵn để điền: new tin-bai “Tiêu đề”. Các loại: tin-bai, thong-bao, trang, van-ban, can-bo, don-vi.",
        "Make a ready-to-fill file of a kind.",
    ),
    "serve": (
        "Xem thử trên máy này, tự cập nhật khi lưu tệp.",
        "Live preview on this machine, reloading on save.",
    ),
    "clean": (
        "Xoá các tệp đã dựng trong public/ (chỉ tệp do Cổng Xã tạo).",
        "Delete built files (only those that carry our marker).",
    ),
    "lang": ("Ngôn ngữ của phần trợ giúp: vi hoặc en.", "Language of the help: vi or en."),
    "debug": (
        "Khi có lỗi của chương trình, in toàn bộ dấu vết.",
        "On a bug of the program, print the whole trace.",
    ),
    "root": ("Thư mục chứa content/, themes/, public/.", "The folder of content/, themes/, public/."),
    "today_new": (
        "Ngày ghi trong tệp mới, thay cho hôm nay (30/11/2026 hoặc 2026-11-30T08:00).",
        "The day written into the new file instead of today (30/11/2026 or 2026-11-30T08:00).",
    ),
    "today": (
        "Dựng như thể đang ở ngày này (30/11/2026 hoặc 2026-11-30T08:00).",
        "Build as of this day (30/11/2026 or 2026-11-30T08:00).",
    ),
    "out": ("Thư mục kết quả (mặc định: public).", "Output folder (default: public)."),
    "skip": (
        "Bỏ qua bài có lỗi, dựng phần còn lại và liệt kê bài bị bỏ.",
        "Build without broken items and name them.",
    ),
    "json": ("In kết quả dạng JSON cho máy đọc.", "Print the result as JSON for machines."),
    "port": ("Cổng mạng (mặc định 8000).", "Port (default 8000)."),
    "portal": ("Tên cổng; không cần khi chỉ có một cổng.", "The portal; not needed where there is only one."),
    "section": (
        "Thư mục chuyên mục, khi loại này có nhiều chuyên mục.",
        "The section's folder, where a kind has several.",
    ),
    "yes": ("Không hỏi, dùng giá trị mặc định.", "Do not ask, take the defaults."),
    "help": ("Hiện trợ giúp này.", "Show this help."),
    "version": ("Hiện phiên bản.", "Show the version."),
    "options": ("Tuỳ chọn", "Options"),
    "commands": ("Lệnh", "Commands"),
    "usage": ("Cách dùng", "Usage"),
}


class Formatter(click.HelpFormatter):
    """A help page with headings in the language of the words."""

    lang = "vi"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        del prefix
        super().write_usage(prog, args, prefix=f"{say('usage', self.lang)}: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading, translated where it is one of Click's own."""
        known = {"Options": "options", "Commands": "commands"}
        super().write_heading(say(known[heading], self.lang) if heading in known else heading)


def say(key: str, lang: str) -> str:
    """Return the words of the help in the language asked for."""
    return WORDS[key][lang == "en"]


def usage_words(exc: click.ClickException, lang: str) -> str:
    """Return what is wrong with a call, in the caller's language."""
    return exc.format_message() if lang == "en" else f"{_wrong(exc)} Gõ --help để xem cách dùng."


_ARGUMENTS = {"NAME": "tên cổng", "KIND": "loại nội dung", "TITLE": "tiêu đề"}


def _wrong(exc: click.ClickException) -> str:
    param = getattr(exc, "param", None)
    name = (param.opts[0] if isinstance(param, click.Option) else (param.name or "").upper()) if param else ""
    match exc:
        case click.exceptions.NoSuchCommand():
            near = f" Có phải là “{exc.possibilities[0]}”?" if exc.possibilities else ""
            words = f"Không có lệnh “{exc.command_name}”.{near}"
        case click.NoSuchOption():
            words = f"Không có tuỳ chọn {exc.option_name}."
        case click.MissingParameter():
            words = f"Lệnh còn thiếu {_ARGUMENTS.get(name, name) or 'giá trị'}."
        case click.BadOptionUsage():
            words = f"Tuỳ chọn {exc.option_name} thiếu giá trị, hoặc thừa."
        case click.BadParameter():
            choices = param.type.choices if param and isinstance(param.type, click.Choice) else ()
            hint = f" Chọn một trong: {', '.join(map(str, choices))}." if choices else ""
            words = f"Giá trị của {name} không dùng được.{hint}"
        case _:
            extra = re.search(r"extra arguments? \((.+)\)", exc.format_message())
            words = f"Thừa “{extra[1]}”." if extra else "Không hiểu lệnh này."
    return words
