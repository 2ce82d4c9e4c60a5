// What may be written in a field: each check takes what was typed and returns { text, error }. `text` is how it stands
// on the paper; `error` says in Chinese what is wrong, "" when nothing is. No check looks anything up.
(function () {
  "use strict"
  var WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  var UNITS = { y: "年", m: "月", d: "日", h: "时", n: "分" }

  // Full-width digits, letters and marks become plain ones.
  function narrow(text) {
    return text.replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0) })
      .replace(/\u3000/g, " ")
  }

  function trimmed(text) { return text.replace(/[ \t\u3000\u00a0]+$/gm, "").replace(/^[\s\u3000]+|[\s\u3000]+$/g, "") }

  function isDay(y, m, d) {
    var date = new Date(y, m - 1, d)
    date.setFullYear(y)
    return date.getMonth() === m - 1 && date.getDate() === d
  }

  // GB 11643: 17 digits, of which 8 are the day of birth, and a check digit (ISO 7064 MOD 11-2).
  function identity(typed, today) {
    var text = narrow(typed).replace(/[\s\-_.·]/g, "").toUpperCase()
    return { text: text, error: identityError(text, today || new Date()) }
  }

  function identityError(text, today) {
    if (/[^0-9X]/.test(text) || /X./.test(text)) return "身份证号码只有数字，最后一位可能是 X，请照身份证再看一遍"
    if (/^[0-9]{15}$/.test(text)) {
      return "这是 15 位的老号码。现在的身份证号码是 18 位，请照身份证填；只有老号码的，这里空着，打印后手写"
    }
    if (text.length !== 18) return "身份证号码是 18 位，这里填了 " + text.length + " 位"
    var y = Number(text.slice(6, 10)), m = Number(text.slice(10, 12)), d = Number(text.slice(12, 14))
    var born = y + "年" + m + "月" + d + "日"
    if (!isDay(y, m, d) || y < 1880) return "第 7 到 14 位是出生日期，“" + born + "”不对，请照身份证再看一遍"
    if (new Date(y, m - 1, d) > today) return "第 7 到 14 位是出生日期，“" + born + "”还没有到，请照身份证再看一遍"
    var total = WEIGHTS.reduce(function (sum, weight, i) { return sum + weight * Number(text[i]) }, 0)
    if (text[0] === "0" || "10X98765432"[total % 11] !== text[17]) {
      return "最后一位和前面的对不上，多半是抄错了一位，请照身份证再看一遍"
    }
    return ""
  }

  function phone(typed) {
    var text = narrow(typed).replace(/[^0-9+\-]/g, function (c) { return /[\s().]/.test(c) ? "" : c })
      .replace(/^\+?(?:00)?86-?(?=1[3-9])/, "")
    var digits = text.replace(/-/g, "")
    var error = ""
    if (/[^0-9]/.test(digits)) error = "电话只写数字"
    else if (/^1/.test(digits) && !/^1[0-9]{4}$/.test(digits)) {
      if (digits.length !== 11) error = "手机号码是 11 位，这里填了 " + digits.length + " 位"
      else if (!/^1[3-9]/.test(digits)) error = "手机号码的第二位不对，请再看一遍"
    } else if (!/^1[0-9]{4}$|^0[0-9]{9,11}$|^[2-9][0-9]{6,7}$|^400[0-9]{7}$/.test(digits)) {
      error = "电话的位数不对；座机写区号和号码，例如 0591-开头"
    }
    return { text: /^1[3-9]/.test(digits) && digits.length === 11 ? digits : text, error: error }
  }

  function number(typed, whole) {
    var text = narrow(typed).replace(/[\s,，]/g, "").replace(/。/g, ".")
    var shape = whole ? /^[0-9]+$/ : /^[0-9]+(\.[0-9]+)?$/
    return { text: text, error: shape.test(text) ? "" : "这里只写数字" + (whole ? "，不带小数" : "，例如 120 或 86.5") }
  }

  function name(typed) {
    var text = trimmed(typed).replace(/[•・‧∙]/g, "·")
    return { text: text, error: /[0-9０-９]/.test(text) ? "姓名里有数字，请再看一遍" : "" }
  }

  function plain(typed) { return { text: trimmed(typed), error: "" } }

  // `values` are what was typed under y, m, d, h and n; `units` says which are asked for ("ymd").
  function date(values, units) {
    var numbers = {}, missing = [], text = "", strange = false
    units.split("").forEach(function (unit) {
      var typed = narrow(values[unit] || "").trim()
      if (!typed) missing.push(UNITS[unit])
      else if (!/^[0-9]+$/.test(typed)) strange = true
      numbers[unit] = Number(typed)
      text += (typed ? (strange ? typed : numbers[unit]) : "　　") + UNITS[unit]
    })
    if (missing.length === units.length) return { text: "", error: "" }
    return { text: text, error: strange ? "年、月、日只写数字" : dateError(numbers, missing) }
  }

  function dateError(n, missing) {
    if (missing.length) return "还没有填" + missing.join("、")
    if (n.y < 1880 || n.y > 2200) return "年份写四位数，例如 2026"
    if (n.m < 1 || n.m > 12) return "没有 " + n.m + " 月"
    if (n.d !== undefined && !isDay(n.y, n.m, n.d)) return n.y + "年" + n.m + "月没有 " + n.d + " 日"
    if (n.h > 23 || n.n > 59) return "时间写成 0 到 23 时、0 到 59 分"
    return ""
  }

  window.mingshiChecks = {
    id_number: identity,
    phone: phone,
    number: function (typed) { return number(typed, false) },
    integer: function (typed) { return number(typed, true) },
    person_name: name,
    plain: plain,
    date: date,
  }
})()
