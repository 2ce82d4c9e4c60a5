// The page: open a file, check, save, copy, go on to the host of the repository. Nothing is sent from here.
const LONGEST = 7000 // an address; hosts refuse longer ones at about 8,000
const KEEP = "mingshi-edit-" + PLAN.kind
const form = tableBox(PLAN, "h2")
const body = PLAN.body ? scalarBox({ name: "body", title: "正文", long: true, hint: "" }) : null
const status = document.getElementById("status")
let opened = null, clean = true

function $(id) { return document.getElementById(id) }

function values() { return form.value() }

function bodyText() { return body ? body.value() : "" }

// Empty boxes are no fields: a required one among them has been told of before anything is written.
function written() { return write(values(), bodyText()) }

function fill(found, text) {
  form.fill(found.values)
  if (body) body.fill(found.body)
  opened = text === undefined ? null : { text: text, values: found.values }
  clean = true
  tell("")
  showPath()
}

function tell(text, bad) {
  status.textContent = text
  status.className = bad ? "bad" : ""
}

function showPath() {
  const path = pathOf(values())
  $("path").textContent = path || "填了编号就知道放在哪里"
}

function changed() {
  clean = false
  showPath()
  if ($("keep").checked) keep()
}

function mark(box, text, isError) {
  const error = box.node.querySelector(":scope > .error")
  error.textContent = text
  error.hidden = !text
  error.className = isError ? "error" : "error mild"
  if (isError) box.input.setAttribute("aria-invalid", "true")
  else box.input.removeAttribute("aria-invalid")
  return box.input
}

function spotOf(where) { return where[0] === "body" && body ? body : form.spot(where) }

// "用途第 1 项：用途"
function called(where) {
  let table = PLAN, text = ""
  where.forEach(function (part) {
    if (typeof part === "number") {
      text += "第 " + (part + 1) + " 项"
      return
    }
    const field = table.fields.find(function (known) { return known.name === part })
    text += (text ? "：" : "") + (field ? field.title : "正文")
    table = field && field.child ? field.child : table
  })
  return text
}

// Marks what is wrong; returns whether the file may be written.
function judged() {
  document.querySelectorAll(".error").forEach(function (node) { node.hidden = true })
  document.querySelectorAll("[aria-invalid]").forEach(function (node) { node.removeAttribute("aria-invalid") })
  const found = check(values(), bodyText(), opened), list = $("problems")
  list.textContent = ""
  found.forEach(function (one) {
    const input = mark(spotOf(one.where), one.error || one.hint, Boolean(one.error))
    const jump = button(called(one.where) + "：" + (one.error || one.hint), "", function () { input.focus() })
    jump.removeAttribute("aria-label")
    list.appendChild(make("li", { class: one.error ? "" : "mild" }, [jump]))
  })
  const errors = found.filter(function (one) { return one.error }).length
  $("text").textContent = errors ? "" : written()
  $("preview").hidden = errors > 0
  tell(errors ? "有 " + errors + " 处要改：" : found.length ? "可以保存；另有 " + found.length + " 处请看一眼：" : "没有发现问题。", errors)
  if (errors) status.focus()
  return !errors
}

function save() {
  if (!judged()) return
  const path = pathOf(values()), link = make("a", { download: path.split("/").pop() })
  link.href = URL.createObjectURL(new Blob([written()], { type: "application/octet-stream" }))
  document.body.appendChild(link)
  link.click()
  document.body.removeChild(link)
  setTimeout(function () { URL.revokeObjectURL(link.href) }, 1000)
  clean = true
  tell("已下载。把它放到仓库的 " + path + "，或者交给技术人员。")
}

// `after` is told whether it worked.
function copy(after) {
  const text = written()
  function byHand() {
    const area = make("textarea", { class: "aside" })
    area.value = text
    document.body.appendChild(area)
    area.select()
    const done = document.execCommand("copy")
    document.body.removeChild(area)
    after(done)
  }
  if (!navigator.clipboard) return byHand()
  navigator.clipboard.writeText(text).then(function () { after(true) }, byHand)
}

// Returns { url, filled }: the page of the host for this file, and whether it comes filled in.
function hostPage(path) {
  const host = PLAN.host, base = host.address, name = encodeURIComponent(path), way = path.split("/").map(encodeURIComponent).join("/")
  const branch = host.branch.split("/").map(encodeURIComponent).join("/")
  if (host.name === "gitee") return { url: base, filled: false }
  const edit = { github: "/edit/", gitlab: "/-/edit/", gitea: "/_edit/" }[host.name]
  if (opened) return { url: base + edit + branch + "/" + way, filled: false }
  if (host.name === "gitlab") return { url: base + "/-/new/" + branch, filled: false }
  const empty = base + (host.name === "github" ? "/new/" + branch : "/_new/" + branch + "/") + "?filename=" + name
  const full = empty + "&value=" + encodeURIComponent(written())
  return full.length <= LONGEST ? { url: full, filled: true } : { url: empty, filled: false }
}

function handIn() {
  if (!judged()) return
  const path = pathOf(values()), page = hostPage(path)
  // The window must open within the click; copying ends later.
  const told = page.filled ? "已打开仓库的新建文件页，内容填好了。" : "已打开仓库的页面，全文已复制：在那里粘贴，文件是 " + path + "。"
  if (!page.filled) copy(function (done) { if (!done) tell("没能复制，请下载文件，再到仓库里上传。", true) })
  window.open(page.url, "_blank", "noopener")
  tell(told)
}

function open(file) {
  file.arrayBuffer().then(function (bytes) {
    let text
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    } catch (error) {
      return tell("“" + file.name + "”不是 UTF-8 编码，先执行 mingshi fix。表单里的内容没有动。", true)
    }
    try {
      fill(read(text), unified(text))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return tell("“" + file.name + "”第 " + error.line + " 行：" + error.message + "。表单里的内容没有动。", true)
    }
    const same = written() === opened.text
    tell("已打开“" + file.name + "”。" + (same ? "" : "它不是规范格式，保存时会整理，内容不变。"))
  })
}

function keep() {
  try {
    localStorage.setItem(KEEP, JSON.stringify({ values: values(), body: bodyText() }))
  } catch (error) {
    $("keep").checked = false
    tell("这个浏览器不让保存草稿。", true)
  }
}

function forget() { try { localStorage.removeItem(KEEP) } catch (error) { return } }

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEEP) || "null")
  } catch (error) {
    return null
  }
}

function start() {
  Object.keys(PLAN.ids).forEach(function (kind) {
    document.body.appendChild(make("datalist", { id: "ids-" + kind }, PLAN.ids[kind].map(function (row) {
      return make("option", { value: row[0], text: row[1] })
    })))
  })
  $("boxes").appendChild(form.node)
  if (body) {
    $("boxes").appendChild(make("h2", { text: "正文" }))
    $("boxes").appendChild(fieldNode({ name: "body", title: "正文", hint: "用 Markdown 写：## 小标题、- 列表、表格、脚注。" }, body))
  }
  $("boxes").addEventListener("input", changed)
  $("boxes").addEventListener("change", changed)
  $("file").addEventListener("change", function () {
    if (this.files[0] && (clean || confirm("表单里有没保存的内容，打开文件会换掉它。打开吗？"))) open(this.files[0])
    this.value = ""
  })
  $("check").addEventListener("click", judged)
  $("save").addEventListener("click", save)
  $("copy").addEventListener("click", function () {
    if (judged()) copy(function (done) { tell(done ? "全文已复制。" : "没能复制，请下载文件。", !done) })
  })
  if (PLAN.host.address) $("host").addEventListener("click", handIn)
  $("host").hidden = !PLAN.host.address
  $("keep").addEventListener("change", function () {
    if (this.checked) keep()
    else forget()
  })
  window.addEventListener("beforeunload", function (event) { if (!clean && !$("keep").checked) event.preventDefault() })
  const draft = remembered()
  if (draft) {
    fill(draft)
    $("keep").checked = true
    tell("接着上次在这台电脑上记住的草稿。")
  }
  showPath()
}

window.mingshiEdit = {
  write: write,
  read: read,
  check: check,
  privateNumbers: privateNumbers,
  pathOf: pathOf,
  hostPage: hostPage,
  plan: PLAN,
}
start()
