"""What a kind of entry is: its fields, its template, and the few things that differ from kind to kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from site_builder.content.fields import (
    APPROVAL,
    ATTACHMENTS,
    BOOLEAN,
    CORRECTIONS,
    DATE,
    DAY,
    IMAGE,
    LANGUAGE,
    LONG_TEXT,
    TEXT,
    TEXTS,
    Field,
)
from site_builder.errors import Finding
from site_builder.model import Entry, Record

COMMON: tuple[Field, ...] = (
    Field(key="title", label="Tiêu đề", type=TEXT, help="Một câu ngắn gọn, không viết hoa toàn bộ, tối đa 120 ký tự.",
          example="Xã tổ chức Ngày hội Đại đoàn kết"),
    Field(key="short_title", label="Tiêu đề ngắn", type=TEXT, help="Dùng ở nơi hẹp thay cho tiêu đề."),
    Field(key="summary", label="Tóm tắt", also=("Sapo",), type=LONG_TEXT, help="Một đến ba câu: ai, việc gì, khi nào, ở đâu.", example="Sáng 22/11, 120 hộ thôn Một ra quân dọn 2 km đường trục."),
    Field(key="section", label="Chuyên mục", type=TEXT, help="Tên thư mục của chuyên mục khác, khi bài không thuộc thư mục đang chứa nó."),
    Field(key="topics", label="Chuyên đề", type=TEXTS, help="Các chuyên đề, để nối những bài liên quan.", example="\n  - Nông thôn mới"),
    Field(key="published", label="Ngày đăng", type=DAY, help="Ngày (và giờ) đăng, hiện trên trang; trước lúc ấy bài chưa lên trang.", example="20/11/2026 08:30"),
    Field(key="publish_at", label="Giờ lên trang", type=DAY, help="Trước thời điểm này bài chưa xuất hiện, dù Ngày đăng là ngày nào."),
    Field(key="updated", label="Ngày cập nhật", type=DAY, help="Lần sửa nội dung gần nhất."),
    Field(key="expires", label="Ngày gỡ", type=DAY, help="Sau thời điểm này bài rời khỏi danh sách và trang ghi rõ đã hết hạn."),
    Field(key="review_by", label="Rà soát trước ngày", type=DATE, help="Ngày phải xem lại nội dung."),
    Field(key="owner", label="Người phụ trách", type=TEXT, help="Ai chịu trách nhiệm cập nhật."),
    Field(key="author", label="Tác giả", type=TEXT, help="Người viết bài.", example="Ban Biên tập"),
    Field(key="source", label="Nguồn", type=TEXT, help="Nơi bài được lấy lại, nếu không phải xã viết."),
    Field(key="approval", label="Phê duyệt", type=APPROVAL, help="Người duyệt và ngày duyệt."),
    Field(key="image", label="Ảnh", type=IMAGE, help="Ảnh đầu bài: Tệp, Mô tả, Chú thích, Nguồn ảnh."),
    Field(key="attachments", label="Tệp đính kèm", type=ATTACHMENTS, help="Danh sách tệp kèm theo: Tệp, Tên."),
    Field(key="corrections", label="Đính chính", type=CORRECTIONS, help="Những chỗ đã sửa sau khi đăng: Ngày, Nội dung."),
    Field(key="lang", label="Ngôn ngữ", type=LANGUAGE, help="Mã ngôn ngữ của bài; bỏ trống là tiếng Việt.", example="en"),
    Field(key="duties", label="Nghĩa vụ công khai", type=TEXTS, help="Nghĩa vụ công khai mà bài này thực hiện."),
    Field(key="slug", label="Đường dẫn", type=TEXT, help="Phần cuối của địa chỉ; bỏ trống thì lấy tên tệp. Không đổi sau khi đăng."),
    Field(key="aliases", label="Địa chỉ cũ", type=TEXTS, help="Các địa chỉ cũ dẫn về bài này, mỗi địa chỉ bắt đầu bằng /."),
    Field(key="draft", label="Nháp", also=("Bản nháp",), type=BOOLEAN, help="có: chưa lên trang, chỉ thấy khi xem thử."),
    Field(key="featured", label="Nổi bật", also=("Ghim",), type=BOOLEAN, help="có: đưa lên đầu trang chủ."),
    Field(key="withdrawn", label="Rút bài", also=("Gỡ bỏ",), type=TEXT, help="Lý do rút bài; địa chỉ còn lại một thông báo ngắn."),
    Field(key="kind", label="Loại", type=TEXT, help="Loại nội dung, khi khác loại mặc định của chuyên mục."),
)  # fmt: skip


def no_check(entry: Entry) -> Iterable[Finding]:
    """Find nothing: the kind's fields say it all."""
    del entry
    return ()


def written_title(common: Record, own: Record) -> str:
    """Return the title that the clerk wrote."""
    del own
    return str(common.title)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """A kind of entry.

    `required` names common fields that must be filled. `dated` kinds have `published` and stand in listings by year;
    the others stand in a tree or a chart. A kind that is not `addressed` has no page of its own. `facts` are own
    fields that its row in a listing shows. `check` finds what single fields cannot show.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    template: str
    dated: bool = True
    addressed: bool = True
    required: tuple[str, ...] = ("title", "published")
    facts: tuple[str, ...] = ()
    section_template: str = "pages/section.html"
    title: Callable[[Record, Record], str] = written_title
    check: Callable[[Entry], Iterable[Finding]] = no_check
    starter: str = ""

    @property
    def samples(self) -> tuple[str, ...]:
        """Return the lines of the starter that a clerk replaces; its headings may stay."""
        lines = (line.strip() for line in self.starter.split("\n"))
        return tuple(line for line in lines if line and not line.startswith("#"))

    def requires(self, field: Field) -> bool:
        """Tell whether *field*, own or common, must be filled."""
        return field.required if field in self.fields else field.key in self.required

    def all_fields(self) -> tuple[Field, ...]:
        """Return own fields, then the common ones that they do not shadow."""
        own = {field.key for field in self.fields}
        return self.fields + tuple(field for field in COMMON if field.key not in own)
