"""The short way: it is gone where only words, templates or the menu are new, and left for whatever else may show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from site_builder.ledger import read_ledger
from site_builder.pipeline import Report, build_portal
from site_builder.pipeline import build as room
from site_builder.pipeline.reading import Shelves
from tests.conftest import SITE, news, tree
from tests.desk import LINKS, Desk
from tests.mini import PAGE, entry
from tests.twins import Way, agrees, going, plan_of

WAY = Way(skip_broken=False)
A = "tin-tuc/2026/tin-01.md"
TWO = "Mở đầu.\n\nHai."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a portal that was built once, with items that the edits below need."""
    desk = Desk(tmp_path)
    desk.write("tin-tuc/2026/hai-doan.md", news("Hai đoạn", body=TWO))
    desk.write("tin-tuc/2026/dan.md", news("Dẫn", body=f"{TWO}\n\nXem [bài](tin-02.md), [mẫu](mau.txt)."))
    desk.write("tin-tuc/2026/muc.md", news("Mục", body="Mở đầu.\n\n## Một\n\nXem [mục](#mot)."))
    desk.write("tin-tuc/2026/tom.md", news("Tóm", body=TWO, **{"Tóm tắt": "Ngắn."}))
    desk.write("gioi-thieu/rong.md", entry(Tiêu_đề="Rỗng").rpartition("\nNội")[0])
    desk.write("tin-tuc/2026/thua.txt", "Chưa ai dùng.\n")
    agrees(desk, WAY)
    desk.let_the_clock_of_the_disk_move()
    return desk


def short(desk: Desk) -> bool:
    """Build beside one from nothing; tell whether it went the short way."""
    reports: list[Report | None] = []
    real = room.touch

    def watched(*args: object) -> Report | None:
        reports.append(real(*args))  # type: ignore[arg-type]
        return reports[-1]

    with patch.object(room, "touch", watched):
        agrees(desk, WAY)
    return reports[0] is not None


def change(path: str, old: str, new: str) -> Callable[[Desk], None]:
    def edit(desk: Desk) -> None:
        assert old in desk.read(path), path
        desk.write(path, desk.read(path).replace(old, new))

    return edit


def several(*edits: Callable[[Desk], None]) -> Callable[[Desk], None]:
    def edit(desk: Desk) -> None:
        for one in edits:
            one(desk)

    return edit


HAI, DAN, MUC, TOM, DOI, ANH = (
    f"tin-tuc/2026/{name}.md" for name in ("hai-doan", "dan", "muc", "tom", "doi", "co-anh")
)
SHORT: dict[str, Callable[[Desk], None]] = {
    "a word further down": change(HAI, "Hai.", "Ba."),
    "the first words of an item with a summary": change(TOM, "Mở đầu", "Bắt đầu"),
    "words around links": change(DAN, "Hai.", "Ba."),
    "two items": several(change(HAI, "Hai.", "Ba."), change(TOM, "Hai.", "Bốn.")),
    "a heading": change(HAI, "Hai.", "## Hai\n\nBa."),
    "a link to another item": change(DAN, "tin-02.md", "tin-03.md"),
    "a template": lambda desk: (desk.theme / "pages/news.html").write_text(PAGE + "!", encoding="utf-8"),
    "a style": lambda desk: (desk.theme / "css/site.css").write_text("p{margin:9px}", encoding="utf-8"),
    "the menu": change("site.toml", "[[offices]]", '[[menu]]\ntitle = "Nhà"\nto = "home"\n\n[[offices]]'),
    "a touch": lambda desk: (desk.portal / HAI).touch(),
}  # fmt: skip
WHOLE: dict[str, Callable[[Desk], None]] = {
    "the first words of an item without a summary": change(HAI, "Mở đầu", "Bắt đầu"),
    "a title": change(HAI, "Hai đoạn", "Ba đoạn"),
    "a day": change(HAI, "01/11/2026", "02/11/2026"),
    "a body that becomes empty": change(HAI, TWO, ""),
    "a body that was empty": lambda desk: desk.write("gioi-thieu/rong.md", desk.read("gioi-thieu/rong.md") + "\nCó chữ.\n"),
    "a link to what is to come": change(DAN, "tin-02.md", "hen.md"),
    "the line of a link to what is to come": change(DOI, "Xem [", "Thêm.\n\nXem ["),
    "a link to no item": change(DAN, "tin-02.md", "khong-co.md"),
    "a link to an anchor that goes": change(MUC, "## Một", "## Hai"),
    "an attachment that goes": change(DAN, ", [mẫu](mau.txt)", ""),
    "a mention of a file that nobody used": change(HAI, "Hai.", "Hai, xem thua.txt."),
    "the body of an item with a summary that becomes empty": change(TOM, TWO, ""),
    "the words of a picture": change(ANH, "Cánh đồng", "Đồng lúa"),
    "an attachment that is only named": change(DAN, "[mẫu](mau.txt)", "mẫu mau.txt"),
    "the default of an option": lambda desk: (desk.theme / "theme.toml").write_text(
        (desk.theme / "theme.toml").read_text(encoding="utf-8").replace('default = ""', 'default = "b"'), encoding="utf-8"
    ),
    "a picture": change(HAI, "Hai.", "![Ảnh](anh.png)"),
    "a picture that goes": change(ANH, "![Cánh đồng](anh.png)", "Chữ."),
    "a broken item": change(HAI, "Tiêu đề", "Tiêu đê"),
    "a new item": lambda desk: desk.write("tin-tuc/2026/moi.md", news("Mới")),
    "a lost item": lambda desk: (desk.portal / HAI).unlink(),
    "a file of media": change("tin-tuc/2026/mau.txt", "Mẫu", "Mậu"),
    "the name of the unit": change("site.toml", 'name = "Thử"', 'name = "Thữ"'),
    "the links of the frame": lambda desk: desk.write("site.toml", SITE + LINKS),
    "an option": change("site.toml", 'theme = "xa"', 'theme = "xa"\ntheme_options = { motto = "a" }'),
    "what the theme makes": lambda desk: (desk.theme / "theme.toml").write_text((desk.theme / "theme.toml").read_text(encoding="utf-8") + "[makes]\nrelated = 2\n", encoding="utf-8"),
    "an output that was touched": lambda desk: (desk.output / "index.html").touch(),
    "an output that was lost": several(lambda desk: (desk.output / "index.html").unlink(), change(HAI, "Hai.", "Ba.")),
}  # fmt: skip


@pytest.mark.parametrize("edit", SHORT.values(), ids=SHORT)
def test_words_templates_and_the_menu_go_the_short_way(desk: Desk, edit: Callable[[Desk], None]) -> None:
    edit(desk)
    assert short(desk)


@pytest.mark.slow
@pytest.mark.parametrize("edit", WHOLE.values(), ids=WHOLE)
def test_whatever_else_may_show_goes_the_whole_way(desk: Desk, edit: Callable[[Desk], None]) -> None:
    edit(desk)
    assert not short(desk)


@pytest.mark.slow
@pytest.mark.parametrize("first", SHORT.values(), ids=SHORT)
def test_one_short_way_follows_the_other(desk: Desk, first: Callable[[Desk], None]) -> None:
    for edit in (first, change(A, "Nội dung tin.", "Nội dung tin.\n\nMột."), change(A, "Một.", "Hai.")):
        edit(desk)
        assert short(desk)
        desk.let_the_clock_of_the_disk_move()


def test_after_the_short_way_nothing_is_left_to_do(desk: Desk) -> None:
    SHORT["a word further down"](desk)
    assert short(desk)
    before = tree(desk.output)
    with going(WAY), patch.object(room, "load_portal", side_effect=AssertionError):
        assert build_portal(desk.portal, plan_of(desk, WAY)).build is not None
    assert tree(desk.output) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pages", "prose", "readings"])
@pytest.mark.parametrize("edit", ["a word further down", "a template"])
def test_what_the_shelves_have_lost_is_made_the_whole_way(desk: Desk, name: str, edit: str) -> None:
    (desk.cache / f"{name}.sqlite").unlink()
    SHORT[edit](desk)
    short(desk)


@pytest.mark.parametrize("moment", ["10:00 tomorrow", "an hour ago"])
def test_another_moment_goes_the_whole_way(desk: Desk, moment: str) -> None:
    desk.now = desk.now.replace(day=24, hour=10) if moment == "10:00 tomorrow" else desk.now.replace(hour=7)
    SHORT["a word further down"](desk)
    assert not short(desk)


def test_an_imprint_of_another_build_is_not_taken(desk: Desk) -> None:
    ledger = read_ledger(desk.cache / "ledger.json")
    assert ledger is not None
    shelves = Shelves(cache=desk.cache, found={})
    assert shelves.imprint(ledger.imprint) is not None
    assert shelves.imprint("another") is None


def test_a_style_that_is_edited_twice_leaves_one_file(desk: Desk) -> None:
    for size in (1, 2):
        (desk.theme / "css/site.css").write_text(f"p{{margin:{size}px}}", encoding="utf-8")
        assert short(desk)
        desk.let_the_clock_of_the_disk_move()


def test_what_the_new_words_give_to_tell_is_told(desk: Desk) -> None:
    for old, new in (("Hai.", "Hai \u200b."), ("Hai \u200b.", "Hai \u00ad."), ("Hai \u00ad.", "Ba.")):
        change(HAI, old, new)(desk)
        assert short(desk)
        desk.let_the_clock_of_the_disk_move()
