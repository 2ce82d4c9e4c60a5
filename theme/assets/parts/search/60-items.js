// Items: the first tier of the index, and when an answer is good enough to be shown.
var ready = null
var core = null
var itemIndex = null
var lawIndex = null
var listIndex = null
var upper = []
var deepIndex = null

function start() {
  ready = ready || Promise.all([load("core"), load("chars")]).then(function (data) {
    core = data[0]
    learn(data[1], core.read)
    learnWords(core)
    itemIndex = indexed(core.items, saidOf)
    lawIndex = indexed(core.laws, function (law) { return law.slice(1).map(function (t) { return [t, 1, "name"] }) }, true)
    listIndex = indexed(core.lists, function (list) {
      return list.slice(1).filter(Boolean).map(function (t) { return [t, 1, "name"] })
    }, true)
    core.areas.forEach(function (text) { upper.push(upperArea(text)) })
  }).catch(function (error) { ready = null; throw error })
  return ready
}

function saidOf(item) {
  return item[4].map(function (t) { return [t, 1, "name"] })
    .concat(item[5].map(function (t) { return [t, 0.97, "alias"] }), item[6].map(function (t) { return [t, 0.85, "asked"] }))
}

// Answers and guides are asked only when names and situations do not explain a question; in an index of their own, so that
// no question is answered otherwise because of one before it.
function deepen() {
  return load("texts").then(function (texts) {
    if (deepIndex) return
    deepIndex = indexed(core.items, saidOf)
    texts.forEach(function (own, number) {
      deepIndex.add(number, own.map(function (t) { return [t, 0.4, "weak"] }))
    })
  })
}

// Better nothing than noise: enough of the question must be understood, or what is understood must be telling.
function isAnswer(hit) {
  if (hit.score >= 50 || hit.share >= 0.7 && hit.cover >= 0.65) return true
  return worth(hit) >= LEAST
}

// Items that speak of just what is asked, though others do too: 上学.
function isSpokenOf(hit) { return hit.cover >= TOLD }

// What is asked may be near to an item and yet nothing that is told there: how much something is, when, how it is done.
function isCertain(hit, question) {
  var isNamed = hit.bonus >= 50 || hit.bonus > 0 && hit.phrase.plain.length >= question.bare.length
  if (isNamed || question.isNear) return Boolean(isNamed)
  if (question.isOther) return question.isPaper && worth(hit) >= SURE.plain
  return worth(hit) >= (question.isPaper ? SURE.paper : hit.cover >= COVERED ? SURE.plain : SURE.rest)
}

function worth(hit) { return Math.log(1 + hit.evidence) * hit.fit }

function findItems(question) {
  if (question.bare.length === 1 && !question.letters) return Promise.resolve(byOneChar(question))
  var hits = ranked(itemIndex, question)
  if (question.letters || hits.length && isAnswer(hits[0]) && hits[0].cover > 0.75) return Promise.resolve(hits)
  // A few characters that no name and no situation has are rather a place.
  if (question.bare.length < 7 && !(hits.length && hits[0].evidence >= 1.3)) return Promise.resolve(hits)
  return findDeeper(question, hits)
}

function findDeeper(question, hits) {
  return deepen().then(function () { return ranked(deepIndex, question) }, function () { return hits })
}

function byOneChar(question) {
  var c = question.bare, word = words.get(c)
  if (word === "") return []
  var at = word && itemIndex.grams.get(word)
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
