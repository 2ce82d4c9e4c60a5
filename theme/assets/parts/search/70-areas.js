// Areas: provinces to counties, towns, and communities in shards.
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
  if (outer.level === "province") return true // cities do not name it, and there is no other
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
