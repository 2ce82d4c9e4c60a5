"""The mkdocs.yml of a synthetic installation: that of the real one, named and labelled as synthetic."""

from __future__ import annotations

import re

from ..model.failure import Failure
from .texts import LABEL

# Invented and easily seen to be; without them every page would say 待填.
INVENTED = {
    "synthetic": "是",
    "organiser": f"示例主办单位{LABEL}",
    "undertaker": f"示例承办单位{LABEL}",
    "contact_phone": "0000-0000000",
    "contact_address": f"示例地址{LABEL}",
    "hotline": '"00000"',
    "site_code": '"0000000000"',
    "site_domain": "shili.example",
    "icp": "示例备00000000号",
    "police_record": "示例公网安备00000000000000号",
    "party_mark": "示例标识",
    "paper": "否",
    "base_url": "https://shili.example/",
    "repository": "https://shili.example/mingshi",
    "repository_host": "gitea",
    "column_type": "示例栏目类别",
}


def synthetic_settings(text: str) -> str:
    """Return the settings with the name and the invented values. Raises Failure when there is no extra.mingshi."""
    ours = re.search(r"^ +mingshi:[ ]*\n(?: *#.*\n|\n)*( +)", text, re.MULTILINE)
    if ours is None:
        raise Failure("mkdocs.yml 里没有 extra.mingshi", "先填写站点设置")
    keys = "|".join(INVENTED)
    start, indent = text.index("\n", ours.start()) + 1, ours[1]
    head, tail = text[:start], text[start:]
    tail = re.sub(rf"^{indent}(?:{keys}):.*\n?", "", tail, flags=re.MULTILINE)
    block = "".join(f"{indent}{key}: {value}\n" for key, value in INVENTED.items())
    head = re.sub(r"^site_name: *(.*)$", r"site_name: 合成数据·\1", head, count=1, flags=re.MULTILINE)
    head = re.sub(r"^site_url:.*$", f"site_url: {INVENTED['base_url']}", head, flags=re.MULTILINE)
    # The theme is not copied: the one beside the generator is used.
    head = re.sub(r"^ +custom_dir:.*\n", "", head, flags=re.MULTILINE)
    return head + block + tail
