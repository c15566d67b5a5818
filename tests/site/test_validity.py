"""Every page of the sample through the Nu HTML checker, the one that the standard's editors use."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests import tools
from tests.site.portal import Portal, listed

pytestmark = [pytest.mark.slow, pytest.mark.tools]

# What the checker says that is no fault of ours: the text of its message, and why it may stand.
ACCEPTED: dict[str, str] = {}


def test_every_page_is_valid_html(portal: Portal) -> None:
    command = [
        tools.java(),
        "-jar",
        str(tools.vnu_jar()),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
    ]
    done = subprocess.run(
        [*command, "--skip-non-html", str(portal.root)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    faults = [
        f"{message['url'].rpartition('/xa-mau/')[2]}:{message.get('lastLine', 0)}: {message.get('subType') or message['type']}:"
        f" {message['message']} {message.get('extract', '')[:100]!r}"
        for message in json.loads(done.stdout)["messages"]
        if message["type"] != "info" or message.get("subType") == "warning"
        if not any(words in message["message"] for words in ACCEPTED)
    ]
    assert not faults, listed(faults)


def test_the_checker_looks_at_what_it_is_given(portal: Portal) -> None:
    command = [
        tools.java(),
        "-jar",
        str(tools.vnu_jar()),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        "-",
    ]
    broken = portal.text("index.html").replace("<main", "<main main", 1).replace("</h1>", "</h2>", 1)
    done = subprocess.run(command, input=broken, capture_output=True, text=True, timeout=120, check=True)
    assert [message for message in json.loads(done.stdout)["messages"] if message["type"] == "error"]
