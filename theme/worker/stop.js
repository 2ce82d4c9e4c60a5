// Served in place of sw.js where nothing may be kept: forgets everything and goes.
"use strict"
self.addEventListener("install", function () { self.skipWaiting() })
self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    var ours = names.filter(function (name) { return name.startsWith("mingshi " + self.registration.scope + " ") })
    return Promise.all(ours.map(function (name) { return caches.delete(name) }))
  }).then(function () { return self.registration.unregister() }))
})
