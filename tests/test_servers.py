"""Settings for servers, as text: the same policy everywhere, below any path, and nothing that an address could inject.

Real servers are asked elsewhere; here it is what they are told.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.assemble.servers import HEADERS, TYPES, server_files
from tests.conftest import SITE, news
from tests.mini import load

NAMES = (".htaccess", "web.config", "cong-xa.nginx.conf", "_headers", "_redirects")
ROOTS = ["https://thu.example/", "https://tinh.example/xa-thu/", "https://tinh.example/a.b/c~d/"]
MOVES = {
    "/cu.html": "/tin-tuc/2026/a.html",
    "/tin-tức/c.d.html": "/tin-tuc/2026/b.html",
    "/khong-duoi": "/c.html",
    "/thu-muc/": "/d.html",
}
ADDRESS = st.from_regex(r"(/[\w.~-]*[\w~-])+\.html", fullmatch=True)


def files(
    base: str = ROOTS[0], moves: dict[str, str] | None = None, *, noindex: bool = False
) -> dict[str, str]:
    return {
        one.url[1:]: one.text
        for one in server_files(base, MOVES if moves is None else moves, noindex=noindex)
    }


def apache_moves(text: str) -> list[tuple[str, str]]:
    return re.findall(r'RedirectMatch 301 "(\^.*?\$)" "(.*?)"', text)


def nginx_moves(text: str) -> dict[str, str]:
    return dict(re.findall(r'^location = "(.*?)" \{ return 301 "(.*?)"; \}$', text, re.MULTILINE))


def test_every_kind_of_server_has_its_file() -> None:
    assert tuple(files()) == NAMES


@pytest.mark.parametrize("base", ROOTS)
@pytest.mark.parametrize("name", NAMES)
def test_every_header_stands_in_every_file(base: str, name: str) -> None:
    text = files(base)[name]
    wanted = HEADERS if name != "_redirects" else {}
    assert [
        header
        for header, value in wanted.items()
        if header not in text or value not in text.replace("&#10;", "")
    ] == []


def test_no_header_holds_a_quote_that_would_end_it() -> None:
    assert not any(char in value for value in HEADERS.values() for char in '"\\\n$')


def test_the_policy_allows_no_inline_script_and_no_stranger() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*", policy)
    assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= {
        part.strip() for part in policy.split(";")
    }


@pytest.mark.parametrize(("noindex", "count"), [(True, 1), (False, 0)])
def test_a_trial_is_kept_from_search_machines_on_every_server(noindex: bool, count: int) -> None:
    texts = files(noindex=noindex)
    assert all(("X-Robots-Tag" in texts[name]) is bool(count) for name in NAMES if name != "_redirects")


def test_without_https_nothing_promises_https() -> None:
    assert not any("Strict-Transport" in text for text in files("http://thu.example/").values())


@pytest.mark.parametrize("base", ROOTS)
def test_old_addresses_lead_on_below_every_root(base: str) -> None:
    root = "/" + base.split("/", 3)[3]
    wanted = {root + old[1:]: root + new[1:] for old, new in MOVES.items()}
    texts = files(base)
    assert nginx_moves(texts["cong-xa.nginx.conf"]) == wanted
    assert dict(line.split(" ")[:2] for line in texts["_redirects"].splitlines()) == wanted
    patterns = apache_moves(texts[".htaccess"])
    assert [
        (re.match(pattern, old) is not None, new)
        for (old, new), (pattern, _) in zip(wanted.items(), patterns, strict=True)
    ] == [(True, new) for _, new in patterns]
    rules = ElementTree.fromstring(texts["web.config"].encode()).iter("add")
    moves = [(one.get("wildcard"), one.get("destination")) for one in rules if one.get("wildcard")]
    assert moves == [(old, root + new[1:]) for old, new in MOVES.items()]


def test_a_pattern_of_apache_matches_its_own_address_alone() -> None:
    (pattern, _), *_ = apache_moves(files(moves={"/a.b+c.html": "/x.html"})[".htaccess"])
    assert re.match(pattern, "/a.b+c.html")
    assert not re.match(pattern, "/aXb+c.html")
    assert not re.match(pattern, "/a.b+c.htmlx")


@given(old=ADDRESS)
def test_any_address_that_is_let_in_stays_one_line_and_one_rule(old: str) -> None:
    texts = files(moves={old: "/x.html"})
    assert nginx_moves(texts["cong-xa.nginx.conf"]) == {old: "/x.html"}
    assert len(apache_moves(texts[".htaccess"])) == 1
    assert texts["_redirects"].split() == [old, "/x.html", "301"]
    plain = files(moves={})
    assert all(len(texts[name].splitlines()) <= len(plain[name].splitlines()) + 1 for name in NAMES)


@pytest.mark.parametrize("base", ROOTS)
def test_the_page_of_what_is_not_there_is_found_below_every_root(base: str) -> None:
    root = "/" + base.split("/", 3)[3]
    texts = files(base)
    assert f"ErrorDocument 404 {root}404.html" in texts[".htaccess"]
    assert f"404 {root}404.html;" in texts["cong-xa.nginx.conf"]
    assert f'path="{root}404.html"' in texts["web.config"]


def guards(texts: dict[str, str]) -> dict[str, list[str]]:
    """Return the patterns that are refused, by server: Apache's match the name alone, nginx's the whole address."""
    return {
        ".htaccess": re.findall(r'<FilesMatch "(.*?)">|RedirectMatch 404 "(.*?)"', texts[".htaccess"]),
        "cong-xa.nginx.conf": re.findall(
            r'location ~ "(.*?)" \{ return 404; \}()', texts["cong-xa.nginx.conf"]
        ),
    }


def refused(address: str) -> dict[str, bool]:
    found = guards(files())
    name = address.rpartition("/")[2]
    apache = any(
        re.search(by_name, name) if by_name else re.search(whole, address)
        for by_name, whole in found[".htaccess"]
    )
    return {
        ".htaccess": apache,
        "cong-xa.nginx.conf": any(re.search(one, address) for one, _ in found["cong-xa.nginx.conf"]),
    }


@pytest.mark.parametrize(
    "address",
    ["/a.php", "/tin/A.PHP", "/a.phtml", "/a.cgi", "/a.pl", "/a.py", "/a.aspx", "/a.jsp", "/a.sh", "/a.html.php", "/a.php5", "/_headers", "/_redirects",
     "/web.config", "/cong-xa.nginx.conf", "/.htaccess", "/.git/config", "/a/.x", "/a.html~", "/a.bak"],
)  # fmt: skip
def test_nothing_that_a_server_would_run_or_should_hide_is_let_out(address: str) -> None:
    assert refused(address) == {".htaccess": True, "cong-xa.nginx.conf": True}


@pytest.mark.parametrize(
    "address",
    [
        "/index.html",
        "/cong-xa-manifest.json",
        "/tin-tuc/2026/a_headers.html",
        "/tep/mau.don.pdf",
        "/.well-known/a.txt",
        "/",
        "/tin-tuc/",
        "/media/a.avif",
    ],
)
def test_what_a_portal_holds_is_let_out(address: str) -> None:
    assert refused(address) == {".htaccess": False, "cong-xa.nginx.conf": False}


def test_iis_refuses_programs_by_their_endings() -> None:
    denied = set(re.findall(r'fileExtension="\.(\w+)" allowed="false"', files()["web.config"]))
    assert {"php", "phtml", "phar", "asp", "aspx", "cgi", "pl", "py"} <= denied


def test_every_type_is_told_to_every_server() -> None:
    texts = files()
    for ending, mime in TYPES.items():
        assert f'"{mime}" .{ending}' in texts[".htaccess"]
        assert f"{mime.partition(';')[0]} {ending};" in texts["cong-xa.nginx.conf"]
        assert f'fileExtension=".{ending}" mimeType="{mime}"' in texts["web.config"]


def test_the_settings_of_a_portal_name_its_own_old_addresses(tmp_path: Path) -> None:
    site = SITE.replace("thu.example/", "tinh.example/thu/")
    loaded = load(
        tmp_path, {"site.toml": site, "tin-tuc/a.md": news("A", **{"Địa chỉ cũ": "[/cu, /b%C3%A0i.html]"})}
    )
    text = next(one.text for one in loaded.site.files if one.url == "/_redirects")
    assert text == "/thu/cu /thu/tin-tuc/2026/a.html 301\n/thu/bài.html /thu/tin-tuc/2026/a.html 301\n"
