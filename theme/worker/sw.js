// Keeps the site readable without a network. render/offline.py writes the list below: [address, revision] of the few
// pages and files that are kept from the start. Everything else is kept when it was seen, or taken along by county.
"use strict"
var CORE = []
var ROOT = self.registration.scope
var NAME = "mingshi " + ROOT + " "
var KEPT = NAME + "core"
var SEEN = NAME + "seen"
var FILES = NAME + "files"
var TAKEN = NAME + "taken "
var PAGES_MAX = 200
var FILES_MAX = 120
var BYTES_MAX = 2000000
// How long a page may take before the kept one is shown in its place.
var PATIENCE = 4000
var HASHED = /\.[0-9a-f]{8,}(\.min)?\.(css|js)$/
// A page answered from what was kept while its request still ran: whether what arrived later was newer.
var late = new Map()

function keyOf(address) {
  var url = new URL(address)
  return url.origin + url.pathname.replace(/\/$/, "/index.html")
}

// A copy without the mark of a redirect, which browsers refuse for pages, and without what only a transfer needs.
async function copyOf(response) {
  var headers = new Headers(response.headers)
  headers.delete("content-encoding")
  headers.delete("content-length")
  return new Response(await response.blob(), { status: 200, headers: headers })
}

function isGood(response) {
  return response.status === 200 && response.type !== "opaque" && !(response.headers.get("content-length") > BYTES_MAX)
}

async function keep(key, response) {
  var isPage = (response.headers.get("content-type") || "").startsWith("text/html")
  var cache = await caches.open(isPage ? SEEN : FILES)
  await cache.delete(key) // so that it moves to the end
  await cache.put(key, await copyOf(response))
  var keys = await cache.keys()
  for (var i = 0; i < keys.length - (isPage ? PAGES_MAX : FILES_MAX); i++) await cache.delete(keys[i])
}

async function core(isWanted) {
  var entry = CORE.find(function (e) { return isWanted(ROOT + e[0]) })
  return entry && (await caches.open(KEPT)).match(ROOT + entry[0] + "?" + entry[1])
}

// What is kept of an address, the newest first.
async function kept(key) {
  var taken = (await caches.keys()).filter(function (name) { return name.startsWith(TAKEN) })
  var order = [SEEN, FILES].concat(taken)
  for (var i = 0; i < order.length; i++) {
    var found = await (await caches.open(order[i])).match(key)
    if (found) return found
  }
  return core(function (address) { return address === key })
}

// A page is always asked for anew: a server that sets no time leaves browsers to guess how long one stays right.
async function fromNetwork(event, key) {
  var response = await fetch(event.request, event.request.mode === "navigate" ? { cache: "no-cache" } : {})
  // Storage may be full or refused; the page is shown all the same.
  if (isGood(response)) event.waitUntil(keep(key, response.clone()).catch(function () {}))
  return response
}

function after(time) {
  return new Promise(function (resolve) { setTimeout(resolve, time) })
}

// Pages: the network first, because an answer must be the present one; what is kept when the network is slow or away.
async function page(event) {
  var key = keyOf(event.request.url)
  var wanted = fromNetwork(event, key)
  var usable = wanted.then(function (response) { return response.status < 500 ? response : undefined }, function () {})
  var before = await kept(key)
  var first = await (before ? Promise.race([usable, after(PATIENCE)]) : usable)
  if (first) return first
  if (!before) return lost(event.request, wanted)
  late.set(key, isChanged(before.clone(), usable))
  event.waitUntil(late.get(key))
  return before
}

async function lost(request, wanted) {
  try { return await wanted } catch (offline) { /* no network */ }
  var from = request.url.slice(ROOT.length)
  return Response.redirect(ROOT + "offline/index.html?from=" + encodeURIComponent(from), 302)
}

async function isChanged(before, wanted) {
  var response = await wanted
  if (!response || response.status !== 200) return false
  return (await before.text()) !== (await response.text())
}

// A file whose name changes with its content never changes; one that is gone is replaced by its present version, so
// that a page kept from an earlier release still has its style.
async function hashed(event) {
  var key = keyOf(event.request.url)
  var found = await core(function (address) { return address === key }) || await kept(key)
  if (found) return found
  var response = await fromNetwork(event, key).catch(function () {})
  if (response && response.ok) return response
  var end = HASHED.exec(key)
  var stem = key.slice(0, end.index)
  var present = await core(function (address) {
    var other = HASHED.exec(address)
    return other && other[2] === end[2] && address.slice(0, other.index) === stem
  })
  return present || response || Response.error()
}

// Any other file: as pages, and nothing in its place.
async function file(event) {
  var key = keyOf(event.request.url)
  var wanted = fromNetwork(event, key).catch(function () {})
  var before = await kept(key)
  var first = await (before ? Promise.race([wanted, after(PATIENCE)]) : wanted)
  return first || before || Response.error()
}

async function install() {
  var cache = await caches.open(KEPT)
  for (var i = 0; i < CORE.length; i++) {
    var address = ROOT + CORE[i][0]
    var key = address + "?" + CORE[i][1]
    // What has not changed since the last version, or came before the line broke, is not fetched again.
    if (await cache.match(key)) continue
    var response = await fetch(address, { cache: HASHED.test(address) ? "default" : "no-cache" })
    if (!response.ok) throw new Error(address)
    await cache.put(key, await copyOf(response))
  }
  await self.skipWaiting()
}

async function activate() {
  var valid = new Set(CORE.map(function (entry) { return ROOT + entry[0] + "?" + entry[1] }))
  var cache = await caches.open(KEPT)
  var open = (await self.clients.matchAll({ type: "window", includeUncontrolled: true })).map(function (c) { return c.url })
  var keys = await cache.keys()
  for (var i = 0; i < keys.length; i++) {
    if (valid.has(keys[i].url)) continue
    await cache.delete(keys[i])
    // What was seen of a page before is older than what the new version brought; an open one is compared by `check`.
    var old = keyOf(keys[i].url)
    if (!open.map(keyOf).includes(old)) await (await caches.open(SEEN)).delete(old)
  }
  var names = await caches.keys()
  for (var n = 0; n < names.length; n++) {
    var isOurs = names[n].startsWith(NAME) && ![KEPT, SEEN, FILES].includes(names[n]) && !names[n].startsWith(TAKEN)
    if (isOurs) await caches.delete(names[n])
  }
  await self.clients.claim()
  await rememberOpen(open)
}

// The page that brought the worker was loaded without it.
async function rememberOpen(open) {
  for (var i = 0; i < open.length; i++) {
    var key = keyOf(open[i])
    if (!open[i].startsWith(ROOT) || !key.endsWith(".html") || await kept(key)) continue
    try {
      var response = await fetch(open[i], { cache: "force-cache" })
      if (isGood(response)) await keep(key, response)
    } catch (gone) { /* it is kept at the next visit */ }
  }
}

async function check(key) {
  var before = await (await caches.open(SEEN)).match(key)
  var response = await fetch(key, { cache: "no-cache" })
  if (!before || !isGood(response)) return false
  var isNewer = (await before.text()) !== (await response.clone().text())
  if (isNewer) await keep(key, response)
  return isNewer
}

self.addEventListener("install", function (event) { event.waitUntil(install()) })
self.addEventListener("activate", function (event) { event.waitUntil(activate()) })

self.addEventListener("fetch", function (event) {
  var request = event.request
  var path = new URL(request.url).pathname
  if (request.method !== "GET" || !request.url.startsWith(ROOT) || request.headers.has("range")) return
  if (request.headers.has("mingshi-take")) return // taken along on purpose, kept by the page that asks
  if (/^(api|data|assets\/offline)\/|^(sw\.js|build\.json)/.test(request.url.slice(ROOT.length))) return
  if (request.mode === "navigate") event.respondWith(page(event))
  else if (HASHED.test(path)) event.respondWith(hashed(event))
  else if (!/(\.html|\/)$/.test(path)) event.respondWith(file(event))
})

// A page asks whether what it shows is the newest: "loaded" right after it came, "check" when the version changed.
self.addEventListener("message", function (event) {
  var asks = event.data && event.data.mingshi
  if (!asks || !event.source || !event.source.url) return
  var key = keyOf(event.source.url)
  var answer = asks === "check" ? check(key) : late.get(key) || Promise.resolve(false)
  event.waitUntil(answer.then(function (isNewer) {
    late.delete(key)
    if (isNewer) event.source.postMessage({ mingshi: "newer" })
  }, function () { /* no network: nothing newer to tell of */ }))
})
