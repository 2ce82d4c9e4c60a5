// Where a new entry goes whose folder is named after an area: Decap writes the "/" of "fuzhou/gulou" into a path as "-".
// So the entry gets its place here, just before it is saved, as if it had been opened there (version pinned, tested).
(function () {
  "use strict"
  var own = document.currentScript
  var homes = JSON.parse(own.dataset.homes)
  var api = own.dataset.api
  var branch = own.dataset.branch

  async function answerTo(action, params) {
    if (!api) return null // the host of a repository answers Decap alone; there the review shows what is replaced
    var answer = await fetch(api, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ action: action, params: Object.assign({ branch: branch }, params) }),
    })
    return answer.ok ? answer.json() : null
  }

  async function isTaken(kind, slug, path) {
    var entry = await answerTo("getEntry", { path: path })
    var draft = await answerTo("unpublishedEntry", { collection: kind, slug: slug })
    return Boolean((entry && entry.data) || draft)
  }

  CMS.registerEventListener({
    name: "preSave",
    handler: async function (event) {
      var entry = event.entry
      var home = homes[entry.get("collection")]
      if (!home || !entry.get("newRecord")) return
      var area = entry.getIn(["data", home.area]).split("/")
      if (area.length < home.depth) throw new Error("“" + home.label + "”写得不够细，不知道放在哪里")
      var folder = (home.depth ? area.slice(0, home.depth) : area).join("/")
      var slug = folder + "/" + entry.getIn(["data", home.id])
      var path = home.folder + "/" + slug + "." + home.extension
      if (await isTaken(entry.get("collection"), slug, path)) throw new Error("已经有 " + path + "，从列表里打开它再改")
      event.entry = entry.set("slug", slug).set("path", path).set("newRecord", false)
    },
  })
})()
