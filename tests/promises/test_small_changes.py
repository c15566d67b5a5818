"""Small changes stay small: how many files, and how many bytes, a clerk's line carries after one article.

The portal is made of values, not of files: entries and texts as long as a commune's news are, at a rate of 2,000 a year,
in the theme `tinh` with feeds, open data and search. Only what differs is rendered.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from site_builder import markup, search
from site_builder.app import render
from site_builder.assemble import assemble
from site_builder.config import SiteConfig, read_config
from site_builder.content.parse import parse
from site_builder.errors import Where
from site_builder.model import Entry, Gist, Page, Prose, Record, Site, Source, TextFile
from site_builder.search import Shard
from site_builder.text import VN
from site_builder.theme import Theme, environment, load_theme
from tests.conftest import ROOT, SITE

FOLDERS = ("hoat-dong", "dieu-hanh", "cai-cach", "kinh-te", "van-hoa", "quoc-phong", "nong-thon", "su-kien")
AT_REST, FULL = FOLDERS[:2]  # the newest page of the listing half full, and full but for one
LAST = datetime(2026, 12, 30, 20, tzinfo=VN)
TOPICS = [f"việc {number}" for number in range(40)]
SYLLABLES = [
    "ủy",
    "ban",
    "nhân",
    "dân",
    "xã",
    "tổ",
    "chức",
    "hội",
    "nghị",
    "triển",
    "khai",
    "kế",
    "hoạch",
    "thôn",
    "Đông",
    "người",
    "trồng",
    "lúa",
    "đường",
    "mới",
    "trường",
    "học",
    "khám",
]
NUMBERED = re.compile(r"Tin số \d+")

Output = Page | TextFile | Shard


def words(seed: int, count: int) -> str:
    chosen = random.Random(seed)
    return " ".join(f"{chosen.choice(SYLLABLES)}{chosen.choice('aeghimnt')}" for _ in range(count))


@cache
def prose(number: int) -> Prose:
    paragraphs = (words(60 * number + part, 65) for part in range(5))
    return markup.render("\n\n".join(paragraphs), path="a.md").prose


@cache
def theme() -> Theme:
    loaded, slips = load_theme(
        "tinh", search=(ROOT / "themes",), own=None, options=Record(), tokens=Record(), where=""
    )
    assert not slips
    return loaded


@cache
def config(folder: Path) -> SiteConfig:
    sections = (f'[[sections]]\nfolder = "{name}"\ntitle = "Tin {name}"\nkind = "news"\n' for name in FOLDERS)
    file = folder / "site.toml"
    file.write_text(SITE.partition("[[sections]]")[0] + "\n".join(sections), encoding="utf-8")
    found, _ = read_config(file, ("news",), ("xa",))
    assert found
    return found


def article(number: int, section: str, when: datetime) -> Entry:
    topics = ", ".join(random.Random(number).sample(TOPICS, 3))
    text = (
        f"---\nTiêu đề: Tin số {number}, {words(number, 14)}\nNgày đăng: {when.isoformat()}\nTác giả: Lan\n"
        f"Tóm tắt: {words(-number, 35)}\nChuyên đề: [{topics}]\n---\n"
    )
    source = Source(
        path=f"{section}/{number:05}-{'mot-tin-' * 6}a.md",
        text=text,
        digest=sha256(text.encode()).hexdigest(),
    )
    entry, findings = parse(source, "news")
    assert entry, findings
    return entry


@cache
def corpus(count: int) -> tuple[Entry, ...]:
    """Return *count* articles up to the evening of 30 December, evenly spread over time and sections."""
    step = timedelta(days=365) / 2000
    tens = count // 80 * 10
    sections = [AT_REST] * (tens + 5) + [FULL] * (tens + 9)
    sections += [FOLDERS[2 + number % 6] for number in range(count - len(sections))]
    random.Random(count).shuffle(sections)
    return tuple(article(n, sections[n], LAST - step * (count - 1 - n)) for n in range(count))


@dataclass(frozen=True)
class Built:
    """A site put together, and by their addresses all its files but media and the theme's."""

    site: Site
    outputs: dict[str, Output]

    def text(self, url: str) -> str:
        """Return what the file at *url* holds."""
        output = self.outputs[url]
        if isinstance(output, Page):
            return render(output, self.site.frame, theme(), environment(theme()), prose_of)
        return output.text if isinstance(output, TextFile) else search.fill(output, Texts()).text


class Texts(dict[str, str]):
    """The plain texts of proses, by their keys."""

    def __missing__(self, key: str) -> str:
        return prose_of(key).text


def prose_of(key: str) -> Prose:
    return prose(int(key[:6], 16) % 50)


def gist(key: str) -> Gist:
    made = prose_of(key)
    return Gist(
        key=key, lead=made.lead, headings=made.headings, links=made.links, pictures=made.pictures, blank=False
    )


def put_together(folder: Path, entries: tuple[Entry, ...]) -> Built:
    site = assemble(
        config(folder),
        entries,
        {one.source.path: gist(one.source.digest) for one in entries},
        portal=folder,
        options=theme().look.options,
        makes=theme().makes,
        now=datetime(2027, 1, 2, tzinfo=VN),
        prose_of=prose_of,
        locate=lambda spot: Where(path=spot.path),
    )
    shards = search.plan(site.search)
    outputs: tuple[Output, ...] = (*site.pages, *site.files, search.listing(shards), *shards)
    return Built(site=site, outputs={one.url: one for one in outputs})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cong")


@pytest.fixture(scope="module", params=[1000, pytest.param(10_000, marks=pytest.mark.slow)])
def before(folder: Path, request: pytest.FixtureRequest) -> tuple[tuple[Entry, ...], Built]:
    entries = corpus(request.param)
    return entries, put_together(folder, entries)


def changed(old: Built, new: Built) -> dict[str, int]:
    """Return the sizes of what a publisher has to send."""
    assert new.site.frame == old.site.frame
    urls = [url for url, output in new.outputs.items() if old.outputs.get(url) != output]
    return {url: len(new.text(url).encode()) for url in urls}


@pytest.mark.parametrize(
    ("section", "when", "files"),
    [
        pytest.param(AT_REST, LAST + timedelta(hours=1), 20, id="a day like any other"),
        pytest.param(FULL, LAST + timedelta(hours=1), 20, id="a page of the listing fills"),
        pytest.param(AT_REST, datetime(2027, 1, 1, 8, tzinfo=VN), 40, id="1 January"),
    ],
)
def test_a_new_article_changes_few_files(
    before: tuple[tuple[Entry, ...], Built], folder: Path, section: str, when: datetime, files: int
) -> None:
    entries, old = before
    sent = changed(old, put_together(folder, (*entries, article(99_999, section, when))))
    assert f"/{section}/index.html" in sent
    assert (len(sent) <= files, sum(sent.values()) <= 500_000) == (True, True), sent


@pytest.mark.parametrize("place", [0.5, 1])
def test_a_mended_title_changes_at_most_twelve_files(
    before: tuple[tuple[Entry, ...], Built], folder: Path, place: float
) -> None:
    entries, old = before
    at = int(place * len(entries)) - 1
    was = entries[at]
    source = replace(was.source, text=was.source.text.replace("Tin số", "Tin mới số"))
    source = replace(source, digest=was.source.digest[:6] + sha256(source.text.encode()).hexdigest()[6:])
    mended, _ = parse(source, "news")
    assert mended
    sent = changed(old, put_together(folder, (*entries[:at], mended, *entries[at + 1 :])))
    assert len(sent) <= 12, sent
    assert sum(sent.values()) <= 500_000, sent


def test_no_title_stands_in_more_than_twelve_files(before: tuple[tuple[Entry, ...], Built]) -> None:
    """The newest stand on the home page and in feeds; they and all others are counted with the search's own list."""
    _, old = before
    shown = Counter(title for output in old.outputs.values() for title in titles(output))
    assert max(shown.values()) + 1 <= 12, shown.most_common(5)


def titles(output: Output) -> set[str]:
    shown = output.docs if isinstance(output, Shard) else output
    return set(NUMBERED.findall(shown.text if isinstance(shown, TextFile) else repr(shown)))


def test_no_file_but_those_of_one_place_grows_with_the_portal(
    before: tuple[tuple[Entry, ...], Built],
) -> None:
    """Whatever an article changes is small by itself."""
    _, old = before
    parts = [url for url in old.outputs if re.match(r"/(sitemap-|du-lieu/|search/)", url)]
    assert max(len(old.text(url).encode()) for url in parts) <= 150_000
