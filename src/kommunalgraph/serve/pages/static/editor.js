/* The SPARQL editor: YASGUI with our endpoint, our prefixes, our questions, and nothing from afar. */
"use strict";
(() => {
  const box = document.getElementById("editor");
  const examples = JSON.parse(document.getElementById("examples").textContent);
  const choice = document.getElementById("example");
  const endpoint = new URL(box.dataset.endpoint, location.href).href;
  const base = box.dataset.base;
  const prefixes = {
    dcterms: "http://purl.org/dc/terms/", id: base, kg: "https://w3id.org/kommunalgraph/def#",
    org: "http://www.w3.org/ns/org#", prov: "http://www.w3.org/ns/prov#",
    rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", rdfs: "http://www.w3.org/2000/01/rdf-schema#",
    schema: "https://schema.org/", skos: "http://www.w3.org/2004/02/skos/core#", xsd: "http://www.w3.org/2001/XMLSchema#",
  };

  /* The completers that come with the editor ask servers elsewhere; ours knows our prefixes. */
  for (const name of Object.keys(Yasgui.Yasqe.Autocompleters)) {
    if (name !== "variables") delete Yasgui.Yasqe.Autocompleters[name];
  }
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasr.registerPlugin("chart", Results.Chart);
  Yasgui.Yasr.registerPlugin("map", Results.Places);

  /* The table begins without types and tags of language; a check mark brings them in. */
  Yasgui.Yasr.defaults.plugins.table.dynamicConfig = { pageSize: 50, compact: true, isEllipsed: true };

  const first = choice.value && examples[choice.value];
  const yasgui = new Yasgui(box, {
    requestConfig: { endpoint, method: "POST", headers: {} },
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [], renderItem: () => {} },
    copyEndpointOnNewTab: true,
    populateFromUrl: false,
    corsProxy: undefined,
    persistenceId: "kommunalgraph",
    yasqe: { value: first || Object.values(examples)[0], createShareableLink: undefined, showQueryButton: true, resizeable: true },
    yasr: { prefixes, pluginOrder: ["table", "chart", "map", "boolean", "response", "error"], defaultPlugin: "table" },
  });
  window.yasgui = yasgui;

  /* The editor speaks English only; what is seen most is said in the language of the page. */
  const words = JSON.parse(document.getElementById("words").textContent);
  const said = { Table: words.table, Response: words.response, "Simple view": words.simple, Ellipse: words.shorten, "Page size: ": words.page_size };
  const translate = () => box.querySelectorAll(".yasr_btn > span, .switch > .label, .pageSizerLabel").forEach((each) => { if (said[each.textContent]) each.textContent = said[each.textContent]; });

  /* What the editor leaves without a name or out of reach of the keyboard. */
  const mend = () => {
    translate();
    box.querySelectorAll(".addTab:not([role])").forEach((each) => each.setAttribute("role", "tab"));
    box.querySelectorAll("textarea:not([aria-label])").forEach((each) => each.setAttribute("aria-label", words.title));
    box.querySelectorAll(".CodeMirror-scroll[tabindex='-1']").forEach((each) => each.setAttribute("tabindex", "0"));
    box.querySelectorAll(".tableSizer:not([aria-label])").forEach((each) => each.setAttribute("aria-label", words.page_size));
    box.querySelectorAll(".tableFilter").forEach((each) => { if (each.placeholder !== words.filter) { each.placeholder = words.filter; each.setAttribute("aria-label", words.filter); } });
  };
  new MutationObserver(mend).observe(box, { childList: true, subtree: true });
  mend();

  const use = (name) => {
    const tab = yasgui.getTab();
    if (examples[name] && tab) { tab.setQuery(examples[name]); tab.getYasqe().focus(); }
  };
  if (first) use(choice.value);
  choice.addEventListener("change", () => use(choice.value));

  /* Addresses of our things lead to their pages here, wherever the base of the graph points to. */
  box.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.href.startsWith(base)) {
      event.preventDefault();
      open(`${document.body.dataset.root}/page/${link.href.slice(base.length)}`, "_blank", "noopener");
    }
  });
})();
