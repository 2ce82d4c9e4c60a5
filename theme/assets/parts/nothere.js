// In an offline package: names the page that was asked for and is not in it.
(function () {
  "use strict"
  var place = document.querySelector("[data-mingshi-away]")
  var path = location.search.slice(1)
  // Only a path of ours, which needs no encoding: the address is text from outside.
  if (!place || !/^[\w-]+([./][\w-]+)*\/?$/.test(path)) return
  if (place.href) {
    place.href = new URL(path, place.href).href
    place.textContent = place.href
  } else {
    place.textContent = "您要看的是“" + path + "”。"
  }
})()
