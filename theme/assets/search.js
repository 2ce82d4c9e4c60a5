// Brings the search when somebody turns to a box: program, style and data are asked for only then. Other scripts call
// mingshiSearch.find(words) and .places(words); both give promises. The attribute of a box names its three files.
(function () {
  "use strict"
  var hosts = Array.prototype.slice.call(document.querySelectorAll("[data-mingshi-search]"))
  var coming = null

  function add(tag, name, address) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement(tag)
      if (tag === "link") element.rel = "stylesheet"
      element[name] = address
      element.onload = resolve
      element.onerror = function () { coming = null; reject(new Error(address)) }
      document.head.appendChild(element)
    })
  }

  // The program: { find, places, attach, … }.
  function open() {
    var parts = hosts.length ? hosts[0].getAttribute("data-mingshi-search").split(" ") : []
    coming = coming || (parts.length < 3 ? Promise.reject(new Error("no search box")) : Promise.all([
      add("script", "src", parts[0]).then(function () { return add("script", "src", parts[1]) }), add("link", "href", parts[2])
    ]).then(function () { return window.mingshiSearch.engine }))
    return coming
  }

  function begin(host) {
    return open().then(function (engine) { engine.attach(host) })
  }

  window.mingshiSearch = {
    open: open,
    find: function (words) { return open().then(function (engine) { return engine.find(words) }) },
    places: function (words) { return open().then(function (engine) { return engine.places(words) }) }
  }

  hosts.forEach(function (host) {
    var input = host.querySelector("input"), form = input && input.form
    if (!form) return
    input.addEventListener("focus", function () { begin(host).catch(function () {}) })
    // Who presses Enter before the program is there waits for it; if it does not come, the page of results says so.
    form.addEventListener("submit", function (event) {
      var to = form.getAttribute("data-mingshi-to")
      if (host.mingshiAttached || !to || !input.value.trim()) return
      event.preventDefault()
      begin(host).then(function () {
        form.dispatchEvent(new Event("submit", { cancelable: true }))
      }, function () {
        location.href = to + "?q=" + encodeURIComponent(input.value.trim())
      })
    })
    var results = document.getElementById(host.getAttribute("data-mingshi-results"))
    if (results || document.activeElement === input) begin(host).catch(function () {
      if (!results) return
      results.textContent = "检索程序没有取到，请稍后再试，或者从下面找。"
      document.documentElement.classList.remove("ms-asked")
    })
  })
})()
