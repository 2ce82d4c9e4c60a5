// Numbers of persons that must not come into a public repository: the rules of check/personal.py, in its order.
// No lookbehind: what stands before a number is looked at by hand, for older Safari cannot read a script that has one.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/
const ABOUT_ID = /身份证|身份号码|证件号|户主|公民身份|居民证|居留证/
const ABOUT_CARD = /卡号|银行|[账帐][号户]|开户|储蓄|存折|一卡通/
const NUMBER_OF_CARD = /卡号|[账帐][号户]/
const ABOUT_PHONE = /电话|手机|联系|[Tt]el/
const IN_URL = /https?:\/\/[!#-&*-;=?-~]*$/
const ID18 = /[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9])/g
const ID15 = /[1-9][0-9]{14}(?![0-9])/g
const PERMIT = /[A-Z]{3}[0-9]{12}(?![0-9])/g
const CARD = /[1-9](?:[ -]?[0-9]){15,18}(?![0-9])/g
const GAP = "(?: ?- ?| )?"
const MOBILE = new RegExp("(?:\\(?(?:\\+|00)?86\\)?[ -]?|0)?(?:(?:\\(1[3-9][0-9]\\)|1[3-9][0-9])" + GAP +
  "(?:[0-9]{4}" + GAP + "[0-9]{4}|[0-9]{3}" + GAP + "[0-9]{5})" +
  "|1[3-9][0-9](?:\\.[0-9]{4}\\.[0-9]{4}|\\.[0-9]{3}\\.[0-9]{5})" +
  "|(?!19[0-9]{2}[ -](?:19|20))1[3-9][0-9]{2}([ .-])[0-9]{4}\\1[0-9]{3})(?![0-9])", "g")
const ENTITY = /&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(nbsp|ensp|emsp|thinsp|ndash|mdash));?/g
const PRIVATE = {
  MS601: "像身份证号码。公开的内容不能有，删掉它",
  MS602: "像手机号码。公开的内容不能有，删掉它，或者写座机",
  MS604: "像银行卡号。公开的内容不能有，删掉它",
}

// One character for one character, so that places stay what they were.
function narrowNumbers(text) {
  return text.replace(/[\u3000\u00a0\u202f\u2060\ufeff\u2000-\u200d]/g, " ").replace(/[－−\u2010-\u2015]/g, "-")
    .replace(/[０-９Ｘｘ＋（）．]/g, function (c) {
      return c === "ｘ" ? "X" : String.fromCharCode(c.charCodeAt(0) - 0xfee0)
    })
}

// Returns a text with its HTML entities as characters, and where each of its characters began.
function spelledOut(text) {
  const places = []
  let plain = "", at = 0
  function copy(end) { for (; at < end; at++) { places.push(at); plain += text[at] } }
  text.replace(ENTITY, function (entity, number, hex, name, start) {
    const code = name ? (/dash/.test(name) ? 45 : 32) : number ? Number(number) : parseInt(hex, 16)
    copy(start)
    places.push(start)
    plain += code > 0xffff ? "?" : String.fromCharCode(code)
    at = start + entity.length
  })
  copy(text.length)
  return { text: plain, places: places.concat(text.length) }
}

function matches(pattern, text, notAfter) {
  const found = []
  pattern.lastIndex = 0
  for (let m = pattern.exec(text); m; m = pattern.exec(text)) {
    if (m.index && notAfter.test(text[m.index - 1])) pattern.lastIndex = m.index + 1
    else found.push({ start: m.index, end: m.index + m[0].length, text: m[0] })
  }
  return found
}

function before(text, start, length) { return text.slice(Math.max(0, start - length), start) }

function isPersonShaped(region, born) {
  const year = Number(born.slice(0, 4))
  return PROVINCE.test(region) && year >= 1900 && year <= 2099 &&
    Number(born.slice(6)) > 0 && isDay(born.slice(0, 4) + "-" + born.slice(4, 6) + "-" + born.slice(6))
}

function identityCode(written, about) {
  const digits = written.replace(/[ -]/g, "").toUpperCase(), named = ABOUT_ID.test(about), foreign = digits[0] === "9"
  if (digits.length === 15) return named && isOldNumber(digits) ? "MS601" : ""
  if (!isPersonShaped(digits.slice(foreign ? 1 : 0, 6), digits.slice(6, 14))) return ""
  const total = WEIGHTS.reduce(function (sum, weight, i) { return sum + weight * Number(digits[i]) }, 0)
  if (named || "10X98765432"[total % 11] === digits[17]) return "MS601"
  return digits === written.toUpperCase() && !foreign ? "MS603" : ""
}

function isOldNumber(digits) {
  if (/[0-9]/.test(digits[0])) return isPersonShaped(digits.slice(0, 6), "19" + digits.slice(6, 12))
  return ["19", "20"].some(function (century) {
    return isPersonShaped(digits.slice(3, 7), century + digits.slice(7, 13))
  })
}

function passesLuhn(digits) {
  const total = Array.from(digits).reverse().reduce(function (sum, digit, i) {
    const doubled = Number(digit) * (i % 2 ? 2 : 1)
    return sum + Math.floor(doubled / 10) + doubled % 10
  }, 0)
  return total % 10 === 0
}

function isBankCard(written, about) {
  const digits = written.replace(/[^0-9]/g, ""), known = digits.slice(0, 2) === "62"
  const named = (/^[3-6]/.test(digits) ? ABOUT_CARD : NUMBER_OF_CARD).test(about)
  return (known && named) || ((known || named) && passesLuhn(digits))
}

// What stands behind a decimal point, unless it is behind its number in a list.
function isDecimal(text, m) {
  const line = before(text, m.start, 40).split("\n").pop()
  if (!/[0-9]\.$/.test(line)) return false
  const goesOn = /^ *(?!公里|千米|[米元度万亿])[^\x00-\x7f]/.test(text.slice(m.end))
  if (/^ *[1-9][0-9]?\.$/.test(line) && goesOn) return false
  return !(ABOUT_PHONE.test(line) && /(?:^|[^0-9.])[1-9][0-9]?\.$/.test(line))
}

// Returns [[code, start, end]] of every number in a text that looks like one of a person.
function privateNumbers(given) {
  const spelled = spelledOut(given), text = narrowNumbers(spelled.text), taken = [], digit = /[0-9]/
  if (!/[0-9](?:[-+ .()]*[0-9]){10}/.test(text)) return taken
  const persons = matches(ID18, text, digit).concat(matches(ID15, text, digit), matches(PERMIT, text, /[0-9A-Za-z]/))
  persons.forEach(function (m) {
    const code = identityCode(m.text, before(text, m.start, 12))
    if (code) taken.push([code, m.start, m.end])
  })
  function isFree(m) {
    return !taken.some(function (hit) { return hit[1] <= m.start && m.start < hit[2] }) &&
      !IN_URL.test(before(spelled.text, m.start, 300))
  }
  matches(CARD, text, digit).forEach(function (m) {
    if (isFree(m) && isBankCard(m.text, before(text, m.start, 12))) taken.push(["MS604", m.start, m.end])
  })
  const mobiles = matches(MOBILE, text, digit).filter(function (m) { return isFree(m) && !isDecimal(text, m) })
  return taken.concat(mobiles.map(function (m) { return ["MS602", m.start, m.end] })).map(function (hit) {
    return [hit[0], spelled.places[hit[1]], spelled.places[hit[2]]]
  })
}

function privateHint(text) {
  return privateNumbers(text).length ? "像身份证号码，但校验位不对；写错的号码也不能公开" : ""
}

function privateError(text) {
  const hit = privateNumbers(text).find(function (found) { return PRIVATE[found[0]] })
  return hit ? PRIVATE[hit[0]] : ""
}
