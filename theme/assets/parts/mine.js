// Choosing my place: city, county, town, community, one step at a time; each step has an address (#city/county).
(function () {
  "use strict"
  var host = document.querySelector("[data-mingshi-pick]")
  var mine = window.mingshiPlace
  var DEPTH = ["设区市", "县（市、区）", "乡镇（街道）", "村（社区）"]
  var first = true

  function make(tag, name, text) {
    var made = document.createElement(tag)
    if (name) made.className = name
    if (text) made.textContent = text
    return made
  }

  function find(rows, slug) { return rows.find(function (row) { return row[0] === slug }) }

  // Resolves to { names, rows, kind } for an id, the rows being what lies directly below; null for an unknown one.
  function open(id) {
    var parts = id ? id.split("/") : []
    return mine.load("index").then(function (cities) {
      var city = parts.length ? find(cities, parts[0]) : null
      if (!parts.length) return { names: [], rows: cities }
      if (!city) return null
      if (parts.length === 1) return { names: [city[1]], rows: city[2] }
      var county = find(city[2], parts[1])
      if (!county) return null
      return mine.load(parts[0] + "/" + parts[1]).then(function (data) {
        if (parts.length === 2) return { names: [city[1], county[1]], rows: data.towns }
        var town = find(data.towns, parts[2])
        return town ? { names: [city[1], county[1], town[1]], rows: town[2] } : null
      })
    })
  }

  // A city is called by its name, anything below from its county on: 鼓楼区鼓东街道中山社区.
  function called(names) { return names.slice(names.length > 1 ? 1 : 0).join("") }

  function choose(id, names, kind) {
    mine.set({ id: id, name: called(names), kind: kind || "" })
    done()
    host.querySelector("h2").focus()
  }

  function heading(text) {
    var made = make("h2", "", text)
    made.tabIndex = -1
    return made
  }

  function done() {
    var place = mine.now
    var links = make("ul", "ms-cards")
    var back = /^(https?|file):/.test(document.referrer) && document.referrer.split("/")[2] === location.host
      && document.referrer.split("#")[0] !== location.href.split("#")[0] ? document.referrer : ""
    function button(text, href) {
      var item = make("li")
      var made = make("a", "ms-card")
      made.href = href
      made.append(make("strong", "", text))
      item.append(made)
      links.append(item)
    }
    host.replaceChildren(heading("已经选好：" + place.name))
    if (!mine.keeps) host.append(make("p", "ms-note ms-note--wait", "您的浏览器不让保存，这个选择只在这一页有效。请直接看这个地方的页面。"))
    if (back) button("回刚才那一页", back)
    button("看这个地方开哪些证明", mine.root + "places/" + place.id + "/index.html")
    button("我要办什么", mine.root + "ask/index.html")
    host.append(links, again())
  }

  function again() {
    var line = make("p")
    var change = make("a", "ms-button", "换一个地方")
    var clear = make("button", "ms-button", "清除")
    change.href = "#" + mine.now.id.split("/").slice(0, -1).join("/")
    clear.type = "button"
    clear.addEventListener("click", function () { mine.set(null) })
    change.addEventListener("click", function (event) {
      if (location.hash === change.hash || !change.hash) { event.preventDefault(); location.hash = ""; list() }
    })
    line.append(change, " ", clear)
    return line
  }

  function trail(parts, names) {
    var line = make("p", "ms-trail")
    line.append("您选了：")
    names.forEach(function (name, i) {
      var up = make("a", "", name)
      up.href = "#" + parts.slice(0, i + 1).join("/")
      line.append(i ? " › " : "", up)
    })
    var restart = make("a", "", "从头选")
    restart.href = "#"
    line.append("　", restart)
    return line
  }

  function card(id, row, names, isLast) {
    var item = make("li")
    var made = make(isLast ? "button" : "a", "ms-card")
    made.append(make("strong", "", row[1]))
    if (isLast) {
      made.type = "button"
      made.addEventListener("click", function () { choose(id, names.concat(row[1]), row[2]) })
    } else made.href = "#" + id
    item.append(made)
    return item
  }

  function draw(id, found) {
    var parts = id ? id.split("/") : []
    var cards = make("ul", "ms-cards ms-cards--small ms-pick")
    var made = [heading("选" + DEPTH[parts.length])]
    found.rows.forEach(function (row) {
      cards.append(card(parts.concat(row[0]).join("/"), row, found.names, parts.length === 3))
    })
    if (parts.length) {
      var here = make("button", "ms-button", "就选到" + found.names[parts.length - 1])
      here.type = "button"
      here.addEventListener("click", function () { choose(id, found.names, "") })
      made.push(trail(parts, found.names))
      if (!found.rows.length) made.push(make("p", "ms-note", "这里还没有下一级的名录。"))
      made.push(cards)
      var line = make("p")
      line.append(here)
      made.push(line)
    } else made.push(cards)
    host.replaceChildren.apply(host, made)
    if (!first) made[0].focus()
    first = false
  }

  function list() {
    var id = decodeURIComponent(location.hash.slice(1))
    if (!/^([a-z0-9-]+(\/[a-z0-9-]+){0,2})?$/.test(id)) id = ""
    open(id).then(function (found) {
      if (found) draw(id, found)
      else if (id) location.replace("#")
    }, function () {
      host.replaceChildren(make("p", "ms-note ms-note--wait", "名录没有取到，请检查网络后刷新这一页。"))
    })
  }

  function start() {
    if (mine.now && !location.hash) done()
    else list()
  }

  // By name, when the search on this page can tell places from the rest.
  function byName() {
    var search = window.mingshiSearch && window.mingshiSearch.places
    if (!search) return
    var label = make("label", "", "写村（社区）的名字")
    var input = make("input")
    var hits = make("ul", "ms-cards")
    var box = make("div", "ms-search ms-js")
    var asked = ""
    input.type = "search"
    input.maxLength = 40
    input.autocomplete = "off"
    label.append(input)
    box.append(label)
    host.before(box, hits)
    input.addEventListener("input", function () {
      var words = asked = input.value.trim()
      if (words.length < 2) { hits.replaceChildren(); return }
      Promise.resolve(search(words)).then(function (found) {
        if (asked !== words) return
        var known = found.filter(function (place) { return place.level !== "province" })
        hits.replaceChildren.apply(hits, known.slice(0, 8).map(hit))
      }, function () {})
    })
  }

  function hit(place) {
    var item = make("li")
    var made = make("button", "ms-card")
    made.type = "button"
    made.append(make("strong", "", place.name), make("small", "", place.above.join(" ")))
    made.addEventListener("click", function () { choose(place.id, place.above.concat(place.name)) })
    item.append(made)
    return item
  }

  window.addEventListener("hashchange", list)
  document.addEventListener("mingshi:place", function () { if (!mine.now) list() })
  // The script that loads the register comes after this one.
  document.addEventListener("DOMContentLoaded", function () { byName(); start() })
})()
