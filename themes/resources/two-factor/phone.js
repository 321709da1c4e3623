// Writes a number the way its country does, while it is typed at its end. Without it any form is fine: the server reads all.
const country = document.getElementById("country");
const number = document.getElementById("phoneNumber");
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

function rewrite() {
  const pattern = country.selectedOptions[0]?.dataset.pattern ?? "";
  const atEnd = number.selectionStart === number.value.length;
  if (pattern && atEnd && !FOREIGN.test(number.value) && !number.value.startsWith("00")) {
    number.value = written(number.value.replace(/[^0-9]/g, ""), pattern);
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
