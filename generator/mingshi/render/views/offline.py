"""The page shown when there is no network, which is also where one reads how to take the site along."""

from __future__ import annotations

from ...model.urls import page_of
from ..page import Page
from ..site import Site
from .reference import column_page

PATH = "offline/"
# What can always be read once the site has been opened: pages of the core that a reader begins with.
ALWAYS = (
    ("首页", ""),
    ("全部事项", page_of("item")),
    ("清单", page_of("list")),
    ("按地方找", page_of("area")),
)


def offline_page(site: Site) -> Page:
    """Return the page about reading without a network."""
    about = "没有网络时还能看哪些页面，怎样把一个县的页面存进手机、放到桌面、拷进 U 盘。"
    phone = site.catalogue.settings.shown("contact_phone")
    body = site.render("offline.html", PATH, always=ALWAYS, phone=phone)
    return column_page(site, PATH, "没有网络时能看什么", about, body)
