"""Options → one call → one report, one exit code. The only room that prints.

Exit codes: 0 done, 1 findings, 2 wrong usage, 3 the world refused, 130 interrupted. A command's rooms are imported
when the command runs, so that `--help` stays instant.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from site_builder import __version__
from site_builder.cli import commands
from site_builder.cli.arguments import HELP, arrange, language
from site_builder.cli.commands import DONE, FINDINGS, INTERRUPTED, USAGE, WORLD, make_plan
from site_builder.cli.report import summary
from site_builder.cli.words import Formatter, say, usage_words
from site_builder.errors import CongXaError, UsageError

__all__ = [
    "DONE",
    "FINDINGS",
    "INTERRUPTED",
    "USAGE",
    "WORLD",
    "arrange",
    "entry",
    "main",
    "make_cli",
    "summary",
]

_F = TypeVar("_F", bound=Callable[..., Any])
_ROOT = Path(__file__).resolve().parent.parent.parent


def main(arguments: Sequence[str]) -> int:  # noqa: PLR0911 (a way out for each kind of trouble)
    """Run the command line and return the exit code; nothing but a bug under `--debug` ends in a traceback."""
    _prepare_console()
    lang = language(arguments)
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


def _refuse(words: str, code: int) -> int:
    click.echo(words, err=True)
    return code


def make_cli(lang: str) -> click.Group:
    """Return the commands with their help in *lang*."""

    class Context(click.Context):
        formatter_class = type("Formatter", (Formatter,), {"lang": lang})

    class Group(click.Group):
        context_class = Context

    class Command(click.Command):
        context_class = Context

    def option(*names: str, words: str, **more: Any) -> Callable[[_F], _F]:
        return click.option(*names, help=say(words, lang), **more)

    helped = {"help_option_names": HELP}

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
        plan = make_plan(root, today, out, skip_broken=skip_broken)
        return commands.build(plan, portals, as_json=as_json, only_looked_at=bool(today) and out is None)

    @group.command(cls=Command, help=say("init", lang))
    @click.argument("name")
    @option("--yes", words="yes", is_flag=True)
    @click.pass_obj
    def init(root: Path, name: str, yes: bool) -> int:
        return commands.init(root, name, ask=not yes)

    @group.command(cls=Command, help=say("new", lang))
    @click.argument("kind")
    @click.argument("title")
    @option("--portal", words="portal", default="")
    @option("--section", words="section", default="")
    @option("--today", words="today_new")
    @click.pass_obj
    def new(root: Path, kind: str, title: str, portal: str, section: str, today: str | None) -> int:
        return commands.new(make_plan(root, today, None), kind, title, portal, section)

    @group.command(cls=Command, help=say("serve", lang))
    @click.argument("portal", default="")
    @option("--port", words="port", type=int, default=8000)
    @option("--today", words="today")
    @click.pass_obj
    def serve(root: Path, portal: str, port: int, today: str | None) -> int:
        return commands.serve(make_plan(root, today, None), portal, port, fixed=today is not None)

    @group.command(cls=Command, help=say("clean", lang))
    @click.argument("portals", nargs=-1)
    @option("--out", words="out", type=click.Path(path_type=Path))
    @click.pass_obj
    def clean(root: Path, portals: tuple[str, ...], out: Path | None) -> int:
        return commands.clean(make_plan(root, None, out), portals)

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
        HELP, is_flag=True, is_eager=True, expose_value=False, callback=show, help=say("help", lang)
    )
