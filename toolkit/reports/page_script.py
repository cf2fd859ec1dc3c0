"""The script of a report's page: filters, search, and keys that go from finding to finding."""

SCRIPT = r"""
"use strict";
(() => {
  const find = id => document.getElementById(id);
  const segments = [...document.querySelectorAll(".segment")];
  const files = [...document.querySelectorAll("section.file")];
  const bar = find("filters"), search = find("search"), shown = find("shown"), help = find("help");
  const letters = new Map();

  // Arabic is compared without vowel signs, hamzas and tatweel, Latin without accents and capitals.
  const folded = text => text.normalize("NFKD").replace(/[\p{M}\p{Cf}\u0640]/gu, "").toLowerCase()
    .replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647").replace(/\s+/g, " ").trim();
  const spelt = segment => {
    if (!letters.has(segment)) letters.set(segment, folded(segment.textContent));
    return letters.get(segment);
  };
  const words = value => value ? value.split(" ") : [];
  const counted = number => number.toLocaleString("en");
  const value = id => find(id) ? find(id).value : "";

  function filter() {
    const wanted = folded(search.value), check = value("check"), verdict = value("verdict");
    const review = find("review").checked;
    const severities = [...bar.querySelectorAll("[name=severity]:checked")].map(box => box.value);
    const fits = segment =>
      (!review || "review" in segment.dataset) &&
      (!severities.length || severities.some(each => words(segment.dataset.severities).includes(each))) &&
      (!check || words(segment.dataset.checks).includes(check)) &&
      (!verdict || words(segment.dataset.verdicts).includes(verdict)) &&
      (!wanted || spelt(segment).includes(wanted));
    let number = 0;
    for (const segment of segments) {
      segment.hidden = !fits(segment);
      number += !segment.hidden;
    }
    for (const file of files) file.classList.toggle("quiet", !file.querySelector(".segment:not([hidden])"));
    shown.value = number === segments.length ? "" : `${counted(number)} of ${counted(segments.length)}`;
  }

  function clear() {
    bar.reset();
    filter();
  }

  function visit(segment) {
    segment.focus({preventScroll: true});
    segment.scrollIntoView({block: "center"});
  }

  function go(step) {
    const seen = segments.filter(segment => !segment.hidden);
    const edge = bar.getBoundingClientRect().bottom;
    let place = seen.indexOf(document.activeElement.closest(".segment"));
    if (place < 0) place = seen.findIndex(each => each.getBoundingClientRect().bottom > edge) - (step > 0);
    do place += step; while (seen[place] && !("review" in seen[place].dataset));
    if (seen[place]) visit(seen[place]);
    else shown.value = step > 0 ? "none further down" : "none further up";
  }

  const ask = () => help.showModal();
  const look = () => { search.focus(); search.select(); };
  const keys = {j: () => go(1), k: () => go(-1), "/": look, "?": ask};
  // On an Arabic keyboard the key is told by its place.
  const places = {KeyJ: "j", KeyK: "k", Slash: "/"};
  const named = event => {
    if (!/[\u0600-\u06ff]/.test(event.key)) return event.key;
    return event.code === "Slash" && event.shiftKey ? "?" : places[event.code];
  };

  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && event.target === search) {
      search.value = "";
      filter();
      search.blur();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    const types = document.activeElement.matches("input:not([type=checkbox]), select");
    if (types || !find("single").checked) return;
    const act = keys[named(event)];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // A term and its other side light up together.
  const twins = (event, lit) => {
    const term = event.target.closest("[data-term]"), segment = term && term.closest(".segment");
    if (!segment) return;
    const both = segment.querySelectorAll(`[data-term="${term.dataset.term}"]`);
    for (const each of both) each.classList.toggle("lit", lit);
  };
  for (const name of ["mouseover", "focusin"]) document.addEventListener(name, event => twins(event, true));
  for (const name of ["mouseout", "focusout"]) document.addEventListener(name, event => twins(event, false));

  // A link to a segment that the filters hide shows it.
  document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='#s']");
    const segment = link && find(link.hash.slice(1));
    if (segment && segment.hidden) clear();
  });

  bar.addEventListener("input", filter);
  bar.addEventListener("submit", event => { event.preventDefault(); go(1); });
  find("ask").addEventListener("click", ask);
  bar.hidden = false;
  filter();
})();
"""
