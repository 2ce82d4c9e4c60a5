// The page shown when there is no network: what was wanted, and what is kept on this device.
(function () {
  "use strict"
  var host = document.querySelector("[data-mingshi-kept]")
  if (!host || !window.caches || !/^http/.test(location.protocol)) return
  var root = new URL(host.getAttribute("data-mingshi-kept"), location.href).href
  var NAME = "mingshi " + root + " "
  var SHOWN = 40

  function make(tag, text, values) {
    var element = Object.assign(document.createElement(tag), values || {})
    if (text) element.textContent = text
    return element
  }

  // Only a path below this site: the address is text from outside.
  function wanted() {
    var from = new URLSearchParams(location.search).get("from")
    if (from === null) return null
    var address = new URL(from, root)
    return address.href.startsWith(root) ? address.href : root
  }

  function tellLost() {
    var address = wanted()
    if (!address) return
    var lost = document.querySelector("[data-mingshi-lost]")
    var again = lost.querySelector("a")
    again.href = address
    lost.hidden = false
    window.addEventListener("online", function () { again.textContent = "连上网了，打开刚才那一页" })
  }

  async function titleOf(cache, request) {
    var text = await (await cache.match(request)).text()
    var found = /<title>[^<]*<\/title>/.exec(text)
    var title = found ? new DOMParser().parseFromString(found[0], "text/html").title : ""
    return title.replace(/ - [^-]*$/, "")
  }

  async function seen() {
    if (!await caches.has(NAME + "seen")) return []
    var cache = await caches.open(NAME + "seen")
    var keys = (await cache.keys()).reverse().filter(function (key) { return !key.url.includes("/offline/index.html") })
    return Promise.all(keys.slice(0, SHOWN).map(async function (key) {
      return { title: await titleOf(cache, key), address: key.url }
    }))
  }

  async function taken() {
    var names = (await caches.keys()).filter(function (name) { return name.startsWith(NAME + "taken ") })
    var found = await Promise.all(names.map(async function (name) {
      var area = name.slice((NAME + "taken ").length)
      var list = await (await caches.open(name)).match(root + "assets/offline/" + area + ".json")
      var what = list ? await list.json() : {}
      return what.name && { title: what.name + "（" + what.count + " 个文件）", address: root + "places/" + area + "/index.html" }
    }))
    return found.filter(Boolean)
  }

  function list(title, links) {
    if (!links.length) return
    var rows = make("ul", "", { className: "ms-cols ms-cols--wide" })
    links.forEach(function (link) {
      var row = make("li")
      row.appendChild(make("a", link.title || link.address.slice(root.length), { href: link.address }))
      rows.appendChild(row)
    })
    host.append(make("h2", title), rows)
  }

  tellLost()
  taken().then(function (counties) {
    list("存好的县（市、区）", counties)
    return seen()
  }).then(function (pages) {
    list("看过的页面", pages)
  }).catch(function () { /* storage is refused: nothing is kept then */ })
})()
