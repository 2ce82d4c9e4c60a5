// How well things answer a question.
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
    var bonus = closeness(phrase, question.bare) || isHeardAs(phrase, question) && SOUNDED
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

// "单生证明" sounds like "单身证明" from one end to the other.
function isHeardAs(phrase, question) {
  return phrase.sounds.length > 1 && phrase.sounds.join() === question.heard
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
