// What committees have written themselves: pacts and working methods.
// Pacts and methods of the places a question names, and those with such a name of their own; the whole column comes last.
// `places` are those that were named, whether they have written something or not.
function findLocal(text, where) {
  var kind = PACT.test(text) ? "pact" : "method"
  var rest = text.replace(kind === "pact" ? PACT : METHOD, " ").replace(/\s+/g, " ").trim()
  return Promise.all([load("local"), rest.length > 1 ? findPlaces(rest, where) : []]).then(function (data) {
    var have = data[0], found = data[1], own = have[kind === "pact" ? "pacts" : "methods"]
    var column = localHit(kind, "", kind === "pact" ? "村规民约和居民公约" : "社区工作法", own.length ? "全部" : "还没有收录", 0.4)
    var places = found.filter(function (f) { return f.fit >= 0.96 })
    if (!own.length) return { hits: [column], places: places }
    var named = where.map(function (a) { return { area: a, fit: 0.9 } })
    var counties = named.concat(found).filter(function (f) {
      return f.area.level === "county" && f.fit > 0.8 && own.includes(f.area.id)
    }).map(function (f) { return localHit(kind, f.area.id, f.area.name + column.title, "全部", f.fit) })
    return Promise.all([written(kind, own, found), ownNamed(have, rest, kind)]).then(function (hits) {
      return { hits: onePerPage(hits[0].concat(hits[1], counties, column).sort(byFit)), places: places }
    })
  })
}

// What committees among some places have written, from the files of three counties at most.
function written(kind, own, found) {
  var close = found.filter(function (f) { return f.fit >= 0.5 && f.area.level === "community" })
  var counties = unique(close.map(function (f) { return countyOf(f.area).id }))
    .filter(function (id) { return own.includes(id) }).slice(0, 3)
  return Promise.all(counties.map(function (id) { return load("local/" + id.replace("/", "-")) })).then(function (files) {
    return close.flatMap(function (f) {
      var county = countyOf(f.area).id
      return (files[counties.indexOf(county)] || []).filter(function (e) {
        return e[0] === kind && county + "/" + e[2] === f.area.id
      }).map(function (e) { return localHit(kind, county + "/" + e[1], e[3], names(f.area).join(" "), f.fit) })
    })
  })
}

function onePerPage(hits) {
  var seen = new Set()
  return hits.filter(function (hit) { return !seen.has(hit.page) && seen.add(hit.page) })
}

function localHit(kind, id, title, note, fit) {
  return { page: (kind === "pact" ? "pacts/" : "methods/") + (id && id + "/"), title: title, note: note, fit: fit, marks: [] }
}

// What has such a name of its own: methods, and pacts that are called otherwise than their place; of one kind, or of both.
function ownNamed(have, text, kind) {
  var like = probe(text), wanted = -1
  if (like.heard.length < 2) return Promise.resolve([])
  var key = like.heard[0] + " " + like.heard[1]
  have.keys.forEach(function (first, i) { if (first <= key) wanted = i })
  if (wanted < 0) return Promise.resolve([])
  return load("m" + wanted).then(function (entries) {
    return entries.flatMap(function (e) {
      var fit = likeness(e[0], like)
      return e.slice(1).filter(function (one) { return fit > 0 && (!kind || one[0] === kind) })
        .map(function (one) { return localHit(one[0], one[1], one[2], one[3], fit - 0.02) })
    })
  })
}

function countyOf(place) {
  for (var here = place; here; here = here.over) if (here.level === "county") return here
  return place
}

function unique(list) { return Array.from(new Set(list)) }
