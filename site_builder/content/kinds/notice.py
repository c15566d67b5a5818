"""Thông báo: what people must know or do, with its period (DOMAIN 5, C15)."""

from collections.abc import Iterator

from site_builder.content.fields import BOOLEAN, DAY, LONG_TEXT, TEXT, TEXTS, Field
from site_builder.content.kinds.base import Kind
from site_builder.content.kinds.checks import in_order, where
from site_builder.errors import Finding, error, note
from site_builder.model import Entry


def _check(entry: Entry) -> Iterator[Finding]:
    yield from in_order(entry, "valid_from", "valid_to")
    if entry.own.urgent and entry.own.valid_to is None:
        yield note(
            "content.urgent-without-end",
            "Thông báo khẩn chưa có ngày hết hiệu lực nên sẽ nằm mãi trên đầu mọi trang.",
            where(entry, "urgent"),
            "Thêm dòng Hiệu lực đến: ngày/tháng/năm.",
        )
    for one in entry.own.calls:
        if not 3 <= sum(char.isdigit() for char in one) <= 15:
            hint = "Mỗi dòng một việc và một số, ví dụ: Gọi cấp cứu 115."
            yield error("content.calls", f"“{one}” không có đúng một số điện thoại.", where(entry, "calls"), hint)


NOTICE = Kind(
    name="notice",
    label="Thông báo",
    template="pages/notice.html",
    facts=("urgent", "valid_from", "valid_to", "audience"),
    check=_check,
    fields=(
        Field(key="urgent", label="Khẩn", type=BOOLEAN, help="có: hiện trên đầu mọi trang khi còn hiệu lực."),
        Field(key="valid_from", label="Hiệu lực từ", type=DAY, help="Thông báo áp dụng từ lúc nào."),
        Field(key="valid_to", label="Hiệu lực đến", type=DAY, help="Thông báo áp dụng đến hết lúc nào."),
        Field(
            key="audience",
            label="Đối tượng",
            type=TEXT,
            help="Ai cần đọc.",
            example="Các hộ ở thôn Một, thôn Hai",
        ),
        Field(
            key="plain_summary",
            label="Tóm tắt dễ hiểu",
            type=LONG_TEXT,
            required=True,
            help="Hai, ba câu bằng lời thường ngày: ai phải làm gì, khi nào, ở đâu.",
            example="Điểm chính của thông báo, viết cho người 60 tuổi đọc một lần là hiểu.",
        ),
        Field(
            key="calls",
            label="Nút gọi",
            type=TEXTS,
            help="Các số cần gọi ngay, thành nút lớn ở đầu thông báo; thông báo khẩn luôn có sẵn đường dây nóng.",
            example="\n  - Gọi cấp cứu 115",
        ),
        Field(
            key="sms",
            label="Tin nhắn",
            type=TEXT,
            help="Bản ngắn để nhắn tin.",
            example="UBND xã mời bà con họp thôn lúc 8 giờ sáng thứ Bảy.",
        ),
        Field(
            key="poster",
            label="Bảng tin",
            type=LONG_TEXT,
            help="Bản để dán ở bảng tin.",
            example="Mời bà con họp thôn lúc 8 giờ sáng thứ Bảy tại nhà văn hoá.",
        ),
    ),
    starter="Nội dung đầy đủ của thông báo.\n\n## Việc cần làm\n\n1. Việc thứ nhất.\n",
)
