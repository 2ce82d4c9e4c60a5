// Reads the page aloud with the voices of this device, sentence by sentence, and marks the one being read.
// A voice that works over the network would send the text away, so only local ones are used.
(function () {
  "use strict"
  var synth = window.speechSynthesis
  var SKIPPED = "script,style,button,form,nav,[hidden],[aria-hidden=true],.ms-paper,.ms-prints"
  var BLOCKS = "p,li,dt,dd,td,th,h1,h2,h3,h4,h5,h6,caption,summary,pre,div,section,blockquote"
  var LONGEST = 120
  var MANDARIN = /^(zh|cmn)([-_](Hans|CN|SG|Hans[-_]CN))?$/i
  var ANY_MANDARIN = /^(zh|cmn)([-_](Hans|Hant|CN|SG|TW|Hans[-_]CN|Hant[-_]TW))?$/i
  var button = document.querySelector("[data-mingshi-read]")
  var stopButton = document.querySelector("[data-mingshi-stop]")
  var status = document.querySelector("[data-mingshi-say]")
  var sentences = []
  var at = 0
  var turn = 0 // what a cancelled utterance reports later is not ours any more
  var state = "silent"
  var marked = null

  function say(text) { status.textContent = text }

  // The name of the column stands before a cell, as on a telephone; of the first column it goes without saying.
  function labelOf(block) {
    if (block.tagName === "DT") return ""
    if (block.tagName !== "TD") return ""
    if (block.dataset.label) return block.dataset.label
    var head = block.closest("table").tHead
    var cell = block.cellIndex > 0 && head && head.rows[0] && head.rows[0].cells[block.cellIndex]
    return cell ? cell.textContent.trim() : ""
  }

  function isShown(element) {
    return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden"
  }

  // Text nodes in the order of the page, together by the block they stand in.
  function blocksOf(main) {
    var found = []
    var walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
    for (var node = walker.nextNode(); node; node = walker.nextNode()) {
      var parent = node.parentElement
      if (!node.data.trim() || parent.closest(SKIPPED) || !isShown(parent)) continue
      // On a wide screen the names of the columns are read with each cell, not in a row of their own.
      if (parent.closest("thead")) continue
      var block = parent.closest(BLOCKS) || main
      var last = found[found.length - 1]
      if (last && last.block === block) last.nodes.push(node)
      else found.push({ block: block, nodes: [node] })
    }
    return found
  }

  // [start, end] of the sentences of a text; long ones are cut at commas, because some voices give up on them.
  function cutsOf(text) {
    var cuts = []
    var pattern = /[^。！？；!?;]+[。！？；!?;]*[”’」』）)]*/g
    for (var hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
      var start = hit.index
      while (pattern.lastIndex - start > LONGEST) {
        var comma = Math.max(text.lastIndexOf("，", start + LONGEST), text.lastIndexOf("、", start + LONGEST))
        if (comma <= start) break
        cuts.push([start, comma + 1])
        start = comma + 1
      }
      cuts.push([start, pattern.lastIndex])
    }
    return cuts
  }

  function spoken(text) {
    // A blank between Chinese words is a pause; several numbers with hyphens are a date, which voices know.
    return text.trim().replace(/\s+/g, " ").replace(/([\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff])/g, "$1，")
  }

  function sentencesOf(main) {
    var found = []
    blocksOf(main).forEach(function (part) {
      var text = part.nodes.map(function (node) { return node.data }).join("")
      var label = labelOf(part.block)
      cutsOf(text).forEach(function (cut, number) {
        var words = spoken(text.slice(cut[0], cut[1]))
        if (!/[\p{L}\p{N}]/u.test(words)) return
        if (!number && label) words = label + "：" + words
        if (part.block.tagName === "DT") words += "："
        found.push({ text: words, block: part.block, range: rangeOf(part.nodes, cut[0], cut[1]) })
      })
    })
    return found
  }

  function rangeOf(nodes, start, end) {
    var range = document.createRange()
    var passed = 0
    nodes.forEach(function (node) {
      var here = passed + node.data.length
      if (start >= passed && start < here) range.setStart(node, start - passed)
      if (end > passed && end <= here) range.setEnd(node, end - passed)
      passed = here
    })
    return range
  }

  function mark(sentence) {
    if (window.CSS && CSS.highlights && window.Highlight) {
      if (sentence) CSS.highlights.set("ms-reading", new Highlight(sentence.range))
      else CSS.highlights.delete("ms-reading")
    } else {
      if (marked) marked.classList.remove("ms-reading")
      if (sentence) sentence.block.classList.add("ms-reading")
    }
    marked = sentence ? sentence.block : null
    if (!sentence) return
    var box = sentence.range.getBoundingClientRect()
    if (box.top < 0 || box.bottom > window.innerHeight) sentence.block.scrollIntoView({ block: "center" })
  }

  // Browsers find their voices some time after they are first asked.
  function voices() {
    return new Promise(function (resolve) {
      if (synth.getVoices().length) { resolve(synth.getVoices()); return }
      var timer = setTimeout(done, 1500)
      function done() {
        clearTimeout(timer)
        synth.removeEventListener("voiceschanged", done)
        resolve(synth.getVoices())
      }
      synth.addEventListener("voiceschanged", done)
    })
  }

  function chosen(all) {
    var local = all.filter(function (voice) { return voice.localService })
    return local.find(function (voice) { return MANDARIN.test(voice.lang) }) ||
      local.find(function (voice) { return ANY_MANDARIN.test(voice.lang) })
  }

  function show(next) {
    state = next
    button.textContent = { silent: "朗读", reading: "暂停", paused: "接着读" }[next]
    stopButton.hidden = next === "silent"
  }

  function speak(voice) {
    var own = ++turn
    var sentence = sentences[at]
    if (!sentence) { stop(); say("读完了。"); return }
    var words = new SpeechSynthesisUtterance(sentence.text)
    words.voice = voice
    words.lang = voice.lang
    words.rate = 0.9
    words.onend = function () {
      if (own !== turn) return
      at += 1
      speak(voice)
    }
    words.onerror = function () {
      if (own !== turn) return
      stop()
      say("朗读中断了，请再点一次。")
    }
    mark(sentence)
    synth.speak(words)
  }

  function start() {
    if (!synth || !window.SpeechSynthesisUtterance) {
      say("这个浏览器不能朗读。请换用手机自带的浏览器，或者打开手机设置里的“朗读屏幕”。")
      return
    }
    var own = ++turn
    say("")
    show("reading")
    voices().then(function (all) {
      if (own !== turn) return
      var voice = chosen(all)
      if (!voice) {
        stop()
        say("这台设备没有装中文语音，不能朗读。可以在系统设置的“文字转语音”里安装，或者请身边的人念给您听。")
        return
      }
      speak(voice)
    })
  }

  // Pausing the browser's own way does not work on many telephones: stop, and begin the sentence again.
  function pause() {
    turn += 1
    synth.cancel()
    show("paused")
  }

  function stop() {
    turn += 1
    if (synth) synth.cancel()
    mark(null)
    show("silent")
    say("")
    at = 0
  }

  function toggle() {
    if (state === "reading") { pause(); return }
    if (state === "silent") {
      sentences = sentencesOf(document.getElementById("main"))
      at = 0
    }
    start()
  }

  stopButton.addEventListener("click", function () { stop(); button.focus() })
  window.addEventListener("pagehide", function () { if (synth) synth.cancel() })
  window.mingshiSpeech = { toggle: toggle, stop: stop }
})()
