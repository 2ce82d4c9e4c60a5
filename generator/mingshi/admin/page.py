"""The page that loads Decap CMS and the rule that keeps it from asking anybody else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

CONFIG, SCRIPT = "config.yml", "place.js"
# Decap compiles the shape of its configuration into functions, and styles its boxes from the script.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'unsafe-inline'; font-src data:; "
    "img-src 'self' data: blob:; connect-src {}; base-uri 'none'; form-action 'none'"
)
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="icon" href="data:,">
<title>编辑后台</title>
<link rel="cms-config-url" type="text/yaml" href="{config}">
</head>
<body>
<noscript>编辑后台要用脚本。也可以用网站上 edit/ 里的表单、Excel，或者直接改文件。</noscript>
<script src="decap-cms.js"></script>
<script src="{script}" data-homes="{homes}" data-api="{api}" data-branch="{branch}"></script>
</body>
</html>
"""


def policy(backend: dict[str, Any]) -> str:
    """Return the content security policy for a backend: the page itself, and the host of the repository."""
    hosts = ["'self'", "blob:"]
    for key in ("base_url", "api_root"):
        address = urlsplit(str(backend.get(key, "")))
        if address.netloc and f"{address.scheme}://{address.netloc}" not in hosts:
            hosts.append(f"{address.scheme}://{address.netloc}")
    if backend["name"] == "github":
        hosts.append("https://api.github.com")
    return _POLICY.format(" ".join(hosts))


def page_files(backend: dict[str, Any], homes: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the page and its own script by name; `homes` says where new entries of some kinds go."""
    made = _PAGE.format(
        policy=policy(backend),
        config=CONFIG,
        script=SCRIPT,
        homes=escape(json.dumps(homes, ensure_ascii=False)),
        api=backend.get("proxy_url", ""),
        branch=escape(str(backend.get("branch", ""))),
    )
    return {"index.html": made.encode(), SCRIPT: (Path(__file__).parent / SCRIPT).read_bytes()}
