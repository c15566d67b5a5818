"""Options → one call → one report, one exit code. The only room that prints.

Exit codes: 0 done, 1 findings, 2 wrong usage, 3 the world refused, 130 interrupted. A command's rooms are imported
when the command runs, so that `--help` stays instant.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from site_builder import __version__
from site_builder.errors import CongXaError, Finding, UsageError

if TYPE_CHECKING:
    from site_builder.pipeline import Plan, Report

_F = TypeVar("_F", bound=Callable[..., Any])
DONE, FINDINGS, USAGE, WORLD, INTERRUPTED = 0, 1, 2, 3, 130
_ROOT = Path(__file__).resolve().parent.parent

_WORDS: dict[str, tuple[str, str]] = {
    "group": (
        "Cổng Xã: dựng trang thông tin điện tử cấp xã từ tệp Markdown.\n\nKhông ghi lệnh nào thì dựng tất cả các cổng trong thư mục content/. Máy không có mạng: thêm --wheels THƯ_MỤC_GÓI ngay sau build.py.",
        "Cổng Xã: build commune portals from Markdown.\n\nWithout a command, every portal under content/ is built. Without a network: add --wheels FOLDER right after build.py.",
    ),
    "build": ("Dựng các cổng vào public/.", "Build portals into public/."),
    "init": ("Tạo một cổng mới trong content/.", "Make a new portal under content/."),
    "new": ("Tạo một tệp mới, sẵn để điền: new tin-bai “Tiêu đề”.", "Make a ready-to-fill file of a kind."),
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


class _Formatter(click.HelpFormatter):
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
    return _WORDS[key][lang == "en"]


def main(arguments: Sequence[str]) -> int:  # noqa: PLR0911 (a way out for each kind of trouble)
    """Run the command line and return the exit code; nothing but a bug under `--debug` ends in a traceback."""
    _prepare_console()
    lang = _language(arguments)
    debug = "--debug" in arguments
    try:
        cli = make_cli(lang)
        result = cli.main(args=arrange(cli, arguments), prog_name="build.py", standalone_mode=False)
        return result if isinstance(result, int) else DONE
    except click.exceptions.Exit as exc:
        return exc.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("Đã dừng theo yêu cầu; bản đã dựng trước đó vẫn nguyên.", err=True)
        return INTERRUPTED
    except click.ClickException as exc:
        return _refuse(usage_words(exc, lang), USAGE)
    except UsageError as exc:
        return _refuse(str(exc), USAGE)
    except CongXaError as exc:
        return _refuse(str(exc), WORLD)
    except Exception as exc:
        if debug:
            raise
        words = f"Chương trình gặp lỗi ngoài dự kiến ({type(exc).__name__}: {exc}). Bản đã dựng trước đó vẫn nguyên."
        return _refuse(words + " Hãy chạy lại với --debug và gửi kết quả cho người phát triển.", WORLD)


def entry() -> None:
    """Run as an installed command."""
    sys.exit(main(sys.argv[1:]))


def _prepare_console() -> None:
    """Let a console that cannot show Vietnamese show what it can, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _shows_all() -> bool:
    """Tell whether the console can hold every letter; JSON for one that cannot is written with escapes."""
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf8")


def _language(arguments: Sequence[str]) -> str:
    given = [two for one, two in pairwise(arguments) if one == "--lang"]
    given += [one.partition("=")[2] for one in arguments if one.startswith("--lang=")]
    return "en" if "en" in given else "vi"


_HELP = ["--help", "-h"]


def arrange(cli: click.Group, arguments: Sequence[str]) -> list[str]:
    """Put what holds for every command first, then the command, which is `build` where none is named."""
    options = [
        one for part in (cli, *cli.commands.values()) for one in part.params if isinstance(one, click.Option)
    ]
    groups = list(_groups(arguments, {name for one in options if not one.is_flag for name in one.opts}))
    everywhere = {name for one in cli.params for name in one.opts if name not in _HELP}
    first = [group for group in groups if group[0].partition("=")[0] in everywhere]
    rest = [group for group in groups if group[0].partition("=")[0] not in everywhere]
    at = next((at for at, group in enumerate(rest) if not group[0].startswith("-")), None)
    default = [] if any(group[0] in _HELP for group in rest) else ["build"]
    return list(chain(*first, default if at is None else rest.pop(at), *rest))


def _groups(arguments: Sequence[str], valued: set[str]) -> Iterator[list[str]]:
    """Yield each word with what belongs to it: an option of *valued* with its value, `--` with all that follows."""
    words = iter(arguments)
    for word in words:
        yield [word, *(words if word == "--" else islice(words, int(word in valued)))]


def _refuse(words: str, code: int) -> int:
    click.echo(words, err=True)
    return code


def usage_words(exc: click.ClickException, lang: str) -> str:
    """Return what is wrong with a call, in the caller's language."""
    return exc.format_message() if lang == "en" else f"{_wrong(exc)} Gõ --help để xem cách dùng."


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
            words = f"Lệnh còn thiếu {name or 'giá trị'}."
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


def make_cli(lang: str) -> click.Group:
    """Return the commands with their help in *lang*."""

    class Context(click.Context):
        formatter_class = type("Formatter", (_Formatter,), {"lang": lang})

    class Group(click.Group):
        context_class = Context

    class Command(click.Command):
        context_class = Context

    def option(*names: str, words: str, **more: Any) -> Callable[[_F], _F]:
        return click.option(*names, help=say(words, lang), **more)

    helped = {"help_option_names": _HELP}

    @click.group(
        cls=Group, help=say("group", lang), context_settings=helped, subcommand_metavar="[COMMAND] [ARGS]..."
    )
    @option("--lang", words="lang", type=click.Choice(["vi", "en"]), default="vi")
    @option("--debug", words="debug", is_flag=True)
    @option("--root", words="root", type=click.Path(path_type=Path), default=_ROOT, envvar="CONG_XA_ROOT")
    @click.version_option(__version__, "--version", message="Cổng Xã %(version)s", help=say("version", lang))
    @click.pass_context
    def group(context: click.Context, lang: str, debug: bool, root: Path) -> None:
        del lang, debug  # read before the commands are made
        context.obj = root.resolve()

    @group.command(cls=Command, help=say("build", lang))
    @click.argument("portals", nargs=-1)
    @option("--today", words="today")
    @option("--out", words="out", type=click.Path(path_type=Path))
    @option("--skip-broken", words="skip", is_flag=True)
    @option("--json", "as_json", words="json", is_flag=True)
    @click.pass_obj
    def build(root: Path, portals: tuple[str, ...], today: str | None, out: Path | None, skip_broken: bool,
              as_json: bool) -> int:  # fmt: skip
        return _build(make_plan(root, today, out, skip_broken=skip_broken), portals, as_json=as_json)

    @group.command(cls=Command, help=say("init", lang))
    @click.argument("name")
    @option("--yes", words="yes", is_flag=True)
    @click.pass_obj
    def init(root: Path, name: str, yes: bool) -> int:
        return _init(root, name, ask=not yes)

    @group.command(cls=Command, help=say("new", lang))
    @click.argument("kind")
    @click.argument("title")
    @option("--portal", words="portal", default="")
    @option("--section", words="section", default="")
    @option("--today", words="today")
    @click.pass_obj
    def new(root: Path, kind: str, title: str, portal: str, section: str, today: str | None) -> int:
        return _new(make_plan(root, today, None), kind, title, portal, section)

    @group.command(cls=Command, help=say("serve", lang))
    @click.argument("portal", default="")
    @option("--port", words="port", type=int, default=8000)
    @option("--today", words="today")
    @click.pass_obj
    def serve(root: Path, portal: str, port: int, today: str | None) -> int:
        return _serve(make_plan(root, today, None), portal, port, fixed=today is not None)

    @group.command(cls=Command, help=say("clean", lang))
    @click.argument("portals", nargs=-1)
    @option("--out", words="out", type=click.Path(path_type=Path))
    @click.pass_obj
    def clean(root: Path, portals: tuple[str, ...], out: Path | None) -> int:
        return _clean(make_plan(root, None, out), portals)

    for command in (group, build, init, new, serve, clean):
        command.params.append(_help_option(lang))
    return group


def _help_option(lang: str) -> click.Option:
    """Return `--help` with its words in *lang*."""

    def show(context: click.Context, param: click.Parameter, value: bool) -> None:
        del param
        if value and not context.resilient_parsing:
            click.echo(context.get_help())
            context.exit()

    return click.Option(
        _HELP, is_flag=True, is_eager=True, expose_value=False, callback=show, help=say("help", lang)
    )


def make_plan(root: Path, today: str | None, out: Path | None, *, skip_broken: bool = False) -> Plan:
    """Return where and how to build; the clock and the environment enter here."""
    from site_builder import pipeline, text

    now = datetime.now(text.VN)
    if today:
        try:
            now = text.parse_moment(today)
        except ValueError as exc:
            raise UsageError(f"--today: {exc}") from exc
    workers = os.environ.get("CONG_XA_WORKERS", "") or "0"
    if not (workers.isascii() and workers.isdigit()):
        raise UsageError(f"CONG_XA_WORKERS: “{workers}” không phải là số tiến trình, ví dụ 2.")
    plan = pipeline.Plan(
        root=root,
        out=(out or root / "public").resolve(),
        now=now,
        skip_broken=skip_broken,
        workers=int(workers),
    )
    pipeline.check_out(plan)
    for told in pipeline.recover_outputs(plan.out):
        click.echo(told, err=True)
    return plan


# --- build --------------------------------------------------------------------------------------------------------


def _build(plan: Plan, names: tuple[str, ...], *, as_json: bool) -> int:
    from site_builder import pipeline

    portals, findings = pipeline.choose_portals(plan.root / "content", names)
    if not portals and not findings:
        raise UsageError("Chưa có cổng nào trong content/. Tạo cổng đầu tiên: python3 build.py init ten-cong")
    show = not as_json and sys.stderr.isatty()
    reports = []
    for portal in portals:
        reports.append(
            pipeline.build_portal(portal, plan, tick=_bar(portal.name) if show else lambda *_: None)
        )
        if not as_json:
            _show_report(reports[-1])
    broken = any(finding.is_error for finding in findings) or any(report.build is None for report in reports)
    if as_json:
        click.echo(json.dumps(_as_json(reports, findings), ensure_ascii=not _shows_all(), indent=2))
    else:
        _show_findings(findings)
    return FINDINGS if broken else DONE


def _bar(name: str) -> Any:
    """Return a progress bar on the terminal: a line that is drawn over."""

    def tick(what: str, done: int, total: int) -> None:
        filled = 30 * done // max(1, total)
        end = "\r" if done < total else "\r\033[K"
        click.echo(
            f"{name}: {what} [{'#' * filled}{'.' * (30 - filled)}] {done}/{total}{end}", nl=False, err=True
        )

    return tick


def _colour(words: str, **style: Any) -> str:
    plain = os.environ.get("NO_COLOR") or not sys.stdout.isatty()
    return words if plain else click.style(words, **style)


def _show_findings(findings: Sequence[Finding]) -> None:
    for one in findings:
        label = _colour("LỖI", fg="red", bold=True) if one.is_error else _colour("LƯU Ý", fg="yellow")
        click.echo(
            f"{label}  {_colour(str(one.where), bold=True)}\n    {one.message}\n    → {one.hint}  [{one.rule}]"
        )


def _show_report(report: Report) -> None:
    if report.mended:
        click.echo(report.mended)
    _show_findings(report.findings)
    for path in report.skipped:
        click.echo(f"Bỏ qua vì có lỗi: {path}")
    click.echo(f"{report.portal}: {summary(report)}")
    if report.build is None:
        click.echo("Chưa dựng: hãy sửa các lỗi trên rồi chạy lại. Bản đã dựng trước đó vẫn nguyên.")


def summary(report: Report) -> str:
    """Return the report in words: “128 trang: 3 mới, 2 cập nhật, 0 lỗi, 4 lưu ý, 1,2 giây”."""
    from site_builder import text

    parts = [f"{report.errors} lỗi", f"{report.notes} lưu ý", text.format_seconds(report.seconds)]
    if report.changes is not None:
        new, updated, removed = (sum(path.endswith(".html") for path in paths) for paths in
                                 (report.changes.new, report.changes.updated, report.changes.removed))  # fmt: skip
        parts = [f"{new} mới", f"{updated} cập nhật", *([f"{removed} gỡ"] if removed else []), *parts]
    return f"{text.format_number(report.pages)} trang: " + ", ".join(parts)


def _as_json(reports: Sequence[Report], findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "program": f"cong-xa {__version__}",
        "portals": [_report_json(report) for report in reports],
        "findings": [_finding_json(finding) for finding in findings],
    }


def _report_json(report: Report) -> dict[str, Any]:
    changes = report.changes
    return {
        "portal": report.portal,
        "built": report.build is not None,
        "pages": report.pages,
        "files": len(report.build.artifacts) if report.build else 0,
        "new": list(changes.new) if changes else [],
        "updated": list(changes.updated) if changes else [],
        "removed": list(changes.removed) if changes else [],
        "errors": report.errors,
        "notes": report.notes,
        "skipped": list(report.skipped),
        "seconds": round(report.seconds, 3),
        "findings": [_finding_json(finding) for finding in report.findings],
    }


def _finding_json(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule, "severity": str(one.severity), "path": one.where.path, "line": one.where.line,
        "key": one.where.key, "message": one.message, "hint": one.hint,
    }  # fmt: skip


# --- the other commands -------------------------------------------------------------------------------------------


def _one_portal(plan: Plan, name: str) -> Path:
    from site_builder import pipeline

    portals, _ = pipeline.choose_portals(plan.root / "content", (name,) if name else ())
    if len(portals) != 1:
        names = ", ".join(portal.name for portal in portals) or "chưa có cổng nào"
        raise UsageError(f"Hãy cho biết cổng nào bằng --portal hoặc tên cổng ({names}).")
    return portals[0]


def _init(root: Path, name: str, *, ask: bool) -> int:
    from site_builder import scaffold, text

    scaffold.check_new(root / "content", name)

    def answer(question: str, default: str) -> str:
        return str(click.prompt(question, default=default)).strip() if ask else default

    answers = scaffold.Answers(
        unit_kind=answer("Loại đơn vị (xã, phường, đặc khu)", "xã"),
        name=answer(
            "Tên đơn vị, không kèm chữ xã, phường", name.removeprefix("xa-").replace("-", " ").title()
        ),
        province_kind=answer("Thuộc (tỉnh, thành phố)", "tỉnh"),
        province=answer("Tên tỉnh, thành phố", "Mẫu"),
        base_url=answer("Địa chỉ của cổng", f"https://{name}.example/"),
        address=answer("Địa chỉ trụ sở", "Chưa khai báo"),
        phone=answer("Điện thoại", ""),
        email=answer("Thư công vụ", ""),
    )
    portal = scaffold.init_portal(root / "content", name, answers, now=datetime.now(text.VN))
    click.echo(f"Đã tạo cổng {portal.name} trong content/{portal.name}/.")
    click.echo(
        f"Tiếp theo: sửa content/{portal.name}/site.toml, rồi chạy: python3 build.py build {portal.name}"
    )
    return DONE


def _new(plan: Plan, kind: str, title: str, portal: str, section: str) -> int:
    from site_builder import scaffold
    from site_builder.config import CONFIG_NAME, read_config
    from site_builder.content.kinds import KINDS

    folder = _one_portal(plan, portal)
    config, findings = read_config(folder / CONFIG_NAME, tuple(KINDS))
    if config is None:
        _show_findings(findings)
        return FINDINGS
    file = scaffold.new_entry(folder, config, scaffold.find_kind(kind), title, section=section, now=plan.now)
    click.echo(f"Đã tạo {file.relative_to(plan.root) if file.is_relative_to(plan.root) else file}")
    click.echo("Mở tệp bằng trình soạn thảo, điền nội dung, lưu lại; xoá dòng Nháp khi bài đã xong.")
    return DONE


def _serve(plan: Plan, name: str, port: int, *, fixed: bool) -> int:
    from site_builder import preview

    portal = _one_portal(plan, name)
    server = preview.open_preview(portal, plan, port=port, fixed=fixed)
    click.echo(f"Xem thử tại {server.address} (chỉ mở được trên máy này). Nhấn Ctrl+C để dừng.")
    server.run()
    return DONE


def _clean(plan: Plan, names: tuple[str, ...]) -> int:
    from site_builder import pipeline

    for portal in pipeline.choose_outputs(plan, names):
        foreign = pipeline.clean_portal(portal, plan)
        click.echo(
            f"Đã xoá các tệp đã dựng của {portal.name}."
            + (f" Giữ lại {len(foreign)} tệp không do Cổng Xã tạo." if foreign else "")
        )
    return DONE
