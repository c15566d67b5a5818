"""Where the programs are that some tests drive; a test without its program is skipped, or fails where all are due.

`tests/run.py` and continuous integration promise a run without a gap, so there a missing tool is a failure. Whoever
starts pytest by hand gets a skip with the reason.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUNNER = (
    "CONG_XA_CHROMIUM",
    "CONG_XA_VNU_JAR",
    "CONG_XA_AXE",
    "CONG_XA_COMMONMARK",
    "CONG_XA_NGINX",
    "CONG_XA_APACHE",
)
SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/sbin", "/sbin")  # servers live here, off an ordinary user's PATH
APACHE_MODULES = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/libexec/apache2")


def chromium() -> str:
    """Return the browser's path."""
    return _program("Chromium", "CONG_XA_CHROMIUM", "chromium", "chromium-browser", "google-chrome")


def java() -> str:
    """Return the path of Java."""
    return _program("Java", "", "java")


def nginx() -> str:
    """Return nginx's path."""
    return _program("nginx", "CONG_XA_NGINX", "nginx")


def apache() -> str:
    """Return Apache's path."""
    return _program("Apache", "CONG_XA_APACHE", "apache2", "httpd")


def apache_modules() -> Path:
    """Return the folder of Apache's modules."""
    found = next((Path(folder) for folder in APACHE_MODULES if Path(folder).is_dir()), None)
    return found or _missing("Apache's modules", "")


def vnu_jar() -> Path:
    """Return the Nu checker."""
    return _file("the Nu checker", "CONG_XA_VNU_JAR", ".tools/node_modules/vnu-jar/build/dist/vnu.jar")


def axe() -> Path:
    """Return axe-core's script."""
    return _file("axe-core", "CONG_XA_AXE", ".tools/node_modules/axe-core/axe.min.js")


def commonmark() -> Path:
    """Return the specification of CommonMark with its examples."""
    return _file("CommonMark", "CONG_XA_COMMONMARK", ".tools/node_modules/commonmark-spec/spec.txt")


def _program(name: str, variable: str, *names: str) -> str:
    chosen = os.environ.get(variable, "") if variable else ""
    search = os.pathsep.join((os.environ.get("PATH", os.defpath), *SYSTEM_FOLDERS))
    found = chosen or next(filter(None, (shutil.which(one, path=search) for one in names)), "")
    return found or _missing(name, variable)


def _file(name: str, variable: str, place: str) -> Path:
    path = Path(os.environ.get(variable) or ROOT / place)
    return path if path.is_file() else _missing(name, variable)


def _missing(name: str, variable: str) -> NoReturn:
    """Skip the test, or fail it where every tool was promised."""
    own = f", or set {variable}" if variable else ""
    reason = f"{name} is missing: python3 tests/run.py installs it{own}"
    if os.environ.get("CI", "").lower() == "true" or all(os.environ.get(one) for one in RUNNER):
        pytest.fail(reason)
    pytest.skip(reason)
