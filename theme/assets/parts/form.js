// Fills the sheet of a form while somebody types, and prints it. What is typed lives in the fields and on the sheet of
// this page and nowhere else: not sent, not stored, not in the address, gone when the page is left.
(function () {
  "use strict"
  var checks = window.mingshiChecks
  var desk = document.querySelector("[data-desk]")
  if (!desk || !checks) return
  var fill = desk.querySelector("[data-fill]")
  var summary = fill.querySelector("[data-summary]")
  var said = fill.querySelector("[data-said]")
  var UNITS = { date: "ymd", year_month: "ym", datetime: "ymdhn" }
  var MOST = 30
  var made = 0
  var touched = false
  var pointing = false

  // Before a field has anything, whatever puts it there; until then there is nothing to send, and whoever judges the page
  // from inside may still ask for robots.txt. Pasting is not among them: it needs the focus, and Lighthouse pretends to.
  var forbidden = false
  ;["focusin", "pointerdown", "beforeinput", "input", "change", "drop"].forEach(function (touch) {
    fill.addEventListener(touch, forbidRequests, true)
  })
  if (begun()) forbidRequests()

  // On a slow line somebody may have typed before this script came; a browser may have put back what was there.
  function begun() {
    return fill.contains(document.activeElement) || inputs(fill).some(function (input) {
      return input.type === "checkbox" || input.type === "radio" ? input.checked : input.value
    })
  }

  // The browser itself then refuses what this page promises not to do: to send anything while a script runs.
  function forbidRequests() {
    if (forbidden) return
    forbidden = true
    var rule = document.createElement("meta")
    rule.httpEquiv = "Content-Security-Policy"
    rule.content = "connect-src 'none'"
    document.head.appendChild(rule)
  }

  function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)) }

  function inputs(field) { return all(field, "input, textarea, select") }

  // Reading: what a field says, as it stands on the paper, and what is wrong with it

  function read(field) {
    var kind = field.dataset.kind
    if (kind === "enum" || kind === "boolean" || kind === "list") return chosen(field)
    if (UNITS[kind]) return dated(field, UNITS[kind])
    var typed = field.querySelector("input, textarea").value
    if (!typed.trim()) return { text: "", error: "" }
    if (kind === "id_number" && field.querySelector("[data-other]").checked) return checks.plain(typed)
    return (checks[kind] || checks.plain)(typed)
  }

  function chosen(field) {
    var boxes = inputs(field)
    var picked = boxes.filter(function (box) { return box.checked })
    if (!picked.length) return { text: "", error: "" }
    if (field.dataset.kind === "enum") return { text: picked[0].value, error: "" }
    return { text: boxes.map(function (box) { return (box.checked ? "☑" : "□") + "\u00a0" + box.value }).join("　"), error: "" }
  }

  function dated(field, units) {
    var values = {}
    all(field, "[data-unit]").forEach(function (input) { values[input.dataset.unit] = input.value })
    return checks.date(values, units)
  }

  // The paper: every slot remembers what it looks like while it is blank

  var slots = all(desk, "[data-slot]").map(function (slot) { return { node: slot, blank: slot.textContent } })
  var grids = all(desk, "[data-grid]").map(function (grid) { return { node: grid, blank: grid.cloneNode(true) } })

  function write(name, text) {
    slots.forEach(function (slot) {
      if (slot.node.dataset.slot !== name) return
      slot.node.textContent = text || slot.blank
      slot.node.classList.toggle("ms-written", Boolean(text))
      slot.node.parentNode.classList.toggle("ms-kept", Boolean(text))
    })
  }

  function writeRows(name, rows) {
    grids.forEach(function (grid) {
      if (grid.node.dataset.grid !== name) return
      var blank = grid.blank.firstElementChild
      grid.node.textContent = ""
      for (var i = 0; i < Math.max(rows.length, grid.blank.children.length); i++) {
        var line = grid.node.appendChild(blank.cloneNode(true))
        fillRow(line, rows[i] || {})
      }
    })
  }

  function fillRow(line, row) {
    var cells = line.matches("[data-cell]") ? [line] : all(line, "[data-cell]")
    cells.forEach(function (cell) {
      var text = row[cell.dataset.cell]
      if (text) cell.textContent = text
      cell.classList.toggle("ms-written", Boolean(text))
    })
  }

  function readRow(row) {
    var values = {}
    all(row, "[data-name]").forEach(function (field) {
      var text = read(field).text
      if (text) values[field.dataset.name] = text
    })
    return values
  }

  function isFilled(row) { return Object.keys(row).length > 0 }

  function show(blank) {
    all(fill, "[data-name]").forEach(function (field) {
      if (!field.closest("[data-rows]")) write(field.dataset.name, blank ? "" : read(field).text)
    })
    all(fill, "[data-rows]").forEach(function (table) {
      writeRows(table.dataset.rows, blank ? [] : all(table, "[data-row]").map(readRow).filter(isFilled))
    })
  }

  // Complaints: beside the field, and all together above the fields

  function say(field, message) {
    var line = field.querySelector(".ms-fill__error")
    line.textContent = message
    line.hidden = !message
    field.classList.toggle("ms-fill__field--wrong", Boolean(message))
    var marked = field.matches("[data-rows]") ? [] : inputs(field)
    marked.forEach(function (input) {
      if (message) input.setAttribute("aria-invalid", "true")
      else input.removeAttribute("aria-invalid")
    })
  }

  function missing(field) {
    if (!("needed" in field.dataset)) return ""
    return field.dataset.kind === "enum" || field.dataset.kind === "boolean" ? "还没有选" : "还没有填"
  }

  function check(field, alsoMissing) {
    var found = read(field)
    var message = found.error || (alsoMissing && !found.text ? missing(field) : "")
    say(field, message)
    return message
  }

  function checkAll() {
    var wrong = []
    function note(field, message) {
      if (message) wrong.push({ field: field, text: labelOf(field) + "：" + message })
    }
    all(fill, "[data-rows], [data-name]").forEach(function (field) {
      if (!field.matches("[data-rows]")) return note(field, check(field, true))
      var rows = all(field, "[data-row]").map(readRow).filter(isFilled)
      var message = rows.length ? "" : missing(field)
      say(field, message)
      note(field, message)
    })
    return wrong
  }

  function labelOf(field) {
    var row = field.closest("[data-row]")
    var group = field.closest(".ms-fill__group")
    if (row) return row.querySelector("legend").textContent + field.dataset.label
    return (group ? group.querySelector("legend").textContent + "的" : "") + field.dataset.label
  }

  function summarize(wrong, anyway) {
    summary.textContent = ""
    summary.hidden = !wrong.length
    if (!wrong.length) return
    var head = summary.appendChild(document.createElement("p"))
    head.textContent = "有 " + wrong.length + " 处要看一看"
    var list = summary.appendChild(document.createElement("ul"))
    wrong.forEach(function (one) {
      var target = one.field.id ? one.field : one.field.querySelector("[id]:not(p)")
      var link = list.appendChild(document.createElement("li")).appendChild(document.createElement("a"))
      link.textContent = one.text
      link.href = "#" + target.id
      link.addEventListener("click", function (event) {
        event.preventDefault()
        var first = target.matches("fieldset") ? target.querySelector("input, textarea, button") : target
        first.focus()
      })
    })
    var button = summary.appendChild(document.createElement("button"))
    button.type = "button"
    button.className = "ms-button ms-button--plain"
    button.textContent = anyway.text
    button.addEventListener("click", anyway.act)
    summary.focus()
  }

  // Buttons

  function look() {
    var sheet = desk.querySelector("[data-sheet]")
    sheet.scrollIntoView()
    sheet.focus()
  }

  function print() {
    show(false)
    window.print()
  }

  // What was typed comes back when the paper is out; where the browser does not say so, with the next keystroke.
  function printBlank() {
    show(true)
    window.addEventListener("afterprint", function () { show(false) }, { once: true })
    window.print()
  }

  function onceRight(text, act) {
    return function () {
      show(false)
      var wrong = checkAll()
      summarize(wrong, { text: text, act: act })
      if (!wrong.length) act()
    }
  }

  function clear() {
    all(fill, "[data-row]").forEach(function (row) { row.remove() })
    inputs(fill).forEach(function (input) {
      if (input.type === "radio" || input.type === "checkbox") input.checked = false
      else input.value = ""
    })
    all(fill, "[data-rows], [data-name]").forEach(function (field) { say(field, "") })
    all(fill, "[data-rows]").forEach(function (table) { addRow(table) })
    summarize([])
    touched = false
    show(true)
  }

  function addRow(table) {
    var count = all(table, "[data-row]").length
    if (count >= MOST) return
    var part = table.querySelector("template").content.cloneNode(true)
    var unique = String(made += 1)
    all(part, "[id], [for], [name], [aria-describedby]").forEach(function (node) {
      ;["id", "for", "name", "aria-describedby"].forEach(function (attribute) {
        var value = node.getAttribute(attribute)
        if (value) node.setAttribute(attribute, value.replace(/@/g, unique))
      })
    })
    table.insertBefore(part, table.querySelector("[data-add]"))
    renumber(table)
  }

  function renumber(table) {
    var rows = all(table, "[data-row]")
    rows.forEach(function (row, i) {
      all(row, "[data-number]").forEach(function (node) { node.textContent = String(i + 1) })
      row.querySelector("[data-remove]").hidden = rows.length === 1
    })
    table.querySelector("[data-add]").hidden = rows.length >= MOST
  }

  function addAndGo(table) {
    addRow(table)
    var rows = all(table, "[data-row]")
    rows[rows.length - 1].querySelector("input, textarea").focus()
    said.textContent = "加了第 " + rows.length + " 行"
  }

  function remove(row) {
    var table = row.closest("[data-rows]")
    row.remove()
    renumber(table)
    show(false)
    table.querySelector("[data-add]").focus()
    said.textContent = "删掉了一行，还有 " + all(table, "[data-row]").length + " 行"
  }

  function today(field) {
    var now = new Date()
    var values = { y: now.getFullYear(), m: now.getMonth() + 1, d: now.getDate() }
    all(field, "[data-unit]").forEach(function (input) { input.value = String(values[input.dataset.unit]) })
    show(false)
    check(field, false)
  }

  fill.addEventListener("input", function () { touched = true; show(false) })
  fill.addEventListener("change", function (event) {
    show(false)
    if (event.target.matches("[data-other]")) check(event.target.closest("[data-name]"), false)
  })
  document.addEventListener("pointerdown", function () { pointing = true }, true)
  document.addEventListener("keydown", function () { pointing = false }, true)
  fill.addEventListener("focusout", function (event) {
    var field = event.target.closest("[data-name]")
    // A date has several parts: no complaint before the last one is left.
    if (!field || (event.target.dataset.unit && field.contains(event.relatedTarget))) return
    // A complaint moves what is below it: not from under a finger or a mouse that is about to press.
    if (pointing) window.setTimeout(function () { check(field, false) }, 300)
    else check(field, false)
  })
  fill.addEventListener("click", function (event) {
    var button = event.target.closest("button")
    if (!button) return
    if (button.matches("[data-add]")) addAndGo(button.closest("[data-rows]"))
    if (button.matches("[data-remove]")) remove(button.closest("[data-row]"))
    if (button.matches("[data-today]")) today(button.closest("[data-name]"))
  })
  fill.querySelector("[data-show]").addEventListener("click", onceRight("先看纸面", look))
  fill.querySelector("[data-print]").addEventListener("click", onceRight("就这样打印，空着的手写", print))
  fill.querySelector("[data-clear]").addEventListener("click", function () {
    if (touched && !window.confirm("填的内容会全部清掉。要清空吗？")) return
    clear()
    said.textContent = "已经清空。"
  })
  var blank = document.querySelector("[data-blank]")
  if (blank) blank.addEventListener("click", printBlank)
  window.addEventListener("pagehide", clear)
  // A browser may bring a page back with what was typed; but not wipe what somebody typed while it was loading.
  window.addEventListener("pageshow", function (event) { if (event.persisted || !touched) clear() })
  clear()
})()
