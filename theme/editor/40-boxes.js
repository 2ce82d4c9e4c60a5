// The boxes of the form. Each is { node, value(), fill(value), spot(where) }: spot returns the box an error belongs to.
let boxes = 0

function make(tag, settings, inside) {
  const node = document.createElement(tag)
  Object.keys(settings || {}).forEach(function (name) {
    if (name === "text") node.textContent = settings[name]
    else if (name.slice(0, 2) === "on") node.addEventListener(name.slice(2), settings[name])
    else node.setAttribute(name, settings[name])
  });
  (inside || []).forEach(function (child) { if (child) node.appendChild(child) })
  return node
}

function button(text, label, act) { return make("button", { type: "button", text: text, "aria-label": label, onclick: act }) }

function grow(area) {
  area.style.height = "auto"
  area.style.height = area.scrollHeight + 4 + "px"
}

function inputOf(field, id) {
  const settings = { id: id, "aria-describedby": id + "-hint " + id + "-error", spellcheck: "false", autocomplete: "off" }
  if (field.choices) {
    const options = [["", field.required ? "请选" : "不填"]].concat(field.choices)
    return make("select", settings, options.map(function (c) { return make("option", { value: c[0], text: c[1] }) }))
  }
  if (field.long) return make("textarea", Object.assign(settings, { rows: "2", oninput: function () { grow(this) } }))
  if (field.ids && PLAN.ids[field.ids]) settings.list = "ids-" + field.ids
  return make("input", Object.assign(settings, { type: "text" }))
}

function scalarBox(field, label) {
  const id = "f" + (boxes += 1), input = inputOf(field, id)
  if (label) input.setAttribute("aria-label", label)
  let node = make("div", { class: "line" }, [input, make("p", { id: id + "-error", class: "error", hidden: "" })])
  return {
    node: node, input: input,
    value: function () { return input.value },
    fill: function (value) {
      const text = value || ""
      if (field.choices && text && !field.choices.some(function (c) { return c[0] === text })) {
        input.appendChild(make("option", { value: text, text: text + "（不在可选值之内）" }))
      }
      // One line cannot hold a text of several: it becomes a box that can.
      if (input.tagName === "INPUT" && text.indexOf("\n") >= 0) {
        const area = inputOf(Object.assign({}, field, { long: true, ids: "" }), id)
        node.replaceChild(area, input)
        this.input = input = area
      }
      input.value = text
      if (input.tagName === "TEXTAREA") grow(input)
    },
    spot: function () { return this },
  }
}

function choiceListBox(field) {
  const name = "f" + (boxes += 1), error = make("p", { class: "error", hidden: "" })
  const kept = []
  const ticks = field.choices.map(function (c) {
    const tick = make("input", { type: "checkbox", value: c[0], id: name + "-" + c[0] })
    return { tick: tick, node: make("label", { class: "tick" }, [tick, document.createTextNode(c[1])]) }
  })
  const box = {
    node: make("div", { class: "line", id: name, tabindex: "-1" }, ticks.map(function (t) { return t.node }).concat(error)),
    // In the order of the file first: ticking one more must not move the others.
    value: function () {
      const on = ticks.filter(function (t) { return t.tick.checked }).map(function (t) { return t.tick.value })
      return kept.filter(function (v) { return on.indexOf(v) >= 0 || !isChoice(v) })
        .concat(on.filter(function (v) { return kept.indexOf(v) < 0 }))
    },
    fill: function (values) {
      kept.splice.apply(kept, [0, kept.length].concat(values || []))
      ticks.forEach(function (t) { t.tick.checked = kept.indexOf(t.tick.value) >= 0 })
    },
    spot: function () { return box },
  }
  function isChoice(value) { return field.choices.some(function (c) { return c[0] === value }) }
  box.input = box.node
  return box
}

function listBox(field) {
  const rows = make("ol", { class: "rows" }), items = [], error = make("p", { class: "error", hidden: "" })
  const adder = button("＋ 添加" + field.title, "添加" + field.title, function () {
    const box = add()
    box.first().focus()
    changed()
  })
  function add() {
    const box = field.child ? tableBox(field.child, "") : scalarBox(Object.assign({}, field, { required: true }), field.title)
    box.first = function () { return field.child ? box.node.querySelector("input, select, textarea") : box.input }
    const row = make("li", {}, [box.node, make("div", { class: "tools" }, [
      button("↑", "上移", function () { move(box, -1) }), button("↓", "下移", function () { move(box, 1) }),
      button("✕", "删除这一项", function () { drop(box) }),
    ])])
    box.row = row
    items.push(box)
    rows.appendChild(row)
    return box
  }
  function move(box, step) {
    const at = items.indexOf(box), to = at + step
    if (to < 0 || to >= items.length) return
    items.splice(to, 0, items.splice(at, 1)[0])
    items.forEach(function (item) { rows.appendChild(item.row) })
    changed()
  }
  function drop(box) {
    rows.removeChild(box.row)
    items.splice(items.indexOf(box), 1)
    adder.focus()
    changed()
  }
  const box = {
    node: make("div", {}, [rows, error, adder]), input: adder,
    value: function () { return items.map(function (item) { return item.value() }) },
    fill: function (values) {
      items.slice().forEach(function (item) { rows.removeChild(item.row) })
      items.length = 0;
      (values || []).forEach(function (value) { add().fill(value) })
    },
    spot: function (where) { return where.length && items[where[0]] ? items[where[0]].spot(where.slice(1)) : box },
  }
  return box
}

function boxOf(field) {
  if (field.list && field.choices && !field.child) return choiceListBox(field)
  return field.list ? listBox(field) : scalarBox(field)
}

// One field with its label and hint.
function fieldNode(field, box) {
  const id = box.input.id, group = field.list
  const label = make(group ? "legend" : "label", group ? {} : { for: id }, [document.createTextNode(field.title)])
  if (!field.required) label.appendChild(make("small", { text: "（选填）" }))
  return make(group ? "fieldset" : "div", { class: "field", "data-field": field.name }, [
    label, make("p", { id: id ? id + "-hint" : "", class: "hint", text: field.hint || "" }), box.node,
  ])
}

function tableBox(table, heading) {
  const inside = {}, nodes = []
  let group = ""
  table.fields.forEach(function (field) {
    if (heading && field.group && field.group !== group) nodes.push(make(heading, { text: field.group }))
    group = field.group
    inside[field.name] = boxOf(field)
    nodes.push(fieldNode(field, inside[field.name]))
  })
  return {
    node: make("div", { class: "table" }, nodes),
    value: function () {
      const values = {}
      table.fields.forEach(function (field) { values[field.name] = inside[field.name].value() })
      return values
    },
    fill: function (values) {
      table.fields.forEach(function (field) { inside[field.name].fill((values || {})[field.name]) })
    },
    spot: function (where) { return inside[where[0]].spot(where.slice(1)) },
  }
}
