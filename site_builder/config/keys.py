"""The keys of `site.toml`: one table of keys per TOML table gives types, findings and the reference page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.config.values import STAGES, UNIT_KINDS


@dataclass(frozen=True, slots=True)
class Key:
    """A key of `site.toml`: its type, whether it must be there, and its words for the reference page."""

    name: str
    type: str
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()


SITE_KEYS = (
    Key("name", "chữ", "Tên đơn vị, không kèm xã, phường.", required=True),
    Key("kind", "chữ", "Loại đơn vị.", required=True, choices=UNIT_KINDS),
    Key("province", "chữ", "Tên tỉnh, thành phố, không kèm chữ tỉnh.", required=True),
    Key("province_kind", "chữ", "tỉnh hoặc thành phố.", choices=("tỉnh", "thành phố")),
    Key("base_url", "chữ", "Địa chỉ đầy đủ của cổng, có https:// và dấu / ở cuối.", required=True),
    Key("code", "chữ", "Mã đơn vị hành chính."),
    Key("domain", "chữ", "Tên miền."),
    Key(
        "stage",
        "chữ",
        "Giai đoạn: thử nghiệm (có dải thông báo, không cho máy tìm kiếm ghi) hoặc chính thức.",
        choices=STAGES,
    ),
    Key("demo", "có/không", "true: cổng minh hoạ, mọi trang ghi rõ điều đó."),
    Key("in_force_from", "ngày", "Ngày đơn vị bắt đầu hoạt động."),
    Key("criteria_set", "chữ", "Bộ tiêu chí đang áp dụng."),
    Key("commune_group", "số", "Nhóm xã 1, 2 hoặc 3."),
    Key("theme", "chữ", "Giao diện."),
    Key("emblem", "ảnh", "Biểu trưng: { file = …, alt = … }."),
    Key("tagline", "chữ", "Một dòng dưới tên đơn vị."),
    Key("content_head", "người", "Người chịu trách nhiệm nội dung: { name = …, title = … }."),
    Key("spokesperson", "người", "Người phát ngôn: { name = …, title = … }."),
    Key("hotline", "điện thoại", "Đường dây nóng."),
    Key("monitoring_code", "chữ", "Mã của hệ thống đo lường, đánh giá."),
    Key("statements_on", "ngày", "Ngày lập tuyên bố về khả năng tiếp cận và quyền riêng tư."),
    Key("copyright_from", "chữ", "Năm ghi ở chân trang."),
    Key("theme_options", "bảng", "Tuỳ chọn của giao diện."),
    Key("tokens", "bảng", "Màu sắc, cỡ chữ mà giao diện cho đổi."),
    Key("offices", "bảng lặp", "Các trụ sở, điểm tiếp nhận."),
    Key("predecessors", "bảng lặp", "Các đơn vị tiền thân."),
    Key("sections", "bảng lặp", "Các chuyên mục.", required=True),
    Key("menu", "bảng lặp", "Danh mục."),
    Key("links", "bảng lặp", "Liên kết hữu ích."),
)
OFFICE_KEYS = tuple(
    Key(name, type_, help_, required=name in {"name", "address"})
    for name, type_, help_ in (
        ("name", "chữ", "Tên trụ sở."), ("address", "chữ", "Địa chỉ."), ("phone", "điện thoại", "Điện thoại."),
        ("fax", "điện thoại", "Fax."), ("email", "thư điện tử", "Thư công vụ."), ("hours", "chữ", "Giờ làm việc."),
    )
)  # fmt: skip
PREDECESSOR_KEYS = (
    Key("name", "chữ", "Tên đơn vị cũ.", required=True),
    Key("kind", "chữ", "xã, phường, thị trấn.", required=True),
    Key("district", "chữ", "Huyện cũ."),
    Key("province", "chữ", "Tỉnh cũ."),
    Key("domains", "danh sách chữ", "Các tên miền cũ."),
    Key("until", "ngày", "Ngày kết thúc hoạt động."),
)
SECTION_KEYS = (
    Key("folder", "chữ", "Tên thư mục, chữ thường không dấu.", required=True),
    Key("title", "chữ", "Tên chuyên mục.", required=True),
    Key("kind", "chữ", "Loại nội dung mặc định.", required=True),
    Key("description", "chữ", "Một câu giới thiệu."),
    Key("parent", "chữ", "Thư mục của chuyên mục cha."),
    Key("permalink", "chữ", "Mẫu địa chỉ, ví dụ /{section}/{year}/{slug}.html hoặc /tin/{slug}/index.html."),
    Key("home", "có/không", "false: không có khối riêng ở trang chủ."),
)
MENU_KEYS = (
    Key("title", "chữ", "Chữ trong danh mục.", required=True),
    Key(
        "to",
        "chữ",
        "Chuyên mục, tệp (/gioi-thieu/x.md), trang đặc biệt (home, contact, search, sitemap, privacy, accessibility) hoặc https://…",
        required=True,
    ),
    Key("children", "bảng lặp", "Các mục con."),
)
LINK_KEYS = (
    Key("title", "chữ", "Tên cổng.", required=True),
    Key("url", "chữ", "Địa chỉ https://…", required=True),
    Key("group", "chữ", "Nhóm liên kết."),
)
PERSON_KEYS = (Key("name", "chữ", "Họ tên.", required=True), Key("title", "chữ", "Chức vụ."))
IMAGE_KEYS = (Key("file", "chữ", "Tệp ảnh.", required=True), Key("alt", "chữ", "Mô tả ảnh.", required=True))
TABLES: Mapping[str, tuple[Key, ...]] = {
    "offices": OFFICE_KEYS, "predecessors": PREDECESSOR_KEYS, "sections": SECTION_KEYS, "menu": MENU_KEYS,
    "links": LINK_KEYS, "content_head": PERSON_KEYS, "spokesperson": PERSON_KEYS, "emblem": IMAGE_KEYS,
    "children": MENU_KEYS,
}  # fmt: skip
