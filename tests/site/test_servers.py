"""Real nginx and real Apache with the settings that the build ships, at a domain's root and below a path."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

import pytest
from lxml import etree

from site_builder.assemble import HEADERS, TYPES
from tests.site.portal import Portal, addresses, listed
from tests.site.servers import ATTACHED, CHALLENGE, PLANTED, Server

pytestmark = [pytest.mark.slow, pytest.mark.tools]

DUE = {**HEADERS, "X-Robots-Tag": "noindex"}  # the sample is on trial
FOREVER = "public, max-age=31536000, immutable"
SETTINGS = (".htaccess", "web.config", "_headers", "_redirects", "cong-xa.nginx.conf")


def wrong_headers(server: Server, path: str) -> list[str]:
    """Return what an answer lacks of the shipped headers."""
    answer = server.ask(path)
    return [
        f"{path} ({answer.status}): {name} is {answer.header(name)!r}"
        for name, value in DUE.items()
        if answer.header(name) != value
    ]


def test_every_page_is_there_with_every_header(server: Server) -> None:
    faults = []
    for page in server.portal.pages:
        answer = server.ask(quote(page))
        old = page in server.portal.moves
        if answer.status != (301 if old else 200):
            faults.append(f"{page}: {answer.status}")
        elif not old:
            faults += wrong_headers(server, quote(page))
            if answer.body != (server.portal.root / page).read_bytes():
                faults.append(f"{page}: other bytes than on disk")
    assert not faults, listed(faults)


def test_every_file_of_every_type_is_there_with_every_header(server: Server) -> None:
    one_of_each = {file.rpartition(".")[2]: file for file in server.portal.files if file not in SETTINGS}
    faults = [fault for file in one_of_each.values() for fault in wrong_headers(server, quote(file))]
    assert not faults, listed(faults)
    assert {
        "html",
        "css",
        "js",
        "xml",
        "json",
        "txt",
        "jpg",
        "webp",
        "avif",
        "png",
        "svg",
        "ico",
    } <= one_of_each.keys()


def test_every_file_says_its_type(server: Server) -> None:
    faults = []
    for file in server.portal.files:
        if file in SETTINGS or file in server.portal.moves:
            continue
        got = server.ask(quote(file)).header("Content-Type").lower().replace("; ", ";")
        if got != TYPES[file.rpartition(".")[2]].replace("; ", ";"):
            faults.append(f"{file}: {got}")
    assert not faults, listed(faults)


def test_attachments_are_sent_as_what_they_are(server: Server) -> None:
    for file, mime in ATTACHED.items():
        assert server.ask(file).header("Content-Type") == mime


def test_a_home_and_a_section_answer_by_their_folder(server: Server) -> None:
    for folder in ("", "tin-tuc/", "van-ban/"):
        answer = server.ask(folder)
        assert answer.status == 200
        assert answer.body == (server.portal.root / folder / "index.html").read_bytes()
    answer = server.ask("tin-tuc")
    assert (answer.status, urlsplit(answer.header("Location")).path) == (301, server.portal.path + "tin-tuc/")


def test_all_links_of_all_pages_answer_over_http(server: Server) -> None:
    wanted: dict[str, str] = {}
    for page in sorted(set(server.portal.pages) - server.portal.moves.keys()):
        here = server.portal.path + quote(page)
        for node in server.portal.document(page).css("[href], [src], [srcset], form[action]"):
            for link in addresses(node):
                found = urlsplit(urljoin("http://portal" + here, link))
                if found.netloc == "portal":
                    wanted.setdefault(found.path, page)
    faults = [
        f"{page}: {path}: {status}"
        for path, page in wanted.items()
        if (status := server.ask(path).status) != 200
    ]
    assert not faults, listed(faults)
    assert len(wanted) > len(server.portal.pages)


@pytest.mark.parametrize(
    "path", ["khong-co.html", "khong-co/o/sau/", "assets/khong-co.css", "tin-tuc/2026/m%E1%BA%A5t"]
)
def test_what_is_not_there_answers_404_with_our_page(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == 404
    assert answer.body == (server.portal.root / "404.html").read_bytes()
    assert answer.header("Content-Type").lower().replace("; ", ";") == "text/html;charset=utf-8"
    assert "immutable" not in answer.header("Cache-Control")
    assert not wrong_headers(server, path)


def test_old_addresses_lead_to_the_new_ones_for_good(server: Server) -> None:
    assert len(server.portal.moves) >= 2
    for old, new in server.portal.moves.items():
        answer = server.ask(quote(old))
        assert (answer.status, urlsplit(answer.header("Location")).path) == (301, server.portal.path + new)
        assert server.ask(urlsplit(answer.header("Location")).path).status == 200


@pytest.mark.parametrize("path", [*PLANTED, *SETTINGS])
def test_programs_hidden_files_and_settings_are_not_handed_out(server: Server, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in {403, 404}
    assert b"hi" not in answer.body[:30]
    assert answer.header("X-Content-Type-Options") == "nosniff"


def test_folders_are_not_listed(server: Server) -> None:
    for folder in ("assets/", "media/", "du-lieu/"):
        answer = server.ask(folder)
        assert answer.status in {403, 404}
        assert b"Index of" not in answer.body


def test_the_proof_of_a_certificate_is_left_alone(server: Server) -> None:
    assert server.ask(CHALLENGE).status == 200


def test_files_with_a_digest_last_and_pages_do_not(server: Server) -> None:
    for file in server.portal.files:
        if file in SETTINGS or file in server.portal.moves:
            continue
        lasting = file.startswith(("assets/", "media/", "tep/"))
        got = server.ask(quote(file)).header("Cache-Control")
        assert got == (FOREVER if lasting else "public, max-age=300"), file


def test_what_did_not_change_is_not_sent_again(server: Server) -> None:
    tag = server.ask("index.html").header("ETag")
    again = server.ask("index.html", **{"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")


# A scorer of our own after the rules that Mozilla publishes for its HTTP Observatory: 100 to begin with, points off
# for what is missing and on top for what is better than asked.


def observatory(answer_headers: dict[str, str]) -> int:
    """Return the points of a page's headers."""
    policy = {
        name: values
        for part in answer_headers.get("content-security-policy", "").split(";")
        if part.strip()
        for name, *values in [part.split()]
    }
    scripts = policy.get("script-src", policy.get("default-src", ["*"]))
    unsafe = {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"}
    age = re.search(r"max-age=(\d+)", answer_headers.get("strict-transport-security", ""))
    framed = policy.get("frame-ancestors") in (["'none'"], ["'self'"])
    private = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
    points = 100
    points += (
        -25
        if not policy
        else -20
        if unsafe & set(scripts)
        else 10
        if policy.get("default-src") == ["'none'"]
        else 5
    )
    points += 0 if age and int(age[1]) >= 15_768_000 else -20
    points += 0 if answer_headers.get("x-content-type-options") == "nosniff" else -5
    points += 5 if framed else 0 if answer_headers.get("x-frame-options") in {"DENY", "SAMEORIGIN"} else -20
    points += 5 if answer_headers.get("referrer-policy") in private else 0
    points += 10 if answer_headers.get("cross-origin-resource-policy") in {"same-origin", "same-site"} else 0
    points -= 40 if "set-cookie" in answer_headers else 0
    points -= 50 if answer_headers.get("access-control-allow-origin") == "*" else 0
    return points


def test_the_headers_score_an_a_plus(server: Server) -> None:
    for page in ("index.html", "tim-kiem.html", "khong-co.html"):
        headers = {name: values[0] for name, values in server.ask(page).headers.items()}
        assert observatory(headers) >= 120


def test_the_scorer_takes_points_off_for_what_is_missing() -> None:
    whole = {name.lower(): value for name, value in HEADERS.items()}
    assert observatory({}) < 50
    for name in ("content-security-policy", "strict-transport-security", "x-content-type-options"):
        assert observatory({key: value for key, value in whole.items() if key != name}) < observatory(whole)


# Servers that are not at hand: their files say the same.


def test_the_settings_for_iis_say_the_same(each_portal: Portal) -> None:
    config = etree.parse(each_portal.root / "web.config")
    sent = {one.get("name"): one.get("value") for one in config.iterfind(".//customHeaders/add")}
    types = {
        one.get("fileExtension"): one.get("mimeType") for one in config.iterfind(".//staticContent/mimeMap")
    }
    moves = {one.get("wildcard"): one.get("destination") for one in config.iterfind(".//httpRedirect/add")}
    denied = {
        one.get("fileExtension")
        for one in config.iterfind(".//fileExtensions/add")
        if one.get("allowed") == "false"
    }
    hidden = {one.get("segment") for one in config.iterfind(".//hiddenSegments/add")}
    lost = config.find(".//httpErrors/error[@statusCode='404']")
    assert {name: sent.get(name) for name in DUE} == DUE
    assert types == {"." + ending: mime for ending, mime in TYPES.items()}
    assert moves == {"/" + old: each_portal.path + new for old, new in each_portal.moves.items()}
    assert {".php", ".phtml", ".asp", ".aspx", ".cgi"} <= denied
    assert {".htaccess", "_headers", "_redirects", "cong-xa.nginx.conf"} <= hidden
    assert lost is not None
    assert lost.get("path") == each_portal.path + "404.html"
    assert config.find(".//directoryBrowse").get("enabled") == "false"


def test_the_settings_for_hosts_of_static_sites_say_the_same(each_portal: Portal) -> None:
    rules: dict[str, dict[str, str]] = {}
    for line in each_portal.text("_headers").splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[list(rules)[-1]][name] = value
        else:
            rules[line] = {}
    assert rules.pop(each_portal.path + "*") == DUE
    assert rules == {
        f"{each_portal.path}{folder}/*": {"Cache-Control": FOREVER} for folder in ("assets", "media", "tep")
    }
    moves = [line.split() for line in each_portal.text("_redirects").splitlines()]
    assert moves == [
        [each_portal.path + old, each_portal.path + new, "301"] for old, new in each_portal.moves.items()
    ]
