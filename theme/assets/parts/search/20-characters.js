// Characters: how they are read, what sounds alike, traditional ones, letters as syllables.
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
