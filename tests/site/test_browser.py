"""The sample in a real browser: what people see, reach, hear about and print, on every page and on each kind of page.

Every page is opened from nginx at the domain's root, where axe looks at it narrow and wide, and from Apache below
`/xa-mau/`. That both servers send the bytes that lie on disk is tested in `test_servers.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, Request, Response, expect

from site_builder import text
from tests import tools
from tests.conftest import news
from tests.site.portal import Portal, listed
from tests.site.servers import Server

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.tools]

Open = Callable[..., Page]
PARTS = 8
WIDTHS = (320, 360, 1280, 1920)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOME_BUDGET = 300_000

RUN_AXE = """async (tags) => {
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false };
  const found = await axe.run(document, options);
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.split("\\n").slice(1, 3).join(" ").trim()}`));
}"""
TOO_WIDE = """() => {
  const root = document.documentElement;
  const hides = [root, document.body].some((one) => /hidden|clip/.test(getComputedStyle(one).overflowX));
  if (hides) return "the page hides what is too wide";
  if (root.scrollWidth <= root.clientWidth) return "";
  const right = (one) => Math.round(one.getBoundingClientRect().right);
  const scrolled = (one) => { while ((one = one.parentElement) !== root) if (/auto|scroll/.test(getComputedStyle(one).overflowX)) return true; };
  const wide = [...document.body.querySelectorAll("*")].filter((one) => right(one) > root.clientWidth && !scrolled(one));
  const inner = wide.filter((one) => !wide.some((other) => other !== one && one.contains(other)));
  const worst = inner.sort((a, b) => right(b) - right(a))[0];
  return `${root.scrollWidth} px: ` + (worst ? `${right(worst)} px: ${worst.outerHTML.slice(0, 160)} in ${worst.parentElement.outerHTML.slice(0, 100)}` : "?");
}"""
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *, nav *")].filter((one) => {
  const look = getComputedStyle(one);
  if (!/hidden|clip/.test(look.overflowX + look.overflowY) || look.position === "absolute") return false;
  if (!one.checkVisibility() || !one.textContent.trim()) return false;
  return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
}).map((one) => one.outerHTML.slice(0, 120))"""
FOCUSED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const one = document.activeElement, box = one.getBoundingClientRect(), look = getComputedStyle(one);
  const around = one.closest("main, nav, header, footer, form[role=search], [role=search]");
  return {
    name: one.tagName.toLowerCase() + "." + one.className + " " + (one.getAttribute("aria-label") || one.innerText || one.name || "").trim().slice(0, 40),
    place: one.closest("main") ? "main" : one.closest("form[role=search]") ? "search" : one.closest("nav") ? "nav" : around ? around.tagName.toLowerCase() : "body",
    href: one.getAttribute("href") || "",
    seen: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2 || look.boxShadow !== "none",
    shown: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


# WCAG 2.2, 1.4.12: what readers may set, and no text may be lost by it.
WIDE_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""


def watch(page: Page, allowed: str) -> list[str]:
    """Return a list that gathers what goes wrong on *page*; requests may go to *allowed* only."""
    told: list[str] = []

    def heard(name: str) -> None:
        told.append(f"{page.url}: {name}")

    page.on("console", lambda said: said.type in {"error", "warning"} and heard(f"console: {said.text}"))
    page.on("pageerror", lambda error: heard(f"script: {error}"))
    page.on(
        "requestfailed",
        lambda request: _broken(request) and heard(f"failed: {request.url} {request.failure}"),
    )
    page.on("response", lambda got: got.status >= 400 and heard(f"{got.status}: {got.url}"))
    page.on(
        "request",
        lambda asked: not asked.url.startswith((allowed, "data:", "blob:")) and heard(f"asked {asked.url}"),
    )
    return told


def _broken(request: Request) -> bool:
    """Tell whether a request failed for itself; the next page cuts what the last one still loads."""
    return request.failure != "net::ERR_ABORTED"


def axe(page: Page) -> list[str]:
    """Return what axe objects to; the script comes by the debugger, which the page's policy does not bind."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(tools.axe().read_text(encoding="utf-8"))
    return [f"{page.url} at {page.viewport_size['width']}: {one}" for one in page.evaluate(RUN_AXE, TAGS)]


def too_wide(page: Page, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """Return at which widths *page* scrolls sideways, and what sticks out."""
    faults = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        fault = page.evaluate(TOO_WIDE)
        if fault:
            faults.append(f"{page.url} at {width}: {fault}")
    return faults


def reachable(portal: Portal) -> list[str]:
    """Return the pages that a server shows: from old addresses it leads away."""
    return sorted(set(portal.pages) - portal.moves.keys())


def each_kind(portal: Portal) -> list[str]:
    """Return one page of each kind that a server shows."""
    return [page for kind, page in portal.samples.items() if kind != "pages/moved.html"]


# Every page.


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_silent_and_fits_and_satisfies_axe(
    nginx: dict[str, Server], open_page: Open, part: int
) -> None:
    server = nginx["/"]
    page = open_page(width=360)
    faults = watch(page, server.home)
    for path in reachable(server.portal)[part::PARTS]:
        page.goto(server.home + quote(path))
        for width in WIDTHS:
            faults += too_wide(page, (width,))
            faults += axe(page) if width in {360, 1280} else []
    assert not faults, listed(faults)


@pytest.mark.parametrize("part", range(2))
def test_every_page_is_silent_below_a_path_too(apache: dict[str, Server], open_page: Open, part: int) -> None:
    server = apache["/xa-mau/"]
    page = open_page(width=360)
    faults = watch(page, server.home)
    for path in reachable(server.portal)[part::2]:
        page.goto(server.home + quote(path))
    assert not faults, listed(faults)


@pytest.mark.long
def test_every_page_is_silent_on_every_server(server: Server, open_page: Open) -> None:
    page = open_page(width=1280)
    faults = watch(page, server.home)
    for path in reachable(server.portal):
        page.goto(server.home + quote(path))
        faults += axe(page)
    assert not faults, listed(faults)


def test_the_page_for_lost_ones_works_at_any_depth(apache: dict[str, Server], open_page: Open) -> None:
    for server in apache.values():
        page = open_page(width=360)
        page.goto(server.home + "khong/co/o/dau.html")
        faults = watch(page, server.home)
        assert page.evaluate("() => document.styleSheets[0].cssRules.length") > 50
        assert not axe(page)
        page.get_by_role("main").get_by_role("link", name="Về trang chủ").click()
        expect(page).to_have_url(server.home + "index.html")
        assert not faults, listed(faults)


def test_an_old_address_shows_the_new_page(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/xa-mau/"]
    page = open_page()
    for old, new in server.portal.moves.items():
        page.goto(server.home + quote(old))
        expect(page).to_have_url(server.home + new)


# Components.


@pytest.mark.parametrize("width", [360, 1280])
def test_every_example_of_every_component_satisfies_axe(
    portal: Portal, book: str, open_page: Open, width: int
) -> None:
    page = open_page(width=width)
    faults = watch(page, book)
    page.goto(book + "-/mau/")
    names = [node.get_attribute("id") or "" for node in page.query_selector_all("section[id^=mau-]")]
    shown = 0
    for name in names:
        page.goto(f"{book}-/mau/{name.removeprefix('mau-')}")
        count = page.evaluate(
            "() => (window.examples = [...document.querySelectorAll('.portal-book__example')]).length"
        )
        for number in range(count):  # one at a time: two examples may well share an id or a landmark's name
            page.evaluate(
                "(n) => examples.forEach((one, i) => i === n ? book.append(one) : one.remove())".replace(
                    "book.append", "document.querySelector('main > section').append"
                ),
                number,
            )
            faults += [f"{name} {number}: {one}" for one in axe(page)]
            fault = page.evaluate(TOO_WIDE)
            faults += [f"{name} {number}: {fault}"] if fault else []
            shown += 1
    assert not faults, listed(faults)
    assert len(names) >= 20
    assert shown >= len(names)


# Keys.


def walk(page: Page, most: int = 400) -> list[dict[str, Any]]:
    """Press Tab from the top until the focus comes round, and return where it was."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["name"].startswith("body."):
            break
        stops.append(stop)
    return stops


def searches(stop: dict[str, Any]) -> bool:
    """Tell whether a stop is the search's field, or the link that stands for it on a narrow screen."""
    return stop["place"] == "search" or stop["href"].endswith("tim-kiem.html")


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    nginx: dict[str, Server], open_page: Open, width: int
) -> None:
    server = nginx["/"]
    page = open_page(width=width, reduced_motion="reduce")  # else it glides to what has the focus
    faults = []
    for kind in ("home", "news", "document", "organisation", "search"):
        page.goto(server.home + server.portal.samples[f"pages/{kind}.html"])
        stops = walk(page)
        places = [stop["place"] for stop in stops]
        assert stops[0]["href"] == "#noi-dung", kind
        assert {"nav", "main", "footer"} <= set(places), kind
        assert places.index("nav") < places.index("main") < places.index("footer"), kind
        assert kind == "search" or any(map(searches, stops[: places.index("main")])), kind
        faults += [f"{kind}: {stop['name']}: not marked" for stop in stops if not stop["seen"]]
        faults += [f"{kind}: {stop['name']}: not on the screen" for stop in stops if not stop["shown"]]
    assert not faults, listed(faults)


def test_the_skip_link_leads_to_the_text(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/"]
    page = open_page()
    page.goto(server.home + server.portal.samples["pages/news.html"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["place"] == "main"


def test_the_bar_opens_on_focus_and_closes_on_escape(nginx: dict[str, Server], open_page: Open) -> None:
    page = open_page()
    page.goto(nginx["/"].home)
    menu = page.get_by_role("navigation", name="Danh mục chính")
    inner = menu.locator("li li a").first
    expect(inner).to_be_hidden()
    menu.locator("li:has(li) > a").first.focus()
    expect(inner).to_be_visible()
    page.keyboard.press("Escape")
    expect(inner).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(inner).to_be_visible()


def test_the_drawer_opens_on_enter_and_closes_on_escape(nginx: dict[str, Server], open_page: Open) -> None:
    page = open_page(width=360)
    page.goto(nginx["/"].home)
    menu = page.get_by_role("navigation", name="Danh mục", exact=True)
    knob = menu.locator("summary").first
    knob.focus()
    page.keyboard.press("Enter")
    entry = menu.get_by_text("Giới thiệu", exact=True).first
    expect(entry).to_be_visible()
    entry.focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Lịch sử hình thành")).to_be_visible()
    page.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    expect(knob).to_be_focused()


# Without script.


def test_without_script_the_menu_still_opens(nginx: dict[str, Server], open_page: Open) -> None:
    narrow = open_page(width=360, java_script_enabled=False)
    narrow.goto(nginx["/"].home)
    menu = narrow.get_by_role("navigation", name="Danh mục", exact=True)
    menu.locator("summary").first.click()
    menu.get_by_role("link", name="Thông báo").click()
    expect(narrow).to_have_url(nginx["/"].home + "thong-bao/index.html")
    wide = open_page(java_script_enabled=False)
    wide.goto(nginx["/"].home)
    bar = wide.get_by_role("navigation", name="Danh mục chính")
    bar.get_by_role("link", name="Giới thiệu", exact=True).hover()
    bar.get_by_role("link", name="Lịch sử hình thành").click()
    expect(wide).to_have_url(nginx["/"].home + "gioi-thieu/lich-su-hinh-thanh.html")


def test_without_script_the_search_offers_lists_instead(nginx: dict[str, Server], open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(nginx["/"].home)
    page.get_by_role("searchbox").fill("đất đai")
    page.get_by_role("searchbox").press("Enter")
    assert urlsplit(page.url).path == "/tim-kiem.html"
    expect(page.locator("main noscript p")).to_be_visible()
    lists = page.get_by_role("main").get_by_role("link")
    assert lists.count() >= 8
    lists.filter(has_text="2026").first.click()
    expect(page.get_by_role("main").locator("h1")).to_be_visible()


def test_without_script_nothing_is_shown_that_would_not_work(
    nginx: dict[str, Server], open_page: Open
) -> None:
    server = nginx["/"]
    page = open_page(java_script_enabled=False)
    for path in each_kind(server.portal):
        page.goto(server.home + path)
        buttons = page.locator("button:visible:not([type=submit])")
        assert buttons.count() == 0, f"{path}: {buttons.all_inner_texts()}"


# On paper.


def test_a_printed_page_has_a_letterhead_and_a_code_and_no_menus(
    nginx: dict[str, Server], open_page: Open
) -> None:
    server = nginx["/"]
    page = open_page()
    items = {
        server.portal.samples[f"pages/{kind}.html"] for kind in ("news", "notice", "document", "page", "unit")
    }
    for path in each_kind(server.portal):
        page.goto(server.home + path)
        page.emulate_media(media="print")
        shown = page.evaluate(
            "() => [...document.querySelectorAll('nav:not(main *), header:has(form), footer, form, button, .portal-button, .footnote-backref')]"
            ".filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 100))"
        )
        assert not shown, f"{path}: {shown}"
        item = path in items
        for part in (".portal-letterhead", "main", *(["main h1", ".portal-letterfoot svg"] if item else [])):
            assert page.locator(part).count(), f"{path}: {part}"
            box = page.locator(part).first.bounding_box()
            assert box, f"{path}: {part}"
            assert box["width"] > 50, f"{path}: {part}"
            assert box["height"] > 15, f"{path}: {part}"
        address = page.locator("link[rel=canonical]").get_attribute("href") or "?"
        assert address in page.locator(".portal-letterfoot").inner_text(), path


def test_a_page_becomes_a_pdf_with_the_day_of_printing(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/"]
    page = open_page()
    page.clock.set_fixed_time(datetime(2026, 11, 25, 10, tzinfo=text.VN))
    for kind in ("home", "news", "document"):
        page.goto(server.home + server.portal.samples[f"pages/{kind}.html"])
        pdf = page.pdf()
        assert pdf.startswith(b"%PDF-"), kind
        assert len(pdf) > 15_000, kind
        page.emulate_media(media="print")
        expect(page.locator("[data-printed]")).to_have_text("In ngày 25/11/2026")
        page.emulate_media(media="screen")


# On a telephone.


def test_an_inner_page_shows_its_title_on_the_first_screen_of_a_phone(
    nginx: dict[str, Server], open_page: Open
) -> None:
    server = nginx["/xa-mau/"]
    page = open_page(width=360, height=640)
    late = []
    for path in each_kind(server.portal):
        page.goto(server.home + path)
        if page.locator(".portal--inner").count():
            top = page.locator("main h1").bounding_box()["y"]
            late += [f"{path}: {top}"] if top > 420 else []
    assert not late, listed(late)


def test_what_a_finger_touches_is_as_large_as_the_finger(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/xa-mau/"]
    page = open_page(width=360, height=640)
    page.goto(server.home + "gioi-thieu/cau-hoi-thuong-gap.html")
    for place in (".portal-toc a", "[data-print]"):
        expect(page.locator(place).first).to_be_visible()
        for one in page.locator(place).all():
            box = one.bounding_box()
            assert min(box["width"], box["height"]) >= 44, f"{place}: {box}"
    page.goto(server.home + "van-ban/index.html")
    expect(page.locator(".portal-listing__filter summary")).to_have_text("Lọc theo loại, năm")


def test_a_wide_table_is_drawn_sideways_by_keys_too(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/xa-mau/"]
    page = open_page(width=360, height=640)
    page.goto(server.home + "gioi-thieu/dieu-kien-tu-nhien-dan-so.html")
    table = page.locator(".portal-table--wide").first
    assert table.evaluate("(one) => one.scrollWidth > one.clientWidth + 100")
    assert "Kéo ngang" in table.evaluate("(one) => getComputedStyle(one, '::before').content")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.portal-table--wide').scrollLeft > 0")


# Larger, calmer.


@pytest.mark.parametrize(("width", "scale"), [(640, 2), (320, 4)])
def test_nothing_is_lost_at_200_and_400_percent(
    nginx: dict[str, Server], open_page: Open, width: int, scale: int
) -> None:
    server = nginx["/"]
    page = open_page(width=width, height=512, device_scale_factor=scale)
    faults = []
    for path in each_kind(server.portal):
        page.goto(server.home + path)
        faults += [f"{path}: {one}" for one in (page.evaluate(TOO_WIDE), *page.evaluate(CUT_OFF)) if one]
    assert not faults, listed(faults)


def test_nothing_is_lost_with_the_largest_letters(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/"]
    page = open_page(width=360)
    faults = []
    page.goto(server.home)
    for _ in range(4):
        page.get_by_role("button", name="tăng cỡ chữ").click()
    for path in each_kind(server.portal):
        page.goto(server.home + path)
        faults += [f"{path}: {one}" for one in (page.evaluate(TOO_WIDE), *page.evaluate(CUT_OFF)) if one]
    assert not faults, listed(faults)


def test_nothing_is_lost_with_wide_spacing(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/"]
    page = open_page(width=320, bypass_csp=True)
    faults = []
    for path in each_kind(server.portal):
        page.goto(server.home + path)
        page.add_style_tag(content=WIDE_SPACING)
        faults += [f"{path}: {one}" for one in (page.evaluate(TOO_WIDE), *page.evaluate(CUT_OFF)) if one]
    assert not faults, listed(faults)


def test_nothing_moves_by_itself_and_less_where_that_is_asked(
    nginx: dict[str, Server], open_page: Open
) -> None:
    server = nginx["/"]
    page = open_page(reduced_motion="reduce")
    for path in each_kind(server.portal):
        page.goto(server.home + path)
        moving = page.evaluate(
            "() => [...document.querySelectorAll('*')].filter((one) => { const look = getComputedStyle(one);"
            " return look.animationName !== 'none' || look.transitionDuration.split(', ').some((t) => parseFloat(t) > .01)"
            " || look.scrollBehavior === 'smooth'; }).map((one) => one.outerHTML.slice(0, 100))"
        )
        assert not moving, f"{path}: {moving}"
        assert page.locator("marquee, blink").count() == 0
    page.emulate_media(reduced_motion="no-preference")
    page.goto(server.home)
    assert page.evaluate("() => document.getAnimations().length") == 0


def test_letter_size_and_contrast_are_remembered(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/xa-mau/"]
    page = open_page()
    size = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    page.goto(server.home)
    normal = page.evaluate(size)
    page.get_by_role("button", name="tăng cỡ chữ").click()
    page.get_by_role("button", name="Tương phản cao").click()
    larger = page.evaluate(size)
    assert larger > normal * 1.05
    page.goto(server.home + server.portal.samples["pages/news.html"])
    assert page.evaluate(size) == larger
    contrast = page.get_by_role("button", name="Tương phản cao")
    expect(contrast).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert not axe(page)
    contrast.click()
    page.get_by_role("button", name="cỡ chữ bình thường").click()
    page.goto(server.home)
    assert page.evaluate(size) == normal
    assert page.evaluate("() => localStorage.length") == 0
    assert not page.context.cookies()


# Time goes on after the build.


def test_the_alert_goes_when_its_time_is_over(nginx: dict[str, Server], open_page: Open) -> None:
    page = open_page()
    page.goto(nginx["/"].home)
    alert = page.get_by_role("complementary", name="Thông báo khẩn")
    end = datetime.fromisoformat(alert.get_attribute("data-until") or "")
    last = end.replace(hour=end.hour or 23)
    page.clock.set_fixed_time(last.replace(day=last.day - 1))
    page.reload()
    expect(alert).to_be_visible()
    page.clock.set_fixed_time(last.replace(year=last.year + 1))
    page.reload()
    expect(alert).to_be_hidden()


def test_what_expires_leaves_the_lists_and_says_so_on_its_page(
    build: Callable[..., Any], open_page: Open
) -> None:
    lasting, passing = news("Tin còn lâu"), news("Tin sắp gỡ", **{"Ngày gỡ": "25/11/2026"})
    root = build({"tin-tuc/2026/con-lau.md": lasting, "tin-tuc/2026/sap-go.md": passing}).build.root
    page = open_page()
    for day, there in ((25, True), (26, False)):
        page.clock.set_fixed_time(datetime(2026, 11, day, 12, tzinfo=text.VN))
        page.goto((root / "tin-tuc/index.html").as_uri())
        expect(page.get_by_role("main").get_by_text("Tin còn lâu")).to_be_visible()
        expect(page.get_by_role("main").get_by_text("Tin sắp gỡ")).to_be_visible(visible=there)
        page.goto((root / "tin-tuc/2026/sap-go.html").as_uri())
        expect(page.get_by_text("Thông tin này đã hết hạn")).to_be_visible(visible=not there)


def test_a_notice_is_marked_when_its_time_is_over(build: Callable[..., Any], open_page: Open) -> None:
    gone = news("Cắt nước", **{"Tóm tắt dễ hiểu": "Cắt nước.", "Hiệu lực đến": "20/11/2026"})
    soon = news("Cắt điện", **{"Tóm tắt dễ hiểu": "Cắt điện.", "Hiệu lực đến": "25/11/2026"})
    root = build({"thong-bao/2026/nuoc.md": gone, "thong-bao/2026/dien.md": soon}).build.root
    page = open_page()
    for day, marked in ((25, 1), (26, 2)):
        page.clock.set_fixed_time(datetime(2026, 11, day, 12, tzinfo=text.VN))
        page.goto((root / "thong-bao/index.html").as_uri())
        expect(page.get_by_role("main").get_by_text("Đã hết hạn").locator("visible=true")).to_have_count(
            marked
        )


def test_the_page_of_a_notice_says_that_it_is_over_and_greys(
    build: Callable[..., Any], open_page: Open
) -> None:
    keys = {"Tóm tắt dễ hiểu": "Cắt điện.", "Hiệu lực đến": "25/11/2026", "Khẩn": "có"}
    root = build({"thong-bao/2026/dien.md": news("Cắt điện", **keys)}).build.root
    page = open_page()
    for day, over in ((25, False), (26, True)):
        page.clock.set_fixed_time(datetime(2026, 11, day, 12, tzinfo=text.VN))
        page.goto((root / "thong-bao/2026/dien.html").as_uri())
        box = page.locator("h1 + .portal-item__expired")
        expect(box).to_be_visible(visible=over)
        expect(box).to_have_text(
            "Thông báo này đã hết hạn ngày 25/11/2026. Nội dung dưới đây chỉ để tra cứu."
        )
        expect(page.get_by_role("heading", name="Nói ngắn gọn")).to_be_visible(visible=not over)
        expect(page.get_by_role("heading", name="Nội dung khi còn áp dụng")).to_be_visible(visible=over)
        expect(page.get_by_text("Thông báo khẩn", exact=True)).to_be_visible(visible=not over)


def test_what_is_urgent_is_called_by_one_large_button(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/"]
    page = open_page(width=360, height=800)
    page.goto(server.home)
    button = page.locator(".portal-alert__call a")
    box, title = button.bounding_box(), page.locator(".portal-alert__title").bounding_box()
    assert box["height"] >= 44
    assert box["x"] == title["x"]
    assert page.locator(".portal-alert__text").count() == 1
    page.goto(server.home + "thong-bao/")
    assert page.locator(".portal-alert__text").count() == 0
    page.set_viewport_size({"width": 768, "height": 800})
    assert page.locator(".portal-alert").bounding_box()["height"] < 80
    page.goto(server.home + "thong-bao/2026/khan-mua-lon-ret-dam.html")
    calls = page.locator(".portal-item__calls a")
    assert [one.get_attribute("href") for one in calls.all()] == ["tel:02000000100", "tel:115"]
    assert all(one.bounding_box()["height"] >= 48 for one in calls.all())
    assert page.locator(".portal-toc").count() == 0


def test_the_status_of_a_document_changes_with_the_days(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/"]
    page = open_page()
    pages = [path for path in server.portal.kinds["pages/document.html"] if _ends(server.portal, path)]
    assert pages
    page.goto(server.home + pages[0])
    status = page.locator("[data-status-until]").first
    expect(status).to_have_text("Còn hiệu lực")
    last = datetime.fromisoformat(status.get_attribute("data-status-until") or "")
    page.clock.set_fixed_time(last.replace(year=last.year + 1))
    page.reload()
    expect(status).to_have_text("Hết hiệu lực")


def _ends(portal: Portal, path: str) -> bool:
    """Tell whether a document in force names its last day."""
    node = portal.document(path).css_first("[data-status-until]")
    return node is not None and node.text(strip=True) == "Còn hiệu lực"


# Tools of an article.


def test_an_article_is_saved_as_one_file_that_stands_alone(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/"]
    page = open_page(accept_downloads=True)
    faults = watch(page, server.home)
    page.goto(server.home + server.portal.samples["pages/news.html"])
    title = page.locator("h1").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu về máy").click()
    saved = download.value.path().read_text(encoding="utf-8")
    assert title in saved
    assert "<script" not in saved
    assert not re.search(r'<img[^>]*src="(?!data:)', saved)
    assert not faults, listed(faults)


def test_a_link_is_copied(nginx: dict[str, Server], open_page: Open) -> None:
    server = nginx["/"]
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(server.home + server.portal.samples["pages/news.html"])
    page.get_by_role("button", name="Sao chép liên kết").click()
    expect(page.get_by_text("Đã sao chép liên kết.")).to_be_visible()
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert page.evaluate("() => navigator.clipboard.readText()") == canonical


# Weight.


@pytest.mark.parametrize("density", [1, 2])
def test_the_home_weighs_little_with_all_its_pictures(
    nginx: dict[str, Server], open_page: Open, density: int
) -> None:
    page = open_page(width=360, device_scale_factor=density)
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(nginx["/"].home)
    page.evaluate("() => document.querySelectorAll('img').forEach((one) => { one.loading = 'eager'; })")
    page.wait_for_function("() => [...document.images].every((one) => one.complete)")
    page.wait_for_load_state("networkidle")
    sizes = {urlsplit(answer.url).path: len(answer.body()) for answer in answers}
    assert sum(sizes.values()) <= HOME_BUDGET, json.dumps(sizes, indent=1)
    assert any(path.startswith("/media/") for path in sizes)


# From a USB stick.


def test_each_kind_of_page_opens_from_a_folder(portal: Portal, open_page: Open) -> None:
    page = open_page()
    faults = watch(page, portal.root.as_uri())
    for path in each_kind(portal):
        if path == "404.html":
            continue  # a server shows it at any depth, so its links are absolute
        page.goto((portal.root / path).as_uri())
        assert (
            page.evaluate("() => getComputedStyle(document.querySelector('.portal-skip')).position")
            == "absolute"
        ), path
        expect(page.get_by_role("button", name="tăng cỡ chữ")).to_be_visible()
        faults += axe(page)
    assert not faults, listed(faults)


def test_links_lead_on_from_a_folder(portal: Portal, open_page: Open) -> None:
    page = open_page()
    page.goto((portal.root / "index.html").as_uri())
    page.get_by_role("navigation", name="Danh mục chính").get_by_role("link", name="Văn bản").click()
    expect(page).to_have_url((portal.root / "van-ban/index.html").as_uri())
    page.get_by_role("main").locator("li a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.get_by_role("banner").get_by_role("link").first.click()
    expect(page).to_have_url((portal.root / "index.html").as_uri())
    old, new = next(iter(portal.moves.items()))
    page.goto((portal.root / old).as_uri())
    expect(page).to_have_url((portal.root / new).as_uri())


# Search, wherever the portal is.


@pytest.fixture(params=["nginx/", "apache/xa-mau/", "file"])
def home(request: pytest.FixtureRequest) -> str:
    """Return the address of the home: at a root, below a path, in a folder."""
    if request.param == "file":
        return request.getfixturevalue("portal").root.as_uri() + "/"
    name, _, path = request.param.partition("/")
    return request.getfixturevalue(name)["/" + path].home


def test_the_search_finds_words_with_marks_by_words_without(home: str, open_page: Open) -> None:
    page = open_page()
    faults = watch(page, home)
    page.goto(home + "index.html")
    page.get_by_role("searchbox").fill("dat dai")
    page.get_by_role("searchbox").press("Enter")
    results = page.locator("#portal-search li a")
    expect(results.first).to_be_visible()
    expect(page.locator("#portal-search")).to_contain_text(re.compile("đất đai", re.IGNORECASE))
    expect(page.get_by_role("status").filter(has_text="kết quả")).to_be_visible()
    assert page.get_by_role("main").get_by_role("searchbox").input_value() == "dat dai"
    assert not faults + axe(page) + too_wide(page), listed(faults)


def test_the_search_is_used_by_keys_alone_and_coming_back_keeps_the_words(home: str, open_page: Open) -> None:
    page = open_page()
    page.goto(home + "tim-kiem.html")
    box = page.get_by_role("main").get_by_role("searchbox")
    box.focus()
    page.keyboard.type("dat dai")
    page.keyboard.press("Enter")
    first = page.locator("#portal-search li a").first
    expect(first).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if first.evaluate("(one) => one === document.activeElement"):
            break
    expect(first).to_be_focused()
    title = first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(title)
    page.go_back()
    expect(box).to_have_value("dat dai")
    expect(first).to_have_text(title)


def test_the_search_says_when_it_finds_nothing_and_takes_text_as_text(home: str, open_page: Open) -> None:
    page = open_page()
    faults = watch(page, home)
    page.goto(home + "tim-kiem.html?q=" + quote("<img src=x onerror=alert(1)> qzxv"))
    expect(page.locator("[data-search-status]")).to_contain_text("Không")
    assert page.locator("#portal-search img").count() == 0
    assert not faults, listed(faults)


@pytest.mark.parametrize(
    ("asked", "helped"),
    [("khai sinh", True), ("sao y", True), ("qzxv", False), ("quet rac", False), ("mat ong doi tram", False)],
)
def test_a_search_for_a_procedure_points_to_the_public_services(
    home: str, open_page: Open, asked: str, helped: bool
) -> None:
    page = open_page()
    page.goto(home + "tim-kiem.html?q=" + quote(asked))
    expect(page.locator(".portal-search__status").first).to_contain_text("cho “")
    help_ = page.locator("[data-search-help]")
    expect(help_).to_be_visible(visible=helped)
    expect(help_.locator("a").first).to_have_attribute("href", "dich-vu-cong/index.html")
    expect(help_.locator("a[href='https://dichvucong.gov.vn']")).to_have_count(1)
    expect(help_.locator("a[href='tel:02000000160']")).to_have_count(1)


def test_the_index_is_loaded_only_when_somebody_searches(nginx: dict[str, Server], open_page: Open) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(nginx["/"].home + "tim-kiem.html")
    page.wait_for_load_state("networkidle")
    assert not [path for path in asked if path.startswith("/search/")]
    page.get_by_role("main").get_by_role("searchbox").fill("lua")
    expect(page.locator("#portal-search li a").first).to_be_visible()
    assert [path for path in asked if path.startswith("/search/")]
