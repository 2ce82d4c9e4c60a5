// A first look at what was filled in, with the words of the schema. The check of the repository looks again and at more;
// what depends on other entries is only a hint here, for the form may be older than they are.
const SHAPES = {}

function count(text) { return Array.from(text).length }

function isDay(text) {
  const part = text.split("-").map(Number), day = new Date(Date.UTC(part[0], part[1] - 1, part[2] || 1))
  day.setUTCFullYear(part[0])
  return day.getUTCMonth() === part[1] - 1 && day.getUTCDate() === (part[2] || 1)
}

function narrow(text) {
  return text.replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0) })
    .replace(/\u3000/g, " ")
}

// Tells what is wrong with one text, "" when nothing is.
function scalarError(field, text) {
  if (field.choices) {
    return field.choices.some(function (c) { return c[0] === text }) ? "" : "“" + text + "”不在可选值之内"
  }
  if (field.pattern) {
    SHAPES[field.pattern] = SHAPES[field.pattern] || whole(field.pattern)
    if (!SHAPES[field.pattern].test(text)) {
      return (SHAPES[field.pattern].test(narrow(text)) ? "换成半角。" : "") + field.say
    }
  }
  if (field.type === "datetime" && Number(text.slice(11, 13)) > 23 || /:[6-9]/.test(field.type === "datetime" ? text : "")) {
    return "没有这个时间"
  }
  if (/^(?:date|datetime|yearmonth)$/.test(field.type) && !isDay(text.slice(0, 10))) return "没有这一天"
  const limits = field.limits || [0, 0], length = count(text)
  if (limits[1] && length > limits[1]) return "有 " + length + " 字，最多 " + limits[1] + " 字"
  if (length < limits[0]) return "有 " + length + " 字，最少 " + limits[0] + " 字"
  const range = field.range || ["", ""]
  if (range[0] && Number(text) < Number(range[0])) return "不能小于 " + range[0]
  if (range[1] && Number(text) > Number(range[1])) return "不能大于 " + range[1]
  return privateError(text)
}

function hintFor(field, text) {
  const person = privateHint(text)
  if (person) return person
  const known = field.ids && PLAN.ids[field.ids]
  if (!known || known.some(function (row) { return row[0] === text })) return ""
  // Towns and communities are too many to come with the form.
  if (field.ids === "area" && text.split("/").length > 2) return ""
  return "没有找到“" + text + "”这个编号；刚添加的不要紧，否则检查一下"
}

function checkTable(table, values, where, found) {
  table.fields.forEach(function (field) {
    const value = values[field.name], here = where.concat(field.name)
    if (isEmpty(value)) {
      if (field.required) found.push({ where: here, error: "要填" })
      return
    }
    if (field.child) {
      value.forEach(function (row, number) { checkTable(field.child, row, here.concat(number), found) })
      return
    }
    (field.list ? value : [value]).forEach(function (item, number) {
      const text = strip(item), error = text ? scalarError(field, text) : "", at = field.list ? here.concat(number) : here
      if (error) found.push({ where: at, error: error })
      else if (text && hintFor(field, text)) found.push({ where: at, hint: hintFor(field, text) })
    })
  })
  table.rules.forEach(function (rule) {
    if (rule.values.indexOf(values[rule.field]) < 0) return
    rule.need.forEach(function (names) {
      if (names.every(function (name) { return isEmpty(values[name]) })) {
        found.push({ where: where.concat(names[0]), error: "要填：" + rule.say })
      }
    })
  })
  table.keys.forEach(function (key) { checkKey(key, values, where, found) })
}

function checkKey(key, values, where, found) {
  const missing = key.fields.filter(function (name) { return isEmpty(values[name]) })
  if (missing.length && missing.length < key.fields.length) {
    found.push({ where: where.concat(missing[0]), error: "要和前后几栏一起填，或者都不填" })
  }
  if (missing.length || !PLAN.together[key.kind]) return
  const own = key.fields.map(function (name) { return strip(values[name]) }).join("\n")
  if (!PLAN.together[key.kind].some(function (row) { return row.join("\n") === own })) {
    found.push({ where: where.concat(key.fields[key.fields.length - 1]), hint: "这几栏合起来没有登记过，先登记" })
  }
}

// Returns [{ where: ["purposes", 0, "text"], error or hint }].
function check(values, body, opened) {
  const found = []
  checkTable(PLAN, values, [], found)
  if (PLAN.same.length && strip(values[PLAN.same[0]] || "") !== strip(values[PLAN.same[1]] || "")) {
    found.push({ where: [PLAN.same[0]], error: "要和“" + titleOf(PLAN.same[1]) + "”相同，它们都是文件名" })
  }
  const person = privateError(body || ""), doubt = privateHint(body || "")
  if (person) found.push({ where: ["body"], error: person })
  else if (doubt) found.push({ where: ["body"], hint: doubt })
  if (/<\/?[A-Za-z][^<>]*>|<!--/.test((body || "").replace(/<https?:[^<>\s]*>/g, ""))) {
    found.push({ where: ["body"], hint: "正文里不能写 HTML，会被去掉" })
  }
  if (opened && opened.text !== write(values, body) && opened.values.version === values.version) {
    found.push({ where: ["version"], hint: "内容改了：版本加 1，“更新日期”写今天，“本次改动”写这次改了什么" })
  }
  return found
}

function titleOf(name) { return PLAN.fields.find(function (field) { return field.name === name }).title }

// Returns the way to the file, "" while what it is made of is missing.
function pathOf(values) {
  const parts = PLAN.path.map(function (part) {
    const text = strip(values[part[0]] || "")
    return part[1] ? text.split("/").slice(0, part[1]).join("/") : text
  })
  return parts.every(Boolean) ? PLAN.folder + parts.join("/") + "." + PLAN.extension : ""
}
