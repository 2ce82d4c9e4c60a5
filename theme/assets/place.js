// My place: chosen once, kept in this browser, named in the header. Nothing leaves the device.
// The script in the header has shown it already; here it is set, changed and cleared.
(function () {
  "use strict"
  var mine = window.mingshiPlace
  var box = document.querySelector("[data-mingshi-place]")
  if (!mine || !box) return
  var KEY = "mingshi.place"
  var arrived = {}
  var waiting = {}

  mine.keeps = true

  // Tells whether the browser will remember it; if not, the choice holds for this page only.
  mine.set = function (place) {
    try {
      if (place) localStorage.setItem(KEY, JSON.stringify(place))
      else localStorage.removeItem(KEY)
    } catch (refused) { mine.keeps = false }
    mine.show(place)
    box.querySelector("details").open = false
    document.dispatchEvent(new CustomEvent("mingshi:place"))
    return mine.keeps
  }

  // Small files of places, "index" or "city/county", each loaded once: works from a disk too.
  window.mingshiAreas = { take: function (name, data) { arrived[name] = data } }
  mine.load = function (name) {
    waiting[name] = waiting[name] || new Promise(function (resolve, reject) {
      var script = document.createElement("script")
      script.src = mine.root + "assets/areas/" + name + ".js"
      script.onload = function () { resolve(arrived[name]) }
      script.onerror = function () { delete waiting[name]; reject(new Error(name)) }
      document.head.appendChild(script)
    })
    return waiting[name]
  }

  box.querySelector("details button").addEventListener("click", function () {
    mine.set(null)
    box.querySelector("a").focus()
  })
  document.addEventListener("click", function (event) {
    var menu = box.querySelector("details")
    if (menu.open && !menu.contains(event.target)) menu.open = false
  })
  box.addEventListener("keydown", function (event) {
    var menu = box.querySelector("details")
    if (event.key !== "Escape" || !menu.open) return
    menu.open = false
    menu.querySelector("summary").focus()
  })

  var button = document.querySelector("[data-mingshi-here]")
  function pressed() {
    if (!button) return
    var is = !!mine.now && mine.now.id === button.dataset.mingshiHere
    button.setAttribute("aria-pressed", String(is))
    button.textContent = !is ? "设为我的地方" : mine.keeps ? "✓ 这是我的地方" : "✓ 这是我的地方（浏览器不让保存，只在这一页有效）"
  }
  if (button) button.addEventListener("click", function () {
    var data = button.dataset
    var is = button.getAttribute("aria-pressed") === "true"
    mine.set(is ? null : { id: data.mingshiHere, name: data.name, kind: data.kind })
  })
  document.addEventListener("mingshi:place", pressed)
  pressed()

  var share = document.querySelector("[data-mingshi-share]")
  if (share) share.addEventListener("click", function () {
    var said = document.querySelector("[data-mingshi-shared]")
    var address = location.href.split("#")[0]
    function byHand() { said.textContent = "请长按复制：" + address }
    function done() { said.textContent = "网址已经复制，可以发给家里人。" }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(address).then(done, byHand)
    else byHand()
  })
})()
