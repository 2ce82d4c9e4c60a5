// Finds items, lists, places, pacts and laws in the script files made by render/search/, from a server or from a disk.
// The files of this folder make one script, in this order, with one scope (render/assets.py).
var home = window.mingshiSearch
var base = new URL("../", document.currentScript.src)
var files = {}
var arrived = {}
var LIKE_HU = { fa: "hua", fan: "huan", fei: "hui", fen: "hun", fo: "huo", fou: "hou", fu: "hu", hon: "hun" }
var FIRST = { zh: "z", ch: "c", sh: "s", n: "l", r: "l" }
var TAIL = /(?:街道|镇|乡|省|市|区|县)$/
var READ_TAIL = { 街道: "jie dao", 镇: "zhen", 乡: "xiang", 省: "sheng", 市: "shi", 区: "qu", 县: "xian" }
var ENDINGS = [["社区", "-shequ"], ["村", "-cun"], ["居委会", "-juweihui"]]
var LEVELS = { p: "province", c: "city", x: "county" }
var PACT = /(?:村规民约|居民公约|乡规民约|村规|民约|公约|规约)/
var METHOD = /(?:社区工作法|工作法|工作方法)/
var SHORTENED = 5
var SOUNDED = 5
// What an item must be worth to be shown, and to be shown without a doubt (tests/search/report.py tells how often it is
// right): less is enough where a paper or a committee is spoken of, and more is needed where not and much is left over.
var LEAST = 0.58
var SURE = { paper: 0.65, plain: 0.9, rest: 1.05 }
var COVERED = 0.7
var TOLD = 0.8
var PAPER = /证明|开(?:个|具|一)|怎么开|[盖的公]章|盖个章|[条单]子|的[条单]|材料|手续|签字|出具|写[个一]|[让要].{0,6}写|公证|派出所|居委|社区|街道|村[委里部上干]/
var ENDED = /(?:社区居委会|社区|居委会|村委会|村)$/
var CLOSED = /^(.{1,8}?(?:社区居委会|社区|居委会|村委会|村|街道|镇|乡))(.*)$/
var LONGER = /^(?:街道|镇|乡|村|社区|居委会)/
var PLACE = /^[^\s证的]{0,3}(?:街道|镇|乡|村|社区|居委会)|^[街路]/
var ORDER = ["province", "city", "county", "town", "community"]
var LIST = /(?:事项清单|负面清单|正面清单|清单|目录)/

home.take = function (name, data) { arrived[name] = data }

function load(name, again) {
  if (again) delete files[name]
  files[name] = files[name] || new Promise(function (resolve, reject) {
    var script = document.createElement("script")
    script.src = new URL("assets/search/" + name + ".js" + (again || ""), base).href
    script.onload = function () { resolve(arrived[name]) }
    script.onerror = function () { delete files[name]; reject(new Error(name)) }
    document.head.appendChild(script)
  })
  return files[name]
}
