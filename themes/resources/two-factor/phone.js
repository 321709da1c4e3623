// Writes a number the way its country does, while it is typed at its end. Without it any form is fine: the server reads all.
const country = document.getElementById("country");
const number = document.getElementById("phoneNumber");
const countries = country ? [...country.options] : [];
const FOREIGN = /[^0-9 ()./-]/;

function written(digits, pattern) {
  let next = 0;
  let text = "";
  for (const sign of pattern) {
    if (next === digits.length) {
      return text;
    }
    text += sign === "#" ? digits[next++] : sign;
  }
  return text + digits.slice(next);
}

// With a +, the number itself says its country; the chosen one goes first, since several may share a prefix.
function patternOf(text) {
  const chosen = country.selectedOptions[0]?.dataset ?? {};
  if (!text.startsWith("+")) {
    return text.startsWith("00") ? "" : chosen.pattern;
  }
  const digits = text.replace(/[^0-9]/g, "");
  const fits = (option) => option?.dataset.international && digits.startsWith(option.dataset.prefix);
  const best = [country.selectedOptions[0], ...countries]
    .filter(fits)
    .reduce((longest, option) => (option.dataset.prefix.length > (longest?.dataset.prefix.length ?? 0) ? option : longest), null);
  return best?.dataset.international ?? "";
}

function rewrite() {
  const text = number.value;
  const pattern = patternOf(text);
  if (pattern && number.selectionStart === text.length && !FOREIGN.test(text.replace(/^\+/, ""))) {
    number.value = written(text.replace(/[^0-9]/g, ""), pattern);
  }
}

if (country && number) {
  number.addEventListener("input", (event) => {
    if (!event.isComposing && event.inputType !== "deleteContentBackward") {
      rewrite();
    }
  });
  country.addEventListener("change", rewrite);
}
