"""A number → so many Vietnamese news articles, the same bytes every time, and the pictures they show.

Every program that is measured gets these same articles, each in its own layout (`sites/`).
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from words import CATEGORIES, DID, HEADS, NAMES, TOPICS, WHAT, WHERE, WHO, WHY

SITE_TITLE = "Cổng thông tin điện tử xã Mẫu"
SITE_URL = "https://xa-mau.example.vn"
VN = timezone(timedelta(hours=7))
LAST_DAY = datetime(2026, 6, 30, 17, tzinfo=VN)
SPAN = timedelta(days=365 * 5)
SEED = 20260630
PICTURES = tuple(f"anh-{number:02d}.jpg" for number in range(24))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article; its pictures are below `/images/`, its links to other articles are `/tin/<slug>/`."""

    slug: str
    title: str
    date: datetime
    author: str
    category: str
    topics: tuple[str, ...]
    summary: str
    cover: str
    body: str


def slugify(text: str) -> str:
    """Return *text* in small letters without marks, joined by hyphens."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


TOPIC_SLUGS = tuple(slugify(topic) for topic in TOPICS)


def articles(count: int) -> Iterator[Article]:
    """Yield *count* articles, oldest first, spread evenly over five years.

    They are not kept: what starts the programs that are measured must stay small itself.
    """
    slugs: list[str] = []
    for index in range(count):
        dice = random.Random(SEED * 1_000_003 + index)
        who, what = dice.choice(WHO), dice.choice(WHAT)
        words = f"{who} {dice.choice(DID)} {what}"
        slug = f"{slugify(words)[:100].rstrip('-')}-tin-so-{index + 1}"
        earlier = slugs[dice.randrange(len(slugs))] if slugs else ""
        yield _article(dice, index, count, f"{words} (tin số {index + 1})", slug, earlier)
        slugs.append(slug)


def middle(count: int) -> Article:
    """Return the article in the middle, which the benchmarks edit."""
    return next(one for index, one in enumerate(articles(count)) if index == count // 2)


def _article(dice: random.Random, index: int, count: int, title: str, slug: str, earlier: str) -> Article:
    topics = tuple(sorted(dice.sample(TOPIC_SLUGS, dice.randint(2, 4))))
    return Article(
        slug=slug,
        title=title,
        date=(LAST_DAY - SPAN + SPAN / count * (index + 1)).replace(second=0, microsecond=0),
        author=dice.choice(NAMES),
        category=dice.choice(list(CATEGORIES)),
        topics=topics,
        summary=_sentence(dice),
        cover=f"/images/{dice.choice(PICTURES)}",
        body=_body(dice, index, earlier),
    )


def _sentence(dice: random.Random) -> str:
    words = f"{dice.choice(WHO)} {dice.choice(DID)} {dice.choice(WHAT)} {dice.choice(WHERE)}"
    if dice.random() < 0.6:
        return f"{words}, {dice.choice(WHY)}."
    return f"{words} trong tháng {dice.randint(1, 12)}."


def _paragraph(dice: random.Random, earlier: str) -> str:
    parts = [_sentence(dice), _sentence(dice)]
    place = dice.randrange(2)
    parts[place] = f"**{dice.choice(WHO)}** cho biết: *{parts[place].rstrip('.')}*."
    if earlier and dice.random() < 0.5:
        parts.append(f"Xem thêm [tin liên quan](/tin/{earlier}/) đã đăng trước đó.")
    return " ".join(parts)


def _body(dice: random.Random, index: int, earlier: str) -> str:
    """Return paragraphs, headings, a list, a picture, a quotation; every fifth has a table, every second numbers."""
    blocks = [_paragraph(dice, "")]
    for heading in dice.sample(HEADS, dice.randint(2, 3)):
        blocks += [f"## {heading}", _paragraph(dice, earlier)]
        if dice.random() < 0.3:
            blocks.append(_paragraph(dice, earlier))
    blocks.append("\n".join(f"- {_sentence(dice)}" for _ in range(dice.randint(2, 4))))
    blocks += [_picture(dice), "> " + _sentence(dice)]
    if index % 5 == 0:
        blocks += ["### Số liệu", _table(dice)]
    if index % 2:
        blocks.append("\n".join(f"{number}. {_sentence(dice)}" for number in range(1, 4)))
    blocks.append(
        "Mọi thông tin chi tiết xin truy cập "
        f"[Cổng dịch vụ công](https://dichvucong.example.vn/ho-so/{index})."
    )
    return "\n\n".join(blocks) + "\n"


def _picture(dice: random.Random) -> str:
    caption = f"{dice.choice(WHO)} {dice.choice(DID)} {dice.choice(WHAT)}"
    source = f"/images/{dice.choice(PICTURES)}"
    return f'![Quang cảnh buổi làm việc, {caption}]({source} "{caption}")\n*Ảnh: {dice.choice(NAMES)}*'


def _table(dice: random.Random) -> str:
    rows = [f"| {dice.choice(WHAT)} | {dice.randint(10, 90)} | {dice.randint(10, 90)} |" for _ in range(4)]
    return "\n".join(["| Nội dung | Kế hoạch | Thực hiện |", "|---|---|---|", *rows])


def write_pictures(folder: Path) -> None:
    """Write the pictures: coloured patches, about 12 KiB each."""
    from PIL import Image  # noqa: PLC0415 (what only reads the articles does without it)

    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(PICTURES):
        patches = Image.frombytes("RGB", (40, 27), random.Random(number).randbytes(40 * 27 * 3))
        patches.resize((320, 213), Image.Resampling.BICUBIC).save(folder / name, quality=60)


def front_matter(article: Article, **names: str) -> str:
    """Return YAML front matter that most programs read; *names* gives a key another name."""
    values = {
        "title": f'"{article.title}"',
        "date": article.date.isoformat(),
        "author": f'"{article.author}"',
        "category": article.category,
        "topics": f"[{', '.join(article.topics)}]",
        "summary": f'"{article.summary}"',
        "cover": article.cover,
    }
    lines = "".join(f"{names.get(key, key)}: {value}\n" for key, value in values.items())
    return f"---\n{lines}---\n\n"
