/* The explorer: a network that grows by a double click, filters, and can be taken along. */
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const box = document.getElementById("explorer");
  const byId = (id) => document.getElementById(id);
  const status = byId("status");
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const make = (tag, text, attributes) => Object.assign(document.createElement(tag), text === undefined ? {} : { textContent: text }, attributes);
  const cy = cytoscape({ container: byId("net"), style: Network.style(), minZoom: 0.1, maxZoom: 3 });
  /* What the filters leave: by our own marks, since the library answers ":visible" from a cache. */
  const shown = () => cy.elements().filter((each) => !each.hasClass("hidden") && (each.isNode() || !(each.source().hasClass("hidden") || each.target().hasClass("hidden"))));
  window.explorer = { cy, shown };
  const off = { relations: new Set(), kinds: new Set() };
  let more = 0;

  async function expand(id) {
    const present = cy.nodes().map((node) => node.id()).join(" ");
    const answer = await fetch(`${box.dataset.neighbours}?id=${encodeURIComponent(id)}&most=30&shown=${encodeURIComponent(present)}`).catch(() => null);
    if (!answer || !answer.ok) { status.textContent = words.failed; return; }
    const found = await answer.json();
    if (!found.nodes.length) { status.textContent = words.failed; return; }
    const centre = cy.getElementById(id);
    const near = centre.nonempty() ? { ...centre.position() } : { x: 0, y: 0 };
    const fresh = found.nodes.filter((node) => cy.getElementById(node.id).empty());
    fresh.forEach((data, number) => {
      const angle = (2 * Math.PI * number) / fresh.length;
      const far = data.id === id ? 0 : 150;
      cy.add({ data, position: { x: near.x + far * Math.cos(angle), y: near.y + far * Math.sin(angle) } });
    });
    for (const data of found.edges) {
      const edge = cy.getElementById(data.id);
      if (edge.empty()) { if (cy.getElementById(data.source).nonempty() && cy.getElementById(data.target).nonempty()) cy.add({ data }); }
      else if (data.quotes.length) edge.data(data);
    }
    cy.getElementById(id).addClass("centre");
    more = found.more;
    arrange();
    refresh();
    select(id);
    history.replaceState(null, "", `?id=${encodeURIComponent(id)}`);
  }

  function arrange() {
    shown().layout(Network.layout({ animate: false })).run();
  }

  function kept(edge) {
    if (off.relations.has(edge.data("relation"))) return false;
    const from = byId("from").value, until = byId("until").value;
    if (!from && !until) return true;
    const last = edge.data("last");
    if (!last) return byId("undated").checked;
    return (!from || last >= from) && (!until || edge.data("first") <= until);
  }

  function refresh() {
    cy.batch(() => {
      cy.nodes().forEach((node) => { node.toggleClass("hidden", off.kinds.has(node.data("kind"))); });
      cy.edges().forEach((edge) => { edge.toggleClass("hidden", !kept(edge)); });
      const filtered = off.relations.size || byId("from").value || byId("until").value;
      if (filtered) cy.nodes().forEach((node) => {
        const alone = node.connectedEdges().filter((edge) => kept(edge) && !off.kinds.has(edge.source().data("kind")) && !off.kinds.has(edge.target().data("kind"))).empty();
        if (alone && !node.hasClass("centre")) node.addClass("hidden");
      });
    });
    checks("relations", cy.edges(), "relation", "label");
    checks("kinds", cy.nodes(), "kind", "kindLabel");
    list();
    const parts = [say(words.status, { nodes: shown().nodes().length, edges: shown().edges().length })];
    if (more) parts.push(say(words.more, { number: more }));
    status.textContent = parts.join(" · ");
  }

  function checks(name, elements, key, label) {
    const known = new Map();
    elements.forEach((each) => { known.set(each.data(key), each.data(label)); });
    const rows = [...known].sort((a, b) => String(a[1]).localeCompare(String(b[1]))).map(([value, text]) => {
      const row = make("label");
      const input = make("input", undefined, { type: "checkbox", checked: !off[name].has(value) });
      input.addEventListener("change", () => { off[name][input.checked ? "delete" : "add"](value); refresh(); byId(name).querySelector(`[data-value="${value}"]`)?.focus(); });
      input.dataset.value = value;
      row.append(input);
      if (name === "kinds") row.append(make("i", "", { className: `kind-${value}` }));
      row.append(text);
      return row;
    });
    byId(name).replaceChildren(...rows);
  }

  function list() {
    const chosen = cy.nodes(":selected").map((node) => node.id());
    const rows = shown().nodes().sort((a, b) => a.data("label").localeCompare(b.data("label"))).map((node) => {
      const item = make("li");
      const button = make("button", node.data("label"), { type: "button" });
      button.setAttribute("aria-pressed", String(chosen.includes(node.id())));
      button.dataset.id = node.id();
      button.addEventListener("click", () => select(node.id(), true));
      item.append(button);
      return item;
    });
    byId("nodes").replaceChildren(...rows);
  }

  function select(id, fromList) {
    cy.elements().unselect();
    const element = cy.getElementById(id);
    element.select();
    cy.edges().removeClass("named");
    if (element.isNode()) element.connectedEdges().addClass("named");
    show(element);
    document.querySelectorAll("#nodes button").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.id === id)));
    if (fromList) byId("selected").querySelector("button")?.focus();
  }

  function show(element) {
    const target = byId("selected");
    if (element.empty()) { target.replaceChildren(make("p", words.nothing_selected, { className: "meta" })); return; }
    target.replaceChildren(...(element.isNode() ? ofNode(element) : ofEdge(element)));
  }

  function ofNode(node) {
    const row = make("div", undefined, { className: "row" });
    const grow = make("button", words.expand, { type: "button", id: "expand" });
    grow.addEventListener("click", () => expand(node.id()));
    const page = make("a", words.page, { href: node.data("url"), className: "button" });
    const away = make("button", words.remove, { type: "button" });
    away.addEventListener("click", () => { cy.remove(node); show(cy.collection()); refresh(); });
    row.append(grow, page, away);
    const items = make("ul");
    node.connectedEdges().intersection(shown()).forEach((edge) => {
      const item = make("li");
      item.append(`${edge.source().data("label")} ${edge.data("label")} ${edge.target().data("label")} `, about(edge));
      items.append(item);
    });
    return [make("span", node.data("kindLabel"), { className: `chip kind-${node.data("kind")}` }), make("h3", node.data("label")), row, items];
  }

  function about(edge) {
    const articles = edge.data("articles");
    return make("span", articles ? say(words.articles, { number: articles }) : words.from_table, { className: "meta" });
  }

  function ofEdge(edge) {
    const parts = [make("h3", `${edge.source().data("label")} ${edge.data("label")} ${edge.target().data("label")}`), about(edge)];
    const items = make("ul");
    for (const quote of edge.data("quotes") || []) {
      const item = make("li");
      item.append(make("q", quote.text, { lang: "de" }), make("a", quote.title, { href: quote.url }), make("span", ` ${quote.day}`, { className: "meta" }));
      items.append(item);
    }
    parts.push(items);
    return parts;
  }

  function save(name, blob) {
    const link = make("a", "", { href: URL.createObjectURL(blob), download: `kommunalgraph.${name}` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  const escape = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

  function graphml() {
    const keys = { node: ["label", "kind", "url"], edge: ["relation", "label", "articles", "first", "last", "confidence"] };
    const number = ["articles", "confidence"];
    const declared = Object.entries(keys).flatMap(([of, names]) => names.map((name) => `<key id="${of}-${name}" for="${of}" attr.name="${name}" attr.type="${number.includes(name) ? "double" : "string"}"/>`));
    const data = (of, element) => keys[of].map((name) => `<data key="${of}-${name}">${escape(element.data(name) ?? "")}</data>`).join("");
    const nodes = shown().nodes().map((node) => `<node id="${escape(node.id())}">${data("node", node)}</node>`);
    const edges = shown().edges().map((edge) => `<edge id="${escape(edge.id())}" source="${escape(edge.data("source"))}" target="${escape(edge.data("target"))}">${data("edge", edge)}</edge>`);
    return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n${declared.join("\n")}\n<graph edgedefault="directed">\n${nodes.join("\n")}\n${edges.join("\n")}\n</graph>\n</graphml>\n`;
  }

  const savers = {
    png: () => cy.png({ output: "blob", full: true, scale: 2, bg: Network.colour("--card") }),
    graphml: () => new Blob([graphml()], { type: "application/graphml+xml" }),
    cyjs: () => new Blob([JSON.stringify({ elements: { nodes: shown().nodes().map((n) => ({ data: n.data(), position: n.position() })), edges: shown().edges().map((e) => ({ data: e.data() })) } }, null, 1)], { type: "application/json" }),
  };

  cy.on("tap", "node, edge", (event) => select(event.target.id()));
  cy.on("tap", (event) => { if (event.target === cy) { cy.edges().removeClass("named"); show(cy.collection()); } });
  cy.on("dbltap", "node", (event) => expand(event.target.id()));
  byId("layout").addEventListener("click", arrange);
  byId("fit").addEventListener("click", () => cy.fit(shown(), 30));
  byId("clear").addEventListener("click", () => { cy.elements().remove(); more = 0; show(cy.collection()); refresh(); });
  byId("save").addEventListener("change", (event) => { const name = event.target.value; event.target.value = ""; if (savers[name]) save(name, savers[name]()); });
  for (const id of ["from", "until", "undated"]) byId(id).addEventListener("change", refresh);
  byId("add").addEventListener("chosen", (event) => { event.preventDefault(); byId("add-name").value = ""; expand(event.detail.id); });
  byId("add").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = byId("add-name").value.trim();
    if (!text) return;
    const answer = await fetch(`${document.body.dataset.root}/suggest?q=${encodeURIComponent(text)}`);
    const [first] = answer.ok ? await answer.json() : [];
    if (first) { byId("add-name").value = ""; expand(first.id); } else status.textContent = words.failed;
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(Network.style()));
  refresh();
  if (box.dataset.start) expand(box.dataset.start);
})();
