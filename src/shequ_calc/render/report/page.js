"use strict";
// Sorting, filtering and unfolding of tables; without scripts, the page shows everything as it is.
(() => {
  const opened = JSON.parse(document.querySelector("#opened").textContent);

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

  const sorted = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      head.querySelector("button")?.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((one) => one.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        table.querySelectorAll("tr.opened").forEach((row) => row.remove());
        for (const body of table.tBodies) {
          const own = [...body.rows].filter((row) => row.dataset.row);
          const after = own.at(-1)?.nextSibling ?? null;
          const text = (row) => row.cells[column]?.firstChild?.textContent ?? "";
          const keyed = own.map((row) => [value(text(row)), row]);
          keyed.sort(([one], [other]) => (down ? -1 : 1) * compare(one, other));
          for (const [, row] of keyed) body.insertBefore(row, after);
        }
      });
    });
  };

  const filtered = (block, table) => {
    const find = block.querySelector("input");
    const count = block.querySelector("output");
    const rows = [...table.querySelectorAll("tr[data-row]")];
    find?.addEventListener("input", () => {
      const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      table.querySelectorAll("tr.opened").forEach((row) => row.remove());
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = words.length ? `${shown} / ${rows.length}` : "";
    });
  };

  /** Below the row of a figure, what it rests on; gone when it is asked for again. */
  const unfold = (cell) => {
    const row = cell.parentElement;
    const below = row.nextElementSibling;
    const same = below?.classList.contains("opened") && below.dataset.of === String(cell.cellIndex);
    if (below?.classList.contains("opened")) below.remove();
    row.querySelectorAll("[aria-expanded=true]").forEach((one) => one.setAttribute("aria-expanded", "false"));
    if (same) return;
    const lines = opened.cells[Number(cell.dataset.x)].map((at) => opened.lines[at]);
    const made = document.createElement("tr");
    made.className = "opened";
    made.dataset.of = String(cell.cellIndex);
    const whole = document.createElement("td");
    whole.colSpan = row.closest("table").tHead.rows[0].cells.length;
    lines.forEach((line, at) => {
      const piece = document.createElement(at ? "p" : "strong");
      piece.textContent = line;
      whole.append(piece);
    });
    made.append(whole);
    row.after(made);
    cell.setAttribute("aria-expanded", "true");
  };

  const unfolding = (block, table) => {
    const first = table.querySelector("td[data-x]");
    if (!first) return;
    block.querySelector(".hint")?.removeAttribute("hidden");
    table.setAttribute("role", "grid");
    table.classList.add("opens");
    let current = first;
    const go = (cell) => {
      current.tabIndex = -1;
      current = cell;
      current.tabIndex = 0;
      current.focus();
    };
    first.tabIndex = 0;
    table.addEventListener("click", (event) => {
      const cell = event.target.closest("td[data-x]");
      if (!cell || event.target.closest("a")) return;
      go(cell);
      unfold(cell);
    });
    table.addEventListener("keydown", (event) => {
      const cell = event.target.closest("td[data-x]");
      if (!cell || cell !== event.target) return;
      const cells = (row) => [...row.querySelectorAll("td[data-x]")];
      const upright = (step) => {
        const rows = [...table.querySelectorAll("tr[data-row]:not([hidden])")];
        for (let at = rows.indexOf(cell.parentElement) + step; rows[at]; at += step) {
          const there = cells(rows[at]);
          if (there.length) return there.find((one) => one.cellIndex >= cell.cellIndex) ?? there.at(-1);
        }
        return undefined;
      };
      const own = cells(cell.parentElement);
      const to = {
        ArrowLeft: () => own[own.indexOf(cell) - 1],
        ArrowRight: () => own[own.indexOf(cell) + 1],
        ArrowUp: () => upright(-1),
        ArrowDown: () => upright(1),
        Home: () => own[0],
        End: () => own.at(-1),
      }[event.key];
      if (to) {
        const next = to();
        if (next) go(next);
        event.preventDefault();
      } else if (event.key === "Enter" || event.key === " ") {
        unfold(cell);
        event.preventDefault();
      }
    });
  };

  for (const block of document.querySelectorAll(".table")) {
    const table = block.querySelector("table");
    sorted(table);
    filtered(block, table);
    unfolding(block, table);
  }
})();
