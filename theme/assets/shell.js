// What the frame can do: larger text, dark page, print. Works without storage, as on a locked-down desk.
(function () {
  "use strict"
  var root = document.documentElement
  var media = window.matchMedia("(prefers-color-scheme: dark)")

  function kept(name) {
    try { return localStorage.getItem("mingshi." + name) } catch (refused) { return null }
  }

  function keep(name, value) {
    try {
      if (value) localStorage.setItem("mingshi." + name, value)
      else localStorage.removeItem("mingshi." + name)
    } catch (refused) { /* the choice then holds for this page only */ }
  }

  function button(name, isOn, toggle) {
    var found = document.querySelector("[data-mingshi-" + name + "]")
    if (!found) return
    function show() { found.setAttribute("aria-pressed", String(isOn())) }
    found.addEventListener("click", function () { toggle(!isOn()); show() })
    show()
  }

  root.classList.remove("no-js")
  root.classList.add("js")
  document.body.dataset.mdColorScheme = kept("scheme") || (media.matches ? "slate" : "default")

  button("large", function () { return root.classList.contains("ms-large") }, function (on) {
    root.classList.toggle("ms-large", on)
    keep("large", on ? "1" : "")
  })

  button("scheme", function () { return document.body.dataset.mdColorScheme === "slate" }, function (on) {
    document.body.dataset.mdColorScheme = on ? "slate" : "default"
    keep("scheme", on ? "slate" : "default")
  })

  var print = document.querySelector("[data-mingshi-print]")
  if (print) print.addEventListener("click", function () { window.print() })
})()
