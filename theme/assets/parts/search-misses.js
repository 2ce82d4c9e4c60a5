// For editors: turns the code of a failed search back into its words, and into a line for synonyms.csv.
(function () {
  "use strict"
  var form = document.querySelector("[data-mingshi-misses]")
  var out = document.getElementById("ms-miss")

  function make(tag, text) {
    var element = document.createElement(tag)
    element.textContent = text
    return element
  }

  function told(code, words) {
    if (!words) return make("p", "“" + code + "”不是本站的口令，请核对有没有抄漏。")
    var line = make("p", ""), pattern = form.getAttribute("data-issue")
    line.append(make("strong", words), "：在 data/synonyms.csv 里加一行 ", make("code", words.replace(/,/g, "，") + ",事项编号"))
    if (!pattern) return line
    var link = make("a", "提交给内容仓库")
    link.href = pattern.replace("TITLE", encodeURIComponent("没有找到：" + words))
      .replace("BODY", encodeURIComponent("读者查“" + words + "”没有找到。应该找到的事项："))
    link.rel = "noopener"
    line.append(" ", link)
    return line
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault()
    var codes = form.elements.code.value.split(/[\s,，;；、]+/).filter(Boolean)
    window.mingshiSearch.open().then(function (engine) {
      out.replaceChildren.apply(out, codes.map(function (code) { return told(code, engine.decoded(code)) }))
    }, function () { out.replaceChildren(make("p", "检索程序没有取到，请稍后再试。")) })
  })
})()
