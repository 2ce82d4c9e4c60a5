// "Take this county along": keeps all pages of a county, and what goes with them, in the browser. The size is told
// before anything is fetched; what is there already is not fetched again, so a broken line costs nothing.
(function () {
  "use strict"
  var box = document.querySelector("[data-mingshi-take]")
  var workers = navigator.serviceWorker
  if (!box || !workers || !window.caches || !window.isSecureContext || !/^http/.test(location.protocol)) return
  var area = box.getAttribute("data-mingshi-take")
  var lists = new URL(box.getAttribute("data-lists"), location.href)
  var root = new URL("../../", lists).href
  var AT_ONCE = 4
  var isStopped = false
  var scope

  function make(tag, text, values) {
    var element = Object.assign(document.createElement(tag), values || {})
    if (text) element.textContent = text
    return element
  }

  function button(text, run) { return make("button", text, { type: "button", className: "ms-take__do", onclick: run }) }
  function size(bytes) { return "约 " + Math.max(bytes / 1e6, 0.1).toFixed(1) + " MB" }
  function cacheOf(name) { return caches.open("mingshi " + scope + " taken " + name) }

  var panel = make("div")
  var status = make("p", "", { className: "ms-take__says" })
  status.setAttribute("role", "status")
  box.append(panel, status)

  function show() {
    var hadFocus = panel.contains(document.activeElement)
    panel.replaceChildren.apply(panel, arguments)
    var first = panel.querySelector("button, input")
    if (hadFocus && first) first.focus()
  }

  async function json(name) {
    var response = await fetch(new URL(name + ".json", lists), { cache: "no-cache" })
    if (!response.ok) throw new TypeError(name)
    return response.json()
  }

  async function noted(name) {
    if (!await caches.has("mingshi " + scope + " taken " + name)) return null // opening it would make it
    var found = await (await cacheOf(name)).match(new URL(name + ".json", lists).href)
    return found ? found.json() : null
  }

  async function note(name, list) {
    var body = new Response(JSON.stringify(list), { headers: { "content-type": "application/json" } })
    await (await cacheOf(name)).put(new URL(name + ".json", lists).href, body)
  }

  async function take(cache, seen, file) {
    var address = root + file[0]
    var before = await cache.match(address)
    if (before && before.headers.get("mingshi-revision") === file[1]) return
    var response = await fetch(address, { cache: "no-cache", headers: { "mingshi-take": "1" } })
    if (!response.ok) throw new TypeError(address)
    var headers = { "content-type": response.headers.get("content-type") || "", "mingshi-revision": file[1] }
    await cache.put(address, new Response(await response.blob(), { headers: headers }))
    await seen.delete(address)
  }

  // Keeps files, a few at a time; `step` hears of every one.
  async function takeAll(name, files, step) {
    var cache = await cacheOf(name)
    var seen = await caches.open("mingshi " + scope + " seen")
    var next = 0
    async function work() {
      while (next < files.length && !isStopped) {
        await take(cache, seen, files[next++])
        step()
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    if (isStopped) return
    var wanted = new Set(files.map(function (file) { return root + file[0] }))
    var keys = await cache.keys()
    await Promise.all(keys.map(function (key) { return wanted.has(key.url) || cache.delete(key) }))
  }

  function counted(number) { return number + " 个文件" }

  async function offer() {
    status.textContent = "正在看有多大……"
    try {
      var own = await json(area)
      var common = (await json("common")).groups
    } catch (broken) {
      status.textContent = "没有取到清单，请连上网再试。"
      return
    }
    var choices = common.map(function (group) {
      var tick = make("input", "", { type: "checkbox", checked: group.bytes < 3e6 })
      var label = make("label", "", { className: "ms-take__choice" })
      label.append(tick, group.title + "：" + counted(group.files.length) + "，" + size(group.bytes))
      return { group: group, tick: tick, label: label }
    })
    var total = make("p")
    function chosen() { return choices.filter(function (c) { return c.tick.checked }).map(function (c) { return c.group }) }
    function bytes() { return chosen().reduce(function (sum, group) { return sum + group.bytes }, own.bytes) }
    function sum() { total.textContent = "一共要占这台设备" + size(bytes()) + "，下载的流量通常少得多。建议连上无线网再存。" }
    choices.forEach(function (c) { c.tick.onchange = sum })
    sum()
    status.textContent = ""
    show.apply(null, [make("p", own.name + "的全部页面：" + counted(own.files.length) + "，" + size(own.bytes))].concat(
      choices.map(function (c) { return c.label }), total,
      button("开始存", function () { run(own, chosen(), bytes()) }), button("不存了", start)))
  }

  async function room(bytes) {
    if (!navigator.storage || !navigator.storage.estimate) return true
    if (navigator.storage.persist) navigator.storage.persist().catch(function () {})
    var found = await navigator.storage.estimate()
    return !found.quota || found.quota - (found.usage || 0) > bytes * 1.1
  }

  async function run(own, groups, bytes) {
    var others = [].concat.apply([], groups.map(function (group) { return group.files }))
    var all = own.files.length + others.length
    var bar = make("progress", "", { max: all, value: 0 })
    var text = make("p", "已存 0 / " + all)
    bar.setAttribute("aria-label", "存的进度")
    isStopped = false
    show(bar, text, button("先停下", function () { isStopped = true }))
    function step() {
      bar.value += 1
      text.textContent = "已存 " + bar.value + " / " + all
    }
    try {
      if (!await room(bytes)) throw new DOMException("", "QuotaExceededError")
      await takeAll(area, own.files, step)
      await takeAll("common", others, step)
      if (!isStopped) {
        await note("common", { groups: groups.map(function (group) { return group.id }) })
        await note(area, { name: own.name, version: own.version, bytes: bytes, count: all })
      }
      status.textContent = isStopped ? "停下了，已经存的还在；再点一次接着存。" : "存好了。没有网络时，打开本站就能看。"
    } catch (broken) {
      var isRefused = broken instanceof DOMException && /Quota|Security|InvalidState|NotAllowed/.test(broken.name)
      status.textContent = isRefused
        ? "浏览器不让存这么多：可能空间满了，也可能是无痕浏览。清理一些空间，或者换用普通窗口再试。"
        : "网络断了，已经存的还在；连上网再点一次，接着存。"
    }
    await start()
  }

  async function forget() {
    await caches.delete("mingshi " + scope + " taken " + area)
    var names = await caches.keys()
    var rest = names.filter(function (name) { return name.startsWith("mingshi " + scope + " taken ") })
    // What goes with every county is of no use without any.
    if (rest.length === 1 && rest[0].endsWith(" taken common")) await caches.delete(rest[0])
    status.textContent = "已经从这台设备里删掉。"
    await start()
  }

  // Tells what there is, and whether something newer has been published.
  async function start() {
    try { var mine = await noted(area) } catch (refused) {
      status.textContent = "浏览器不让网站存东西（可能是无痕浏览），所以存不了。"
      return
    }
    if (!mine) { show(button("存进这台设备", offer)); return }
    var says = make("p", "已经存在这台设备里：" + counted(mine.count) + "，" + size(mine.bytes) + "。")
    show(says, button("更新", offer), button("删掉", forget))
    json(area).then(function (now) {
      if (now.version !== mine.version) says.append("有新内容，可以更新。")
    }, function () { /* no network: it is what is there */ })
  }

  workers.ready.then(function (registration) { scope = registration.scope; return start() })
})()
