"""Cán bộ and Đơn vị: who works where and how to reach them (DOMAIN 5, G01-G04)."""

from collections.abc import Iterator

from site_builder import text
from site_builder.content.fields import BOOLEAN, DATE, IMAGE, INTEGER, LONG_TEXT, TEXT, Field
from site_builder.content.kinds.base import Kind
from site_builder.content.kinds.checks import in_order, where
from site_builder.errors import Finding, error
from site_builder.model import Entry, Record



def _name(common: Record, own: Record) -> str:
    return str(common["title"] if common.get("title") else own.name)


def contacts(entry: Entry) -> Iterator[Finding]:
    """Find a phone number or an e-mail address that cannot be one."""
    for key, fits, example in (
        ("email", text.is_email, "vanphong@xa.tinh.gov.vn"),
        ("phone", text.is_phone, "0200 000 0101"),
    ):
        value = entry.own[key]
        if value and not fits(value):
            yield error(
                "content.contact",
                f"“{value}” không phải là {'địa chỉ thư' if key == 'email' else 'số điện thoại'}.",
                where(entry, key),
                f"Viết như ví dụ: {example}.",
            )


def _check_official(entry: Entry) -> Iterator[Finding]:
    yield from contacts(entry)
    yield from in_order(entry, "from", "to")


OFFICIAL = Kind(
    name="official",
    label="Cán bộ",
    template="",
    dated=False,
    addressed=False,
    required=(),
    title=_name,
    check=_check_official,
    fields=(
        Field(key="name", label="Họ tên", also=("Họ và tên",), type=TEXT, required=True, help="Họ và tên đầy đủ.",
              example="Nguyễn Văn A"),
        Field(key="title", label="Chức vụ", type=TEXT, required=True, help="Chức vụ hiện nay.", example="Chủ tịch UBND xã"),
        Field(key="unit", label="Đơn vị", type=TEXT, help="Tên hoặc tên tệp của đơn vị.", example="Phòng Kinh tế"),
        Field(key="duties_text", label="Phân công", type=LONG_TEXT, help="Công việc được phân công, viết để dân biết gặp ai.", example="Phụ trách đất đai, xây dựng, môi trường; tiếp dân sáng thứ Năm."),
        Field(key="phone", label="Điện thoại", type=TEXT, help="Điện thoại công vụ.", example="0200 000 0101"),
        Field(key="email", label="Thư công vụ", also=("Email", "Thư điện tử"), type=TEXT, help="Thư điện tử công vụ.", example="vanphong@xa.tinh.gov.vn"),
        Field(key="photo", label="Ảnh", type=IMAGE, help="Ảnh chân dung, không bắt buộc.", example="\n  Tệp: chan-dung.jpg\n  Mô tả: Ông Nguyễn Văn A"),
        Field(key="from", label="Từ ngày", type=DATE, help="Ngày bắt đầu giữ chức vụ."),
        Field(key="to", label="Đến ngày", type=DATE, help="Ngày thôi giữ chức vụ; sau ngày này không còn trên trang."),
        Field(key="is_contact", label="Đầu mối", type=BOOLEAN, help="có: là đầu mối liên hệ của người dân."),
        Field(key="is_spokesperson", label="Người phát ngôn", type=BOOLEAN, help="có: là người phát ngôn."),
        Field(key="order", label="Thứ tự", type=INTEGER, help="Số nhỏ đứng trước.", example="10"),
    ),
)  # fmt: skip

UNIT = Kind(
    name="unit",
    label="Đơn vị",
    template="pages/unit.html",
    dated=False,
    required=(),
    section_template="pages/organisation.html",
    title=_name,
    check=contacts,
    fields=(
        Field(key="name", label="Tên", also=("Tên đơn vị",), type=TEXT, required=True, help="Tên đầy đủ của đơn vị.",
              example="Phòng Kinh tế"),
        Field(key="parent", label="Trực thuộc", type=TEXT, help="Tên hoặc tên tệp của đơn vị cấp trên.", example="Uỷ ban nhân dân xã"),
        Field(key="order", label="Thứ tự", type=INTEGER, help="Số nhỏ đứng trước.", example="10"),
        Field(key="functions", label="Chức năng", type=LONG_TEXT, help="Chức năng, nhiệm vụ chính trong vài câu.", example="Giúp UBND xã quản lý nông nghiệp, đất đai, xây dựng."),
        Field(key="address", label="Địa chỉ", type=TEXT, help="Nơi làm việc.", example="Tầng 1, trụ sở UBND xã, thôn Một"),
        Field(key="phone", label="Điện thoại", type=TEXT, help="Điện thoại của đơn vị.", example="0200 000 0101"),
        Field(key="email", label="Thư công vụ", also=("Email", "Thư điện tử"), type=TEXT, help="Thư điện tử của đơn vị.", example="vanphong@xa.tinh.gov.vn"),
        Field(key="hours", label="Giờ làm việc", type=TEXT, help="Giờ tiếp dân, giờ làm việc.", example="Thứ Hai đến thứ Sáu, 7 giờ 30 đến 17 giờ"),
    ),
    starter="Giới thiệu đơn vị.\n",
)  # fmt: skip
