// The search box: suggestions while typing (the combobox pattern of WAI-ARIA), and the page of results.
(function () {
  "use strict"
  var home = window.mingshiSearch, engine = home.engine
  var WAIT = 150
  var FIRST = 5
  var OTHERS = 3
  var ON_PAGE = 30
  var count = 0

  function make(tag, attributes, content) {
    var element = document.createElement(tag)
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]) })
    ;[].concat(content === undefined ? [] : content).forEach(function (part) {
      if (part) element.append(part)
    })
    return element
  }

  function to(page) { return new URL(page + "index.html", engine.base).href }

  // A text with what was asked for marked in it.
  function marked(text, marks) {
    var parts = [], at = 0
    ;(marks || []).forEach(function (mark) {
      parts.push(text.slice(at, mark[0]), make("mark", {}, text.slice(mark[0], mark[1])))
      at = mark[1]
    })
    return parts.concat(text.slice(at))
  }

  // What a line of results says: title, verdict, where to go, and why it is here.
  function line(hit) {
    var parts = [make("strong", {}, marked(hit.title, hit.marks))]
    if (hit.verdict) {
      var chip = make("span", { class: "ms-chip ms-chip--" + hit.tone }, hit.verdict)
      parts.push(hit.place ? make("span", {}, [hit.place + "：", chip]) : chip)
      if (hit.where) parts.push(make("span", { class: "ms-go" }, "去哪里：" + hit.where))
      if (hit.only) parts.push(make("small", {}, hit.only))
      if (hit.also) parts.push(make("small", {}, [hit.how].concat(marked(hit.also, hit.alsoMarks))))
    } else if (hit.note) parts.push(make("small", {}, hit.note))
    return parts
  }

  function joined(links) {
    return links.reduce(function (all, link, i) { return all.concat(i ? ["、", link] : [link]) }, [])
  }

  function missed(words) { return words === engine.hotline() ? words + " 是热线电话" : "没有找到“" + words + "”" }

  // Said when nothing was found: where to ask, what comes near, and a code to tell the editors with.
  function nothing(words, near) {
    var phone = engine.hotline()
    var links = near.map(function (n) { return make("a", { href: n.href }, n.title) })
      .concat(make("a", { href: to("items/") }, "全部事项"), make("a", { href: to("places/") }, "全部地方"))
    return [
      make("p", {}, [make("strong", {}, missed(words) + "。"), "换个说法试试；急着办，拨打 ",
        make("a", { href: "tel:" + phone }, phone), " 问一问。"]),
      make("p", {}, ["也可以看："].concat(joined(links), "。")),
      report(words)
    ]
  }

  // Said under what only comes near.
  function doubt() {
    var phone = engine.hotline()
    return make("p", {}, ["都不是？换个说法试试；急着办，拨打 ", make("a", { href: "tel:" + phone }, phone), " 问一问。"])
  }

  function report(words) {
    var code = engine.coded(words)
    if (!code) return make("p", {}, "您写的里面有一长串数字，可能是证件号码或者电话，请不要填在这里。")
    var said = make("span", { role: "status" })
    var field = make("input", { type: "text", readonly: "", value: code, "aria-label": "没找到的口令" })
    var button = make("button", { type: "button" }, "复制口令")
    button.addEventListener("click", function () {
      field.select()
      var copying = navigator.clipboard ? navigator.clipboard.writeText(code) : Promise.reject(new Error("no clipboard"))
      copying.catch(function () { if (!document.execCommand("copy")) throw new Error("not copied") })
        .then(function () { said.textContent = "已复制" }, function () { said.textContent = "请长按口令复制" })
    })
    return make("div", { class: "ms-miss" }, [
      make("p", {}, "告诉本站：把下面的口令发给村（居）委会或者本站的编辑，他们会补上这个说法。口令里只有您写的这几个字。"),
      field, button, said
    ])
  }

  // What a reader must know of the words that were looked for, in sentences.
  function limits(found, input) {
    var isCut = input.maxLength > 0 && input.value.length >= input.maxLength
    return (found.elsewhere ? "本站只管" + found.elsewhere + "的规定。" : "") +
      (isCut ? "最多写 " + input.maxLength + " 个字，后面的没有查。" : "")
  }

  function summary(found, input) {
    var parts = found.groups.map(function (g) { return g.title + " " + g.hits.length + " 个" })
    var more = limits(found, input)
    var said = !parts.length ? missed(found.words)
      : (found.isSure ? "查到" : "没有完全对得上的，最接近的有") + parts.join("、")
    return more ? said + "。" + more : said
  }

  engine.attach = function (host) {
    if (host.mingshiAttached) return
    host.mingshiAttached = true
    if (host.hasAttribute("data-mingshi-results")) results(host)
    else suggestions(host)
  }

  // ---- suggestions -----------------------------------------------------------------------------------------------

  function suggestions(host) {
    var input = host.querySelector("input"), form = input.form
    var id = "ms-found-" + count++
    var panel = make("div", { class: "ms-results", hidden: "" })
    var list = make("div", { role: "listbox", id: id, "aria-label": "查到的" })
    var message = make("div", {})
    var status = make("div", { class: "ms-heard", role: "status" })
    var timer, asked, shown, active = -1, latest = null, isBroken = false
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

    function option(href, content, number) {
      return make("a", { role: "option", id: id + "-" + number, href: href, "aria-selected": "false", tabindex: "-1" }, content)
    }

    function show(words, found) {
      var chosen = shown === words ? active : -1, number = 0
      latest = found
      shown = words
      list.replaceChildren()
      message.replaceChildren()
      found.groups.forEach(function (group, i) {
        var name = id + "-" + group.key
        var box = make("div", { role: "group", "aria-labelledby": name }, make("span", { id: name }, group.title))
        group.hits.slice(0, i ? OTHERS : FIRST).forEach(function (hit) { box.append(option(hit.href, line(hit), number++)) })
        list.append(box)
      })
      var total = found.groups.reduce(function (sum, g) { return sum + g.hits.length }, 0)
      if (total > number) list.append(option(allOf(words), "看全部 " + total + " 个结果", number))
      var more = limits(found, input)
      if (more) message.append(make("p", {}, more))
      if (!total) message.append.apply(message, nothing(words, found.near))
      else if (!found.isSure) message.append(doubt())
      status.textContent = summary(found, input)
      open(true)
      choose(chosen)
    }

    function allOf(words) { return form.getAttribute("data-mingshi-to") + "?q=" + encodeURIComponent(words) }

    function ask() {
      var words = input.value.trim()
      asked = words
      // One letter is the beginning of a word, not a question.
      if (!words || /^[a-zA-Z]$/.test(words)) { open(false); return Promise.resolve() }
      return engine.find(words, function (found) {
        if (asked === words) show(words, found)
      }).then(function (found) {
        isBroken = false
        if (asked === words) show(words, found)
      }, function () {
        isBroken = true // the next Enter then follows the form
        if (shown !== words) list.replaceChildren()
        message.replaceChildren(make("p", {}, "检索数据没有取到，请稍后再试，或者按回车看全部事项。"))
        open(true)
      })
    }

    // Enter goes to the chosen one, or to the only one that is just what was written; else to the page of results.
    function go(words) {
      var chosen = options()[active]
      var sure = latest ? latest.groups.flatMap(function (g) { return g.hits }).filter(function (h) { return h.fit >= 1 }) : []
      if (chosen) location.href = chosen.href
      else if (sure.length === 1) location.href = sure[0].href
      else if (latest && latest.groups.length) location.href = allOf(words)
    }

    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, WAIT) })
    input.addEventListener("keydown", function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (event.key === "Escape" && !panel.hidden) { event.preventDefault(); open(false) }
      if (!step || event.isComposing) return
      event.preventDefault()
      if (event.altKey && step < 0) { open(false); return }
      if (panel.hidden) { ask(); return }
      if (event.altKey) return
      var total = options().length
      if (total) choose((active + step + (active < 0 && step < 0 ? 1 : 0) + total) % total)
    })
    form.addEventListener("submit", function (event) {
      var words = input.value.trim()
      if (!words || isBroken) return
      event.preventDefault()
      clearTimeout(timer)
      if (active >= 0) go(words)
      else ask().then(function () { if (!isBroken) go(words) })
    }, true)
    host.addEventListener("focusout", function (event) { if (!host.contains(event.relatedTarget)) open(false) })
    panel.addEventListener("mousedown", function (event) {
      if (!/^(?:INPUT|BUTTON)$/.test(event.target.tagName)) event.preventDefault()
    })
    engine.start().catch(function () {})
    if (input.value) ask()
  }

  // ---- the page of results -----------------------------------------------------------------------------------------

  function results(host) {
    var input = host.querySelector("input"), form = input.form
    var box = document.getElementById(host.getAttribute("data-mingshi-results"))
    var status = make("p", { role: "status", class: "ms-lead" })
    var list = make("div", {})
    var timer, asked
    box.replaceChildren(status, list)

    function section(group) {
      var rows = group.hits.slice(0, ON_PAGE).map(function (hit) {
        return make("li", {}, make("a", { href: hit.href, class: "ms-hit" }, line(hit)))
      })
      var more = group.hits.length - rows.length
      return make("section", {}, [make("h2", {}, group.title), make("ul", { class: "ms-rows ms-hits" }, rows),
        more > 0 && make("p", { class: "ms-small" }, "还有 " + more + " 个，加上县名、镇名再查。")])
    }

    function ask(isTyped) {
      var words = input.value.trim()
      asked = words
      if (isTyped) history.replaceState(null, "", words ? "?q=" + encodeURIComponent(words) : location.pathname)
      if (!words) { status.textContent = ""; list.replaceChildren(); answered(); return }
      engine.find(words).then(function (found) {
        if (asked !== words) return
        var more = limits(found, input)
        status.textContent = summary(found, input)
        status.className = found.groups.length ? "ms-lead" : "ms-heard"
        list.replaceChildren.apply(list, found.groups.length ? found.groups.map(section) : nothing(words, found.near))
        if (more && !found.groups.length) list.prepend(make("p", {}, more))
        if (found.groups.length && !found.isSure) list.append(doubt(), report(words))
      }, function () {
        status.textContent = "检索数据没有取到，请稍后再试，或者看全部事项。"
      }).then(answered)
    }

    // What stands below the results has waited for them.
    function answered() { document.documentElement.classList.remove("ms-asked") }

    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, WAIT, true) })
    form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(timer); ask(true) }, true)
    var words = new URLSearchParams(location.search).get("q")
    if (words && !input.value) input.value = words.slice(0, Number(input.maxLength) > 0 ? input.maxLength : 80)
    if (input.value) ask()
    else answered()
  }
})()
