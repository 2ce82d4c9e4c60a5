"""The one page layout that the template engines of other generators get: as large as ours and as plain."""

from __future__ import annotations

FIELDS = (
    ("pact_id", "编号"),
    ("area", "地方"),
    ("rule_kind", "种类"),
    ("adopted_on", "通过日期"),
    ("meeting_kind", "通过的会议"),
    ("filed_on", "备案日期"),
    ("filed_with", "备案机关"),
    ("published_on", "公布日期"),
    ("source_ids", "来源"),
    ("verified", "核实情况"),
    ("approval", "核定情况"),
    ("published_at", "发布时间"),
    ("version", "版本"),
    ("change", "本次改动"),
)
SITE = "合成数据·明示·村（居）委会证明事项公开的对比测量"
_META = (
    ("SiteName", SITE),
    ("SiteDomain", "shili.example"),
    ("SiteIDCode", "0000000000"),
    ("ColumnName", "村（居）委会证明事项（合成数据）"),
    (
        "ColumnDescription",
        "村（居）民委员会开具哪些证明、不开哪些证明、不开的怎么办，按事项和地方公开（合成数据）",
    ),
    ("ColumnKeywords", "村委会;居委会;证明事项;办事指南;基层减负"),
    ("ColumnType", "示例栏目类别（合成数据）"),
    ("ContentSource", "示例主办单位（合成数据）"),
)
_TABS = (
    ("", "首页"),
    ("items/", "办什么"),
    ("lists/", "清单"),
    ("places/", "地方"),
    ("laws/", "法规"),
    ("about/", "关于"),
)
_FOOT = (("about", "关于本站"), ("sitemap", "网站地图"), ("accessibility", "无障碍"), ("sources", "资料来源"))
_OWNER = (
    ("主办单位", "示例主办单位（合成数据）"),
    ("承办单位", "示例承办单位（合成数据）"),
    ("联系电话", "0000-0000000"),
    ("联系地址", "示例地址（合成数据）"),
    ("服务热线", "00000"),
    ("网站标识码", "0000000000"),
    ("ICP 备案号", "示例备00000000号"),
    ("公安备案号", "示例公网安备00000000000000号"),
    ("党政机关网站标识", "示例标识"),
)
# As much as our pages carry in class names and attributes of the portal theme.
_STYLE = """<style>
:root{--text:#1f2329;--muted:#5b6470;--line:#d9dde3;--link:#0b57a4;--wait:#8a5a00;--back:#fff}
body{margin:0;color:var(--text);background:var(--back);font:18px/1.75 system-ui,"Noto Sans SC",sans-serif}
.grid{max-width:61rem;margin:0 auto;padding:0 1rem}.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
.header__inner{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}.header__name{font-weight:700}
.tabs__list{display:flex;flex-wrap:wrap;gap:1rem;list-style:none}.tabs__link{display:block;min-height:44px}
.crumbs{color:var(--muted)}.content table{border-collapse:collapse}.content th{text-align:left;color:var(--muted)}
.content th,.content td{border-bottom:1px solid var(--line);padding:.3rem .6rem}a{color:var(--link)}
.note{border-left:4px solid var(--wait);padding:.5rem 1rem}.footer{border-top:1px solid var(--line)}
.tool{min-height:44px;border:1px solid var(--line);background:none}@media print{.header,.tabs,.footer{display:none}}
</style>"""
_SCRIPT = (
    '<script>(function(d){var e=d.documentElement,g=function(k){try{return localStorage.getItem("bench."+k)}'
    'catch(x){}},s=g("scheme")||(matchMedia("(prefers-color-scheme:dark)").matches?"slate":"default");'
    'e.className=g("large")?"js large":"js";d.body.setAttribute("data-scheme",s)})(document)</script>'
)


_PLACE = (
    '<script>(function(d){var r=d.documentElement,a=d.querySelector(".place__name"),h=a.getAttribute("href"),'
    't=a.textContent,m=window.benchPlace={root:h.replace(/mine\\/.*/,""),now:null,show:function(p){m.now=p;'
    'r.classList.toggle("placed",!!p);a.textContent=p?p.name:t;a.href=p?m.root+"places/"+p.id+"/index.html":h}};'
    'try{var p=JSON.parse(localStorage.getItem("bench.place"));if(p&&/^[a-z0-9-]+(\\/[a-z0-9-]+){0,3}$/.test(p.id)'
    '&&typeof p.name=="string")m.show(p)}catch(x){}})(document)</script>'
)


def shell(title: str, address: str, crumbs: str, main: str) -> str:
    """Return the layout with the expressions of a template language in place of what differs between pages."""
    meta = "\n".join(f'<meta name="{name}" content="{text}">' for name, text in _META)
    tabs = "\n".join(
        f'<li class="tabs__item"><a href="/{path}index.html" class="tabs__link">{text}</a></li>'
        for path, text in _TABS
    )
    foot = "\n".join(f'<li><a href="/{path}/index.html">{text}</a></li>' for path, text in _FOOT)
    owner = "\n".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>" for name, text in _OWNER)
    return f"""\
<!doctype html>
<html lang="zh-CN" class="no-js">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
{meta}
<meta name="ArticleTitle" content="{title}">
<meta name="Url" content="https://shili.example{address}">
<link rel="canonical" href="https://shili.example{address}">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<meta name="Description" content="{title}全文（合成数据）。">
<meta name="Keywords" content="{title},村规民约,居民公约">
<title>{title} - {SITE}</title>
{_STYLE}
<link rel="stylesheet" href="/assets/main.css">
<link rel="stylesheet" href="/assets/palette.css">
</head>
<body dir="ltr" data-scheme="default">
{_SCRIPT}
<a class="skip" href="#main">跳到正文</a>
<header class="header">
<div class="header__inner grid">
<a class="header__name" href="/index.html">{SITE}</a>
<form class="header__search" role="search" action="/items/index.html">
<input type="search" name="q" aria-label="查事项或地方" placeholder="查事项或地方" autocomplete="off" maxlength="40">
<button type="submit">查</button>
</form>
<div class="header__tools js-only">
<button type="button" class="tool" data-bench-elder aria-pressed="false">适老大字</button>
<button type="button" class="tool" data-bench-scheme aria-pressed="false">深色</button>
<button type="button" class="tool for-elder" data-bench-huge aria-pressed="false">特大</button>
<button type="button" class="tool for-elder" data-bench-read="/assets/speak.0123456789.js">朗读</button>
<button type="button" class="tool for-elder" data-bench-stop hidden>停止</button>
</div>
</div>
<div class="place js-only" data-bench-place>
<div class="place__inner grid">
<span>我的地方：</span><a class="place__name" href="/mine/index.html">还没有选，点这里选</a>
<details class="place__menu"><summary aria-label="更改、清除">▾</summary><div><a href="/mine/index.html">更改</a>
<button type="button">清除</button></div></details>
</div>
</div>
{_PLACE}
<p class="said for-elder" role="status" data-bench-say></p>
<p class="synthetic"><strong>合成数据</strong>：本站内容由程序编造，仅供测试，不是真实信息。</p>
</header>
<nav class="tabs" aria-label="栏目">
<ul class="tabs__list grid">
{tabs}
</ul>
</nav>
<main class="main">
<div class="main__inner grid">
<nav class="crumbs" aria-label="所在位置"><a href="/index.html">首页</a> {crumbs}</nav>
<article class="content" id="main" tabindex="-1">
<h1>{title}</h1>
<div class="note">
<p><strong>合成数据，仅供测试。</strong>这一页由程序编造，不是真实内容。</p>
</div>
{main}
</article>
</div>
</main>
<footer class="footer">
<div class="grid footer__inner">
<nav aria-label="页脚">
<ul>
{foot}
</ul>
</nav>
<dl>
{owner}
</dl>
</div>
</footer>
<script src="/assets/main.js" defer></script>
</body>
</html>
"""


def listing(groups: str, group: str, line: str, source: str, end: str) -> str:
    """Return the effective list of a place, given the template language's loops and its end of a loop."""
    return f"""\
{groups}<h3 class="group"><span class="chip">{group}</span></h3>
<ul class="cols">
{line}{end}</ul>
{end}<p class="small">{source}{end}</p>
"""


def place(values: dict[str, str]) -> str:
    """Return the body of a page of a place; `values` are expressions and loops of a template language."""
    return f"""\
<p class="aka">{values["where"]} · {values["kind"]}</p>
<p class="js"><button type="button" class="button" data-here="{values["id"]}" data-name="{values["name"]}"
aria-pressed="false">设为我的地方</button></p>
<h2>这里的村（居）委会开不开</h2>
<p class="small">点名称看怎么办；后面的小字是规定出自哪一级。</p>
{values["list"]}
{values["inside"]}
{values["own"]}
<h2>联系</h2>
<p>本站还没有收录这里的联系方式。</p>
<p class="small">名称来源：国家统计局《2023年统计用区划代码（2023-06-30）》；未经民政部门核定。</p>
"""


def table(rows: list[tuple[str, str]]) -> str:
    """Return an HTML table of (label, expression) rows."""
    lines = "\n".join(f"<tr><th>{label}</th><td>{text}</td></tr>" for label, text in rows)
    return f"<table>\n{lines}\n</table>"
