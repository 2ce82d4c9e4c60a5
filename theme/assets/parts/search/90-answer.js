// The whole answer, in groups.
function itemHits(hits, where, here, question, isGood) {
  var good = hits.filter(isGood || isAnswer), least = good.length ? good[0].score * 0.3 : 0
  return good.filter(function (hit) { return hit.score >= least }).map(function (hit) {
    var item = core.items[hit.number], place = where[where.length - 1]
    var local = place && verdictAt(here, place, item[0])
    var phrase = hit.phrase && hit.phrase.text !== item[4][0] ? hit.phrase : null
    var marked = tellingMarks([item[4][0], phrase ? phrase.text : ""], question)
    return { id: item[0], page: "items/" + item[0] + "/", title: item[4][0], verdict: local ? local[0] : item[1],
      tone: local ? local[1] : item[2], where: local && local[1] !== item[2] ? "" : item[3], only: local ? "" : item[7],
      area: place ? place.id : "", place: place ? place.name : "", also: phrase && phrase.text,
      how: phrase && phrase.kind === "asked" ? "例如：" : "也叫：", marks: marked[0], alsoMarks: marked[1],
      score: hit.score, fit: hit.fit, isSure: isCertain(hit, question) }
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

// The marks of some texts; 证明 alone is marked only where nothing else is.
function tellingMarks(texts, question) {
  var all = texts.map(function (text) { return marks(text, question) })
  var more = all.map(function (list, i) {
    return list.filter(function (mark) { return texts[i].slice(mark[0], mark[1]) !== "证明" })
  })
  return more.some(function (list) { return list.length }) ? more : all
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
  if (!bare(text) || /^[a-z]$/.test(bare(text))) return { words: text, groups: [], near: nearest([]) }
  // Laws and lists are known by their names alone: every character counts, and no word stands for another.
  var literal = asked(text, true)
  var laws = plainHits(ranked(lawIndex, literal), core.laws, "laws/", literal, function (law) { return law[2] || "" })
  return withTowns(whereabouts(text)).then(function (where) {
    var apart = withoutElsewhere(where.rest), isElsewhere = Boolean(apart)
    if (bare(apart)) where.rest = apart
    var rest = bare(where.rest) ? where.rest : "", question = asked(rest || text)
    var isLocal = PACT.test(text) || METHOD.test(text), overview = isLocal ? [] : overviews(rest)
    var lists = findLists(text, literal, where.areas)
    var isOfItems = rest && !isLocal && !overview.length
    return Promise.all([isOfItems ? findItems(question) : [], where.areas.length && core.here ? load("here") : null])
      .then(function (data) {
        var known = { text: text, rest: rest, where: where, question: question, ranking: data[0], here: data[1], lists: lists,
          laws: laws, isLocal: isLocal, isElsewhere: isElsewhere, overview: overview,
          items: itemHits(data[0], where.areas, data[1], question) }
        if (early && known.items.length) early(combined(Object.assign({ places: [], local: [] }, known)))
        return withPlaces(known).then(withRest).then(combined)
      })
  })
}

// Where to look for somebody who asks what is certified at all.
function overviews(text) {
  if (!isGeneral(text)) return []
  return [["items/", "全部事项", "每一项开不开、去哪里办"], ["ask/", "我要办什么", "一步一步问到答案"],
    ["lists/", "证明事项清单", "国家的、各地的"]].map(function (one) {
    return { page: one[0], title: one[1], note: one[2], fit: 0.99 }
  })
}

// Adds places and what their committees wrote, where a question may mean one.
function withPlaces(known) {
  var where = known.where, rest = known.rest, isPlaceOnly = !rest || known.overview.length > 0
  var top = Math.max(fitOf(known.overview), fitOf(known.items), fitOf(known.lists), fitOf(known.laws))
  known.places = (where.towns || []).concat(where.areas.slice().reverse())
    .map(function (a) { return { area: a, fit: isPlaceOnly ? 1 : 0.3, word: a.name } })
  known.local = []
  if (known.isLocal) {
    return findLocal(where.rest || known.text, where.areas).then(function (found) {
      known.local = found.hits
      // The page of a place tells whether it has a pact, also where none has been handed in.
      known.places = known.places.concat(found.places.map(function (f) { return { area: f.area, fit: 0.38, word: f.word } }))
      return known
    })
  }
  var isShort = bare(rest).length < (known.question.letters ? 25 : 7), closed = segments(rest).some(function (s) { return CLOSED.test(s) })
  var mayName = rest && (top < 0.4 || isShort && top < 0.75 || closed && top < 0.98)
  if (!mayName) return Promise.resolve(known)
  return findPlaces(rest, where.areas.concat(where.towns && where.towns.length === 1 ? where.towns : [])).then(function (found) {
    var same = found.filter(function (f) { return f.fit >= 0.96 && f.area.level === "community" })
    known.places = known.places.concat(found.filter(function (f) { return f.fit > Math.min(0.65, top) || f.fit >= 0.5 && top < 0.4 }))
    known.isMore = found.length && !isIdle(rest.replace(found[0].word, " "))
    // "中山社区居住证明": the item is asked for without the name of the community.
    var other = same.length && rest.replace(same[0].word, " ").trim()
    if (!other || !bare(other)) return known
    known.overview = overviews(other)
    if (known.overview.length) { known.items = []; return known }
    var question = asked(other)
    return findItems(question).then(function (ranking) {
      var hits = itemHits(ranking, same.length === 1 ? [same[0].area] : where.areas, known.here, question)
      if (hits.length) { known.items = hits; known.ranking = ranking } else if (!isNamed(known.items, rest)) known.items = []
      return known
    })
  })
}

// The last resorts before nothing: what guides say, and a pact or a working method known by its own name.
function withRest(known) {
  if (known.isLocal || known.overview.length || known.items.length || known.lists.length || known.laws.length || known.places.length) return known
  return Promise.all([known.question.letters ? [] : findDeeper(known.question, known.ranking), load("local")]).then(function (data) {
    known.ranking = data[0]
    known.items = itemHits(data[0], [], null, known.question)
    return known.items.length ? [] : ownNamed(data[1], bare(known.text), "")
  }).then(function (hits) {
    known.local = hits.filter(function (hit) { return hit.fit > 0.6 })
    if (known.items.length || known.local.length) return known
    known.items = itemHits(known.ranking, [], null, known.question, isSpokenOf)
    known.items.forEach(function (hit) { hit.isSure = false })
    return known
  })
}

function isNamed(hits, text) { return hits.length && hits[0].score >= 50 && bare(text).length > 0 }

function fitOf(hits) { return hits.length ? hits[0].fit : 0 }

function combined(known) {
  var seen = new Set()
  var places = known.places.filter(function (p) { return !seen.has(p.area.id) && seen.add(p.area.id) }).map(placeHit).sort(byFit)
  var groups = [["overview", "总览", known.overview], ["items", "事项", known.items], ["lists", "清单", known.lists], ["places", "地方", places],
    ["local", "规约", known.local], ["laws", "法规", known.laws]]
    .filter(function (g) { return g[2].length })
    // Who names a place and an item wants the item.
    .map(function (g) { return { key: g[0], title: g[1], hits: g[2], fit: known.isMore && g[2][0].isSure ? 1.1 : g[2][0].fit } })
    .sort(byFit)
  groups.forEach(function (g) { g.hits.forEach(function (h) { h.href = new URL(h.page + "index.html", base).href }) })
  return { words: known.text, groups: groups, elsewhere: known.isElsewhere ? core.own : "", isSure: known.isLocal || groups.some(isSure),
    near: groups.length ? [] : nearest(known.ranking) }
}

// Whether a group has what was meant, and not only what comes near: readers are told which.
function isSure(group) { return group.key === "items" ? group.hits[0].isSure : group.fit >= 0.5 }

function byFit(a, b) { return b.fit - a.fit }

// Items worth a look when nothing is found: those nearest to the question, else the ones asked for most.
function nearest(ranking) {
  var numbers = ranking.filter(function (hit) { return hit.evidence > 1.6 && hit.fit > 0.25 }).map(function (hit) { return hit.number })
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
