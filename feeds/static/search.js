// The search: loads the list in shards, filters it in the browser. Texts only ever become text nodes.
"use strict";
(() => {
  const form = document.getElementById("search");
  const field = form.elements.q, status = form.elements.status, medium = form.elements.medium;
  const results = document.getElementById("results"), found = document.getElementById("found");
  const labels = form.dataset.labels.split("|"), classes = form.dataset.classes.split("|");
  const shards = Number(form.dataset.shards);
  const MOST = 100;
  const rows = [];
  let loaded = 0;

  // Accents, capitals and apostrophes do not matter; other marks part words, and a title is also found written as one.
  const fold = (text) => text.normalize("NFKD").replace(/[\p{M}'’‘.]/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");

  window.slatewatchTitles = (part) => {
    for (const row of part) {
      const named = [row[1], row[2] ? `season ${row[2]}` : "", row[6], row[7]].join(" ");
      rows.push({ row, text: `${fold(named).trim()} ${fold(row[1]).replace(/ /g, "")}` });
    }
  };

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  function item([slug, title, season, state, , year, network]) {
    const made = document.createElement("li");
    const link = document.createElement("a");
    link.href = `production/${encodeURIComponent(slug)}/index.html`;
    const name = element("bdi", "", season ? `${title} (season ${season})` : title);
    name.dir = "auto";
    link.append(name);
    const meta = element("span", "meta", "");
    meta.append(state < 0 ? element("span", "status", "Not known") : element("span", `status status-${classes[state]}`, labels[state]));
    meta.append(" " + [network, year || ""].filter(Boolean).join(" · "));
    made.append(link, " ", meta);
    return made;
  }

  function show() {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const asked = words.length || status.value || medium.value;
    const hits = asked
      ? rows.filter(({ row, text }) => (!status.value || row[3] === Number(status.value)) &&
          (!medium.value || row[4] === medium.value) && words.every((word) => text.includes(word)))
      : [];
    const first = words.join(" ");
    hits.sort((a, b) => b.text.startsWith(first) - a.text.startsWith(first) || a.text.localeCompare(b.text));
    results.replaceChildren(...hits.slice(0, MOST).map(({ row }) => item(row)));
    const more = hits.length > MOST ? `, the first ${MOST} shown` : "";
    found.textContent = !asked ? "" : loaded < shards ? "Loading the list…" : `${hits.length} found${more}`;
  }

  function remember() {
    const asked = new URLSearchParams();
    for (const part of [field, status, medium]) if (part.value) asked.set(part.name, part.value);
    try {
      history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
    } catch {
      // A page opened from a folder may not be allowed to change its address; the search works all the same.
    }
  }

  function load() {
    if (loaded >= shards) return show();
    const script = document.createElement("script");
    script.src = `search/${loaded}.js`;
    script.onload = script.onerror = () => { loaded += 1; show(); load(); };
    document.head.append(script);
  }

  const given = new URLSearchParams(location.search);
  for (const part of [field, status, medium]) part.value = given.get(part.name) || "";
  form.addEventListener("input", () => { show(); remember(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); remember(); });
  load();
})();
