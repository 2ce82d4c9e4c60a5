// Finds items and places while typing, from small script files made by render/search.py, so that it works from a
// disk too. Attaches to every [data-mingshi-search]; without it the form leads to the list of all items.
(function () {
  "use strict"
  var base = new URL("../", document.currentScript.src)
  var SHOWN = 8
  var WAIT = 120
  var RANK = { exact: 0, prefix: 1, alias: 2, inside: 3, around: 4, pinyin: 5, pinyinInside: 6, initials: 7 }
  var TAILS = { 街道: "jie dao", 镇: "zhen", 乡: "xiang", 市: "shi", 区: "qu", 县: "xian" }
  var files = {}
  var arrived = {}
  var count = 0

  window.mingshiSearch = { take: function (name, data) { arrived[name] = data } }

  function load(name) {
    files[name] = files[name] || new Promise(function (resolve, reject) {
      var script = document.createElement("script")
      script.src = new URL("assets/search/" + name + ".js", base).href
      script.onload = function () { resolve(arrived[name]) }
      script.onerror = function () { delete files[name]; reject(new Error(name)) }
      document.head.appendChild(script)
    })
    return files[name]
  }

  function cleaned(text) {
    return text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ü/g, "v")
  }

  function bare(text) { return cleaned(text).replace(/[^\p{L}\p{N}]/gu, "") }

  // How well a name answers the words; undefined when it does not.
  function rank(name, syllables, words, isAlias) {
    if (/^[a-z0-9]+$/.test(words)) {
      var letters = syllables.join("")
      var initials = syllables.map(function (s) { return s[0] }).join("")
      if (letters.startsWith(words)) return letters === words ? RANK.pinyin - 0.5 : RANK.pinyin
      if (letters.includes(words) && words.length > 2) return RANK.pinyinInside
      if (words.length > 1 && initials.includes(words)) return RANK.initials + (initials.startsWith(words) ? 0 : 0.5)
      return undefined
    }
    if (name === words) return isAlias ? RANK.alias - 0.5 : RANK.exact
    if (name.startsWith(words)) return isAlias ? RANK.alias : RANK.prefix
    if (name.includes(words)) return RANK.inside + (isAlias ? 0.5 : 0)
    if (name.length > 1 && words.includes(name)) return RANK.around - name.length / 100
    return undefined
  }

  function findItems(items, words) {
    var found = []
    items.forEach(function (item) {
      var best = null
      for (var i = 0; i < item[3].length; i += 2) {
        var at = rank(bare(item[3][i]), item[3][i + 1].split(" "), words, i > 0)
        if (at !== undefined && (!best || at < best.rank)) best = { rank: at, alias: i > 0 ? item[3][i] : "" }
      }
      if (best) found.push({ rank: best.rank, page: item[0], title: item[3][0], verdict: item[1], tone: item[2],
        note: best.alias ? "也叫“" + best.alias + "”" : "", level: 0, order: item[3][0].length })
    })
    return found.sort(byRank)
  }

  function byRank(a, b) { return a.rank - b.rank || a.level - b.level || a.order - b.order }

  // "name|slug with ' between syllables|number above|pinyin" and the areas above it, opened up.
  function opened(text, above) {
    var parts = text.split("|")
    var over = parts[2] === "" ? null : above[parts[2]]
    return {
      title: parts[0],
      page: (over ? over.page : "places/") + parts[1].replace(/'/g, "") + "/",
      syllables: spoken(parts),
      level: over ? over.level + 1 : 0,
      order: Number(parts[2]),
      county: over && over.level ? over.county || over.title : "",
      note: over ? over.note + over.title : ""
    }
  }

  // The slug of a town or county leaves out what it is: "鼓楼区|gu'lou".
  function spoken(parts) {
    var found = (parts[3] || parts[1].replace(/-?\d+$/, "")).split(/[ '-]/)
    var tail = found.length < parts[0].length && Object.keys(TAILS).find(function (t) { return parts[0].endsWith(t) })
    return tail ? found.concat(TAILS[tail].split(" ")) : found
  }

  function upperAreas(texts) {
    var found = []
    texts.forEach(function (text) { found.push(opened(text, found)) })
    return found
  }

  // "闽清东山村" and "东山村 闽清" mean the same: the name looked for, and where.
  function split(words, areas) {
    var parts = cleaned(words).split(/\s+/).map(bare).filter(Boolean)
    if (parts.length !== 1) return parts
    var over = areas.filter(function (area) {
      var short = area.title.length > 2 ? area.title.replace(/(自治|特)?[市县区镇乡]$|街道$/, "") : area.title
      area.cut = parts[0].startsWith(area.title) ? area.title : short
      return area.cut.length > 1 && parts[0].startsWith(area.cut) && parts[0].length > area.cut.length + 1
    }).sort(function (a, b) { return b.cut.length - a.cut.length })[0]
    return over ? [parts[0].slice(over.cut.length), over.cut] : parts
  }

  function findPlaces(areas, name, where) {
    var found = []
    areas.forEach(function (area) {
      var at = rank(area.title, area.syllables, name, false)
      if (at === undefined || (at > RANK.inside && at < RANK.pinyin - 0.5)) return
      var inside = where.every(function (part) { return (area.note + area.title).includes(part) })
      if (inside) found.push(Object.assign({ rank: at }, area))
    })
    return found
  }

  function shardsFor(ranges, name) {
    var isHan = !/^[a-z0-9]+$/.test(name)
    var inRange = ranges.map(function (range, number) {
      if (isHan) return range[2].includes(Array.from(name)[0]) ? number : -1
      return range[0].slice(0, name.length) <= name && name <= range[1].slice(0, name.length) ? number : -1
    })
    var sameLetter = ranges.map(function (range, number) {
      return !isHan && name.length < 5 && range[0][0] <= name[0] && name[0] <= range[1][0] ? number : -1
    })
    return inRange.concat(sameLetter).filter(function (n, i, all) { return n >= 0 && all.indexOf(n) === i })
  }

  function communities(towns, name) {
    if (name.length < 2) return Promise.resolve([])
    return load("shards").then(function (ranges) {
      return Promise.all(shardsFor(ranges, name).map(function (number) { return load("p" + number) }))
    }).then(function (shards) {
      var seen = new Set(shards.flat())
      return Array.from(seen, function (text) { return opened(text, towns) })
    })
  }

  // Calls `early` with the items as soon as they are known; the places take one or two files more.
  function search(words, early) {
    load("items").then(function (data) { early(findItems(data.items, bare(words))) }).catch(function () {})
    return Promise.all([load("items"), load("towns")]).then(function (data) {
      var upper = upperAreas(data[0].areas)
      var towns = data[1].map(function (text) { return opened(text, upper) })
      var areas = upper.concat(towns)
      var parts = split(words, areas)
      if (!parts.length) return { items: [], places: [] }
      var items = findItems(data[0].items, bare(words))
      return Promise.all(parts.map(function (name, i) {
        var where = parts.filter(function (_, j) { return j !== i })
        return communities(towns, name).then(function (below) { return findPlaces(areas.concat(below), name, where) })
      })).then(function (lists) {
        return { items: items, places: (lists.find(function (l) { return l.length }) || []).sort(byRank) }
      })
    })
  }

  function make(tag, attributes, text) {
    var element = document.createElement(tag)
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]) })
    if (text) element.textContent = text
    return element
  }

  function addressOf(hit) { return new URL(hit.page + "index.html", base).href }

  function option(hit, id) {
    var link = make("a", { role: "option", id: id, href: addressOf(hit), "aria-selected": "false", tabindex: "-1" })
    link.appendChild(make("strong", {}, hit.title))
    if (hit.verdict) link.appendChild(make("span", { class: "ms-chip ms-chip--" + hit.tone }, hit.verdict))
    if (hit.note) link.appendChild(make("small", {}, hit.note))
    return link
  }

  function group(title, hits, id) {
    var box = make("div", { role: "group", "aria-labelledby": id })
    box.appendChild(make("span", { id: id }, title))
    hits.slice(0, SHOWN).forEach(function (hit, i) { box.appendChild(option(hit, id + "-" + i)) })
    return box
  }

  function hint(words, places) {
    var example = places.find(function (place) { return place.county })
    return example ? "加上县名再查，例如“" + words + " " + example.county + "”。" : "请把名字写得完整些。"
  }

  function nothing(words) {
    var box = make("p", {}, "没有找到“" + words + "”。换个说法试试，或者看")
    box.appendChild(make("a", { href: new URL("items/index.html", base).href }, "全部事项"))
    box.appendChild(document.createTextNode("、"))
    box.appendChild(make("a", { href: new URL("places/index.html", base).href }, "全部地方"))
    box.appendChild(document.createTextNode("。"))
    return box
  }

  function attach(host) {
    var input = host.querySelector("input")
    if (!input || !input.form) return
    var id = "ms-found-" + count++
    var panel = make("div", { class: "ms-results", hidden: "" })
    var list = make("div", { role: "listbox", id: id, "aria-label": "查到的事项和地方" })
    var message = make("div", {})
    var status = make("div", { class: "ms-heard", role: "status" })
    var timer, asked, shown, active = -1, latest = { items: [], places: [] }, isBroken = false
    panel.append(list, message)
    host.append(panel, status)
    Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": id }).forEach(function (pair) { input.setAttribute(pair[0], pair[1]) })

    function options() { return Array.from(list.querySelectorAll("[role=option]")) }

    function open(isOpen) {
      panel.style.top = input.getBoundingClientRect().bottom - host.getBoundingClientRect().top + "px"
      panel.hidden = !isOpen
      input.setAttribute("aria-expanded", String(isOpen && options().length > 0))
      if (!isOpen) choose(-1)
    }

    function choose(number) {
      active = number
      input.removeAttribute("aria-activedescendant")
      options().forEach(function (link, i) {
        link.setAttribute("aria-selected", String(i === number))
        if (i !== number) return
        input.setAttribute("aria-activedescendant", link.id)
        link.scrollIntoView({ block: "nearest" })
      })
    }

    function show(words, found) {
      var more = found.places.length - SHOWN
      var chosen = shown === words ? active : -1
      latest = found
      shown = words
      list.replaceChildren()
      message.replaceChildren()
      if (found.items.length) list.appendChild(group("事项", found.items, id + "-items"))
      if (found.places.length) list.appendChild(group("地方", found.places, id + "-places"))
      if (more > 0) message.appendChild(make("p", {}, "还有 " + more + " 个地方。" + hint(words, found.places)))
      if (!options().length) message.appendChild(nothing(words))
      status.textContent = options().length ? "查到 " + found.items.length + " 个事项、" + found.places.length + " 个地方"
        : "没有找到“" + words + "”"
      open(true)
      choose(chosen)
    }

    function ask() {
      var words = input.value.trim()
      asked = words
      // One letter is the beginning of a word, not a question.
      if (!bare(words) || /^[a-z]$/.test(bare(words))) { open(false); return Promise.resolve() }
      return search(words, function (items) {
        if (asked === words && items.length) show(words, { items: items, places: [] })
      }).then(function (found) {
        isBroken = false
        if (asked === words) show(words, found)
      }, function () {
        isBroken = true // the next Enter then follows the form to the list of all items
        if (shown !== words) list.replaceChildren()
        message.replaceChildren(make("p", {}, "检索数据没有取到，请稍后再试，或者按回车看全部事项。"))
        open(true)
      })
    }

    // Enter goes to the chosen one, or to the only exact answer; otherwise the reader chooses.
    function go() {
      var links = options()
      var exact = latest.items.concat(latest.places).filter(function (hit) { return hit.rank < RANK.prefix })
      if (links[active] || links.length === 1) location.href = (links[active] || links[0]).href
      else if (exact.length === 1) location.href = addressOf(exact[0])
    }

    input.addEventListener("focus", function () { load("items").catch(function () {}) })
    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, WAIT) })
    input.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (event.key === "Escape" && !panel.hidden) { event.preventDefault(); open(false) }
      if (!step || event.isComposing) return
      event.preventDefault()
      if (panel.hidden) { ask(); return }
      var total = options().length
      if (total) choose((active + step + (active < 0 && step < 0 ? 1 : 0) + total) % total)
    })
    input.form.addEventListener("submit", function (event) {
      if (!input.value.trim() || isBroken) return
      event.preventDefault()
      clearTimeout(timer)
      if (active >= 0) go()
      else ask().then(go)
    })
    host.addEventListener("focusout", function (event) { if (!host.contains(event.relatedTarget)) open(false) })
    panel.addEventListener("mousedown", function (event) { event.preventDefault() })
  }

  document.querySelectorAll("[data-mingshi-search]").forEach(attach)
})()
