"""Which sheets of paper (PDF) there are, under which address, and how pages link to those the site really has."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.areas import Area
from ...model.urls import page_of
from ..site import Site

UPPER = ("province", "city", "county")


@dataclass(frozen=True, slots=True)
class Print:
    """A link to a PDF: what it is, the site path of the file, and its size in words ("56 KB")."""

    title: str
    path: str
    size: str


def leaflet_path(item_id: str) -> str:
    """Return the site path of an item's one-page leaflet."""
    return f"{page_of('item', item_id)}{item_id}-leaflet.pdf"


def notice_path(item_id: str) -> str:
    """Return the site path of the notice a counter hands out for an item that is not issued."""
    return f"{page_of('item', item_id)}{item_id}-notice.pdf"


def blank_path(form_id: str) -> str:
    """Return the site path of a blank form."""
    return f"{page_of('form', form_id)}{form_id}-blank.pdf"


def booklet_path(area_id: str) -> str:
    """Return the site path of the booklet named for an area."""
    return f"{page_of('area', area_id)}{area_id.rpartition('/')[2]}-booklet.pdf"


def prints_of_item(site: Site, item_id: str) -> list[Print]:
    """Return the sheets about an item that the site has."""
    wanted = (("打印一页纸", leaflet_path(item_id)), ("一次性告知单", notice_path(item_id)))
    return [_print(site, title, path) for title, path in wanted if path in site.paper]


def print_of_form(site: Site, form_id: str) -> Print | None:
    """Return the blank form as a PDF, None when the site has none."""
    path = blank_path(form_id)
    return _print(site, "下载空白表", path) if path in site.paper else None


def print_of_area(site: Site, area: Area) -> Print | None:
    """Return the booklet of the lists that hold at an area, None when the site has none."""
    if area.level not in UPPER:
        return None
    owner = booklets(site).get(area.id)
    path = booklet_path(owner) if owner else ""
    if owner is None or path not in site.paper:
        return None
    whose = "" if owner == area.id else f"（{site.catalogue.areas.get(owner).name}通用）"
    return _print(site, f"打印手册{whose}", path)


def booklets(site: Site) -> dict[str, str]:
    """Return, by province, city and county, the area its booklet is named after: the first under the same lists."""

    def make() -> dict[str, str]:
        owners: dict[object, str] = {}
        found: dict[str, str] = {}
        upper = [a for level in UPPER for a in site.catalogue.areas.of_level(level) if a.kind != "no_data"]
        for area in upper:
            found[area.id] = owners.setdefault(site.resolver.key(area.id), area.id)
        return found

    made: dict[str, str] = site.once("booklets", make)
    return made


def _print(site: Site, title: str, path: str) -> Print:
    # A preview makes a sheet only when it is asked for, and does not know its size before.
    size = site.paper[path]
    return Print(title, path, f"PDF，{max(1, round(size / 1000))} KB" if size else "PDF")
