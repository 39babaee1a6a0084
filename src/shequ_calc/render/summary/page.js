"use strict";
// Sorting and filtering of the table; without scripts, the page shows everything as it is.
(() => {
  const table = document.querySelector("table");
  const find = document.querySelector("#find");
  const count = document.querySelector("#count");
  if (!table) return;
  const bodies = [...table.tBodies];
  const rows = bodies.flatMap((body) => [...body.rows].filter((row) => row.dataset.row));

  /** The first number of a text, or the text where there is none. */
  const value = (text) => {
    const number = /\d[\d,]*(?:\.\d+)?/.exec(text);
    return number ? Number(number[0].replaceAll(",", "")) : text;
  };
  const compare = (one, other) => {
    if (typeof one === "number" && typeof other === "number") return one - other;
    if (typeof one === typeof other) return one.localeCompare(other, document.documentElement.lang);
    return typeof one === "number" ? -1 : 1;
  };
  const sort = (column, down) => {
    for (const body of bodies) {
      const own = [...body.rows].filter((row) => row.dataset.row);
      const after = own.at(-1)?.nextSibling ?? null;
      const keyed = own.map((row) => [value(row.cells[column]?.firstChild?.textContent ?? ""), row]);
      keyed.sort(([one], [other]) => (down ? -1 : 1) * compare(one, other));
      for (const [, row] of keyed) body.insertBefore(row, after);
    }
  };
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.querySelector("button")?.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(column, down);
    });
  });
  find?.addEventListener("input", () => {
    const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = words.length ? `${shown} / ${rows.length}` : "";
  });
})();
