// In an offline package: names the page that was asked for and is not in it.
(function () {
  "use strict"
  var place = document.querySelector("[data-mingshi-away]")
  var path = decodeURIComponent(location.search.slice(1))
  if (!place || !/^[\w./-]+$/.test(path) || path.includes("..")) return
  if (place.href) {
    place.href = new URL(path, place.href).href
    place.textContent = place.href
  } else {
    place.textContent = "您要看的是“" + path + "”。"
  }
})()
