"use strict";
(() => {
  const form = document.getElementById("filters");
  const told = form.querySelector("output");
  const all = (root, selector) => [...root.querySelectorAll(selector)];
  const apply = () => {
    const { event, measure, rule, severity } = Object.fromEntries(new FormData(form));
    let events = 0, findings = 0;
    for (const section of all(document, ".event")) {
      for (const part of all(section, "[data-measure]")) {
        part.hidden = measure !== "" && part.dataset.measure !== measure;
      }
      let left = 0;
      for (const finding of all(section, ".finding")) {
        const { rule: r, severity: s, measures } = finding.dataset;
        const shown = (!rule || r === rule) && (!severity || s === severity) && (!measure || measures.split(" ").includes(measure));
        finding.hidden = !shown;
        left += shown ? 1 : 0;
      }
      const has = !measure || all(section, "figure").some((figure) => !figure.hidden);
      const shown = (!event || section.dataset.event === event) && has && (left > 0 || !(rule || severity));
      section.hidden = !shown;
      events += shown ? 1 : 0;
      findings += shown ? left : 0;
    }
    told.textContent = `${events} ${events === 1 ? "event" : "events"}, ${findings} ${findings === 1 ? "finding" : "findings"} shown`;
  };
  form.addEventListener("change", apply);
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  // What a link leads to is shown, whatever was filtered.
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target && target.closest("[hidden]")) { form.reset(); }
  };
  addEventListener("hashchange", () => { reveal(); const t = document.getElementById(location.hash.slice(1)); if (t) setTimeout(() => t.scrollIntoView()); });
  form.hidden = false;
  apply();
})();
