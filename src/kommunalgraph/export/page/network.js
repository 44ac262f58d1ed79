"use strict";
// The page shows what its data block holds. All text comes from articles and is set as text only.
const graph = JSON.parse(document.getElementById("graph").textContent);
const canvas = document.querySelector("canvas");
const pen = canvas.getContext("2d");
const byId = new Map(graph.nodes.map((node, index) => [node.id, index]));
const nodes = graph.nodes;
const edges = graph.edges.map((edge) => ({ ...edge, a: byId.get(edge.source), b: byId.get(edge.target) }));
const around = nodes.map(() => []);
edges.forEach((edge) => {
  around[edge.a].push(edge);
  if (edge.a !== edge.b) around[edge.b].push(edge);
});
const hidden = { type: new Set(), relation: new Set() };
let chosen = -1, under = -1, scale = 1, left = 0, top_ = 0, heat = 1;

// Layout: a spiral with the best connected in the middle, then forces; the same on every opening.
const radius = (node) => 4 + 2.2 * Math.sqrt(node.degree);
const place = nodes.map(() => ({ x: 0, y: 0, fx: 0, fy: 0 }));
nodes.map((node, index) => index)
  .sort((i, j) => nodes[j].degree - nodes[i].degree || i - j)
  .forEach((index, rank) => {
    const angle = rank * 2.399963, far = 16 * Math.sqrt(rank + 1);
    place[index].x = far * Math.cos(angle);
    place[index].y = far * Math.sin(angle);
  });

const CELL = 130, SPRING = 55;
function tick() {
  const cells = new Map();
  place.forEach((p, index) => {
    p.fx = -p.x * 0.006;
    p.fy = -p.y * 0.006;
    const key = Math.floor(p.x / CELL) + ":" + Math.floor(p.y / CELL);
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(index);
  });
  place.forEach((p, index) => {
    const column = Math.floor(p.x / CELL), row = Math.floor(p.y / CELL);
    for (let i = column - 1; i <= column + 1; i++) for (let j = row - 1; j <= row + 1; j++) {
      for (const other of cells.get(i + ":" + j) || []) {
        if (other === index) continue;
        const dx = p.x - place[other].x || (index - other) * 0.01, dy = p.y - place[other].y;
        const square = dx * dx + dy * dy + 1;
        if (square > CELL * CELL) continue;
        const push = (420 + 25 * radius(nodes[other])) / square;
        p.fx += dx * push;
        p.fy += dy * push;
      }
    }
  });
  for (const edge of edges) {
    const p = place[edge.a], q = place[edge.b];
    const dx = q.x - p.x, dy = q.y - p.y, length = Math.hypot(dx, dy) || 1;
    const pull = (0.14 * (length - SPRING)) / length / Math.sqrt(Math.max(1, Math.min(nodes[edge.a].degree, nodes[edge.b].degree)));
    p.fx += dx * pull; p.fy += dy * pull;
    q.fx -= dx * pull; q.fy -= dy * pull;
  }
  place.forEach((p, index) => {
    if (index === dragged) return;
    const limit = 24 * heat, force = Math.hypot(p.fx, p.fy) || 1, step = Math.min(force, limit) / force;
    p.x += p.fx * step;
    p.y += p.fy * step;
  });
  heat *= 0.985;
}

const isShown = (index) => !hidden.type.has(nodes[index].type);
const isDrawn = (edge) => !hidden.relation.has(edge.relation) && isShown(edge.a) && isShown(edge.b);
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function draw() {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth, height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * (width / 2 + left), ratio * (height / 2 + top_));
  const ink = style("--ink"), line = style("--faint"), paper = style("--paper"), mark = style("--mark");
  const near = new Set(chosen < 0 ? [] : [chosen, ...around[chosen].filter(isDrawn).flatMap((e) => [e.a, e.b])]);
  for (const edge of edges) {
    if (!isDrawn(edge)) continue;
    const lit = chosen >= 0 && (edge.a === chosen || edge.b === chosen);
    pen.globalAlpha = lit ? 0.95 : chosen >= 0 ? 0.08 : 0.35;
    pen.strokeStyle = pen.fillStyle = lit ? mark : line;
    pen.lineWidth = (lit ? 1.6 : 0.8) / Math.sqrt(scale);
    arrow(place[edge.a], place[edge.b], radius(nodes[edge.b]));
  }
  nodes.forEach((node, index) => {
    if (!isShown(index)) return;
    pen.globalAlpha = chosen < 0 || near.has(index) ? 1 : 0.15;
    pen.fillStyle = graph.colours[node.type] || "#888888";
    pen.beginPath();
    pen.arc(place[index].x, place[index].y, radius(node), 0, 2 * Math.PI);
    pen.fill();
    if (index === chosen || index === under) {
      pen.lineWidth = 3 / scale;
      pen.strokeStyle = ink;
      pen.stroke();
    }
  });
  labels(near, ink, paper);
}

function arrow(from, to, gap) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const x = to.x - gap * Math.cos(angle), y = to.y - gap * Math.sin(angle), size = 5 / Math.sqrt(scale);
  pen.beginPath();
  pen.moveTo(from.x, from.y);
  pen.lineTo(x, y);
  pen.stroke();
  if (scale < 0.5) return;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x - size * Math.cos(angle - 0.4), y - size * Math.sin(angle - 0.4));
  pen.lineTo(x - size * Math.cos(angle + 0.4), y - size * Math.sin(angle + 0.4));
  pen.fill();
}

function labels(near, ink, paper) {
  const size = 12 / scale, taken = [];
  pen.font = size + "px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.lineJoin = "round";
  pen.globalAlpha = 1;
  const order = nodes.map((node, index) => index).filter(isShown)
    .filter((index) => chosen < 0 || near.has(index) || index === under)
    .sort((i, j) => (j === under) - (i === under) || (j === chosen) - (i === chosen) || nodes[j].degree - nodes[i].degree || i - j);
  for (const index of order) {
    const text = nodes[index].label.length > 42 ? nodes[index].label.slice(0, 40) + "…" : nodes[index].label;
    const x = place[index].x, y = place[index].y + radius(nodes[index]) + size;
    const half = pen.measureText(text).width / 2;
    const box = [x - half, y - size, x + half, y + size * 0.3];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
    taken.push(box);
    pen.lineWidth = 3 / scale;
    pen.strokeStyle = paper;
    pen.strokeText(text, x, y);
    pen.fillStyle = ink;
    pen.fillText(text, x, y);
    if (taken.length > 160) break;
  }
}

function fit() {
  const shown = place.filter((p, index) => isShown(index));
  if (!shown.length) return;
  const xs = shown.map((p) => p.x).sort((a, b) => a - b), ys = shown.map((p) => p.y).sort((a, b) => a - b);
  const wide = xs[xs.length - 1] - xs[0] + 120, high = ys[ys.length - 1] - ys[0] + 120;
  scale = Math.min(canvas.clientWidth / wide, canvas.clientHeight / high, 2.5);
  left = (-scale * (xs[0] + xs[xs.length - 1])) / 2;
  top_ = (-scale * (ys[0] + ys[ys.length - 1])) / 2;
}

// Details
function make(tag, text, parent) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (parent) parent.append(element);
  return element;
}
const details = document.getElementById("details"), filters = document.getElementById("filters");

function choose(index, move) {
  chosen = index;
  details.hidden = index < 0;
  filters.hidden = index >= 0;
  details.replaceChildren();
  if (index < 0) return draw();
  if (move) {
    scale = Math.max(scale, 1.1);
    left = -scale * place[index].x;
    top_ = -scale * place[index].y;
  }
  const node = nodes[index];
  const back = make("button", "← alle", details);
  back.id = "back";
  back.type = "button";
  back.onclick = () => choose(-1);
  make("h2", node.label, details);
  const list = make("dl", undefined, details);
  const rows = [["Art", graph.names[node.type] || node.type], ["Schlüssel", node.key], ["Land", node.state], ["Artikel", node.mentions || ""]];
  for (const [name, value] of [...rows, ...Object.entries(node.values).map(([n, v]) => [graph.names[n] || n, v])]) {
    if (value === "" || value === undefined) continue;
    make("dt", name, list);
    make("dd", typeof value === "number" ? value.toLocaleString("de-DE") : value, list);
  }
  const groups = new Map();
  for (const edge of around[index]) {
    const title = graph.names[edge.relation] || edge.relation;
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push(edge);
  }
  for (const [title, group] of groups) {
    make("h3", title + " (" + group.length + ")", details);
    group.forEach((edge) => fact(edge, index));
  }
  details.scrollTop = 0;
  draw();
}

function fact(edge, index) {
  const box = make("div", undefined, details);
  box.className = "fact";
  end(edge.a, index, box);
  box.append(" " + edge.label + " ");
  end(edge.b, index, box);
  const days = edge.from || edge.until ? german(edge.from || "…") + " bis " + german(edge.until || "…") : "";
  const last = edge.last ? (edge.evidence === 1 ? ", " : ", zuletzt ") + german(edge.last) : "";
  const reports = edge.evidence ? edge.evidence + " Artikel" + last : "aus den Referenztabellen";
  const sure = edge.confidence ? "Konfidenz " + edge.confidence.toLocaleString("de-DE") : "";
  make("small", [days, reports, sure].filter(Boolean).join(" · "), box);
  if (edge.quote) {
    make("blockquote", edge.quote, box);
    make("small", edge.headline, box);
  }
}

const german = (day) => day.split("-").reverse().join(".");

function end(node, index, box) {
  if (node === index) return make("b", nodes[node].label, box);
  const button = make("button", nodes[node].label, box);
  button.type = "button";
  button.onclick = () => choose(node, true);
}

function filter(kind, title, values, colours) {
  const set = make("fieldset", undefined, filters);
  make("legend", title, set);
  for (const [value, count] of values) {
    const label = make("label", undefined, set), box = make("input", undefined, label);
    box.type = "checkbox";
    box.checked = true;
    box.onchange = () => { hidden[kind][box.checked ? "delete" : "add"](value); draw(); };
    if (colours) {
      const dot = make("span", undefined, label);
      dot.className = "dot";
      dot.style.backgroundColor = colours[value] || "#888888";
    }
    label.append((graph.names[value] || value) + " (" + count + ")");
  }
}

function counted(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(item[key], (counts.get(item[key]) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
filter("type", "Arten", counted(nodes, "type"), graph.colours);
filter("relation", "Beziehungen", counted(edges, "relation"));

// Mouse, touch and keys
function at(event) {
  const box = canvas.getBoundingClientRect();
  return {
    x: (event.clientX - box.left - canvas.clientWidth / 2 - left) / scale,
    y: (event.clientY - box.top - canvas.clientHeight / 2 - top_) / scale,
  };
}
function nodeAt(event) {
  const point = at(event);
  let best = -1, nearest = Infinity;
  place.forEach((p, index) => {
    const far = Math.hypot(p.x - point.x, p.y - point.y) - radius(nodes[index]);
    if (isShown(index) && far < 5 / scale && far < nearest) { nearest = far; best = index; }
  });
  return best;
}
let dragged = -1, pressed = null;
canvas.onpointerdown = (event) => {
  canvas.setPointerCapture(event.pointerId);
  dragged = nodeAt(event);
  pressed = { x: event.clientX, y: event.clientY, moved: false };
};
canvas.onpointermove = (event) => {
  if (!pressed) {
    const now = nodeAt(event);
    if (now !== under) { under = now; canvas.style.cursor = now < 0 ? "grab" : "pointer"; draw(); }
    return;
  }
  const dx = event.clientX - pressed.x, dy = event.clientY - pressed.y;
  if (!pressed.moved && Math.hypot(dx, dy) < 4) return;
  pressed = { x: event.clientX, y: event.clientY, moved: true };
  if (dragged >= 0) {
    place[dragged].x += dx / scale;
    place[dragged].y += dy / scale;
  } else {
    left += dx;
    top_ += dy;
  }
  draw();
};
canvas.onpointerup = () => {
  if (pressed && !pressed.moved) choose(dragged);
  dragged = -1;
  pressed = null;
};
function zoom(factor, x, y) {
  const next = Math.max(0.05, Math.min(8, scale * factor));
  left = x - ((x - left) * next) / scale;
  top_ = y - ((y - top_) * next) / scale;
  scale = next;
  draw();
}
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  const box = canvas.getBoundingClientRect();
  zoom(Math.exp(-event.deltaY * 0.0015), event.clientX - box.left - canvas.clientWidth / 2, event.clientY - box.top - canvas.clientHeight / 2);
}, { passive: false });
document.getElementById("nearer").onclick = () => zoom(1.4, 0, 0);
document.getElementById("farther").onclick = () => zoom(1 / 1.4, 0, 0);
document.getElementById("whole").onclick = () => { fit(); draw(); };
canvas.onkeydown = (event) => {
  const step = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] }[event.key];
  if (step) { left += step[0]; top_ += step[1]; draw(); event.preventDefault(); }
  if (event.key === "+") zoom(1.25, 0, 0);
  if (event.key === "-") zoom(0.8, 0, 0);
};
document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(-1); });

const search = document.querySelector("input[type=search]"), hits = document.getElementById("hits");
nodes.map((node) => node.label).sort().forEach((label) => { make("option", undefined, hits).value = label; });
search.onchange = () => {
  const wanted = search.value.trim().toLowerCase();
  if (!wanted) return;
  let found = nodes.findIndex((node) => node.label.toLowerCase() === wanted);
  if (found < 0) found = nodes.findIndex((node) => node.label.toLowerCase().includes(wanted));
  if (found >= 0) choose(found, true);
};
window.onresize = draw;
window.onhashchange = () => {
  const index = byId.get(decodeURIComponent(location.hash.slice(1)));
  if (index !== undefined) choose(index, true);
};

// Settle before the first picture as far as half a second goes, then go on frame by frame.
const until = performance.now() + 500;
while (heat > 0.05 && performance.now() < until) tick();
fit();
window.onhashchange();
draw();
(function settle() {
  if (heat <= 0.05) { document.body.dataset.settled = "yes"; return; }
  for (let i = 0; i < 4; i++) tick();
  if (chosen < 0 && !pressed && !settle.moved) fit();
  draw();
  requestAnimationFrame(settle);
})();
