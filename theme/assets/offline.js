// Registers the worker that keeps pages for when there is no network, once the page is there and at rest. Not from a
// disk, where browsers have no workers and refuse the manifest.
(function () {
  "use strict"
  var workers = navigator.serviceWorker
  var root = new URL("../", document.currentScript.src)
  if (!workers || !window.isSecureContext || !/^http/.test(location.protocol)) return

  function add(tag, values) {
    return document.head.appendChild(Object.assign(document.createElement(tag), values))
  }

  function tell() {
    if (document.querySelector(".ms-newer")) return
    var box = document.createElement("div")
    var button = document.createElement("button")
    box.className = "ms-newer"
    box.setAttribute("role", "status")
    button.type = "button"
    button.textContent = "有新内容，刷新看"
    button.addEventListener("click", function () { location.reload() })
    document.body.appendChild(box)
    box.appendChild(button)
  }

  function start() {
    var had = workers.controller
    var asked = Date.now()
    workers.addEventListener("message", function (event) {
      if (event.data && event.data.mingshi === "newer") tell()
    })
    workers.addEventListener("controllerchange", function () {
      if (had) workers.controller.postMessage({ mingshi: "check" })
      had = workers.controller
    })
    if (had) had.postMessage({ mingshi: "loaded" })
    workers.register(new URL("sw.js", root).href).then(function (registration) {
      // A page left open for days asks again when it is looked at.
      document.addEventListener("visibilitychange", function () {
        if (document.hidden || Date.now() - asked < 3600000) return
        asked = Date.now()
        registration.update().catch(function () {})
      })
    }).catch(function () { /* forbidden here, or no such file: the site works as it is */ })
  }

  add("link", { rel: "manifest", href: new URL("manifest.webmanifest", root).href })
  // Whoever saves data is asked for nothing that is not on the screen.
  if (navigator.connection && navigator.connection.saveData && !workers.controller) return
  var idle = window.requestIdleCallback || function (run) { setTimeout(run, 2000) }
  function soon() { idle(start, { timeout: 5000 }) }
  if (document.readyState === "complete") soon()
  else window.addEventListener("load", soon)
})()
