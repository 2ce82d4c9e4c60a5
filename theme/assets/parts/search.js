// Finds items, lists, places, pacts and laws in the script files made by render/search/, from a server or from a disk.
// Loaded by assets/search.js when somebody turns to a search box; the box itself is search-box.js.
(function () {
  "use strict"
  var home = window.mingshiSearch
  var base = new URL("../", document.currentScript.src)
  var files = {}
  var arrived = {}
  var LIKE_HU = { fa: "hua", fan: "huan", fei: "hui", fen: "hun", fo: "huo", fou: "hou", fu: "hu", hon: "hun" }
  var FIRST = { zh: "z", ch: "c", sh: "s", n: "l", r: "l" }
  var TAIL = /(?:街道|镇|乡|省|市|区|县)$/
  var READ_TAIL = { 街道: "jie dao", 镇: "zhen", 乡: "xiang", 省: "sheng", 市: "shi", 区: "qu", 县: "xian" }
  var ENDINGS = [["社区", "-shequ"], ["村", "-cun"], ["居委会", "-juweihui"]]
  var LEVELS = { p: "province", c: "city", x: "county" }
  var PACT = /(?:村规民约|居民公约|乡规民约|村规|民约|公约|规约)/
  var METHOD = /(?:社区工作法|工作法|工作方法)/
  var SHORTENED = 5
  var ENDED = /(?:社区居委会|社区|居委会|村委会|村)$/
  var CLOSED = /^(.{1,8}?(?:社区居委会|社区|居委会|村委会|村|街道|镇|乡))(.*)$/
  var ORDER = ["province", "city", "county", "town", "community"]
  var LIST = /(?:事项清单|负面清单|正面清单|清单|目录)/

  home.take = function (name, data) { arrived[name] = data }

  function load(name, again) {
    if (again) delete files[name]
    files[name] = files[name] || new Promise(function (resolve, reject) {
      var script = document.createElement("script")
      script.src = new URL("assets/search/" + name + ".js" + (again || ""), base).href
      script.onload = function () { resolve(arrived[name]) }
      script.onerror = function () { delete files[name]; reject(new Error(name)) }
      document.head.appendChild(script)
    })
    return files[name]
  }

  // ---- characters ----------------------------------------------------------------------------------------------

  var reading = new Map()
  var folded = new Map()
  var pairs = {}
  var syllables = new Set()
  var simple = null

  function isHan(c) { return c >= "\u3400" && c <= "\u9fff" || c > "\ud7ff" && c < "\ue000" || c > "\uffff" }

  // The first level of GB 2312, in the order of its pinyin: every browser has it in its GBK decoder.
  function common() {
    var bytes = []
    for (var row = 0xb0; row < 0xd8; row++) for (var cell = 0xa1; cell < 0xff; cell++) bytes.push(row, cell)
    return Array.from(new TextDecoder("gbk").decode(new Uint8Array(bytes))).slice(0, 3755)
  }

  function learn(chars, read) {
    var list = common(), at = 0
    chars.common.replace(/([a-z]+)(\d+)/g, function (_, sound, number) {
      for (var end = at + Number(number); at < end; at++) reading.set(list[at], sound)
    })
    chars.other.split(",").forEach(function (group) {
      var sound = group.match(/^[a-z]*/)[0]
      Array.from(group.slice(sound.length)).forEach(function (c) { reading.set(c, sound) })
    })
    reading.forEach(function (sound, c) { syllables.add(sound); folded.set(c, fold(sound)) })
    Object.keys(read).forEach(function (pair) {
      pairs[pair] = read[pair].split(" ")
      pairs[pair].forEach(function (sound) { syllables.add(sound) })
    })
  }

  // A syllable without the differences many speakers do not hear; render/search/pinyin.py does the same.
  function fold(sound) {
    var first = FIRST[sound.slice(0, 2)] ? 2 : FIRST[sound[0]] ? 1 : 0
    if (first) sound = FIRST[sound.slice(0, first)] + sound.slice(first)
    sound = sound.replace(/g$/, "").replace(/v/g, "u")
    return LIKE_HU[sound] || sound
  }

  // The reading of every character of a text; "" for what is none.
  function read(text) {
    var chars = Array.from(text)
    return chars.map(function (c, i) {
      var before = pairs[chars[i - 1] + c], after = pairs[c + chars[i + 1]]
      return before ? before[1] : after ? after[0] : reading.get(c) || ""
    })
  }

  function cleaned(text) {
    return text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ü/g, "v")
      .normalize("NFC")
  }

  function bare(text) { return cleaned(text).replace(/[^\p{L}\p{N}]/gu, "") }

  // Traditional characters are looked up only when a character is not a known simplified one.
  function simplified(text) {
    var strange = Array.from(text).some(function (c) { return isHan(c) && !reading.has(c) })
    if (!strange) return Promise.resolve(text)
    return load("trad").then(function (table) {
      if (!simple) {
        simple = new Map()
        var chars = Array.from(table)
        for (var i = 0; i < chars.length; i += 2) simple.set(chars[i], chars[i + 1])
      }
      return Array.from(text, function (c) { return simple.get(c) || c }).join("")
    }, function () { return text })
  }

  // Letters as pinyin syllables, the fewest possible; the last may be only begun. null when they are no pinyin.
  function segmented(letters) {
    var best = [[]]
    for (var end = 1; end <= letters.length; end++) {
      for (var start = Math.max(0, end - 6); start < end; start++) {
        var part = letters.slice(start, end)
        if (best[start] && syllables.has(part) && (!best[end] || best[end].length > best[start].length + 1))
          best[end] = best[start].concat(part)
      }
    }
    if (best[letters.length]) return best[letters.length]
    for (var from = letters.length - 1; from > 0; from--) {
      var rest = letters.slice(from)
      var begun = Array.from(syllables).some(function (s) { return s.startsWith(rest) })
      if (best[from] && begun) return best[from].concat(rest)
    }
    return null
  }

  // ---- what a text says ----------------------------------------------------------------------------------------

  var words = new Map()
  var people = new Set()
  var longest = 1

  function learnWords(core) {
    core.words.forEach(function (group, number) {
      group.forEach(function (word) { words.set(word, String.fromCharCode(0xe000 + number)) })
    })
    core.idle.forEach(function (word) { words.set(word, "") })
    core.people.forEach(function (number) { people.add(String.fromCharCode(0xe000 + number)) })
    words.forEach(function (_, word) { longest = Math.max(longest, word.length) })
  }

  // A text as units: a character, a word that stands for its group, or a gap. `from` and `to` are places in the text.
  function units(text, isLiteral) {
    var found = []
    for (var at = 0; at < text.length;) {
      var c = text[at], word = "", size = Math.min(longest, text.length - at)
      for (; size > 0 && !word && !isLiteral; size--) if (words.has(text.slice(at, at + size))) word = text.slice(at, at + size)
      // "想要个娃": the idle word must not eat the beginning of one that says something.
      if (word && !words.get(word)) word = word.slice(0, eaten(text, at, word))
      if (!words.has(word)) word = ""
      var said = word ? words.get(word) : null
      var length = word ? word.length : c >= "\ud800" && c <= "\udbff" ? 2 : 1
      if (said) found.push({ c: said, from: at, to: at + length, isWord: true })
      else if (word && length > 1) found.push({ c: "", from: at, to: at + length, isIdle: true })
      else if (/[\p{L}\p{N}]/u.test(text.substr(at, length))) {
        found.push({ c: text.substr(at, length), from: at, to: at + length, isIdle: Boolean(word) })
      } else found.push({ c: "", from: at, to: at + length, isIdle: true, isBreak: true })
      at += length
    }
    return found
  }

  // How much of an idle word is left by a telling one that begins inside it and ends after it.
  function eaten(text, at, word) {
    for (var start = at + 1; start < at + word.length; start++)
      for (var end = Math.min(text.length, start + longest); end > at + word.length; end--)
        if (words.get(text.slice(start, end))) return start - at
    return word.length
  }

  // [gram, from, to, isIdle] of every word and every pair of neighbours.
  function grams(list) {
    var found = []
    list.forEach(function (unit, i) {
      var next = list[i + 1]
      if (unit.isWord) found.push([unit.c, unit.from, unit.to, false])
      if (unit.c && next && next.c) found.push([unit.c + next.c, unit.from, next.to, unit.isIdle || next.isIdle])
    })
    return found
  }

  // [sound, from, to] of every pair of neighbouring syllables of a text.
  function sounds(text) {
    var chars = Array.from(text), spoken = read(text), found = [], at = 0
    chars.forEach(function (c, i) {
      var next = chars[i + 1]
      if (spoken[i] && spoken[i + 1]) found.push([fold(spoken[i]) + " " + fold(spoken[i + 1]), at, at + c.length + next.length])
      at += c.length
    })
    return found
  }

  // An index of things by what is said of them: `said` gives [text, weight, kind] of each.
  function indexed(things, said, isLiteral) {
    var index = { size: things.length, grams: new Map(), sounds: new Map(), chars: new Map(), entries: [] }
    function put(map, key, thing, weight) {
      var at = map.get(key)
      if (!at) map.set(key, at = new Map())
      if (!(at.get(thing) >= weight)) at.set(thing, weight)
    }
    index.add = function (thing, texts) {
      var entry = index.entries[thing] || (index.entries[thing] = { phrases: [] })
      texts.forEach(function (text) {
        var plain = cleaned(text[0]), own = grams(units(plain, isLiteral)), letters = read(plain).filter(Boolean)
        var heard = sounds(plain)
        own.forEach(function (g) { put(index.grams, g[0], thing, text[1]) })
        heard.forEach(function (s) { put(index.sounds, s[0], thing, text[1]) })
        if (text[1] > 0.6) Array.from(plain).forEach(function (c) { put(index.chars, c, thing, text[1]) })
        if (text[2] === "weak") return
        entry.phrases.push({ text: text[0], plain: bare(text[0]), weight: text[1], kind: text[2],
          grams: own.map(function (g) { return g[0] }), sounds: heard.map(function (s) { return s[0] }), spoken: letters })
      })
    }
    things.forEach(function (thing, number) { index.add(number, said(thing)) })
    return index
  }

  function rarity(index, at) {
    var df = at ? at.size : 0
    return df ? 0.08 + Math.log(1 + (index.size + 0.5 - df) / (df + 0.5)) : 0
  }

  // Who somebody is, and small words, say less of what is wanted than the rest.
  function telling(gram, isIdle) {
    return people.has(gram) ? 0.45 : isIdle || people.has(gram[0]) || people.has(gram[gram.length - 1]) ? 0.6 : 1
  }

  // How well every thing of an index answers a question: [{ number, score, fit, phrase }], best first.
  function ranked(index, question) {
    if (question.letters) return byLetters(index, question)
    var evidence = new Map()
    var covered = new Map()
    function found(thing, score, from, to, share) {
      evidence.set(thing, (evidence.get(thing) || 0) + score)
      if (!covered.has(thing)) covered.set(thing, new Float32Array(question.text.length))
      var cells = covered.get(thing)
      for (var i = from; i < to; i++) if (cells[i] < share) cells[i] = share
    }
    var exact = new Set(), known = new Set(), heard = new Set()
    question.grams.forEach(function (g) {
      var at = index.grams.get(g[0]), weight = rarity(index, at) * telling(g[0], g[3])
      if (!at || known.has(g[0])) return
      known.add(g[0])
      at.forEach(function (w, thing) {
        exact.add(thing + " " + g[1] + " " + g[2])
        found(thing, weight * w, g[1], g[2], w)
      })
    })
    question.sounds.forEach(function (s) {
      var at = index.sounds.get(s[0]), weight = rarity(index, at)
      if (!at || heard.has(s[0])) return
      heard.add(s[0])
      at.forEach(function (w, thing) {
        if (w < 0.7 || exact.has(thing + " " + s[1] + " " + s[2])) return
        var cells = covered.get(thing)
        if (cells && cells[s[1]] > 0.3 && cells[s[2] - 1] > 0.3) return
        found(thing, weight * w * 0.5, s[1], s[2], w * 0.7)
      })
    })
    question.chars.forEach(function (unit) {
      var at = index.chars.get(unit.c), weight = rarity(index, at)
      if (!at || at.size > index.size / 4) return
      at.forEach(function (w, thing) {
        var cells = covered.get(thing)
        if (!cells || !cells[unit.from]) found(thing, weight * w * 0.3, unit.from, unit.to, 0.4)
      })
    })
    return Array.from(evidence.keys(), function (thing) {
      return judged(index, question, thing, evidence.get(thing), covered.get(thing))
    }).sort(best)
  }

  function best(a, b) { return b.score - a.score || a.number - b.number }

  function judged(index, question, thing, evidence, cells) {
    var total = 0, cover = 0
    question.weights.forEach(function (weight, i) { total += weight; cover += weight * cells[i] })
    cover = total ? Math.min(1, cover / total) : 0
    var top = { share: 0, phrase: null, bonus: 0 }
    index.entries[thing].phrases.forEach(function (phrase) {
      var share = phrase.weight * Math.max(shareOf(phrase.grams, question.isGram, index.grams, index),
        0.75 * shareOf(phrase.sounds, question.isSound, index.sounds, index))
      var bonus = closeness(phrase, question.bare)
      if (bonus + share > top.bonus + top.share) top = { share: share, phrase: phrase, bonus: bonus }
    })
    return { number: thing, evidence: evidence, cover: cover, share: top.share, phrase: top.phrase, bonus: top.bonus,
      score: evidence * (0.45 + 0.55 * cover) * (0.6 + 0.8 * top.share) + top.bonus,
      fit: top.bonus >= 50 ? 1 : Math.min(0.98, 0.6 * cover + 0.4 * top.share) }
  }

  // How much of a phrase was asked for, by the rarity of its parts.
  function shareOf(parts, wanted, map, index) {
    var all = 0, hit = 0
    parts.forEach(function (part) {
      var weight = rarity(index, map.get(part)) * telling(part)
      all += weight
      if (wanted.has(part)) hit += weight
    })
    return all ? hit / all : 0
  }

  // What it adds that a name is the question itself, or begins with it, or the other way round.
  function closeness(phrase, words) {
    if (!words || phrase.kind === "asked" && phrase.plain !== words) return 0
    if (phrase.plain === words) return phrase.kind === "name" ? 100 : phrase.kind === "alias" ? 90 : 60
    if (words.length > 1 && phrase.plain.startsWith(words)) return 6 * phrase.weight
    if (words.length > 1 && phrase.plain.includes(words)) return 4 * phrase.weight
    if (phrase.plain.length > 2 && words.includes(phrase.plain)) return 3 + 0.3 * phrase.plain.length
    return isShortFor(words, phrase.plain) ? SHORTENED : 0
  }

  // "民诉法解释" is short for "民事诉讼法司法解释": the same characters in the same order.
  function isShortFor(words, name) {
    if (words.length < 3 || words[0] !== name[0] || words.length / name.length < 0.45) return false
    var at = 0
    for (var i = 0; i < words.length; i++) {
      at = name.indexOf(words[i], at) + 1
      if (!at) return false
    }
    return true
  }

  function byLetters(index, question) {
    var words = question.letters, syllables = (question.syllables || []).map(fold), found = []
    index.entries.forEach(function (entry, number) {
      var top = { score: 0 }
      entry.phrases.forEach(function (phrase) {
        var score = spokenLike(phrase.spoken, words, syllables)
        if (phrase.kind === "asked") score = score >= 6 ? score * 0.4 : 0
        if (score && phrase.kind === "name") score += 0.5
        if (score > top.score) top = { score: score, phrase: phrase }
      })
      if (top.score) found.push({ number: number, score: top.score, phrase: top.phrase, cover: 1, evidence: 9, share: 1,
        fit: Math.min(1, top.score / 12) })
    })
    return found.sort(best)
  }

  // How well the syllables of a name answer letters: all of it, its beginning, a later part, the initials, or by ear.
  function spokenLike(spoken, words, syllables) {
    var letters = spoken.join(""), initials = spoken.map(function (s) { return s[0] }).join("")
    if (letters === words) return 12
    if (words.length > 1 && letters.startsWith(words)) return 9 - spoken.length / 20
    if (initials === words && words.length > 1) return 8.5
    if (words.length > 1 && initials.startsWith(words)) return 7 - spoken.length / 20
    if (words.length > 3 && initials.includes(words)) return 4
    var starts = 0
    for (var i = 1; i < spoken.length && words.length > 2; i++) {
      starts += spoken[i - 1].length
      if (letters.startsWith(words, starts)) return 6.5 - i / 20
    }
    if (words.length > 5 && slips(words, letters) <= words.length / 7) return 5.5
    if (syllables.length < 2) return 0
    var heard = " " + spoken.map(fold).join(" ") + " "
    if (heard.includes(" " + syllables.join(" ") + " ")) return 6
    var pairs = 0
    for (var j = 1; j < syllables.length; j++) if (heard.includes(" " + syllables[j - 1] + " " + syllables[j] + " ")) pairs++
    return pairs / (syllables.length - 1) >= 0.5 ? 5 * pairs / (syllables.length - 1) : 0
  }

  // How many letters were added, left out or changed in what somebody typed of the beginning of a word.
  function slips(typed, word) {
    var row = Array.from({ length: word.length + 1 }, function (_, i) { return i })
    for (var i = 1; i <= typed.length; i++) {
      var next = [i]
      for (var j = 1; j <= word.length; j++)
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (typed[i - 1] === word[j - 1] ? 0 : 1))
      row = next
    }
    return Math.min.apply(null, row)
  }

  // A question made ready: its grams, its sounds, its characters, and how much each place of it weighs.
  function asked(text, isLiteral) {
    var plain = cleaned(text), list = units(plain, isLiteral), own = bare(text)
    var weights = new Float32Array(plain.length)
    var chars = list.filter(function (u) { return u.c && !u.isWord && !u.isIdle })
    list.forEach(function (u, i) {
      var isAlone = !u.isWord && !hasText(list[i - 1]) && !hasText(list[i + 1]) && own.length > 1
      for (var at = u.from; at < u.to; at++) weights[at] = u.isIdle || !u.c ? 0 : isAlone ? 0.4 : 1
    })
    // 证明 is in every name: it neither helps nor hinders.
    if (!isLiteral) plain.replace(/证明/g, function (_, at) { weights[at] = weights[at + 1] = 0.05 })
    var isLatin = /^[a-z]+$/.test(own)
    var said = grams(list), heard = sounds(plain)
    return { text: plain, bare: own, grams: said, sounds: heard, chars: chars, weights: weights,
      isGram: new Set(said.map(first)), isSound: new Set(heard.map(first)),
      letters: isLatin ? own : "", syllables: isLatin ? spelled(plain) : null }
  }

  function first(list) { return list[0] }

  function hasText(unit) { return unit && unit.c && !unit.isIdle }

  // Spaces are borders between syllables.
  function spelled(plain) {
    var parts = plain.split(/[^a-z]+/).filter(Boolean).map(segmented)
    return parts.every(Boolean) ? parts.flat() : null
  }

  // ---- items ---------------------------------------------------------------------------------------------------

  var ready = null
  var core = null
  var itemIndex = null
  var lawIndex = null
  var listIndex = null
  var upper = []
  var isDeep = false

  function start() {
    ready = ready || Promise.all([load("core"), load("chars")]).then(function (data) {
      core = data[0]
      learn(data[1], core.read)
      learnWords(core)
      itemIndex = indexed(core.items, function (item) {
        return item[4].map(function (t) { return [t, 1, "name"] })
          .concat(item[5].map(function (t) { return [t, 0.97, "alias"] }), item[6].map(function (t) { return [t, 0.85, "asked"] }))
      })
      lawIndex = indexed(core.laws, function (law) { return law.slice(1).map(function (t) { return [t, 1, "name"] }) }, true)
      listIndex = indexed(core.lists, function (list) {
        return list.slice(1).filter(Boolean).map(function (t) { return [t, 1, "name"] })
      }, true)
      core.areas.forEach(function (text) { upper.push(upperArea(text)) })
    }).catch(function (error) { ready = null; throw error })
    return ready
  }

  // Answers and guides are asked only when names and situations do not explain a question.
  function deepen() {
    return load("texts").then(function (texts) {
      if (isDeep) return
      isDeep = true
      texts.forEach(function (own, number) {
        itemIndex.add(number, own.map(function (t) { return [t, 0.4, "weak"] }))
      })
    })
  }

  // Better nothing than noise: enough of the question must be understood, or what is understood must be telling.
  function isAnswer(hit) {
    if (hit.score >= 50 || hit.share >= 0.7 && hit.cover >= 0.65) return true
    return Math.log(1 + hit.evidence) * hit.fit >= 0.58
  }

  function findItems(question) {
    if (question.bare.length === 1 && !question.letters) return Promise.resolve(byOneChar(question))
    var hits = ranked(itemIndex, question)
    if (question.letters || hits.length && isAnswer(hits[0]) && hits[0].cover > 0.75) return Promise.resolve(hits)
    return deepen().then(function () { return ranked(itemIndex, question) }, function () { return hits })
  }

  function byOneChar(question) {
    var c = question.bare, word = words.get(c), at = word && itemIndex.grams.get(word)
    return core.items.map(function (item, number) {
      var top = null, score = at && at.get(number) ? 0.5 * at.get(number) * at.get(number) : 0
      itemIndex.entries[number].phrases.forEach(function (phrase) {
        var place = phrase.plain.indexOf(c)
        if (place < 0) return
        var worth = phrase.kind === "name" ? 3 - place / 10 : phrase.kind === "alias" ? 1.5 - place / 20 : 0.3
        if (!top || worth > top.worth) top = { phrase: phrase, worth: worth }
        score += phrase.kind === "name" ? worth : worth / 4
      })
      return { number: number, score: score, phrase: top && top.phrase, cover: 1, evidence: 9, share: 1, fit: 0.9 }
    }).filter(function (hit) { return hit.score > 0.2 }).sort(best)
  }

  // ---- places --------------------------------------------------------------------------------------------------

  var towns = null
  var stamp = ""
  var keys = []

  function upperArea(text) {
    var parts = text.split("|"), over = parts[2] ? upper[Number(parts[2])] : null
    var slug = parts[3] || slugFrom(parts[1], false)
    return area(LEVELS[parts[0]], parts[1], slug, over)
  }

  function area(level, name, slug, over) {
    var id = (over ? over.id + "/" : "") + slug
    return { id: id, page: "places/" + id + "/", level: level, name: name, over: over, slug: slug, short: shortOf(name) }
  }

  function shortOf(name) {
    var short = name.replace(/(?:综合实验区|各族自治县)$/, "").replace(TAIL, "")
    return short.length > 1 ? short : name
  }

  // The slug that a name gives by its usual readings; render/search/places.py makes the same.
  function slugFrom(name, isCommunity) {
    var ending = ["", ""]
    if (isCommunity) {
      ENDINGS.forEach(function (e) { if (!ending[0] && name.endsWith(e[0]) && name !== e[0]) ending = e })
    } else {
      var tail = (name.match(TAIL) || [""])[0]
      if (name.length > tail.length + 1) ending = [tail, ""]
    }
    var stem = name.slice(0, name.length - ending[0].length)
    return Array.from(stem, function (c) { return reading.get(c) || "" }).join("") + ending[1]
  }

  function names(place) {
    var found = []
    for (var over = place.over; over; over = over.over) found.unshift(over.name)
    return found
  }

  function isIn(place, outer) {
    for (var here = place; here; here = here.over) if (here === outer || here.id === outer.id) return true
    return false
  }

  function loadTowns() {
    return load("areas").then(function (data) {
      if (towns && stamp === data.stamp) return towns
      towns = []
      stamp = data.stamp
      keys = data.keys
      var counties = upper.filter(function (a) { return a.level === "county" })
      data.towns.forEach(function (text, number) {
        if (text) text.split(",").forEach(function (one) {
          var parts = one.split("=")
          towns.push(area("town", parts[0], parts[1] || slugFrom(parts[0], false), counties[number]))
        })
      })
      return towns
    })
  }

  // A shard belongs to the towns of one build; after an update a browser may have kept an old one of either.
  function shard(number) {
    return load("p" + number).then(function (data) {
      if (data.stamp === stamp) return data
      return Promise.all([load("areas", "?" + data.stamp), load("p" + number, "?" + stamp)]).then(function (both) {
        return loadTowns().then(function () { return both[1] })
      })
    })
  }

  function communitiesLike(like) {
    if (like.heard.length < 2) return Promise.resolve([])
    var key = like.heard[0] + " " + like.heard[1]
    var wanted = []
    keys.forEach(function (first, i) {
      var next = keys[i + 1]
      if ((first <= key || first.startsWith(key)) && (next === undefined || next >= key)) wanted.push(i)
    })
    return Promise.all(wanted.slice(0, 3).map(shard)).then(function (found) {
      var places = []
      found.forEach(function (data) {
        data.names.split("\n").forEach(function (line) {
          var parts = line.split(" "), name = parts[0]
          if (likeness(name, like) <= 0) return
          parts.slice(1).forEach(function (one) {
            var at = one.split("="), town = towns[parseInt(at[0], 36)]
            if (town) places.push(area("community", name, at[1] || slugFrom(name, true), town))
          })
        })
      })
      return places
    })
  }

  // What a name of a place is compared with, made ready once.
  function probe(text) {
    var isLetters = /^[a-z ]+$/.test(text)
    var wanted = text.replace(/(?:社区)?居委会$/, "社区").replace(/村委会$/, "村")
    var spoken = isLetters ? spelled(text) : read(wanted).filter(Boolean)
    return { text: text, wanted: wanted, letters: isLetters ? text.replace(/ /g, "") : "", heard: spoken ? spoken.map(fold) : [] }
  }

  // How much a name is like that: 1 for the same, 0 for something else.
  function likeness(name, like) {
    if (like.letters) return soundsLike(name, like)
    var text = like.text, wanted = like.wanted
    if (name === text || name === wanted) return 1
    if (name[0] === text[0]) {
      if (stem(name) === text) return 0.96
      if (name.startsWith(text) || name.startsWith(wanted)) return 0.9 - (name.length - text.length) / 50
    }
    if (text.length > 1 && name.includes(text)) return 0.7 - (name.length - text.length) / 50
    if (text.length < 2 || Math.abs(name.length - text.length) > 2 || folded.get(name[0]) !== like.heard[0]) return 0
    var a = read(name).map(fold).join(" "), b = like.heard.join(" ")
    var same = Array.from(wanted).filter(function (c, i) { return name[i] === c }).length
    if (a === b) return 0.6 + 0.2 * same / wanted.length
    return same && (a + " ").startsWith(b + " ") ? 0.5 + 0.2 * same / wanted.length : 0
  }

  function stem(name) { return shortOf(name).replace(/(?:社区|村)$/, "") || name }

  function soundsLike(name, like) {
    var letters = like.letters, first = reading.get(name[0]) || ""
    var inside = like.heard.length > 1 && Array.from(name).some(function (c) { return folded.get(c) === like.heard[0] })
    if (first[0] !== letters[0] && !inside) return 0
    var tail = (name.match(TAIL) || [""])[0], spoken = read(name)
    if (tail && spoken.length > 2) spoken = spoken.slice(0, spoken.length - tail.length).concat(READ_TAIL[tail].split(" "))
    var whole = spoken.join("")
    if (whole === letters) return 1
    if (spoken.slice(0, stem(name).length).join("") === letters) return 0.97
    if (letters.length > 2 && whole.startsWith(letters)) return 0.9
    if (inside) {
      var heard = " " + spoken.map(fold).join(" "), at = heard.indexOf(" " + like.heard.join(" "))
      if (at >= 0) return at ? 0.5 : 0.7
    }
    var initials = spoken.map(function (s) { return s[0] }).join("")
    return letters.length > 1 && initials.startsWith(letters) && /[市区县]$/.test(name) ? 0.6 + letters.length / 50 : 0
  }

  // Areas named in a text, longest names first, and the text without them.
  function named(text, areas) {
    var found = [], rest = text
    function at(area, word) {
      var place = rest.indexOf(word)
      if (word.length < 2 || place < 0) return false
      found.push({ area: area, word: word })
      rest = rest.slice(0, place) + " " + rest.slice(place + word.length)
      return true
    }
    var byName = areas.slice().sort(function (a, b) { return b.name.length - a.name.length })
    byName.forEach(function (area) { at(area, area.name) })
    byName.forEach(function (area) { if (area.level !== "town") at(area, area.short) })
    return { areas: found.map(function (f) { return f.area }), words: found, rest: rest.trim() }
  }

  // What a question says of places: the areas named in it, and the rest.
  function whereabouts(text) {
    var parts = text.split(/\s+/).filter(Boolean)
    if (/^[a-z ]+$/.test(text)) {
      if (parts.length < 2) return { areas: [], rest: text }
      var letters = parts.map(function (part) {
        var like = probe(part)
        return upper.filter(function (a) { return soundsLike(a.name, like) >= 0.97 })[0]
      })
      if (letters.every(Boolean) || !letters.some(Boolean)) return { areas: [], rest: text }
      return { areas: letters.filter(Boolean), rest: parts.filter(function (_, i) { return !letters[i] }).join(" ") }
    }
    return named(text, upper)
  }

  // Segments of a text that may be names of places.
  function segments(text) {
    var found = [], run = ""
    units(text).forEach(function (unit) {
      var piece = text.slice(unit.from, unit.to)
      if (unit.c && !(unit.isIdle && run === "") || unit.isIdle && ENDED.test(run + piece) && run) run += piece
      else if (run) { found.push(run); run = "" }
    })
    if (run) found.push(run)
    return found.map(function (s) { return s.replace(/^(?:.{0,2}住在|.{0,2}户口在|住|在)/, "") })
      .reduce(function (all, segment) {
        var whole = segment.match(CLOSED)
        return all.concat(whole ? [whole[1], whole[2]] : [segment])
      }, []).filter(function (s) { return s.length > 1 })
  }

  // Places that a text may mean, best first; `within` are areas they must lie in.
  function findPlaces(text, within) {
    var isLetters = /^[a-z ]+$/.test(text)
    return loadTowns().then(function () {
      var wanted = isLetters ? [text] : segments(text).slice(0, 3)
      var isLong = !isLetters && bare(text).length > 8
      if (!wanted.length && text) wanted = [text]
      var probes = wanted.map(probe)
      return Promise.all(probes.map(communitiesLike)).then(function (lists) {
        var found = new Map()
        wanted.forEach(function (name, i) {
          upper.concat(towns, lists[i]).forEach(function (place) {
            var like = likeness(place.name, probes[i]), before = found.get(place.id)
            if (like < (isLong && !CLOSED.test(name) ? 0.72 : 0.01) || before && before.fit >= like) return
            if (!within.every(function (o) { return isIn(place, o) && place.id !== o.id })) return
            found.set(place.id, { area: place, fit: like, word: name })
          })
        })
        return Array.from(found.values()).sort(nearer)
      })
    })
  }

  function nearer(a, b) {
    return b.fit - a.fit || ORDER.indexOf(a.area.level) - ORDER.indexOf(b.area.level) || a.area.name.length - b.area.name.length
  }

  // Towns written in full, as areas to look in: those in the areas already named, if there are any.
  function withTowns(where) {
    if (!/(?:街道|镇|乡)/.test(where.rest)) return Promise.resolve(where)
    return loadTowns().then(function () {
      var inside = towns.filter(function (t) {
        return where.rest.includes(t.name) && where.areas.every(function (a) { return isIn(t, a) })
      })
      var length = Math.max.apply(null, inside.map(function (t) { return t.name.length }))
      inside = inside.filter(function (t) { return t.name.length === length })
      if (!inside.length) return where
      return { areas: inside.length > 1 ? where.areas : where.areas.concat(inside), rest: where.rest.replace(inside[0].name, " ").trim(),
        towns: inside }
    })
  }

  // ---- what committees have written themselves -----------------------------------------------------------------

  function findLocal(text, where) {
    var kind = PACT.test(text) ? "pact" : "method"
    var rest = text.replace(kind === "pact" ? PACT : METHOD, " ").replace(/\s+/g, " ").trim()
    return load("local").then(function (have) {
      var own = have[kind === "pact" ? "pacts" : "methods"]
      if (!own.length) return []
      var places = rest.length > 1 ? findPlaces(rest, where) : Promise.resolve(where.map(function (a) { return { area: a, fit: 0.9 } }))
      return places.then(function (found) {
        var close = found.filter(function (f) { return f.fit >= 0.5 && f.area.level === "community" })
        var counties = unique(close.map(function (f) { return countyOf(f.area).id })).filter(function (id) { return own.includes(id) })
        var byPlace = Promise.all(counties.slice(0, 3).map(function (id) { return load("local/" + id.replace("/", "-")) }))
        var byName = kind === "method" && rest.length > 1 ? methodsNamed(have, rest) : Promise.resolve([])
        return Promise.all([byPlace, byName]).then(function (data) {
          var hits = []
          data[0].forEach(function (entries, i) {
            close.forEach(function (f) {
              if (countyOf(f.area).id !== counties[i]) return
              entries.forEach(function (e) {
                if (e[0] !== kind || counties[i] + "/" + e[2] !== f.area.id) return
                hits.push(localHit(kind, counties[i] + "/" + e[1], e[3], names(f.area).join(" "), f.fit))
              })
            })
          })
          found.concat(where.map(function (a) { return { area: a, fit: 0.9 } })).forEach(function (f) {
            if (f.area.level === "county" && own.includes(f.area.id) && f.fit > 0.8)
              hits.push(localHit(kind, f.area.id, f.area.name + (kind === "pact" ? "村规民约和居民公约" : "社区工作法"), "全部", f.fit))
          })
          return hits.concat(data[1]).sort(function (a, b) { return b.fit - a.fit })
        })
      })
    })
  }

  function localHit(kind, id, title, note, fit) {
    return { page: (kind === "pact" ? "pacts/" : "methods/") + id + "/", title: title, note: note, fit: fit, marks: [] }
  }

  function methodsNamed(have, text) {
    var spoken = read(text).filter(Boolean)
    if (spoken.length < 2) return Promise.resolve([])
    var key = fold(spoken[0]) + " " + fold(spoken[1]), wanted = -1
    have.keys.forEach(function (first, i) { if (first <= key) wanted = i })
    if (wanted < 0) return Promise.resolve([])
    return load("m" + wanted).then(function (entries) {
      var hits = [], wanted = probe(text)
      entries.forEach(function (e) {
        var like = likeness(e[0], wanted)
        if (like > 0) e.slice(1).forEach(function (one) {
          hits.push(localHit("method", one[0], one[1], one[2], like - 0.02))
        })
      })
      return hits
    })
  }

  function countyOf(place) {
    for (var here = place; here; here = here.over) if (here.level === "county") return here
    return place
  }

  function unique(list) { return Array.from(new Set(list)) }

  // ---- the whole answer ----------------------------------------------------------------------------------------

  function itemHits(hits, where, here, question) {
    var good = hits.filter(isAnswer), least = good.length ? good[0].score * 0.3 : 0
    return good.filter(function (hit) { return hit.score >= least }).map(function (hit) {
      var item = core.items[hit.number], place = where[where.length - 1]
      var local = place && verdictAt(here, place, item[0])
      var phrase = hit.phrase && hit.phrase.text !== item[4][0] ? hit.phrase : null
      return { id: item[0], page: "items/" + item[0] + "/", title: item[4][0], verdict: local ? local[0] : item[1],
        tone: local ? local[1] : item[2], where: local && local[1] !== item[2] ? "" : item[3], only: local ? "" : item[7],
        area: place ? place.id : "", place: place ? place.name : "", also: phrase && (phrase.kind === "asked" ? "例如：" : "也叫：") + phrase.text,
        marks: marks(item[4][0], question), score: hit.score, fit: hit.fit }
    })
  }

  function verdictAt(here, place, item) {
    for (var at = place; at && here; at = at.over) if (here[at.id] && here[at.id][item]) return here[at.id][item]
    return null
  }

  // The places in a title that the question speaks of: [[from, to], …].
  function marks(title, question) {
    var cells = new Uint8Array(title.length), plain = cleaned(title)
    if (plain.length !== title.length) return []
    if (question.letters) return []
    grams(units(plain)).forEach(function (g) { if (question.isGram.has(g[0])) cells.fill(1, g[1], g[2]) })
    if (question.bare.length === 1) Array.from(plain).forEach(function (c, i) { if (c === question.bare) cells[i] = 1 })
    return runs(cells)
  }

  function runs(cells) {
    var found = []
    cells.forEach(function (on, i) {
      if (!on) return
      if (i && cells[i - 1]) found[found.length - 1][1] = i + 1
      else found.push([i, i + 1])
    })
    return found
  }

  function placeHit(found) {
    var at = found.area.name.indexOf(found.word || "")
    return { id: found.area.id, page: found.area.page, title: found.area.name, level: found.area.level,
      above: names(found.area), note: names(found.area).join(" "), fit: found.fit,
      marks: found.word && at >= 0 ? [[at, at + found.word.length]] : [] }
  }

  function plainHits(hits, things, folder, question, note) {
    return hits.filter(function (hit) { return hit.cover >= 0.78 && hit.evidence >= 0.5 || hit.bonus === SHORTENED || hit.score >= 50 })
      .map(function (hit) {
        var thing = things[hit.number]
        return { page: folder + thing[0] + "/", title: thing[1], note: note(thing), score: hit.score,
          fit: hit.score >= 50 ? 1 : 0.95 * hit.fit,
          marks: marks(thing[1], question) }
      })
  }

  function findLists(text, question, where) {
    var found = plainHits(ranked(listIndex, question), core.lists, "lists/", question, function (l) { return l[2] })
    var place = where[where.length - 1]
    if (LIST.test(text) && place) {
      found = found.filter(function (hit) { return hit.note === place.name || hit.note === place.short })
      found.push({ page: place.page, title: place.name + "现行清单", note: "这里的村（居）委会开不开", fit: 0.95, marks: [] })
    } else if (LIST.test(text) && !found.length && bare(text).replace(LIST, "").length < 2) {
      found = core.lists.map(function (l) { return { page: "lists/" + l[0] + "/", title: l[1], note: l[2], fit: 0.5, marks: [] } })
    }
    return found
  }

  // Everything found for some words; `early` hears of items before places have arrived.
  function find(words, early) {
    return start().then(function () { return simplified(cleaned(words)) }).then(function (text) { return answer(text, early) })
  }

  function answer(text, early) {
    if (!bare(text) || /^[a-z]$/.test(bare(text))) return { words: text, groups: [], near: [] }
    // Laws and lists are known by their names alone: every character counts, and no word stands for another.
    var literal = asked(text, true)
    var laws = plainHits(ranked(lawIndex, literal), core.laws, "laws/", literal, function (law) { return law[2] || "" })
    return withTowns(whereabouts(text)).then(function (where) {
      var rest = bare(where.rest) ? where.rest : "", question = asked(rest || text)
      var lists = findLists(text, literal, where.areas)
      return Promise.all([rest ? findItems(question) : [], where.areas.length && core.here ? load("here") : null])
        .then(function (data) {
          var known = { text: text, rest: rest, where: where, question: question, ranking: data[0], here: data[1], lists: lists,
            laws: laws, items: itemHits(data[0], where.areas, data[1], question) }
          if (early && known.items.length) early(combined(Object.assign({ places: [], local: [] }, known)))
          return withPlaces(known).then(combined)
        })
    })
  }

  // Adds places and what their committees wrote, where a question may mean one.
  function withPlaces(known) {
    var where = known.where, rest = known.rest, isPlaceOnly = !rest
    var top = Math.max(fitOf(known.items), fitOf(known.lists), fitOf(known.laws))
    known.places = (where.towns || []).concat(where.areas.slice().reverse())
      .map(function (a) { return { area: a, fit: isPlaceOnly ? 1 : 0.3, word: a.name } })
    known.local = []
    if (PACT.test(known.text) || METHOD.test(known.text)) {
      return findLocal(where.rest || known.text, where.areas).then(function (hits) { known.local = hits; return known })
    }
    var isShort = bare(rest).length < (known.question.letters ? 25 : 7), closed = segments(rest).some(function (s) { return CLOSED.test(s) })
    var mayName = rest && (top < 0.4 || isShort && top < 0.75 || closed && top < 0.98)
    if (!mayName) return Promise.resolve(known)
    return findPlaces(rest, where.areas.concat(where.towns && where.towns.length === 1 ? where.towns : [])).then(function (found) {
      var same = found.filter(function (f) { return f.fit >= 0.96 && f.area.level === "community" })
      known.places = known.places.concat(found.filter(function (f) { return f.fit > Math.min(0.65, top) || f.fit >= 0.5 && top < 0.4 }))
      // "中山社区居住证明": the item is asked for without the name of the community.
      var other = same.length && rest.replace(same[0].word, " ").trim()
      if (!other || !bare(other)) return known
      var question = asked(other)
      return findItems(question).then(function (ranking) {
        var hits = itemHits(ranking, same.length === 1 ? [same[0].area] : where.areas, known.here, question)
        if (hits.length) { known.items = hits; known.ranking = ranking } else if (!isNamed(known.items, rest)) known.items = []
        return known
      })
    })
  }

  function isNamed(hits, text) { return hits.length && hits[0].score >= 50 && bare(text).length > 0 }

  function fitOf(hits) { return hits.length ? hits[0].fit : 0 }

  function combined(known) {
    var seen = new Set()
    var places = known.places.filter(function (p) { return !seen.has(p.area.id) && seen.add(p.area.id) }).map(placeHit).sort(byFit)
    var groups = [["items", "事项", known.items], ["lists", "清单", known.lists], ["places", "地方", places],
      ["local", "规约", known.local], ["laws", "法规", known.laws]]
      .filter(function (g) { return g[2].length })
      .map(function (g) { return { key: g[0], title: g[1], hits: g[2], fit: g[2][0].fit } })
      .sort(byFit)
    groups.forEach(function (g) { g.hits.forEach(function (h) { h.href = new URL(h.page + "index.html", base).href }) })
    return { words: known.text, groups: groups, near: groups.length ? [] : nearest(known.ranking) }
  }

  function byFit(a, b) { return b.fit - a.fit }

  // Items worth a look when nothing is found: those nearest to the question, else the ones asked for most.
  function nearest(ranking) {
    var numbers = ranking.filter(function (hit) { return hit.evidence > 1.3 && hit.fit > 0.2 }).map(function (hit) { return hit.number })
    return unique(numbers.slice(0, 3).concat(core.featured)).slice(0, 5).map(function (number) {
      var item = core.items[number]
      return { page: "items/" + item[0] + "/", title: item[4][0], href: new URL("items/" + item[0] + "/index.html", base).href }
    })
  }

  // Areas for a text, for whoever lets a reader choose a place: [{ id, path, name, level, above }].
  function places(words) {
    return start().then(function () { return simplified(cleaned(words)) }).then(function (text) {
      if (!bare(text)) return []
      return withTowns(whereabouts(text)).then(function (where) {
        var rest = bare(where.rest) ? where.rest : ""
        var own = (where.towns || []).concat(where.areas.slice().reverse()).map(function (a) { return { area: a, fit: rest ? 0.3 : 1 } })
        var more = rest ? findPlaces(rest, where.areas) : Promise.resolve([])
        return more.then(function (found) {
          var seen = new Set()
          return own.concat(found).sort(byFit).filter(function (f) { return !seen.has(f.area.id) && seen.add(f.area.id) })
        })
      })
    }).then(function (found) {
      return found.map(function (f) {
        return { id: f.area.id, path: f.area.page, name: f.area.name, level: f.area.level, above: names(f.area),
          href: new URL(f.area.page + "index.html", base).href }
      })
    })
  }

  // ---- a failed search as a code that can be copied or read out ----------------------------------------------------

  var DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
  var CODED = 24

  // Letters and digits for words that found nothing; "" when they may hold a number of a person. Nothing but the words
  // is in it: 13 bits for a common character, 17 for any other, and a check.
  function coded(words) {
    var text = words.normalize("NFKC").trim().replace(/\s+/g, " ").slice(0, CODED)
    if (!text || /\d{5}/.test(text.replace(/[\s\-_.·•]/g, ""))) return ""
    var list = common(), bits = ""
    for (var i = 0; i < text.length; i++) {
      var at = list.indexOf(text[i])
      bits += at >= 0 ? "0" + binary(at, 12) : "1" + binary(text.charCodeAt(i), 16)
    }
    var code = ""
    for (var start = 0; start < bits.length; start += 5) code += DIGITS[parseInt((bits + "0000").slice(start, start + 5), 2)]
    return (code + check(text)).replace(/(.{4})(?=.)/g, "$1-")
  }

  // The words a code stands for, "" when it is none.
  function decoded(code) {
    var plain = code.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1")
    var list = common(), bits = "", text = ""
    for (var i = 0; i < plain.length - 2; i++) bits += binary(DIGITS.indexOf(plain[i]), 5)
    for (var at = 0; bits.length - at >= 13;) {
      if (bits[at] === "0") { text += list[parseInt(bits.slice(at + 1, at + 13), 2)] || ""; at += 13 } else {
        if (bits.length - at < 17) break
        text += String.fromCharCode(parseInt(bits.slice(at + 1, at + 17), 2))
        at += 17
      }
    }
    return text && check(text) === plain.slice(-2) ? text : ""
  }

  function binary(number, length) { return (Array(length + 1).join("0") + Math.max(0, number).toString(2)).slice(-length) }

  function check(text) {
    var total = 7
    for (var i = 0; i < text.length; i++) total = (total * 31 + text.charCodeAt(i)) % 1021
    return DIGITS[total >> 5] + DIGITS[total & 31]
  }

  home.engine = { find: find, places: places, start: start, coded: coded, decoded: decoded, base: base,
    hotline: function () { return core.hotline } }
})()
