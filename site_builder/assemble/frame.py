"""What stands on every page: the unit, the menu, the links, the urgent alert. Small and slow on purpose."""

from __future__ import annotations

from site_builder.assemble.desk import Desk, Item, end, moment, newest_first
from site_builder.assemble.items import Context, section_url
from site_builder.assemble.listings import teasers
from site_builder.assemble.references import References
from site_builder.config import MenuEntry, Section, SiteConfig
from site_builder.errors import Where, error, note
from site_builder.model import (
    Alert,
    Frame,
    ImageField,
    Link,
    LinkGroup,
    Makes,
    MenuItem,
    Picture,
    Record,
    Teaser,
    Unit,
)

_SPECIAL = ("home", "contact", "search", "sitemap", "privacy", "accessibility", "feeds", "data")


def make_frame(desk: Desk, options: Record, context: Context) -> Frame:
    """Return the frame of every page; *options* are the theme's, merged with the portal's."""
    config = desk.config
    return Frame(
        unit=_unit(desk),
        base_url=config.base_url,
        trial=config.trial,
        demo=config.demo,
        menu=menu_of(config, desk, desk.makes),
        links=_groups(desk),
        alert=_alert(desk),
        places=desk.makes.places,
        options=options,
        monitoring_code=config.monitoring_code,
        copyright_from=config.copyright_from,
        preview=desk.preview,
        latest=_latest(desk, context),
    )


def _latest(desk: Desk, context: Context) -> tuple[Teaser, ...]:
    """Return the newest items of the portal, as many as the theme shows on every page."""
    if not desk.makes.latest:
        return ()
    listed = newest_first(item for item in desk.items if item.listed and item.kind.dated)
    return teasers(desk, listed[: desk.makes.latest], context)


def _unit(desk: Desk) -> Unit:
    config = desk.config
    return Unit(
        name=config.name,
        kind=config.kind,
        full_name=config.full_name,
        authority=f"UBND {config.full_name}",
        province=f"{config.province_kind} {config.province}",
        code=config.code,
        tagline=config.tagline,
        in_force_from=config.in_force_from,
        emblem=_emblem(desk),
        offices=config.offices,
        predecessors=config.predecessors,
        content_head=config.content_head,
        spokesperson=config.spokesperson,
        hotline=config.hotline,
    )


def _emblem(desk: Desk) -> Picture | None:
    image = desk.config.emblem
    if image is None:
        return None
    rooted = ImageField(file="/" + image.file.lstrip("/"), alt=image.alt)
    return desk.picture(
        rooted, "site.toml", Where(path="site.toml", line=desk.config.emblem_line, key="emblem")
    )


def menu_of(config: SiteConfig, references: References, makes: Makes) -> tuple[MenuItem, ...]:
    """Return the menu: as written, or else the sections that stand below no other."""
    sections = {section.folder: section for section in config.sections}
    menu = config.menu or tuple(
        MenuEntry(title=one.title, to=one.folder) for one in config.sections if not one.parent
    )
    places = {name: url for name in _SPECIAL if (url := getattr(makes.places, name))}
    return tuple(_menu_item(references, entry, sections, places) for entry in menu)


def _menu_item(
    references: References, entry: MenuEntry, sections: dict[str, Section], special: dict[str, str]
) -> MenuItem:
    url = _target(references, entry, sections, special)
    children = tuple(_menu_item(references, child, sections, special) for child in entry.children)
    return MenuItem(
        title=entry.title, url=url, external=url.startswith(("http:", "https:")), children=children
    )


def _target(
    references: References, entry: MenuEntry, sections: dict[str, Section], special: dict[str, str]
) -> str:
    """Return the address that a menu entry leads to; one that leads nowhere is an error."""
    to = entry.to
    if to.startswith(("https://", "http://")):
        return to
    if to in special:
        return special[to]
    if to in sections:
        return section_url(sections[to])
    where = Where(path="site.toml", line=entry.line, key="to")
    if to.startswith("/") and to.endswith(".md"):
        return references.entry_url(to.removeprefix("/"), where)
    known = ", ".join([*sections, *special])
    references.findings.append(
        error(
            "config.menu",
            f"Một mục của danh mục dẫn tới “{to}”, không có nơi này."
            if to not in _SPECIAL
            else f"Một mục của danh mục dẫn tới “{to}”, giao diện đang dùng không có trang này.",
            where,
            f"Dùng được: {known}.",
        )
    )
    return ""


def _groups(desk: Desk) -> tuple[LinkGroup, ...]:
    groups: dict[str, list[Link]] = {}
    for link in desk.config.links:
        groups.setdefault(link.group or "Liên kết", []).append(
            Link(title=link.title, url=link.url, external=True)
        )
    return tuple(LinkGroup(title=title, links=tuple(links)) for title, links in groups.items())


def _alert(desk: Desk) -> Alert | None:
    """Return the newest urgent notice that is valid now (C15); others are told to the clerk."""
    urgent = [
        item for item in desk.items if item.listed and item.entry.kind == "notice" and _is_urgent(item, desk)
    ]
    if not urgent:
        return None
    urgent.sort(key=lambda item: (item.at, item.url), reverse=True)
    for other in urgent[1:]:
        hint = "Mỗi lúc chỉ nên có một thông báo khẩn; đặt Hiệu lực đến cho thông báo cũ."
        where = Where(path=other.entry.source.path, line=other.entry.mark("urgent").line)
        desk.findings.append(
            note(
                "content.second-alert",
                "Có thông báo khẩn mới hơn nên thông báo này không lên đầu trang.",
                where,
                hint,
            )
        )
    entry = urgent[0].entry
    words = entry.common.summary or entry.own.plain_summary
    title = entry.common.short_title or urgent[0].title
    return Alert(title=title, text=words, url=urgent[0].url, until=entry.own.valid_to)


def _is_urgent(item: Item, desk: Desk) -> bool:
    own = item.entry.own
    begun = own.valid_from is None or desk.clock.has_come(moment(own.valid_from))
    return bool(own.urgent and begun and not (own.valid_to and desk.clock.has_come(end(own.valid_to))))
