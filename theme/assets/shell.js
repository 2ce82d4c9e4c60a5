// What the frame can do: the large-letter version, dark page, print. Works without storage, as on a locked-down desk.
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

  function find(name) { return document.querySelector("[data-mingshi-" + name + "]") }

  function button(name, isOn, toggle) {
    var found = find(name)
    if (!found) return
    function show() { found.setAttribute("aria-pressed", String(isOn())) }
    found.addEventListener("click", function () { toggle(!isOn()); show() })
    show()
  }

  function has(name) { return function () { return root.classList.contains(name) } }

  root.classList.remove("no-js")
  root.classList.add("js")
  document.body.dataset.mdColorScheme = kept("scheme") || (media.matches ? "slate" : "default")

  button("elder", has("ms-elder"), function (on) {
    root.classList.toggle("ms-elder", on)
    root.classList.remove("ms-huge")
    if (find("huge")) find("huge").setAttribute("aria-pressed", "false")
    if (!on && window.mingshiSpeech) window.mingshiSpeech.stop()
    keep("elder", on ? "large" : "")
  })

  button("huge", has("ms-huge"), function (on) {
    root.classList.toggle("ms-huge", on)
    keep("elder", on ? "huge" : "large")
  })

  button("scheme", function () { return document.body.dataset.mdColorScheme === "slate" }, function (on) {
    document.body.dataset.mdColorScheme = on ? "slate" : "default"
    keep("scheme", on ? "slate" : "default")
  })

  // Reading aloud is a script of its own, fetched when it is first asked for.
  var read = find("read")
  if (read) read.addEventListener("click", function () {
    if (window.mingshiSpeech) { window.mingshiSpeech.toggle(); return }
    if (read.disabled) return
    read.disabled = true
    var script = document.createElement("script")
    script.src = read.dataset.mingshiRead
    script.onload = function () { read.disabled = false; read.focus(); window.mingshiSpeech.toggle() }
    script.onerror = function () { read.disabled = false; find("say").textContent = "朗读功能没有取到，请稍后再试。" }
    document.head.appendChild(script)
  })

  var print = find("print")
  if (print) print.addEventListener("click", function () { window.print() })

  // What is folded away on the screen is printed too.
  var opened = []
  window.addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("main details:not([open])"))
    opened.forEach(function (details) { details.open = true })
  })
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false })
  })
})()
