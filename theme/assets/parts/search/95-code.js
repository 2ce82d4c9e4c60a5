// A failed search as a code that can be copied or read out.
var DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
var CODED = 24

// Letters and digits for words that found nothing; "" when they may hold a number of a person. Nothing but the words
// is in it: 13 bits for a common character, 17 for any other, and a check.
function coded(words) {
  var text = words.normalize("NFKC").trim().replace(/\s+/g, " ").slice(0, CODED)
  if (!text || /\d{7}/.test(text.replace(/[\s\-_.·•]/g, ""))) return ""
  var list = common(), bits = ""
  for (var i = 0; i < text.length; i++) {
    var at = list.indexOf(text[i])
    bits += at >= 0 ? "0" + binary(at, 12) : "1" + binary(text.charCodeAt(i), 16)
  }
  var code = ""
  for (var start = 0; start < bits.length; start += 5) code += DIGITS[parseInt((bits + "0000").slice(start, start + 5), 2)]
  return (code + check(text)).replace(/(.{4})(?=.)/g, "$1-")
}

// The words a code stands for, "" when it is none.
function decoded(code) {
  var plain = code.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1")
  var list = common(), bits = "", text = ""
  for (var i = 0; i < plain.length - 2; i++) bits += binary(DIGITS.indexOf(plain[i]), 5)
  for (var at = 0; bits.length - at >= 13;) {
    if (bits[at] === "0") { text += list[parseInt(bits.slice(at + 1, at + 13), 2)] || ""; at += 13 } else {
      if (bits.length - at < 17) break
      text += String.fromCharCode(parseInt(bits.slice(at + 1, at + 17), 2))
      at += 17
    }
  }
  return text && check(text) === plain.slice(-2) ? text : ""
}

function binary(number, length) { return (Array(length + 1).join("0") + Math.max(0, number).toString(2)).slice(-length) }

function check(text) {
  var total = 7
  for (var i = 0; i < text.length; i++) total = (total * 31 + text.charCodeAt(i)) % 1021
  return DIGITS[total >> 5] + DIGITS[total & 31]
}

home.engine = { find: find, places: places, start: start, coded: coded, decoded: decoded, base: base,
  hotline: function () { return core.hotline } }
