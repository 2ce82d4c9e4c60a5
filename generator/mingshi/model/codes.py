"""Every rule code with its severity and short title; a code is never used for anything else later.

The long explanation of each code stands in check/rules/CODE.md; a test holds the two together.
"""

from __future__ import annotations

CODES: dict[str, tuple[str, str]] = {
    # 1xx: the file as bytes
    "MS101": ("error", "文件过大"),
    "MS102": ("error", "文件编码不是 UTF-8"),
    "MS103": ("error", "含有控制字符"),
    "MS104": ("error", "含有看不见的字符"),
    "MS105": ("error", "不是普通文件"),
    "MS106": ("warning", "文件开头有 BOM"),
    "MS107": ("error", "文件读不出来"),
    "MS108": ("error", "文件名或位置不对"),
    "MS109": ("error", "缺少必需的文件"),
    # 2xx: syntax of YAML, front matter and CSV
    "MS201": ("error", "YAML 写法有误"),
    "MS202": ("error", "条目不是“字段: 内容”的形式"),
    "MS203": ("error", "字段重复"),
    "MS204": ("error", "用了条目文件里不允许的写法"),
    "MS205": ("error", "嵌套过深"),
    "MS206": ("error", "缺少或没有结束的文件头"),
    "MS207": ("error", "内容跨行"),
    "MS208": ("error", "“#”后面的内容会丢失"),
    "MS211": ("error", "CSV 写法有误"),
    "MS212": ("error", "CSV 列数不对"),
    "MS213": ("error", "CSV 表头不对"),
    "MS214": ("error", "单元格像公式"),
    "MS215": ("error", "编码被表格软件改写"),
    # 3xx: fields
    "MS301": ("error", "类型不对"),
    "MS302": ("error", "必填项没有填"),
    "MS303": ("error", "不在可选值之内"),
    "MS304": ("error", "格式不对"),
    "MS305": ("error", "用了全角字符"),
    "MS306": ("error", "太长或太短"),
    "MS307": ("error", "数值超出范围"),
    "MS308": ("warning", "首尾有多余空白"),
    "MS309": ("error", "应为单个内容或列表"),
    "MS310": ("warning", "列表里的一项像是几项"),
    "MS311": ("error", "没有这个字段"),
    "MS312": ("error", "缺少有条件必填的内容"),
    "MS313": ("warning", "用了部首或兼容字"),
    "MS314": ("warning", "打印用的字体里没有这个字"),
    "MS390": ("error", "字段定义文件有误"),
    # 4xx: across entries
    "MS400": ("error", "编号重复"),
    "MS401": ("error", "引用的条目不存在"),
    "MS402": ("error", "法律依据已废止或已失效"),
    "MS403": ("error", "清单继承有误"),
    "MS404": ("error", "文件名与编号不一致"),
    "MS405": ("error", "不应出具却没有替代途径"),
    "MS406": ("error", "应当出具却没有写明版本的依据"),
    "MS407": ("error", "日期先后颠倒"),
    "MS408": ("error", "法律版本期间冲突"),
    "MS409": ("warning", "法律依据尚未生效或即将失效"),
    "MS410": ("error", "机构在该日期不存在"),
    "MS411": ("error", "行政区划的上级不存在或层级不对"),
    "MS412": ("warning", "条款版本不是现行版本"),
    "MS413": ("error", "公开的依据未经核实"),
    "MS414": ("error", "清单相互继承成环"),
    "MS415": ("error", "编号只差大小写或不能用作网址"),
    "MS416": ("warning", "依据的施行情况未核"),
    "MS417": ("warning", "依据不足，改变不了上级清单"),
    # 44x: forms
    "MS441": ("error", "式样里的空没有对应的栏目"),
    "MS442": ("error", "式样的栏目没有放进正文"),
    "MS443": ("error", "式样的栏目编号重复"),
    "MS444": ("error", "式样的栏目写得不全"),
    "MS445": ("error", "式样的示例看不出是虚构的"),
    # 6xx: personal data and safety
    "MS601": ("error", "疑似身份证号码"),
    "MS602": ("error", "疑似手机号码"),
    "MS603": ("warning", "像身份证号码"),
    "MS605": ("error", "正文含有不允许的 HTML"),
    "MS606": ("error", "链接到不允许的地址"),
    # 8xx: the installation's settings
    "MS801": ("error", "站点设置有误"),
    "MS802": ("error", "正式发布缺少站点设置"),
    "MS803": ("error", "正式发布不能有合成数据"),
}
