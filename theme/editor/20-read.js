// Reads a file in canonical form and the ways of writing the handbook allows. What it does not know for certain it
// refuses with the number of the line: nothing of a file may get lost between opening and saving.
function Refused(line, message) {
  this.line = line
  this.message = message
}

function Reader(lines, first) {
  this.lines = lines
  this.first = first
  this.at = 0
}

Reader.prototype.refuse = function (message, at) {
  throw new Refused((at === undefined ? this.at : at) + this.first, message)
}

Reader.prototype.indent = function () { return /^ */.exec(this.lines[this.at])[0].length }

// Goes to the next line that is not empty; tells whether there is one.
Reader.prototype.next = function () {
  while (this.at < this.lines.length && /^ *$/.test(this.lines[this.at])) this.at += 1
  return this.at < this.lines.length
}

Reader.prototype.mapping = function (indent, table) {
  const values = {}
  while (this.next()) {
    const own = this.indent()
    if (own < indent) break
    const line = this.lines[this.at].slice(own), found = /^([A-Za-z_][A-Za-z0-9_]*):(?: (.*))?$/.exec(line)
    if (line[0] === "#") this.refuse("有注释，表单保存时会丢掉它。先执行 mingshi fmt，注释会移到“编辑备注”里")
    if (own > indent || !found) this.refuse("看不懂这一行。先执行 mingshi check，按提示改好")
    const field = table.fields.find(function (known) { return known.name === found[1] })
    if (!field) this.refuse("表单里没有 " + found[1] + " 这个字段。表单可能旧了，到网站上重新下载")
    if (found[1] in values) this.refuse("字段 " + found[1] + " 写了两次")
    this.at += 1
    values[found[1]] = this.value(strip(found[2] || ""), indent, field)
  }
  return values
}

Reader.prototype.value = function (rest, indent, field) {
  if (field.list) {
    if (rest[0] === "[") return this.bracketed(rest, this.at - 1)
    if (rest) this.refuse(field.title + "应是列表，每项一行，前面写“- ”", this.at - 1)
    return this.sequence(indent, field)
  }
  if (/^\|-?$/.test(rest)) return this.block(indent)
  const text = this.scalar(rest, this.at - 1)
  if (this.next() && this.indent() > indent) this.refuse("这一行接着上一行，多行内容要先写“|”")
  return text
}

Reader.prototype.sequence = function (indent, field) {
  const items = []
  let dash = -1
  while (this.next()) {
    const own = this.indent(), found = /^- *(.*)$/.exec(this.lines[this.at].slice(own))
    if (own < indent || !found || (dash >= 0 && own < dash)) break
    if (dash >= 0 && own > dash) this.refuse("缩进和上一项不一样")
    if (!/^- ./.test(found[0])) this.refuse("这一项是空的，或者“-”后面没有空一格")
    dash = own
    if (field.child) {
      const column = own + found[0].length - found[1].length
      this.lines[this.at] = " ".repeat(column) + found[1]
      items.push(this.mapping(column, field.child))
      continue
    }
    this.at += 1
    items.push(/^\|-?$/.test(strip(found[1])) ? this.block(own) : this.scalar(strip(found[1]), this.at - 1))
    if (this.next() && this.indent() > own) this.refuse("这一行接着上一行，多行内容要先写“|”")
  }
  return items
}

// Reads the lines below "|", which stand further in than `indent`.
Reader.prototype.block = function (indent) {
  const found = []
  let own = -1
  for (; this.at < this.lines.length; this.at += 1) {
    const line = this.lines[this.at]
    if (/^ *$/.test(line)) {
      found.push(own < 0 ? "" : line.slice(own))
      continue
    }
    if (this.indent() <= indent) break
    if (own < 0) own = this.indent()
    if (this.indent() < own) this.refuse("缩进比上面的行少")
    found.push(line.slice(own))
  }
  return strip(found.join("\n"))
}

Reader.prototype.scalar = function (rest, at) {
  if (!rest) return ""
  if (rest[0] === '"') {
    if (!/^"(?:[^"\\]|\\["\\\/bfnrt]|\\u[0-9a-fA-F]{4})*"$/.test(rest)) this.refuse("看不懂引号里的内容", at)
    try {
      return strip(JSON.parse(rest))
    } catch (error) {
      this.refuse("看不懂引号里的内容", at)
    }
  }
  if (rest[0] === "'") {
    if (!/^'(?:[^']|'')*'$/.test(rest)) this.refuse("看不懂引号里的内容", at)
    return strip(rest.slice(1, -1).replace(/''/g, "'"))
  }
  if (/^[\[\]{},#&*!|>%@`"']/.test(rest) || /^[-?:](?: |$)/.test(rest) || /: | #|\t|:$/.test(rest) ||
      /^(?:~|null)$/i.test(rest)) {
    this.refuse("这样的内容要加引号。先执行 mingshi check，按提示改好", at)
  }
  return rest
}

Reader.prototype.bracketed = function (rest, at) {
  if (/^\[ *\]$/.test(rest)) return []
  const item = "(?:\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|[^,\\[\\]{}\"'#]+)"
  if (!new RegExp("^\\[ *" + item + "(?:, *" + item + ")*\\]$").test(rest)) this.refuse("看不懂方括号里的内容", at)
  const self = this
  return rest.slice(1, -1).match(new RegExp(item, "g")).map(function (part) {
    const text = strip(part)
    if (!text) self.refuse("方括号里有一项是空的", at)
    return self.scalar(text, at)
  })
}

// Returns { values, body } of a file. Throws Refused.
function read(text) {
  const lines = unified(text.replace(/^\ufeff/, "")).split("\n")
  const odd = lines.findIndex(function (line) { return /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/.test(line) })
  if (odd >= 0) throw new Refused(odd + 1, "有看不见的控制字符，先删掉它")
  if (!PLAN.body) return { values: new Reader(lines, 1).mapping(0, PLAN), body: "" }
  const end = lines.findIndex(function (line, number) { return number > 0 && /^---\s*$/.test(line) })
  if (!/^---\s*$/.test(lines[0]) || end < 0) throw new Refused(1, "开头没有两行“---”之间的文件头")
  const values = new Reader(lines.slice(1, end), 2).mapping(0, PLAN)
  return { values: values, body: lines.slice(end + 1).join("\n").replace(/^\n+|\n+$/g, "") }
}
