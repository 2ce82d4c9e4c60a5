// On the page of an item: what holds at my place comes first. The rules of all places that differ are in the page.
(function () {
  "use strict"
  var box = document.querySelector("[data-mingshi-rules]")
  if (!box) return
  var data = JSON.parse(box.dataset.mingshiRules)
  var caption

  function make(tag, name, text) {
    var made = document.createElement(tag)
    if (name) made.className = name
    if (text) made.textContent = text
    return made
  }

  function link(text, href) {
    var made = make("a", "", text)
    made.href = href
    return made
  }

  // The area itself or the nearest one above it that has a rule of its own; "" when none has.
  function ruled(id) {
    while (id && !(id in data.at)) id = id.slice(0, Math.max(id.lastIndexOf("/"), 0))
    return id
  }

  function line(list, name, text) {
    list.append(make("dt", "", name), make("dd", "", text))
  }

  function lists(rule) {
    var made = make("dd")
    ;(rule.lists || []).forEach(function (pair, i) { made.append(i ? "；" : "", link(pair[0], pair[1])) })
    return made
  }

  function verdict(rule) {
    var top = make("div", "ms-verdict")
    var stamp = make("p", "ms-stamp")
    stamp.setAttribute("aria-hidden", "true")
    rule.stamp.forEach(function (part) { stamp.append(make("span", "", part)) })
    top.append(stamp, make("p", "ms-verdict__who", rule.says))
    if (rule.text) top.append(make("p", "ms-verdict__say", rule.text))
    return top
  }

  function differs(rule, page) {
    var made = make("div", "ms-answer ms-answer--" + rule.tone)
    var facts = make("dl", "ms-facts")
    made.append(verdict(rule))
    if (rule.note) line(facts, "当地说明", rule.note)
    ;(rule.except || []).forEach(function (pair) { line(facts, "例外", pair[0] + "：" + pair[1]) })
    ;(rule.promise || []).forEach(function (text) { line(facts, "先看：本人声明或承诺", text) })
    ;(rule.rows || []).forEach(function (pair) { line(facts, pair[0], pair[1]) })
    if (rule.lists) facts.append(make("dt", "", "依据"), lists(rule))
    if (rule.guide) {
      var guide = make("dd")
      guide.append(link(rule.guide[0], rule.guide[1]))
      facts.append(make("dt", "", "当地指南"), guide)
    }
    if (!rule.lists) facts.append(make("dt", "", "详细"), make("dd", "", "见这个地方的页面。"))
    made.append(facts)
    return made
  }

  function wrongKind(kind) {
    if (data.only === "village" && kind === "residents_committee") return "这一项只对村，您选的是社区。"
    if (data.only === "community" && kind === "villagers_committee") return "这一项只对社区，您选的是村。"
    return ""
  }

  function exists(towns, parts) {
    var town = towns.find(function (row) { return row[0] === parts[2] })
    if (parts.length < 3) return true
    return !!town && (parts.length < 4 || town[2].some(function (row) { return row[0] === parts[3] }))
  }

  function gone() {
    var again = make("p", "ms-here__only", "名录里没有这个地方了，可能改了名或者合并了。")
    again.append(link("重新选", data.root + "mine/index.html"))
    box.append(again)
  }

  function contact() {
    var place = window.mingshiPlace && window.mingshiPlace.now
    var parts = place ? place.id.split("/") : []
    var target = box.firstElementChild
    if (!("contacts" in box.dataset) || parts.length < 2) return
    window.mingshiPlace.load(parts[0] + "/" + parts[1]).then(function (county) {
      var id = place.id
      if (window.mingshiPlace.now !== place) return
      if (!exists(county.towns, parts)) { gone(); return }
      while (id.split("/").length > 1 && !county.contacts[id]) id = id.slice(0, id.lastIndexOf("/"))
      var known = county.contacts[id]
      if (known && target.isConnected) box.append(make("p", "", "联系（" + known[0] + "）：" + known[1]))
    }, function () {})
  }

  function show() {
    var place = window.mingshiPlace && window.mingshiPlace.now
    box.replaceChildren()
    if (caption) caption.remove()
    if (!place) return
    var at = ruled(place.id)
    var page = data.root + "places/" + place.id + "/index.html"
    var title = make("p", "ms-here__title", "在您的地方：")
    title.append(link(place.name, page))
    box.append(title)
    if (!at) title.append(box.dataset.same)
    if (wrongKind(place.kind)) box.append(make("p", "ms-here__only", wrongKind(place.kind)))
    if (at) {
      box.append(differs(data.rules[data.at[at]], page))
      caption = make("p", "ms-here__general", data.own.name + "一般的规定，供对照：")
      box.after(caption)
    }
  }

  document.addEventListener("mingshi:place", function () { show(); contact() })
  // The place is known at once; what loads files stands in a script that comes after this one.
  show()
  document.addEventListener("DOMContentLoaded", contact)
})()
