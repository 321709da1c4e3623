// Finds a country by a part of its name, its code or its prefix. Without it the list is as good as any.
const list = document.getElementById("country");
const search = document.getElementById("countrySearch");
const found = document.getElementById("two-factor-countries-found");
const box = document.getElementById("two-factor-country-search");

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

if (list && search && box) {
  const all = [...list.options].map((option) => ({
    option,
    name: plain(option.text),
    code: option.value.toLowerCase(),
    prefix: option.dataset.main ? "+" + option.dataset.prefix : null,
  }));
  let chosen = list.value;

  // Names that begin so first (of several countries with one prefix its main one), then those with it anywhere; inside each the order of the language stays.
  const matching = (text) => {
    const countries = all.filter((one) => one.code !== "");
    const begin = countries.filter((one) => one.name.startsWith(text) || one.code === text || one.prefix === text);
    const within = countries.filter((one) => !begin.includes(one) && one.name.includes(text));
    return [...begin, ...within];
  };

  const narrow = () => {
    const text = plain(search.value);
    const shown = text === "" ? all : matching(text);
    list.replaceChildren(...(shown.length > 0 ? shown : all).map((one) => one.option));
    list.value = text !== "" && shown.length > 0 ? shown[0].option.value : chosen;
    found.textContent = text === "" ? "" : found.dataset.text.replace("#", shown.length);
    list.dispatchEvent(new Event("change"));
  };

  search.addEventListener("focus", () => {
    chosen = list.value;
  });
  search.addEventListener("input", narrow);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      document.getElementById("phoneNumber")?.focus();
    }
  });
  box.classList.remove("two-factor-scripted", "two-factor-coming");
}
