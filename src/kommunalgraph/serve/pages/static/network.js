/* Networks: the colours and shapes that all share, and the small network on the page of a thing. */
"use strict";
const Network = (() => {
  const COLOURS = {
    Provider: "--provider", Cooperative: "--provider", Municipality: "--place", District: "--place",
    State: "--place", MunicipalAssociation: "--place", Person: "--person", Topic: "--topic",
    Product: "--product", Event: "--event",
  };
  const SHAPES = {
    Municipality: "round-rectangle", District: "round-rectangle", State: "round-rectangle",
    MunicipalAssociation: "round-rectangle", Topic: "diamond", Product: "hexagon", Event: "triangle",
  };

  /* The canvas knows no light-dark(): the browser computes each colour once, in a hidden element. */
  const colour = (name) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  };

  function style() {
    const ink = colour("--ink"), quiet = colour("--quiet"), line = colour("--edge"), card = colour("--card"), accent = colour("--accent");
    const kinds = Object.entries(COLOURS).map(([kind, name]) => ({
      selector: `node[kind = "${kind}"]`,
      style: { "background-color": colour(name), shape: SHAPES[kind] || "ellipse" },
    }));
    return [
      { selector: "node", style: { label: "data(label)", "font-family": "system-ui, sans-serif", "font-size": 11, color: ink, "background-color": colour("--company"), width: 18, height: 18, "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "ellipsis", "text-max-width": 110, "text-background-color": card, "text-background-opacity": 0.75, "text-background-padding": 1 } },
      ...kinds,
      { selector: "node.centre", style: { width: 28, height: 28, "font-weight": 700, "font-size": 12.5 } },
      { selector: "edge", style: { width: "mapData(articles, 0, 6, 1.2, 5)", "line-color": line, "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": line, "arrow-scale": 0.8 } },
      { selector: "edge[articles = 0]", style: { "line-style": "dashed" } },
      { selector: "edge.named", style: { label: "data(label)", "font-size": 9, color: quiet, "text-rotation": "autorotate", "text-background-color": card, "text-background-opacity": 0.85, "text-background-padding": 1 } },
      { selector: "node:selected", style: { "border-width": 4, "border-color": accent, "border-opacity": 0.55 } },
      { selector: "edge:selected", style: { "line-color": accent, "target-arrow-color": accent } },
      { selector: ".hidden", style: { display: "none" } },
    ];
  }

  const layout = (more) => ({ name: "cose", animate: false, randomize: false, nodeRepulsion: () => 9000, idealEdgeLength: () => 85, nodeDimensionsIncludeLabels: true, gravity: 0.6, numIter: 900, padding: 24, ...more });

  /* Nodes begin on a circle: the same data give the same picture. */
  const elements = (found) => [
    ...found.nodes.map((data, number) => ({ data, position: { x: 260 * Math.cos((2 * Math.PI * number) / found.nodes.length), y: 200 * Math.sin((2 * Math.PI * number) / found.nodes.length) } })),
    ...found.edges.map((data) => ({ data })),
  ];

  async function small(box) {
    const answer = await fetch(`${box.dataset.network}&most=${box.dataset.most}`);
    if (!answer.ok) return;
    const found = await answer.json();
    const centre = new URL(answer.url).searchParams.get("id");
    const cy = cytoscape({ container: box, elements: elements(found), style: [...style(), { selector: "node", style: { "font-size": 17, width: 26, height: 26, "text-max-width": 170 } }, { selector: "node.centre", style: { "font-size": 20, width: 38, height: 38 } }], layout: layout({ padding: 10, idealEdgeLength: () => 70, nodeRepulsion: () => 14000 }), userZoomingEnabled: false, userPanningEnabled: false, autoungrabify: true, minZoom: 0.2, maxZoom: 1.6 });
    cy.getElementById(centre).addClass("centre");
    cy.on("tap", "node", (event) => { if (event.target.id() !== centre) location.href = event.target.data("url"); });
    cy.on("mouseover", "node", () => { box.classList.add("over"); });
    box.dataset.ready = String(cy.nodes().length);
  }

  document.querySelectorAll("[data-network]").forEach(small);
  return { style, layout, elements, colour };
})();
