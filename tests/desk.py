"""A portal on the disk, and everything that happens to it between two builds.

A clerk edits texts, pictures, the configuration and the theme; the clock moves forward and back; strangers alter the
output; the cache is deleted, cut or taken from a backup. Each happening touches only what it must: a property that
wrote the whole portal anew before each build would never reach the short cuts.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PIL import Image

from site_builder.manifest import MANIFEST_NAME
from tests.conftest import NOW, SITE, news, tree, write
from tests.mini import document, entry, theme

OPTION = '[options.motto]\ntype = "text"\ndefault = ""\nlabel = "Khẩu hiệu"\n'
LINKS = '\n[[links]]\ntitle = "Tỉnh"\nurl = "https://tinh.example"\n'
MOMENTS = tuple(
    NOW.replace(**parts) + timedelta(microseconds=shift)  # type: ignore[arg-type]
    for parts in (
        {"hour": 0}, {"day": 24, "hour": 0}, {"day": 24, "hour": 10}, {"day": 25, "hour": 0}, {"day": 26, "hour": 0},
        {"month": 12, "day": 2, "hour": 0}, {"month": 12, "day": 29, "hour": 0}, {"year": 2027, "month": 1, "day": 1, "hour": 0},
    )
    for shift in (-1, 0)
)  # fmt: skip


def picture(colour: int) -> bytes:
    """Return a small picture; two of them have the same size."""
    stream = io.BytesIO()
    Image.new("RGB", (24, 16), (colour, 90, 90)).save(stream, "PNG", compress_level=0)
    return stream.getvalue()


def start() -> dict[str, str]:
    """Return the texts of a portal with every kind."""
    return {
        "site.toml": SITE,
        **{f"tin-tuc/2026/tin-{n:02}.md": news(f"Tin {n}", day=f"{n:02}/10/2026") for n in range(1, 12)},
        "tin-tuc/2025/cu.md": news("Cũ", day="01/05/2025", body="Xem [tin](../2026/tin-01.md)."),
        "tin-tuc/2026/hen.md": news("Hẹn", body="Sắp có.", **{"Giờ lên trang": "24/11/2026 10:00"}),
        "tin-tuc/2026/doi.md": news("Đợi", body="Mở đầu.\n\nXem [bài sau](hen.md)."),
        "thong-bao/a.md": news("Thông báo", **{"Tóm tắt dễ hiểu": "Ngắn."}),
        "van-ban/mot.md": document("1/QĐ-UBND", "01/02/2026", Bị_thay_thế_bởi="2/QĐ-UBND"),
        "van-ban/hai.md": document("2/QĐ-UBND", "01/12/2026", Thay_thế="1/QĐ-UBND"),
        "gioi-thieu/index.md": entry(Tiêu_đề="Giới thiệu"),
        "gioi-thieu/ban-do.md": entry(Tiêu_đề="Bản đồ", Trang_cha="index"),
        "co-cau/vp.md": entry(Tên="Văn phòng"),
        "co-cau/lan.md": entry(
            Loại="Cán bộ", Họ_tên="Lan", Chức_vụ="Chuyên viên", Đơn_vị="vp", Đến_ngày="25/11/2026"
        ),
    }


class Desk:
    """The portal `thu` of a project, the moment of the next build, and what was kept of earlier ones."""

    def __init__(self, project: Path) -> None:
        """Lay out the portal, with a picture and an attachment."""
        self.project, self.now, self.kept = project, NOW, dict[str, bytes]()
        self.portal = write(project / "content" / "thu", start())
        self.theme = theme(project, OPTION)
        self.write("tin-tuc/2026/mau.txt", "Mẫu đơn.\n")
        (self.portal / "tin-tuc/2026/anh.png").write_bytes(picture(0))
        self.write("tin-tuc/2026/co-anh.md", news("Có ảnh", body="![Cánh đồng](anh.png)\n\n[Mẫu](mau.txt)"))

    @property
    def output(self) -> Path:
        """Return where the portal is built."""
        return self.project / "public" / "thu"

    @property
    def cache(self) -> Path:
        """Return where results are kept."""
        return self.project / ".cache" / "thu"

    def read(self, path: str) -> str:
        """Return a text of the portal."""
        return (self.portal / path).read_text(encoding="utf-8")

    def write(self, path: str, words: str) -> None:
        """Save a text of the portal, where it says something new."""
        file = self.portal / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or self.read(path) != words:
            file.write_text(words, encoding="utf-8")

    def items(self) -> list[str]:
        """Return the paths of all items."""
        return sorted(file.relative_to(self.portal).as_posix() for file in self.portal.rglob("*.md"))

    def let_the_clock_of_the_disk_move(self) -> None:
        """Wait a few milliseconds: what changes now gets another time than what was noted."""
        probe = self.project / "clock"
        probe.touch()
        first = probe.stat().st_mtime_ns
        while probe.stat().st_mtime_ns == first:
            probe.touch()
        probe.unlink()


Happening = Callable[[Desk, random.Random], None]


def any_item(desk: Desk, chance: random.Random) -> str:
    if not desk.items():
        desk.write("tin-tuc/2026/lai.md", news("Lại có"))
    return chance.choice(desk.items())


def set_key(desk: Desk, path: str, key: str, value: str) -> None:
    """Write a key of the front matter, in the place of an old one of that name."""
    head, _, rest = desk.read(path).removeprefix("---\n").partition("---\n")
    lines = [line for line in head.splitlines() if not line.startswith(f"{key}:")]
    desk.write(path, "---\n" + "\n".join([*lines, f"{key}: {value}"]) + "\n---\n" + rest)


def change_a_byte(file: Path, chance: random.Random) -> None:
    """Alter a file and keep its size."""
    data = bytearray(file.read_bytes())
    if data:
        data[chance.randrange(len(data))] ^= 1
        file.write_bytes(data)


# --- what a clerk does -------------------------------------------------------------------------------------------


def do_nothing(desk: Desk, chance: random.Random) -> None:
    pass


def add_news(desk: Desk, chance: random.Random) -> None:
    day = f"{chance.randrange(1, 29)}/{chance.randrange(1, 13)}/2026"
    desk.write(f"tin-tuc/2026/moi-{chance.randrange(1000)}.md", news("Mới", day=day))


def add_document(desk: Desk, chance: random.Random) -> None:
    number = chance.randrange(3, 1000)
    day = f"{chance.randrange(1, 29)}/11/2026"
    desk.write(f"van-ban/vb-{number}.md", document(f"{number}/QĐ-UBND", day, Có_hiệu_lực="28/12/2026"))


def add_a_link(desk: Desk, chance: random.Random) -> None:
    words = chance.choice(
        ("[x](/{})", "[[Tin 1]]", "[m](/tin-tuc/2026/mau.txt)", "![Ảnh](/tin-tuc/2026/anh.png)")
    )
    path = any_item(desk, chance)
    desk.write(path, desk.read(path) + "\n" + words.format(any_item(desk, chance)) + "\n")


def edit_body(desk: Desk, chance: random.Random) -> None:
    path = any_item(desk, chance)
    more = chance.choice(
        (f"Thêm câu {chance.randrange(1000)}.", "## Mục mới", "| a | b |\n| - | - |\n| 1 | 2 |")
    )
    desk.write(path, desk.read(path) + f"\n{more}\n")


def move_the_lines(desk: Desk, chance: random.Random) -> None:
    """Put a paragraph before all others: whatever is told of a line is told of another one."""
    path = any_item(desk, chance)
    head, mark, body = desk.read(path).rpartition("---\n")
    desk.write(path, head + mark + f"\nĐoạn {chance.randrange(99)}.\n" + body)


def edit_a_letter(desk: Desk, chance: random.Random) -> None:
    path = any_item(desk, chance)
    words = desk.read(path)
    desk.write(
        path, words.replace("Nội dung", "Nội dunh") if "Nội dung" in words else words.replace("dunh", "dung")
    )


def empty_a_body(desk: Desk, chance: random.Random) -> None:
    path = any_item(desk, chance)
    desk.write(path, desk.read(path).rpartition("---\n")[0] + "---\n")


def edit_title(desk: Desk, chance: random.Random) -> None:
    path = any_item(desk, chance)
    key = "Tên" if path.startswith("co-cau/vp") else "Tiêu đề"
    set_key(desk, path, key, f"Tên mới {chance.randrange(1000)}")


def break_an_item(desk: Desk, chance: random.Random) -> None:
    desk.write(
        any_item(desk, chance),
        chance.choice(("không có đầu\n", "---\nLạ: 1\n---\n", "---\nTiêu đề: [\n---\n")),
    )


def delete(desk: Desk, chance: random.Random) -> None:
    (desk.portal / any_item(desk, chance)).unlink()


def rename(desk: Desk, chance: random.Random) -> None:
    file = desk.portal / any_item(desk, chance)
    file.rename(file.with_stem(f"{file.stem}-{chance.randrange(10)}"))


def rename_a_folder(desk: Desk, chance: random.Random) -> None:
    folder = (desk.portal / any_item(desk, chance)).parent
    if folder.parent != desk.portal:
        folder.rename(folder.with_name(f"nam-{chance.randrange(99)}"))


def exchange_two_items(desk: Desk, chance: random.Random) -> None:
    one, two = (desk.portal / any_item(desk, chance) for _ in range(2))
    one.rename(desk.project / "giu")
    if two.exists():
        two.rename(one)
    (desk.project / "giu").rename(two)


def copy_an_item(desk: Desk, chance: random.Random) -> None:
    file = desk.portal / any_item(desk, chance)
    shutil.copy2(file, file.with_stem(f"{file.stem}-b"))


def move_date(desk: Desk, chance: random.Random) -> None:
    day = f"{chance.randrange(1, 29)}/{chance.randrange(1, 13)}/{chance.choice((2024, 2025, 2026))}"
    set_key(desk, any_item(desk, chance), "Ngày đăng", day)


def flip(desk: Desk, chance: random.Random) -> None:
    set_key(desk, any_item(desk, chance), chance.choice(("Nháp", "Nổi bật")), chance.choice(("có", "không")))


def end(desk: Desk, chance: random.Random) -> None:
    keys = (("Ngày gỡ", "24/11/2026"), ("Rút bài", "nhầm"), ("Giờ lên trang", "24/11/2026 10:00"))
    set_key(desk, any_item(desk, chance), *chance.choice(keys))


def leave_address(desk: Desk, chance: random.Random) -> None:
    set_key(desk, any_item(desk, chance), "Địa chỉ cũ", f"/cu-{chance.randrange(3)}.html")


def urge(desk: Desk, chance: random.Random) -> None:
    keys = {"Tóm tắt dễ hiểu": "Cắt nước.", "Khẩn": "có", "Hiệu lực đến": "24/11/2026"}
    desk.write("thong-bao/khan.md", news(f"Khẩn {chance.randrange(9)}", **keys))


def touch(desk: Desk, chance: random.Random) -> None:
    (desk.portal / any_item(desk, chance)).touch()


def hide_an_edit(desk: Desk, chance: random.Random) -> None:
    """Edit a letter, and put the time of the change back."""
    file = desk.portal / any_item(desk, chance)
    kept = file.stat()
    edit_a_letter(desk, chance)
    os.utime(file, ns=(kept.st_atime_ns, kept.st_mtime_ns))


def replace_media(desk: Desk, chance: random.Random) -> None:
    """Put another file of the same size in the place of a picture or an attachment."""
    for file in sorted(desk.portal.rglob(chance.choice(("anh.png", "mau.txt")))):
        file.write_bytes(
            picture(chance.randrange(4))
            if file.suffix == ".png"
            else f"Mẫu {chance.randrange(10)}.\n".encode()
        )


def lose_media(desk: Desk, chance: random.Random) -> None:
    for file in sorted(desk.portal.rglob(chance.choice(("anh.png", "mau.txt")))):
        file.unlink()


def edit_site(desk: Desk, chance: random.Random) -> None:
    menu = f'\n[[menu]]\ntitle = "Mục {chance.randrange(9)}"\nto = "home"\n'
    wishes = (
        f'\ntokens = {{ colour-text = "#{chance.randrange(16**3):03x}{chance.randrange(16**3):03x}" }}',
        f'\ntheme_options = {{ motto = "{chance.choice("ab")}" }}',
        "",
    )
    site = SITE.replace("chính thức", chance.choice(("thử nghiệm", "chính thức")))
    site = site.replace("Thôn Một", f"Thôn {chance.randrange(9)}").replace(
        'theme = "xa"', 'theme = "xa"' + chance.choice(wishes)
    )
    desk.write("site.toml", site + chance.choice((menu, LINKS, "", "\nlạ = ")))


def edit_theme(desk: Desk, chance: random.Random) -> None:
    folder = chance.choice((desk.theme, desk.portal / "theme"))
    name = chance.choice(("pages/news.html", "pages/section.html", "css/them.css", "pages/home.html"))
    css, html = f"b{{top:{chance.randrange(9)}px}}", f"{{{{ page.head.title }}}} {chance.randrange(99)}"
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(css if name.endswith("css") else html, encoding="utf-8")


# --- what time does ----------------------------------------------------------------------------------------------


def wait(desk: Desk, chance: random.Random) -> None:
    desk.now += timedelta(hours=chance.choice((1, 12, 24, 24 * 8, 24 * 40)))


def set_the_clock(desk: Desk, chance: random.Random) -> None:
    desk.now = chance.choice(MOMENTS)


def set_the_clock_back(desk: Desk, chance: random.Random) -> None:
    desk.now -= timedelta(hours=chance.choice((0, 1, 24)), microseconds=1)


# --- what strangers do -------------------------------------------------------------------------------------------


def any_output(desk: Desk, chance: random.Random) -> Path | None:
    paths = sorted(tree(desk.output)) if desk.output.exists() else []
    return desk.output / chance.choice(paths) if len(paths) > 1 else None


def alter_an_output(desk: Desk, chance: random.Random) -> None:
    if (file := any_output(desk, chance)) and file.name != MANIFEST_NAME:
        change_a_byte(file, chance)


def lose_an_output(desk: Desk, chance: random.Random) -> None:
    if (file := any_output(desk, chance)) and file.name != MANIFEST_NAME:
        file.unlink()


def link_an_output(desk: Desk, chance: random.Random) -> None:
    if (file := any_output(desk, chance)) and file.name != MANIFEST_NAME:
        file.rename(desk.project / "ngoai.html")
        file.symlink_to(desk.project / "ngoai.html")


def put_a_folder_in_the_way(desk: Desk, chance: random.Random) -> None:
    if (file := any_output(desk, chance)) and file.name != MANIFEST_NAME:
        file.unlink()
        file.mkdir()


def exchange_two_outputs(desk: Desk, chance: random.Random) -> None:
    one, two = (any_output(desk, chance) for _ in range(2))
    if one and two and MANIFEST_NAME not in {one.name, two.name}:
        first, second = one.read_bytes(), two.read_bytes()
        one.write_bytes(second)
        two.write_bytes(first)


def lie_in_the_manifest(desk: Desk, chance: random.Random) -> None:
    file = desk.output / MANIFEST_NAME
    if file.exists():
        found = list(re.finditer(r'"(key|digest)": "(\w)', file.read_text(encoding="utf-8")))
        at = chance.choice(found).end() - 1
        whole = file.read_text(encoding="utf-8")
        file.write_text(whole[:at] + ("1" if whole[at] == "0" else "0") + whole[at + 1 :], encoding="utf-8")


def back_the_output_up(desk: Desk, chance: random.Random) -> None:
    shutil.rmtree(desk.project / "sao", ignore_errors=True)
    if desk.output.exists():
        shutil.copytree(desk.output, desk.project / "sao", symlinks=True)


def bring_an_old_output_back(desk: Desk, chance: random.Random) -> None:
    if (desk.project / "sao").exists():
        shutil.rmtree(desk.output, ignore_errors=True)
        shutil.copytree(desk.project / "sao", desk.output, symlinks=True)


def lose_the_output(desk: Desk, chance: random.Random) -> None:
    shutil.rmtree(desk.output, ignore_errors=True)


# --- what becomes of the cache -----------------------------------------------------------------------------------


def any_cached(desk: Desk, chance: random.Random) -> Path | None:
    files = sorted(file for file in desk.cache.rglob("*") if file.is_file())
    return chance.choice(files) if files else None


def lose_the_cache(desk: Desk, chance: random.Random) -> None:
    shutil.rmtree(desk.cache, ignore_errors=True)


def lose_a_cached_file(desk: Desk, chance: random.Random) -> None:
    if file := any_cached(desk, chance):
        file.unlink()


def cut_a_cached_file(desk: Desk, chance: random.Random) -> None:
    if file := any_cached(desk, chance):
        os.truncate(file, chance.randrange(file.stat().st_size + 1))


def corrupt_the_ledger(desk: Desk, chance: random.Random) -> None:
    if (desk.cache / "ledger.json").exists():
        change_a_byte(desk.cache / "ledger.json", chance)


def corrupt_a_shelf(desk: Desk, chance: random.Random) -> None:
    for file in sorted(desk.cache.glob("*.sqlite")):
        change_a_byte(file, chance)


def keep_the_cache(desk: Desk, chance: random.Random) -> None:
    desk.kept = tree(desk.cache) if desk.cache.exists() else {}


def bring_an_old_cache_back(desk: Desk, chance: random.Random) -> None:
    for path, data in desk.kept.items():
        (desk.cache / path).parent.mkdir(parents=True, exist_ok=True)
        (desk.cache / path).write_bytes(data)


BY_THE_CLERK: tuple[Happening, ...] = (
    do_nothing, add_news, add_document, add_a_link, edit_body, move_the_lines, edit_a_letter, empty_a_body, edit_title, break_an_item, delete,
    rename, rename_a_folder, exchange_two_items, copy_an_item, move_date, flip, end, leave_address, urge, touch, hide_an_edit,
    replace_media, lose_media, edit_site, edit_theme,
)  # fmt: skip
BY_TIME: tuple[Happening, ...] = (wait, set_the_clock, set_the_clock_back)
BY_STRANGERS: tuple[Happening, ...] = (
    alter_an_output, lose_an_output, link_an_output, put_a_folder_in_the_way, exchange_two_outputs, lie_in_the_manifest,
    back_the_output_up, bring_an_old_output_back, lose_the_output,
)  # fmt: skip
TO_THE_CACHE: tuple[Happening, ...] = (
    lose_the_cache, lose_a_cached_file, cut_a_cached_file, corrupt_the_ledger, corrupt_a_shelf, keep_the_cache, bring_an_old_cache_back,
)  # fmt: skip
HAPPENINGS = (*BY_THE_CLERK, *BY_TIME, *BY_STRANGERS, *TO_THE_CACHE)
