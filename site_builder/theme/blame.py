"""What a template raised → whose it is: the file of the theme, its line, and who mends it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from jinja2 import TemplateNotFound, TemplateSyntaxError

from site_builder.errors import WorldError


@contextmanager
def blamed(name: str, task: str) -> Iterator[None]:
    """Turn whatever drawing the template *name* raises into words; only the theme's own code runs in here.

    *task* tells what was being done.
    """
    try:
        yield
    except Exception as exc:
        file, line = _place(exc)
        where = f"{file or name}, dòng {line}" if line else file or name
        mend = (
            "Hãy sửa tệp ấy, hoặc xoá nó để dùng lại giao diện của tỉnh."
            if file.startswith("theme/")
            else "Hãy báo bộ phận quản lý giao diện của tỉnh."
        )
        raise WorldError(f"Giao diện có lỗi ở {where} khi {task}: {_reason(exc)}. {mend}") from exc


def _place(exc: Exception) -> tuple[str, int]:
    """Return the file and the line of the innermost template that *exc* passed through, where there is one."""
    if isinstance(exc, TemplateSyntaxError):
        return exc.filename or "", exc.lineno
    place = "", 0
    step: TracebackType | None = exc.__traceback__
    while step is not None:
        known = step.tb_frame.f_globals
        if "__jinja_exception__" in known:  # a frame that Jinja has put for the template
            place = step.tb_frame.f_code.co_filename, step.tb_lineno
        elif template := known.get("__jinja_template__"):  # a macro that we called ourselves
            place = template.filename or "", template.get_corresponding_lineno(step.tb_lineno)
        step = step.tb_next
    return place


def _reason(exc: Exception) -> str:
    if isinstance(exc, TemplateNotFound):
        return f"không có tệp “{exc.name}”"
    if isinstance(exc, KeyError):
        return f"không có khoá {exc}"
    return (str(exc) or type(exc).__name__).rstrip(".")
