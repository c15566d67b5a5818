"""Tin bài: what happened in the commune (DOMAIN 2, 5)."""

from site_builder.content.fields import DATE, LONG_TEXT, TEXT, Field
from site_builder.content.kinds.base import Kind

NEWS = Kind(
    name="news",
    label="Tin bài",
    template="pages/news.html",
    facts=("event_date", "place"),
    fields=(
        Field(
            key="event_date",
            label="Ngày sự kiện",
            type=DATE,
            help="Ngày sự kiện diễn ra, khác với ngày đăng.",
        ),
        Field(
            key="place",
            label="Địa điểm",
            type=TEXT,
            help="Nơi sự kiện diễn ra.",
            example="Nhà văn hoá thôn Một",
        ),
        Field(
            key="spoken_text",
            label="Lời đọc",
            type=LONG_TEXT,
            help="Bản để đọc trên đài truyền thanh.",
            example="Kính thưa bà con, sáng nay thôn Một ra quân dọn đường trục.",
        ),
    ),
    starter="Đoạn mở đầu: ai, việc gì, khi nào, ở đâu.\n\n## Diễn biến\n\nNội dung chính.\n",
)
