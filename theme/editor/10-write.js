// The canonical form of an entry, as generator/mingshi/edit/canonical.py writes it; the patterns come from there.
const PLAN = JSON.parse(document.getElementById("plan").textContent)
const RULES = PLAN.writing

function whole(pattern, flags) { return new RegExp("^(?:" + pattern + ")$", "u" + (flags || "")) }

const NUMBERS = { integer: whole(RULES.integer), number: whole(RULES.number) }
const WORD = whole(RULES.word, "i")
const LIKE_NUMBER = whole(RULES.like_number)
const LIKE_FIELD = new RegExp("^(?:" + RULES.like_field + ")", "u")
const ESCAPED = new RegExp(RULES.escaped, "gu")
const UNPRINTED = /[\u0000-\u0008\u000b-\u001f]/
const TRUTH = { "true": ["是", "yes"], "false": ["否", "no"] }
const EDGES = new RegExp("^[" + RULES.blank + "]+|[" + RULES.blank + "]+$", "g")

function unified(text) { return text.replace(/\r\n?/g, "\n") }

function strip(text) { return text.replace(EDGES, "") }

function isEmpty(value) {
  if (value === undefined || value === null) return true
  if (typeof value === "string") return !strip(value)
  return Object.keys(value).every(function (key) { return isEmpty(value[key]) })
}

function isPrintable(text) {
  ESCAPED.lastIndex = 0
  return !ESCAPED.test(text) && !UNPRINTED.test(text)
}

function isPlain(text) {
  return !(RULES.sign_first.indexOf(text[0]) >= 0 || text.slice(-1) === ":" || text.indexOf(": ") >= 0 ||
    text.indexOf(" #") >= 0 || text.indexOf("\t") >= 0 || WORD.test(text) || LIKE_NUMBER.test(text) ||
    LIKE_FIELD.test(text) || !isPrintable(text))
}

function quoted(text) {
  return JSON.stringify(text).replace(ESCAPED, function (found) {
    return "\\u" + ("000" + found.charCodeAt(0).toString(16)).slice(-4)
  })
}

function keyOf(name) { return isPlain(name) ? name : quoted(name) }

function inline(text, type) {
  if (NUMBERS[type] && NUMBERS[type].test(text)) return text
  return isPlain(text) ? text : quoted(text)
}

// A truth value another tool wrote becomes the word of the field.
function ownWord(text, field) {
  const codes = (field.choices || []).map(function (c) { return c[0] })
  if (codes.indexOf(text) >= 0) return text
  return (TRUTH[text] || []).find(function (word) { return codes.indexOf(word) >= 0 }) || text
}

function scalarLines(lead, value, field, indent) {
  const text = strip(unified(ownWord(value, field)))
  if (text.indexOf("\n") < 0 || !isPrintable(text)) return [lead + " " + inline(text, field.type)]
  return [lead + " |"].concat(text.split("\n").map(function (line) { return line ? indent + line : "" }))
}

function itemLines(field, item, indent) {
  if (!field.child) return scalarLines(indent + "-", item, field, indent + "  ")
  return mappingLines(item, field.child, indent + "  ").map(function (line, number) {
    return number ? line : indent + "- " + line.slice(indent.length + 2)
  })
}

function mappingLines(values, table, indent) {
  let lines = []
  table.fields.forEach(function (field) {
    const value = values[field.name], lead = indent + keyOf(field.name) + ":"
    if (isEmpty(value)) {
      if (field.required && field.name in values) lines.push(lead)
    } else if (field.list) {
      lines.push(lead)
      value.forEach(function (item) {
        if (!isEmpty(item)) lines = lines.concat(itemLines(field, item, indent + "  "))
      })
    } else {
      lines = lines.concat(scalarLines(lead, value, field, indent + "  "))
    }
  })
  return lines
}

// Returns the text of the file.
function write(values, body) {
  const front = mappingLines(values, PLAN, "").map(function (line) { return line + "\n" }).join("")
  if (!PLAN.body) return front
  const text = unified(body || "").replace(/^\n+|\n+$/g, "")
  return "---\n" + front + "---\n" + (strip(text) ? "\n" + text + "\n" : "")
}
