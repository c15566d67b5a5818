"""Trang: introduction pages and the like, in a tree (DOMAIN 5, G01-G09)."""

from site_builder.content.fields import INTEGER, TEXT, TEXTS, Field
from site_builder.content.kinds.base import Kind

PAGE = Kind(
    name="page",
    label="Trang",
    template="pages/page.html",
    dated=False,
    required=("title",),
    fields=(
        Field(
            key="parent",
            label="Trang cha",
            type=TEXT,
            help="Tên tệp hoặc tiêu đề của trang cấp trên.",
            example="Giới thiệu chung",
        ),
        Field(key="order", label="Thứ tự", type=INTEGER, help="Số nhỏ đứng trước.", example="10"),
        Field(
            key="fulfils",
            label="Nội dung bắt buộc",
            type=TEXTS,
            help="Nội dung bắt buộc mà trang đáp ứng: functions, organisation, map, privacy, contact, reception, services …",
            example="\n  - functions",
        ),
    ),
    starter="Nội dung trang.\n",
)
