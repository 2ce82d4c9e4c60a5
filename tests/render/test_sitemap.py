"""sitemap.xml and robots.txt."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from mingshi.render import sitemap
from mingshi.render.site import Site
from mingshi.render.sitemap import index_files, part_files

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
PAGES = [("items/", ""), ("", "2026-01-05 09:00"), ("items/a&b/", "2026-02-01")]


def test_addresses_are_absolute_and_sorted(toy_site: Site) -> None:
    files = dict(part_files(toy_site, "jiashi/yixian", [*PAGES, *PAGES]))
    tree = ET.fromstring(files["sitemaps/jiashi.yixian.xml"])
    assert [u.findtext("s:loc", namespaces=NS) for u in tree] == [
        "https://shili.example/",
        "https://shili.example/items/",
        "https://shili.example/items/a&b/",
    ]
    assert [u.findtext("s:lastmod", namespaces=NS) for u in tree] == ["2026-01-05", None, "2026-02-01"]
    listed = dict(index_files(toy_site, files))
    assert [u.findtext("s:loc", namespaces=NS) for u in ET.fromstring(listed["sitemap.xml"])] == [
        "https://shili.example/sitemaps/jiashi.yixian.xml"
    ]
    assert listed["robots.txt"].decode().endswith("\nSitemap: https://shili.example/sitemap.xml\n")


def test_no_address_no_sitemap(toy_site: Site) -> None:
    settings = replace(toy_site.catalogue.settings, site_url="", values={})
    site = Site(replace(toy_site.catalogue, settings=settings), toy_site.resolver, toy_site.theme)
    assert list(part_files(site, "records", PAGES)) == []
    files = dict(index_files(site, ()))
    assert list(files) == ["robots.txt"]
    assert "base_url" in files["robots.txt"].decode()
    assert "Sitemap:" not in files["robots.txt"].decode()


def test_many_pages_become_several_files(toy_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "LIMIT", 2)
    files = dict(part_files(toy_site, "records", PAGES))
    assert list(files) == ["sitemaps/records.1.xml", "sitemaps/records.2.xml"]
    assert [len(ET.fromstring(data)) for data in files.values()] == [2, 1]
