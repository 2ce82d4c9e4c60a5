// Which places a text means.
// What a name of a place is compared with, made ready once.
function probe(text) {
  var isLetters = /^[a-z ]+$/.test(text)
  var wanted = text.replace(/(?:社区)?居委会$/, "社区").replace(/村委会$/, "村")
  var spoken = isLetters ? spelled(text) : read(wanted).filter(Boolean)
  // 上学 is a word of items and no misspelt 上薛; one character again and again is no name.
  var own = grams(units(text)), isTerm = own.length > 0 && own.every(function (g) { return itemIndex.grams.has(g[0]) })
  return { text: text, wanted: wanted, isTerm: isTerm || /^(.)\1+$/.test(text), letters: isLetters ? text.replace(/ /g, "") : "",
    heard: spoken ? spoken.map(fold) : [] }
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
  if (like.isTerm || text.length < 2) return 0
  if (Math.abs(name.length - text.length) > 2 || folded.get(name[0]) !== like.heard[0]) return 0
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
    // 同安 in 同安镇 is not 同安区.
    if (word.length < 2 || place < 0 || word !== area.name && LONGER.test(rest.slice(place + word.length))) return false
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

// A text without the name of a province or a city elsewhere, "" when there is none in it. 北京社区 is a place here.
function withoutElsewhere(text) {
  var before = units(text), found = ""
  core.elsewhere.forEach(function (word) {
    var at = text.indexOf(word), after = text.slice(at + word.length)
    if (at < 0 || found || PLACE.test(after)) return
    // 山东 in 中山东路 is part of another name.
    if (before.some(function (u) { return u.to === at && !u.isIdle })) return
    found = text.slice(0, at) + " " + after.replace(/^[省市]/, "")
  })
  return found
}

// Segments of a text that may be names of places.
function segments(text) {
  var found = [], run = "", idle = ""
  units(text).forEach(function (unit) {
    var piece = text.slice(unit.from, unit.to), before = idle
    idle = unit.isIdle && unit.c ? piece : ""
    // 和 of 和平村 is an idle word elsewhere.
    if (!run && before.length === 1 && unit.c && !unit.isIdle) {
      var whole = text.slice(unit.from - 1).match(CLOSED)
      if (whole) found.push(whole[1])
    }
    if (unit.isOther || unit.c && !(unit.isIdle && run === "") || unit.isIdle && ENDED.test(run + piece) && run) run += piece
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
    var wanted = isLetters ? [text] : segments(text).slice(0, 2)
    var isLong = !isLetters && bare(text).length > 8
    // 太平村 begins with what elsewhere is an idle word.
    var whole = bare(text)
    if (!isLetters && (!wanted.length || ENDED.test(whole) && whole.length < 9)) wanted = unique([whole].concat(wanted)).slice(0, 2)
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
