// Numbers of persons that must not come into a public repository: the rules of check/personal.py, in its order.
// No lookbehind: what stands before a number is looked at by hand, for older Safari cannot read a script that has one.
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/
const ABOUT_ID = /身份证|身份号码|证件号|户主|公民身份|居民证/
const ABOUT_CARD = /卡号|银行|[账帐][号户]|开户|储蓄|存折|一卡通/
const IN_URL = /https?:\/\/[^\s<>"'（）()，。]*$/
const ID18 = /[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9])/g
const ID15 = /[1-9][0-9]{14}(?![0-9])/g
const CARD = /[3-6](?:[ -]?[0-9]){15,18}(?![0-9])/g
const MOBILE = /(?:(?:\+|00)?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}[ -]?[0-9]{4}|[ -]?[0-9]{3}[ -]?[0-9]{5})(?![0-9])/g
const PRIVATE = {
  MS601: "像身份证号码。公开的内容不能有，删掉它",
  MS602: "像手机号码。公开的内容不能有，删掉它，或者写座机",
  MS604: "像银行卡号。公开的内容不能有，删掉它",
}

// One character for one character, so that places stay what they were.
function narrowNumbers(text) {
  return text.replace(/[０-９Ｘｘ－＋　]/g, function (c) {
    return c === "　" ? " " : c === "ｘ" ? "X" : String.fromCharCode(c.charCodeAt(0) - 0xfee0)
  })
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
  const digits = written.replace(/[ -]/g, "").toUpperCase(), named = ABOUT_ID.test(about)
  if (digits.length === 15) return named && isPersonShaped(digits.slice(0, 6), "19" + digits.slice(6, 12)) ? "MS601" : ""
  if (!isPersonShaped(digits.slice(0, 6), digits.slice(6, 14))) return ""
  const total = WEIGHTS.reduce(function (sum, weight, i) { return sum + weight * Number(digits[i]) }, 0)
  if (named || "10X98765432"[total % 11] === digits[17]) return "MS601"
  return digits === written.toUpperCase() ? "MS603" : ""
}

function passesLuhn(digits) {
  const total = Array.from(digits).reverse().reduce(function (sum, digit, i) {
    const doubled = Number(digit) * (i % 2 ? 2 : 1)
    return sum + Math.floor(doubled / 10) + doubled % 10
  }, 0)
  return total % 10 === 0
}

function isBankCard(written, about) {
  const digits = written.replace(/[^0-9]/g, ""), known = digits.slice(0, 2) === "62", named = ABOUT_CARD.test(about)
  return (known && named) || ((known || named) && passesLuhn(digits))
}

// Returns [[code, start, end]] of every number in a text that looks like one of a person.
function privateNumbers(written) {
  const text = narrowNumbers(written), taken = [], digit = /[0-9]/
  if (!/[0-9](?:[- ]?[0-9]){10}/.test(text)) return taken
  matches(ID18, text, digit).concat(matches(ID15, text, digit)).forEach(function (m) {
    const code = identityCode(m.text, before(text, m.start, 12))
    if (code) taken.push([code, m.start, m.end])
  })
  function isFree(m) {
    return !taken.some(function (hit) { return hit[1] <= m.start && m.start < hit[2] }) &&
      !IN_URL.test(before(text, m.start, 300))
  }
  matches(CARD, text, digit).forEach(function (m) {
    if (isFree(m) && isBankCard(m.text, before(text, m.start, 12))) taken.push(["MS604", m.start, m.end])
  })
  return taken.concat(matches(MOBILE, text, /[0-9.]/).filter(isFree).map(function (m) {
    return ["MS602", m.start, m.end]
  }))
}

function privateHint(text) {
  return privateNumbers(text).length ? "像身份证号码，但校验位不对；写错的号码也不能公开" : ""
}

function privateError(text) {
  const hit = privateNumbers(text).find(function (found) { return PRIVATE[found[0]] })
  return hit ? PRIVATE[hit[0]] : ""
}
