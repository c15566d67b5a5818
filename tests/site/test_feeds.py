"""What machines read, read back by machines: RSS, sitemaps, robots.txt, JSON-LD, open data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import feedparser
import jsonschema
import pytest
from lxml import etree

from tests.site.portal import Portal, listed

pytestmark = pytest.mark.slow

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
UNLISTED = {"pages/404.html", "pages/moved.html", "pages/withdrawn.html"}


def file_of(portal: Portal, address: str) -> str:
    """Return the file that an absolute *address* of the portal means."""
    assert address.startswith(portal.base_url), f"{address} is not below {portal.base_url}"
    path = urlsplit(address).path[len(portal.path) :]
    return path + ("index.html" if not path or path.endswith("/") else "")


def canonical(portal: Portal, page: str) -> str:
    """Return the address that *page* calls its own."""
    return portal.document(page).css_first("link[rel=canonical]").attributes["href"] or ""


# RSS.


def feeds(portal: Portal) -> dict[str, Any]:
    """Return every feed, as feedparser reads it."""
    files = [file for file in portal.files if file.endswith("rss.xml")]
    return {file: feedparser.parse((portal.root / file).read_bytes()) for file in files}


def test_every_feed_is_sound_and_knows_its_own_address(each_portal: Portal) -> None:
    found = feeds(each_portal)
    assert len(found) >= 5
    for file, feed in found.items():
        assert not feed.bozo, f"{file}: {feed.get('bozo_exception')}"
        assert feed.version == "rss20"
        assert feed.feed.title
        assert feed.feed.description
        assert feed.feed.language == "vi"
        assert file_of(each_portal, feed.feed.link) in each_portal.pages
        own = [link.href for link in feed.feed.links if link.rel == "self"]
        assert own == [each_portal.base_url + file]


def test_every_entry_has_a_title_a_date_and_the_address_of_a_page(each_portal: Portal) -> None:
    faults = []
    for file, feed in feeds(each_portal).items():
        assert 0 < len(feed.entries) <= 20, file
        for entry in feed.entries:
            if not (entry.get("title") and entry.get("published_parsed") and entry.get("summary")):
                faults.append(f"{file}: {entry.get('title')}: something is missing")
            if not entry.published.endswith("+0700"):
                faults.append(f"{file}: {entry.published} is not the time of Viet Nam")
            if file_of(each_portal, entry.link) not in each_portal.pages:
                faults.append(f"{file}: {entry.link} is not there")
    assert not faults, listed(faults)


def test_entries_stand_newest_first_and_once(portal: Portal) -> None:
    for file, feed in feeds(portal).items():
        dates = [tuple(entry.published_parsed) for entry in feed.entries]
        assert dates == sorted(dates, reverse=True), file
        assert tuple(feed.feed.updated_parsed) == dates[0], file
        assert len({entry.id for entry in feed.entries}) == len(feed.entries), file


def test_the_page_of_feeds_names_every_feed(portal: Portal) -> None:
    named = {
        found[0]
        for node in portal.document("rss.html").css("main a[href]")
        if (found := portal.target("rss.html", node.attributes["href"] or ""))
    }
    assert set(feeds(portal)) <= named


def test_every_page_offers_a_feed_that_is_there(portal: Portal) -> None:
    faults = []
    for page in portal.pages:
        links = portal.document(page).css("link[rel=alternate][type='application/rss+xml']")
        addresses = [node.attributes["href"] or "" for node in links]
        if not addresses or len(set(addresses)) < len(addresses):
            faults.append(f"{page}: {addresses}")
    assert not faults, listed(faults)


# Sitemaps.


def maps(portal: Portal) -> dict[str, Any]:
    """Return every sitemap as XML."""
    files = [file for file in portal.files if Path(file).name.startswith("sitemap") and file.endswith(".xml")]
    return {file: etree.parse(portal.root / file) for file in files}


def test_every_sitemap_follows_the_schema(each_portal: Portal) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    for file, tree in maps(each_portal).items():
        schema.validate(tree)
        assert not schema.error_log, f"{file}: {schema.error_log}"


def test_the_index_names_every_sitemap(each_portal: Portal) -> None:
    found = maps(each_portal)
    named = [file_of(each_portal, one.text) for one in found.pop("sitemap.xml").iter(MAP + "loc")]
    assert sorted(named) == sorted(found)
    assert len(found) > 2


def test_the_sitemaps_name_every_page_once_by_its_own_address(each_portal: Portal) -> None:
    named = [
        one.text
        for file, tree in maps(each_portal).items()
        if file != "sitemap.xml"
        for one in tree.iter(MAP + "loc")
    ]
    due = [
        canonical(each_portal, page)
        for kind, pages in each_portal.kinds.items()
        if kind not in UNLISTED
        for page in pages
    ]
    assert len(named) == len(set(named))
    assert set(named) == set(due)


def test_robots_let_search_machines_see_the_noindex(portal: Portal) -> None:
    robots = RobotFileParser()
    robots.parse(portal.text("robots.txt").splitlines())
    assert robots.can_fetch("*", portal.base_url)
    assert robots.can_fetch("*", portal.base_url + "tin-tuc/index.html")
    assert not robots.site_maps(), "a trial portal does not ask to be indexed"


# JSON-LD.


def graphs(portal: Portal) -> dict[str, list[dict[str, Any]]]:
    """Return the JSON-LD blocks of every page that has some."""
    found = {}
    for page in portal.pages:
        nodes = portal.document(page).css("script[type='application/ld+json']")
        if nodes:
            found[page] = [json.loads(node.text()) for node in nodes]
    return found


def test_every_json_ld_block_follows_our_schema(each_portal: Portal) -> None:
    schema = json.loads((SCHEMAS / "json-ld.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    faults = [
        f"{page}: {error.json_path}: {error.message[:120]}"
        for page, blocks in graphs(each_portal).items()
        for block in blocks
        for error in validator.iter_errors(block)
    ]
    assert not faults, listed(faults)


def test_every_item_and_the_home_describe_themselves(portal: Portal) -> None:
    found = graphs(portal)
    kinds = ("home", "news", "notice", "document", "page", "unit")
    due = {page for kind in kinds for page in portal.kinds[f"pages/{kind}.html"]}
    assert due <= found.keys()
    assert all(len(blocks) == 1 for blocks in found.values())


def test_json_ld_speaks_of_the_page_it_stands_on(each_portal: Portal) -> None:
    defined = {thing["@id"] for thing in graphs(each_portal)["index.html"][0]["@graph"]}
    faults = []
    for page, (block,) in graphs(each_portal).items():
        own = canonical(each_portal, page)
        for thing in block["@graph"]:
            if thing["@type"] in {"NewsArticle", "WebPage", "Legislation"}:
                outer = {thing["isPartOf"]["@id"], thing["publisher"]["@id"]}
                if thing["@id"] != own or not outer <= defined:
                    faults.append(f"{page}: {thing['@id']} or what it refers to")
            if thing["@type"] == "BreadcrumbList":
                trail = thing["itemListElement"]
                positions = [step["position"] for step in trail]
                lost = [
                    step["item"]
                    for step in trail
                    if file_of(each_portal, step["item"]) not in each_portal.files
                ]
                if trail[-1]["item"] != own or lost or positions != list(range(1, len(trail) + 1)):
                    faults.append(f"{page}: trail {positions} {lost}")
    assert not faults, listed(faults)


# Open data.


def data(portal: Portal) -> dict[str, Any]:
    """Return every file of open data."""
    return {file: json.loads(portal.text(file)) for file in portal.files if file.startswith("du-lieu/")}


def test_every_data_file_follows_our_schema_and_names_pages_that_are_there(each_portal: Portal) -> None:
    schema = json.loads((SCHEMAS / "open-data.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    faults = []
    for file, content in data(each_portal).items():
        faults += [
            f"{file}: {error.json_path}: {error.message[:120]}" for error in validator.iter_errors(content)
        ]
        faults += [
            f"{file}: {item['url']} is not there"
            for item in content["items"]
            if file_of(each_portal, item["url"]) not in each_portal.pages
        ]
        if content["count"] != len(content["items"]):
            faults.append(f"{file}: count is {content['count']}")
    assert not faults, listed(faults)


def test_the_data_hold_every_item_once(portal: Portal) -> None:
    named = [file_of(portal, item["url"]) for content in data(portal).values() for item in content["items"]]
    kinds = ("news", "notice", "document", "page", "unit")
    pages = {page for kind in kinds for page in portal.kinds[f"pages/{kind}.html"]}
    assert len(named) == len(set(named))
    assert set(named) <= pages
    assert len(named) >= 0.8 * len(pages), "what is expired may be missing, not more"


def test_the_data_page_names_every_data_file(portal: Portal) -> None:
    named = {
        found[0]
        for node in portal.document("du-lieu.html").css("main a[href]")
        if (found := portal.target("du-lieu.html", node.attributes["href"] or ""))
    }
    assert set(data(portal)) <= named
