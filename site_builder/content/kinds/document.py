"""Văn bản: a document of the commune with its validity and its links (DOMAIN 5, 7, D01-D08)."""

import re
from collections.abc import Iterator
from datetime import date

from site_builder.content.fields import DATE, NUMBERS, TEXT, Field, choice
from site_builder.content.kinds.base import Kind
from site_builder.content.kinds.checks import in_order, where
from site_builder.errors import Finding, note
from site_builder.model import Entry, Record

TYPES = {
    "Nghị quyết": "NQ", "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC", "Quy định": "QyĐ", "Thông báo": "TB",
    "Hướng dẫn": "HD", "Chương trình": "CTr", "Kế hoạch": "KH", "Phương án": "PA", "Đề án": "ĐA", "Dự án": "DA",
    "Báo cáo": "BC", "Biên bản": "BB", "Tờ trình": "TTr", "Hợp đồng": "HĐ", "Công văn": "", "Công điện": "CĐ",
    "Giấy uỷ quyền": "GUQ", "Giấy mời": "GM", "Giấy giới thiệu": "GGT", "Phiếu gửi": "PG", "Phiếu chuyển": "PC",
    "Thư công": "",
}  # fmt: skip
"""Types and their abbreviations as DOMAIN 7 recalls them: chưa kiểm chứng against the signed text of NĐ 30/2020."""

WITHOUT_FORCE = frozenset({
    "Báo cáo", "Biên bản", "Công văn", "Giấy giới thiệu", "Giấy mời", "Phiếu chuyển", "Phiếu gửi", "Thông báo",
    "Thư công", "Tờ trình",
})  # fmt: skip
"""Papers that tell or ask and bind nobody: no page says that they are in force, or over."""

_NUMBER = re.compile(r"^\d+(/(?P<year>\d{4}))?/?(?P<tail>[A-ZĐƠƯÂÊÔĂa-zđy0-9&.\-/]+)$")


def _title(common: Record, own: Record) -> str:
    return str(common.title) or f"{own.doc_type} số {own.number}"


def _check(entry: Entry) -> Iterator[Finding]:
    yield from in_order(entry, "issued", "effective")
    yield from in_order(entry, "effective", "expired")
    if entry.own.effective is None:
        yield from in_order(entry, "issued", "expired")
    yield from _check_number(entry)


def _check_number(entry: Entry) -> Iterator[Finding]:
    """Compare the number with the type and the year (D02)."""
    found = _NUMBER.match(entry.own.number)
    if found is None:
        yield _odd(
            entry,
            "number",
            f"Số, ký hiệu “{entry.own.number}” không theo mẫu thường gặp.",
            "Ví dụ: 15/QĐ-UBND hoặc 12/2026/QĐ-UBND.",
        )
        return
    short = TYPES.get(entry.own.doc_type, "")
    written = found["tail"].split("-")[0]
    if short and written != short:
        yield _odd(
            entry,
            "doc_type",
            f"Ký hiệu “{written}” không khớp với loại văn bản “{entry.own.doc_type}” ({short}).",
            "Kiểm tra lại số, ký hiệu hoặc loại văn bản.",
        )
    issued: date | None = entry.own.issued
    if found["year"] and issued and int(found["year"]) != issued.year:
        yield _odd(
            entry,
            "number",
            f"Năm trong số, ký hiệu ({found['year']}) khác năm ban hành ({issued.year}).",
            "Kiểm tra lại số, ký hiệu và ngày ban hành.",
        )


def _odd(entry: Entry, key: str, message: str, hint: str) -> Finding:
    return note("content.document-number", message, where(entry, key), hint)


DOCUMENT = Kind(
    name="document",
    label="Văn bản",
    template="pages/document.html",
    required=("published",),
    facts=("number", "doc_type", "issuer", "issued", "abstract"),
    title=_title,
    check=_check,
    fields=(
        Field(key="number", label="Số, ký hiệu", also=("Số ký hiệu", "Số hiệu"), type=TEXT, required=True,
              help="Đúng như trên văn bản.", example="15/QĐ-UBND"),
        Field(key="abstract", label="Trích yếu", type=TEXT, required=True, help="Trích yếu nội dung văn bản.",
              example="Về việc kiện toàn Ban Biên tập trang thông tin điện tử"),
        Field(key="doc_type", label="Loại văn bản", type=choice("loại văn bản", *TYPES), required=True,
              help="Quyết định, Kế hoạch, Thông báo …", example="Quyết định"),
        Field(key="field", label="Lĩnh vực", type=TEXT, help="Lĩnh vực của văn bản.", example="Tổ chức bộ máy"),
        Field(key="issuer", label="Cơ quan ban hành", type=TEXT, required=True,
              help="Cơ quan ban hành vào thời điểm đó; không đổi khi đơn vị sáp nhập.", example="UBND xã"),
        Field(key="signer", label="Người ký", type=TEXT, help="Họ tên người ký.", example="Nguyễn Văn A"),
        Field(key="signer_title", label="Chức vụ người ký", also=("Chức vụ",), type=TEXT, help="Chức vụ người ký.", example="Chủ tịch"),
        Field(key="issued", label="Ngày ban hành", type=DATE, required=True, help="Ngày ký ban hành.", example="20/11/2026"),
        Field(key="effective", label="Có hiệu lực", also=("Ngày có hiệu lực",), type=DATE,
              help="Ngày bắt đầu có hiệu lực; bỏ trống là từ ngày ban hành."),
        Field(key="expired", label="Hết hiệu lực", also=("Ngày hết hiệu lực",), type=DATE, help="Ngày hết hiệu lực."),
        Field(key="replaces", label="Thay thế", type=NUMBERS, help="Số, ký hiệu các văn bản bị văn bản này thay thế.", example="\n  - 10/QĐ-UBND"),
        Field(key="replaced_by", label="Bị thay thế bởi", also=("Bị thay thế",), type=NUMBERS, help="Số, ký hiệu văn bản thay thế văn bản này.", example="\n  - 20/QĐ-UBND"),
        Field(key="amends", label="Sửa đổi, bổ sung", also=("Sửa đổi bổ sung",), type=NUMBERS, help="Số, ký hiệu các văn bản được văn bản này sửa đổi, bổ sung.", example="\n  - 11/QĐ-UBND"),
        Field(key="amended_by", label="Được sửa đổi bởi", type=NUMBERS, help="Số, ký hiệu văn bản sửa đổi, bổ sung văn bản này.", example="\n  - 21/QĐ-UBND"),
        Field(key="related", label="Văn bản liên quan", also=("Liên quan",), type=NUMBERS, help="Số, ký hiệu các văn bản liên quan.", example="\n  - 03/KH-UBND"),
    ),
    starter="Tóm tắt nội dung chính của văn bản để người dân đọc ngay trên trang.\n",
)  # fmt: skip
