/* Two views of an answer beside the table: a chart of numbers, a map of places. */
"use strict";
const Results = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const MOST = 40;
  const words = JSON.parse(document.getElementById("words").textContent);
  const editor = document.getElementById("editor");
  const base = editor.dataset.base;
  const element = (name, attributes, ...children) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const numeric = /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;
  const rowsOf = (yasr) => (yasr.results && yasr.results.getBindings()) || [];
  const variables = (yasr) => (yasr.results && yasr.results.getVariables()) || [];
  const isNumber = (value) => Boolean(value) && numeric.test(value.datatype || "");
  const text = (row, name) => {
    const label = row[`${name}Label`];
    const value = label || row[name];
    return value ? value.value.replace(base, "") : "";
  };
  const icon = (path) => {
    const box = document.createElement("div");
    box.className = "svgImg svgIcon";
    box.append(element("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, element("path", { d: path, fill: "currentColor" })));
    return box;
  };
  const note = (message) => Object.assign(document.createElement("p"), { className: "meta", textContent: message });

  class Chart {
    constructor(yasr) { this.yasr = yasr; this.priority = 3; this.label = words.chart; this.hideFromSelection = false; }
    getIcon() { return icon("M1 1v14h14v-2H3V1zM5 7h2v4H5zm4-4h2v8H9zm4 2h2v6h-2z"); }
    numbers() { const rows = rowsOf(this.yasr); return variables(this.yasr).filter((name) => rows.some((row) => isNumber(row[name])) && rows.every((row) => !row[name] || isNumber(row[name]))); }
    canHandleResults() { return this.numbers().length > 0 && rowsOf(this.yasr).length > 0; }
    draw() {
      const target = this.yasr.resultsEl;
      target.replaceChildren();
      const numbers = this.numbers();
      if (!numbers.length) { target.append(note(words.chart_none)); return; }
      const others = variables(this.yasr).filter((name) => !name.endsWith("Label") || !variables(this.yasr).includes(name.slice(0, -5)));
      const value = this.choice(words.chart_value, numbers, numbers.filter((name) => !/year/i.test(name)).pop() || numbers[0]);
      const label = this.choice(words.chart_label, others, others.find((name) => !numbers.includes(name)) || others[0]);
      const bar = document.createElement("div");
      bar.className = "chart-choices";
      bar.append(label.box, value.box);
      const chart = document.createElement("div");
      chart.className = "chart";
      target.append(bar, chart);
      const redraw = () => { chart.replaceChildren(...this.bars(label.select.value, value.select.value)); };
      label.select.addEventListener("change", redraw);
      value.select.addEventListener("change", redraw);
      redraw();
    }
    choice(title, names, chosen) {
      const box = document.createElement("label");
      const select = document.createElement("select");
      for (const name of names) select.append(new Option(name, name, name === chosen, name === chosen));
      box.append(`${title} `, select);
      return { box, select };
    }
    bars(label, value) {
      const rows = rowsOf(this.yasr).filter((row) => row[value]).slice(0, MOST);
      const figures = rows.map((row) => Number(row[value].value));
      const peak = Math.max(0, ...figures), low = Math.min(0, ...figures), span = peak - low || 1;
      const height = rows.length * 24 + 4;
      const svg = element("svg", { viewBox: `0 0 760 ${height}`, role: "img", "aria-label": `${label}: ${value}` });
      rows.forEach((row, number) => {
        const y = number * 24 + 2, x = 230 + (Math.min(0, figures[number]) - low) / span * 440;
        const name = text(row, label);
        svg.append(element("g", {},
          element("title", {}, `${name}: ${row[value].value}`),
          element("text", { x: 222, y: y + 15, "text-anchor": "end" }, name.length > 34 ? `${name.slice(0, 33)}…` : name),
          element("rect", { x, y: y + 2, width: Math.max(1, Math.abs(figures[number]) / span * 440), height: 17, rx: 3 }),
          element("text", { class: "figure", x: x + Math.abs(figures[number]) / span * 440 + 6, y: y + 15 }, figures[number].toLocaleString(document.documentElement.lang))));
      });
      return rowsOf(this.yasr).length > MOST ? [svg, note(words.chart_cut.replace("{number}", MOST))] : [svg];
    }
  }

  class Places {
    constructor(yasr) { this.yasr = yasr; this.priority = 2; this.label = words.map; this.hideFromSelection = false; }
    getIcon() { return icon("M8 0a5 5 0 0 0-5 5c0 4 5 11 5 11s5-7 5-11a5 5 0 0 0-5-5zm0 7a2 2 0 1 1 0-4 2 2 0 0 1 0 4z"); }
    places() {
      const found = new Map();
      const names = variables(this.yasr);
      for (const row of rowsOf(this.yasr)) for (const name of names) {
        const value = row[name];
        if (value && value.type === "uri" && value.value.startsWith(`${base}place/`)) found.set(value.value.slice(base.length + 6), text(row, name));
      }
      return found;
    }
    canHandleResults() { return this.places().size > 0; }
    async draw() {
      const target = this.yasr.resultsEl;
      const found = this.places();
      target.replaceChildren();
      if (!found.size) { target.append(note(words.map_none)); return; }
      Places.points = Places.points || fetch(editor.dataset.points).then((answer) => answer.json());
      const points = await Places.points;
      const svg = element("svg", { class: "map large", viewBox: "0 0 300 404", role: "group", "aria-label": words.map });
      svg.append(element("use", { class: "land", href: `${editor.dataset.land}#land` }));
      let number = 0;
      for (const [key, name] of found) {
        if (!points[key]) continue;
        number += 1;
        const [x, y] = points[key];
        svg.append(element("a", { href: `${document.body.dataset.root}/page/place/${encodeURIComponent(key)}`, "aria-label": name }, element("circle", { class: "spot customer", cx: x, cy: y, r: 3.2 }, element("title", {}, name))));
      }
      target.append(svg, note(words.map_count.replace("{number}", number)));
    }
  }

  /* The editor's table parses raw values as HTML to sort and to filter; as text they never are. */
  const Table = Yasgui.Yasr.plugins.table;
  const columns = Table.prototype.getColumns;
  const asText = (value) => value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  Table.prototype.getColumns = function () {
    const [numbers, ...others] = columns.call(this);
    const safe = (column) => ({
      ...column,
      render: (value, type, ...rest) => (type === "display" ? column.render(value, type, ...rest) : value === "" ? "" : asText(value.value)),
    });
    return [numbers, ...others.map(safe)];
  };

  return { Chart, Places };
})();
