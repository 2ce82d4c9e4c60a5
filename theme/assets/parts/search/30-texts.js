// What a text says: words, pairs of neighbours and sounds, and an index of things by what is said of them.
var words = new Map()
var people = new Set()
var others = new Set()
var longest = 1

function learnWords(core) {
  core.words.forEach(function (group, number) {
    group.forEach(function (word) { words.set(word, String.fromCharCode(0xe000 + number)) })
  })
  core.idle.forEach(function (word) { words.set(word, "") })
  core.other.forEach(function (word) {
    others.add(word)
    if (!words.has(word)) words.set(word, "")
  })
  core.people.forEach(function (number) { people.add(String.fromCharCode(0xe000 + number)) })
  words.forEach(function (_, word) { longest = Math.max(longest, word.length) })
}

// A text as units: a character, a word that stands for its group, one that asks what no item tells, or a gap.
// `from` and `to` are places in the text.
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
    if (said) found.push({ c: said, from: at, to: at + length, isWord: true, isOther: others.has(word) })
    else if (others.has(word)) found.push({ c: "", from: at, to: at + length, isOther: true })
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

// Whether a text asks for a paper and says nothing of which: all but 证明 is idle.
function isGeneral(text) {
  return PAPER.test(text) && isIdle(text.replace(/证明/g, " "))
}

function isIdle(text) { return units(text).every(function (u) { return u.isIdle }) }

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
