// A question made ready: its grams, its sounds, its characters, and how much each place of it weighs.
function asked(text, isLiteral) {
  var plain = cleaned(text), list = units(plain, isLiteral), own = bare(text)
  var weights = new Float32Array(plain.length)
  var chars = list.filter(function (u) { return u.c && !u.isWord && !u.isIdle })
  list.forEach(function (u, i) {
    var isAlone = !u.isWord && !hasText(list[i - 1]) && !hasText(list[i + 1]) && own.length > 1
    for (var at = u.from; at < u.to; at++) weights[at] = u.isOther ? 1 : u.isIdle || !u.c ? 0 : isAlone ? 0.4 : 1
  })
  // 证明 is in every name: it neither helps nor hinders.
  if (!isLiteral) plain.replace(/证明/g, function (_, at) { weights[at] = weights[at + 1] = 0.05 })
  var isLatin = /^[a-z]+$/.test(own)
  var said = grams(list), heard = sounds(plain)
  var outside = list.filter(function (u) { return u.isOther })
  return { text: plain, bare: own, grams: said, sounds: heard, heard: heard.map(first).join(), chars: chars, weights: weights,
    isPaper: PAPER.test(plain), isOther: outside.length > 0, isNear: outside.some(function (u) { return u.isWord }),
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
