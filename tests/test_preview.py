"""The live preview: for this machine alone, with drafts, findings on their pages, and news of every save."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from site_builder.assemble import HEADERS
from site_builder.errors import WorldError
from site_builder.preview import Preview, open_preview
from site_builder.preview.server import preview_app, with_strip
from site_builder.preview.state import State, open_state
from tests.conftest import SITE, news, tree, write
from tests.mini import build, plan

BLOCK = re.compile(r'<script type="application/json" id="portal-preview-findings">(.*?)</script>', re.DOTALL)


def state(project: Path, files: dict[str, str] | None = None) -> State:
    portal = write(project / "content" / "thu", files or {"tin-tuc/a.md": news("A")})
    return open_state(portal, plan(project), fixed=True)


def client(project: Path, files: dict[str, str] | None = None) -> FlaskClient:
    return preview_app(state(project, files)).test_client()


def strip(asked: FlaskClient, url: str) -> dict[str, Any]:
    found = BLOCK.search(asked.get(url).get_data(as_text=True))
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


@contextmanager
def served(project: Path, *, fixed: bool = True) -> Iterator[Preview]:
    """Run a real preview on a free port until the block ends."""
    portal = write(project / "content" / "thu", {"tin-tuc/a.md": news("A")})
    preview = open_preview(portal, plan(project), port=0, fixed=fixed)
    runner = threading.Thread(target=preview.run)
    runner.start()
    try:
        yield preview
    finally:
        preview.server.shutdown()
        runner.join()


# --- for this machine alone ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.1:8000", "localhost:9", "[::1]:8000"])
def test_this_machine_is_let_in(tmp_path: Path, host: str) -> None:
    assert client(tmp_path).get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "192.168.1.2:8000",
        "0.0.0.0",
        "127.0.0.1@evil.example",
    ],
)
@pytest.mark.parametrize("url", ["/", "/tin-tuc/2026/a.html", "/-/su-kien", "/-/mau/", "/-/preview.js"])
def test_a_foreign_host_is_refused(tmp_path: Path, host: str, url: str) -> None:
    assert client(tmp_path).get(url, headers={"Host": host}).status_code in {400, 403}


def test_the_server_listens_on_the_loopback_alone(tmp_path: Path) -> None:
    with served(tmp_path) as preview:
        assert preview.server.server_address[0] == "127.0.0.1"
        assert preview.address == f"http://127.0.0.1:{preview.server.server_port}/"


def test_a_taken_port_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with served(tmp_path) as preview, pytest.raises(WorldError, match="đang bận"):
        open_preview(tmp_path / "content/thu", plan(tmp_path), port=preview.server.server_port, fixed=True)
    assert capsys.readouterr().err == ""


# --- what it shows -------------------------------------------------------------------------------------------------


def test_headers_are_those_of_the_real_portal_but_for_https_and_caches(tmp_path: Path) -> None:
    asked = client(tmp_path)
    for url in ("/", "/khong-co.html", "/-/preview.css", "/rss.xml"):
        headers = asked.get(url).headers
        assert {name: headers.get(name) for name in HEADERS if name != "Strict-Transport-Security"} == {
            name: value for name, value in HEADERS.items() if name != "Strict-Transport-Security"
        }
        assert "Strict-Transport-Security" not in headers
        assert headers["Cache-Control"] == "no-store"


def test_drafts_and_what_is_to_come_are_shown_and_marked(tmp_path: Path) -> None:
    asked = client(
        tmp_path, {"tin-tuc/a.md": news("A", Nháp="có"), "tin-tuc/b.md": news("B", day="01/12/2026")}
    )
    assert "state=&#39;nháp&#39;" in asked.get("/tin-tuc/2026/a.html").get_data(as_text=True)
    assert "state=&#39;hẹn giờ&#39;" in asked.get("/tin-tuc/2026/b.html").get_data(as_text=True)
    assert "preview=True" in asked.get("/").get_data(as_text=True)


def test_findings_stand_on_the_page_of_their_file_and_errors_on_every_page(tmp_path: Path) -> None:
    files = {"tin-tuc/a.md": news("HỌP TỔNG KẾT NĂM"), "tin-tuc/b.md": news("B", body="[x](khong-co.md)")}
    asked = client(tmp_path, files)
    own, other = strip(asked, "/tin-tuc/2026/a.html"), strip(asked, "/tin-tuc/2026/b.html")
    assert [(one["where"], one["error"]) for one in own["own"]] == [("tin-tuc/a.md:2", False)]
    assert [one["where"] for one in other["own"]] == ["tin-tuc/b.md:6"]
    assert (
        [one["where"] for one in own["errors"]]
        == [one["where"] for one in strip(asked, "/")["errors"]]
        == ["tin-tuc/b.md:6"]
    )


def test_notes_on_the_settings_stand_on_the_home_page(tmp_path: Path) -> None:
    link = '\n[[links]]\ntitle = "Huyện"\nurl = "http://cu.example"\n'
    asked = client(tmp_path, {"site.toml": SITE + link, "tin-tuc/a.md": news("A")})
    own = strip(asked, "/")["own"]
    assert {one["where"].split(":")[0] for one in own} == {"site.toml"}
    assert any("http://cu.example" in one["message"] for one in own)
    assert strip(asked, "/tin-tuc/2026/a.html")["own"] == []


def test_no_finding_breaks_out_of_its_block(tmp_path: Path) -> None:
    asked = client(
        tmp_path,
        {
            "tin-tuc/a.md": news("A"),
            "tin-tuc/b.md": news("B", **{'"</script><script>alert(1)</script>"': "x"}),
        },
    )
    assert any("</script>" in one["message"] for one in strip(asked, "/")["errors"])
    assert "<script>alert" not in asked.get("/").get_data(as_text=True)


def test_the_strip_stands_once_and_at_the_end() -> None:
    made = with_strip(b"<body>&lt;/body&gt;</body></html>", (), "")
    assert made.count(b"portal-preview-findings") == 1
    assert made.endswith(b"</body></html>")


def test_what_is_no_page_has_no_strip(tmp_path: Path) -> None:
    asked = client(tmp_path)
    for url in ("/rss.xml", "/robots.txt", "/du-lieu/news-2026.json"):
        assert b"portal-preview" not in asked.get(url).data


def test_a_page_that_is_not_there_is_the_portals_own(tmp_path: Path) -> None:
    response = client(tmp_path).get("/khong-co/o-day.html")
    assert (response.status_code, "Không tìm thấy trang" in response.get_data(as_text=True)) == (404, True)


@pytest.mark.parametrize(
    "url",
    [
        "/../../etc/passwd",
        "/%2e%2e/site.toml",
        "/site.toml",
        "/tin-tuc/a.md",
        "/-/../site.toml",
        "/-/server.py",
        "/-/%2e%2e/server.py",
    ],
)
def test_nothing_but_the_portal_is_given_away(tmp_path: Path, url: str) -> None:
    response = client(tmp_path).get(url)
    assert response.status_code == 404
    assert b"base_url = " not in response.data


def test_the_search_of_the_preview_is_that_of_the_portal(tmp_path: Path) -> None:
    made = state(tmp_path)
    asked = preview_app(made).test_client()
    assert made.shot.files()
    report = build(tmp_path)
    assert report.build
    for url in made.shot.files():
        assert asked.get(url).data == (report.build.root / url[1:]).read_bytes()


def test_pictures_are_drawn_when_they_are_asked_for(tmp_path: Path) -> None:
    portal = write(
        tmp_path / "content" / "thu", {"tin-tuc/a.md": news("A", body="![Cánh đồng lúa chín](a.png)")}
    )
    Image.linear_gradient("L").resize((900, 500)).save(portal / "tin-tuc/a.png")
    made = open_state(portal, plan(tmp_path), fixed=True)
    assert not (tmp_path / ".cache/thu/media").exists()
    asked = preview_app(made).test_client()
    url = next(one for one in sorted(made.shot.media) if one.endswith((".jpg", ".png")))
    response = asked.get(url)
    assert response.status_code == 200
    with Image.open(BytesIO(response.data)) as image:
        assert image.width == made.shot.media[url].width
    assert not (tmp_path / "public").exists()


def test_the_preview_writes_nothing_into_the_portal_or_the_output(tmp_path: Path) -> None:
    asked = client(tmp_path)
    before = tree(tmp_path / "content")
    for url in ("/", "/tin-tuc/2026/a.html", "/-/mau/"):
        asked.get(url)
    assert tree(tmp_path / "content") == before
    assert not (tmp_path / "public").exists()


# --- what is broken ------------------------------------------------------------------------------------------------


def test_broken_settings_show_their_findings_and_heal(tmp_path: Path) -> None:
    made = state(tmp_path, {"site.toml": 'name = Thử\n"'})
    asked = preview_app(made).test_client()
    assert "Chưa xem thử được" in asked.get("/").get_data(as_text=True)
    assert [one["where"] for one in strip(asked, "/tin-tuc/")["own"]] == ["site.toml:1"]
    (tmp_path / "content/thu/site.toml").write_text(SITE, encoding="utf-8")
    made.refresh()
    assert "Chưa xem thử được" not in asked.get("/").get_data(as_text=True)


def test_a_broken_theme_shows_what_refused_and_heals(tmp_path: Path) -> None:
    made = state(tmp_path, {"tin-tuc/a.md": news("A"), "theme/pages/news.html": "{{ page.khong_co }}"})
    asked = preview_app(made).test_client()
    response = asked.get("/tin-tuc/2026/a.html")
    assert "news.html" in json.dumps(strip(asked, "/tin-tuc/2026/a.html"), ensure_ascii=False)
    assert "Traceback" not in response.get_data(as_text=True)
    (tmp_path / "content/thu/theme/pages/news.html").write_text(
        "{{ page.head.title }}</body>", encoding="utf-8"
    )
    made.refresh()
    assert strip(asked, "/tin-tuc/2026/a.html")["own"] == []


def test_a_missing_theme_is_a_finding_and_no_end(tmp_path: Path) -> None:
    asked = client(tmp_path, {"site.toml": SITE.replace('"xa"', '"la"')})
    assert "la" in strip(asked, "/")["errors"][0]["message"]


def test_a_file_that_vanishes_while_it_is_read_does_not_end_the_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = state(tmp_path)

    def vanish(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file", "theme/css/a.css")

    monkeypatch.setattr("site_builder.preview.state.pipeline.load_portal", vanish)
    made.refresh()
    assert made.shot.app is None
    assert made.shot.findings[0].rule == "preview.refused"


# --- news of a save ------------------------------------------------------------------------------------------------


def test_every_refresh_has_a_new_number_and_wakes_those_who_wait(tmp_path: Path) -> None:
    made = state(tmp_path)
    heard: list[int] = []
    waiter = threading.Thread(target=lambda: heard.append(made.wait(1, 60)))
    waiter.start()
    made.refresh()
    waiter.join()
    assert (heard, made.wait(1, 60), made.wait(2, 0)) == ([2], 2, 2)


def test_a_save_is_told_to_the_browser_and_shown(tmp_path: Path) -> None:
    with served(tmp_path) as preview:
        browser = http.client.HTTPConnection("127.0.0.1", preview.server.server_port, timeout=2)
        browser.request("GET", "/-/su-kien")
        stream = browser.getresponse()
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert stream.readline() == b"data: 1\n"
        file = tmp_path / "content/thu/tin-tuc/a.md"
        told = preview.state.number
        for attempt in range(100):  # until the watcher, which starts beside us, has begun to look
            file.write_text(news(f"Tin {attempt}"), encoding="utf-8")
            told = preview.state.wait(1, 0.2)
            if told > 1:
                break
        assert told > 1
        lines = [stream.readline(), stream.readline()]
        assert lines[0] == b"\n"
        assert int(lines[1].removeprefix(b"data: ")) > 1
        stream.close()
        browser.close()
        page = http.client.HTTPConnection("127.0.0.1", preview.server.server_port, timeout=20)
        page.request("GET", "/tin-tuc/2026/a.html")
        assert "Tin " in page.getresponse().read().decode()
        page.close()


# --- the pattern book ----------------------------------------------------------------------------------------------


COMPONENT = 'title = "Nút"\ndoc = "Một nút."\n[[parameters]]\nname = "text"\ntype = "str"\ndoc = "Chữ."\n[[examples]]\ntitle = "Thường"\n[examples.args]\ntext = "Gửi & nhận"\n'


def book(project: Path, macro: str) -> FlaskClient:
    folder = "theme/components/nut"
    return client(
        project,
        {"tin-tuc/a.md": news("A"), f"{folder}/macro.html": macro, f"{folder}/component.toml": COMPONENT},
    )


def test_the_pattern_book_shows_every_example(tmp_path: Path) -> None:
    asked = book(tmp_path, "{% macro nut(text) -%}<button>{{ text }}</button>{%- endmacro %}")
    for url in ("/-/mau/", "/-/mau/nut"):
        response = asked.get(url)
        assert (
            response.status_code,
            "<button>Gửi &amp; nhận</button>" in response.get_data(as_text=True),
        ) == (200, True)


def test_a_component_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    asked = book(tmp_path, "{% macro nut(text) -%}{{ text }}{%- endmacro %}")
    assert asked.get("/-/mau/khong-co").status_code == 404


def test_a_broken_component_is_told_in_the_pattern_book(tmp_path: Path) -> None:
    response = book(tmp_path, "{% macro nut(text) -%}{{ khong_co }}{%- endmacro %}").get("/-/mau/")
    assert response.status_code == 200
    assert "Chưa xem thử được" in response.get_data(as_text=True)
