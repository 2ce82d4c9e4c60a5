"""Under which terms the data may be used; said by every document that leaves the site."""

from __future__ import annotations

CONTENT = {
    "name": "CC-BY-4.0",
    "title": "知识共享 署名 4.0 国际",
    "path": "https://creativecommons.org/licenses/by/4.0/legalcode.zh-hans",
}
FACTS = "法律法规、清单名称、文号、条款号、日期等官方事实不受许可限制，引用时请写明各条的来源。"
