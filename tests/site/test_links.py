"""Every page of the sample as it lies on disk: links, heads, headings, pictures, what may not be in it, its weight."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.site.portal import Node, Portal, addresses, listed

pytestmark = pytest.mark.slow

ARTICLE_BUDGET = 100_000
ITEMS = ("news", "notice", "document", "page", "unit")
LOADS = "script[src], img, source, iframe, embed, object, video, audio, track, link[rel~=stylesheet], link[rel~=icon]"
FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]"
EXECUTABLE = re.compile(
    r"\.(php\d?|phtml|phar|pl|py|cgi|aspx?|jsp|sh|exe|dll|bat|cmd|js\.map)$", re.IGNORECASE
)
LEFTOVER = re.compile(r"\bNone\b|\bUndefined\b|\bundefined\b|\bNaN\b|\{\{|\{%|%\}|\{#|[\ue000-\uf8ff]|⟦|⟧")
OUTSIDE = re.compile(r"https?://|mailto:|tel:|sms:")


def each(portal: Portal, selector: str) -> list[tuple[str, Node]]:
    """Return every element of the portal that fits, with its page."""
    return [(page, node) for page in portal.pages for node in portal.document(page).css(selector)]


def brief(node: Node) -> str:
    """Return the beginning of an element, for a message."""
    return (node.html or "")[:120].replace("\n", " ")


def test_every_internal_address_leads_to_a_file_and_an_id(each_portal: Portal) -> None:
    ids = {
        page: {node.attributes["id"] for node in each_portal.document(page).css("[id]")}
        for page in each_portal.pages
    }
    files = set(each_portal.files)
    faults = []
    for page, node in each(each_portal, "[href], [src], [srcset], form[action]"):
        for link in addresses(node):
            found = None if OUTSIDE.match(link) else each_portal.target(page, link)
            if found is None:
                continue
            file, anchor = found
            if file not in files:
                faults.append(f"{page}: {link} leads to {file}, which is not there")
            elif anchor and file.endswith(".html") and anchor not in ids[file]:
                faults.append(f"{page}: {link} leads to an id that {file} lacks")
            elif link in {"", "#"}:
                faults.append(f"{page}: {brief(node)} leads nowhere")
    assert not faults, listed(faults)


def test_a_page_that_moves_its_reader_names_a_page_that_is_there(each_portal: Portal) -> None:
    faults = []
    for page, node in each(each_portal, "meta[http-equiv=refresh]"):
        link = (node.attributes["content"] or "").partition("url=")[2]
        if (each_portal.target(page, link) or ("",))[0] not in each_portal.files:
            faults.append(f"{page}: {brief(node)}")
    assert not faults, listed(faults)
    assert each_portal.moves


def test_a_portal_below_a_path_is_the_same_but_for_its_address(portals: dict[str, Portal]) -> None:
    """So what axe and the Nu checker say of one holds for the other."""
    root, below = portals["/"], portals["/xa-mau/"]
    assert root.pages == below.pages
    faults = [page for page in root.pages if without_address(root, page) != without_address(below, page)]
    assert not faults, listed(faults)


def without_address(portal: Portal, page: str) -> str:
    """Return the page without the portal's own address: in words, in links to others, as a code to scan."""
    words = re.sub(r'<svg [^>]*class="portal-qr">.*?</svg>', "", portal.text(page), flags=re.DOTALL)
    if page == "404.html":  # the one page whose links name the path
        words = words.replace(f'="{portal.path}', '="')
    for written in (portal.base_url, quote(portal.base_url), quote(portal.base_url, safe="")):
        words = words.replace(written, "")
    return words


def test_internal_addresses_are_relative_but_on_the_page_for_lost_ones(each_portal: Portal) -> None:
    faults = []
    for page, node in each(each_portal, "[href], [src], [srcset], form[action]"):
        lost, canonical = page == "404.html", node.attributes.get("rel") == "canonical"
        for link in () if canonical else addresses(node):
            if link.startswith(each_portal.base_url):
                faults.append(f"{page}: {link} names the portal's own host")
            elif not OUTSIDE.match(link) and not link.startswith("#") and link.startswith("/") != lost:
                faults.append(f"{page}: {link} should be {'absolute' if lost else 'relative'}")
    assert not faults, listed(faults)


def test_the_portal_speaks_of_one_address_only(each_portal: Portal) -> None:
    host = urlsplit(each_portal.base_url).netloc
    faults = []
    for page, node in each(
        each_portal, "link[rel=canonical], meta[property='og:url'], meta[property='og:image']"
    ):
        address = node.attributes.get("href") or node.attributes.get("content") or ""
        parts = urlsplit(address)
        inside = parts.path.removeprefix(each_portal.path)
        file = inside + ("index.html" if not inside or inside.endswith("/") else "")
        if parts.scheme != "https" or parts.netloc != host or not parts.path.startswith(each_portal.path):
            faults.append(f"{page}: {address} is not below {each_portal.base_url}")
        elif file not in each_portal.files:
            faults.append(f"{page}: {address} is not there")
    assert not faults, listed(faults)


def test_nothing_is_loaded_from_elsewhere(portal: Portal) -> None:
    faults = [
        f"{page}: {link}"
        for page, node in each(portal, LOADS)
        for link in addresses(node)
        if re.match(r"(?i)[a-z]+:|//", link)
    ]
    assert not faults, listed(faults)
    for style in (file for file in portal.files if file.endswith(".css")):
        assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", portal.text(style)), style


def test_every_page_says_what_it_is(portal: Portal) -> None:
    wanted = {
        "one h1": "h1",
        "a title": "head > title",
        "a description": "head > meta[name=description][content]",
        "a canonical address": "head > link[rel=canonical][href]",
        "a language": "html[lang]",
        "a character set": "head > meta[charset=utf-8]",
        "a viewport": "head > meta[name=viewport]",
        "a main part": "main[id=noi-dung]",
    }
    faults = [
        f"{page}: {name}: {len(found)}"
        for page in portal.pages
        for name, selector in wanted.items()
        if len(found := portal.document(page).css(selector)) != 1
    ]
    faults += [
        f"{page}: {brief(node)} is empty"
        for page, node in each(portal, "title, h1, h2, h3, h4, h5, h6, a[href], button, label, th, summary")
        if not node.text(strip=True)
        and not node.css("img[alt]:not([alt='']), [aria-label]")
        and not node.attributes.get("aria-label")
    ]
    faults += [
        f"{page}: {brief(node)} is too long or empty"
        for page, node in each(portal, "meta[name=description]")
        if not 0 < len(node.attributes["content"] or "") <= 200
    ]
    assert not faults, listed(faults)


def test_the_zoom_of_no_page_is_limited(portal: Portal) -> None:
    views = {node.attributes["content"] for _, node in each(portal, "meta[name=viewport]")}
    assert views == {"width=device-width, initial-scale=1"}


def test_the_skip_link_is_the_first_thing_to_reach(portal: Portal) -> None:
    faults = []
    for page in portal.pages:
        body = portal.document(page).body
        first = body.css_first(FOCUSABLE) if body else None
        if first is None or first.attributes.get("href") != "#noi-dung":
            faults.append(f"{page}: {brief(first) if first else 'nothing to reach'}")
    assert not faults, listed(faults)


def test_ids_are_unique_and_what_refers_to_an_id_finds_it(portal: Portal) -> None:
    faults = []
    for page in portal.pages:
        document = portal.document(page)
        ids = [node.attributes["id"] for node in document.css("[id]")]
        faults += [
            f"{page}: id “{one}” {ids.count(one)} times"
            for one in sorted(set(map(str, ids)))
            if ids.count(one) > 1
        ]
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
            for node in document.css(f"[{name}]"):
                lost = set((node.attributes[name] or "").split()) - set(ids)
                faults += [f"{page}: {name}=“{one}” finds nothing" for one in sorted(lost)]
    assert not faults, listed(faults)


def test_headings_begin_at_one_and_skip_no_level(portal: Portal) -> None:
    faults = []
    for page in portal.pages:
        found = portal.document(page).css("h1, h2, h3, h4, h5, h6")
        levels = [int(str(node.tag)[1]) for node in found]
        if levels[:1] != [1]:
            faults.append(f"{page}: begins with h{levels[0] if levels else '-'}")
        faults += [
            f"{page}: h{before} is followed by h{after} “{node.text(strip=True)[:40]}”"
            for (before, after), node in zip(pairwise(levels), found[1:], strict=True)
            if after > before + 1
        ]
    assert not faults, listed(faults)


def test_every_picture_has_words_and_a_size(portal: Portal) -> None:
    faults = []
    for page, node in each(portal, "img"):
        width, height = (node.attributes.get(name) or "" for name in ("width", "height"))
        if "alt" not in node.attributes or node.attributes["alt"] is None:
            faults.append(f"{page}: no alt: {brief(node)}")
        elif re.fullmatch(r".*\.(jpe?g|png|gif|webp|avif)", node.attributes["alt"]):
            faults.append(f"{page}: the alt is a file's name: {brief(node)}")
        if not (width.isdecimal() and height.isdecimal() and int(width) and int(height)):
            faults.append(f"{page}: no size: {brief(node)}")
    assert not faults, listed(faults)


def test_no_page_has_script_or_style_of_its_own(portal: Portal) -> None:
    faults = [
        f"{page}: {brief(node)}" for page, node in each(portal, "style, [style], base, script:not([src])")
    ]
    faults = [one for one in faults if '<script type="application/ld+json">' not in one]
    for page, node in each(portal, "*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or re.match(r"(?i)\s*(javascript|data|vbscript):", value or ""):
                faults.append(f"{page}: {name} in {brief(node)}")
    assert not faults, listed(faults)


def test_the_trial_is_told_on_every_page_and_kept_from_search_machines(portal: Portal) -> None:
    faults = []
    for page in portal.pages:
        document = portal.document(page)
        if "thử nghiệm" not in " ".join(node.text() for node in document.css("body > [role=region]")):
            faults.append(f"{page}: no banner")
        if not document.css("meta[name=robots][content*=noindex]"):
            faults.append(f"{page}: no noindex")
    assert not faults, listed(faults)


def test_no_page_shows_the_workings_of_a_template(portal: Portal) -> None:
    faults = [
        f"{page}: …{page_text[max(0, found.start() - 30) : found.end() + 30]!r}…"
        for page in portal.pages
        for page_text in [portal.text(page)]
        for found in LEFTOVER.finditer(page_text)
    ]
    assert not faults, listed(faults)


def test_letters_have_an_addressee_or_are_for_sending_the_page_on(portal: Portal) -> None:
    faults = []
    for page, node in each(portal, "a[href^='mailto:'], a[href^='tel:']"):
        link = node.attributes["href"] or ""
        address, _, query = link.partition(":")[2].partition("?")
        sent = parse_qs(query)
        right = r"[^@\s?]+@[^@\s?]+\.[^@\s?]+" if link.startswith("mailto:") else r"\+?\d{3,15}"
        if not re.fullmatch(right, address) and not {"subject", "body"} <= sent.keys():
            faults.append(f"{page}: {link[:80]}")
    assert not faults, listed(faults)


def test_the_search_script_is_loaded_by_the_search_page_only(each_portal: Portal) -> None:
    pages = {
        page
        for page, node in each(each_portal, "script[src]")
        if "/search-" in "/" + (node.attributes["src"] or "")
    }
    assert pages == set(each_portal.kinds["pages/search.html"])


def test_an_article_weighs_little(portal: Portal) -> None:
    weights = {page: _weight(portal, page) for kind in ITEMS for page in portal.kinds[f"pages/{kind}.html"]}
    heavy = [f"{page}: {weight}" for page, weight in weights.items() if weight > ARTICLE_BUDGET]
    assert not heavy, listed(heavy)


def _weight(portal: Portal, page: str) -> int:
    """Return the bytes of a page's HTML, CSS and JS, raw."""
    parts = portal.document(page).css("script[src], link[rel=stylesheet]")
    files = {found[0] for node in parts for link in addresses(node) if (found := portal.target(page, link))}
    return portal.size(page) + sum(portal.size(file) for file in files)


def test_nothing_that_a_server_would_run_is_published(portal: Portal) -> None:
    assert not [file for file in portal.files if EXECUTABLE.search(file)]


def test_the_sample_has_a_page_of_every_kind(portal: Portal) -> None:
    plain = ("contact", "search", "sitemap", "privacy", "accessibility", "feeds", "data", "404")
    kinds = (*ITEMS, *plain, "home", "section", "organisation", "moved", "withdrawn")
    assert {f"pages/{kind}.html" for kind in kinds} <= portal.kinds.keys()
    assert set(portal.pages) == {page for pages in portal.kinds.values() for page in pages}


def test_a_page_in_english_has_its_labels_in_english(portals: dict[str, Portal]) -> None:
    main = portals["/"].document("gioi-thieu/english.html").css_first("main[lang=en]")
    assert main.css_first("#trong-bai").text(strip=True) == "On this page"
    assert main.css_first(".portal-dateline span").text().startswith("Updated ")
    assert main.css_first(".portal-tools").attributes["lang"] == "vi"
    assert main.css_first(".portal-neighbours__back span").attributes["lang"] == "vi"
