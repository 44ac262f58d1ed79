/* What all pages need: a search field that suggests, after the ARIA pattern "combobox". */
"use strict";
(() => {
  const root = document.body.dataset.root || "";

  class Combobox {
    constructor(box) {
      this.input = box.querySelector("input[role=combobox]");
      this.list = box.querySelector("[role=listbox]");
      this.status = box.querySelector("[role=status]");
      this.chosen = box.querySelector("[data-chosen]");
      this.goes = "go" in box.dataset;
      this.found = [];
      this.active = -1;
      this.input.addEventListener("input", () => this.ask());
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.choose(this.found[[...this.list.children].indexOf(option)]);
      });
    }

    ask() {
      if (this.chosen) this.chosen.value = "";
      clearTimeout(this.timer);
      const text = this.input.value.trim();
      if (!text) { this.close(); return; }
      this.timer = setTimeout(() => this.fetch(text), 60);
    }

    async fetch(text) {
      if (this.request) this.request.abort();
      this.request = new AbortController();
      try {
        const answer = await fetch(`${root}/suggest?q=${encodeURIComponent(text)}`, { signal: this.request.signal });
        if (answer.ok) this.show(await answer.json());
      } catch (error) {
        if (error.name !== "AbortError") this.close();
      }
    }

    show(found) {
      this.found = found;
      this.active = -1;
      this.list.replaceChildren(...found.map((each, number) => this.option(each, number)));
      const open = found.length > 0 && document.activeElement === this.input;
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
      this.input.removeAttribute("aria-activedescendant");
      this.status.textContent = open ? this.status.dataset.count.replace("#", found.length) : "";
    }

    option(each, number) {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const name = document.createElement("b");
      name.textContent = each.label;
      const about = document.createElement("span");
      about.className = "meta";
      about.textContent = [each.kindLabel, each.where, each.name].filter(Boolean).join(" · ");
      item.append(name, about);
      return item;
    }

    key(event) {
      if (event.key === "Escape" && !this.list.hidden) { this.close(); event.preventDefault(); return; }
      if (event.key === "Enter" && this.active >= 0 && !this.list.hidden) {
        event.preventDefault();
        this.choose(this.found[this.active]);
        return;
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || this.list.hidden) return;
      event.preventDefault();
      const most = this.found.length;
      this.active = (this.active + step + (this.active < 0 && step < 0 ? 1 : 0) + most) % most;
      [...this.list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === this.active)));
      this.input.setAttribute("aria-activedescendant", this.list.children[this.active].id);
      this.list.children[this.active].scrollIntoView({ block: "nearest" });
    }

    choose(each) {
      this.close();
      const event = new CustomEvent("chosen", { detail: each, bubbles: true, cancelable: true });
      if (!this.input.dispatchEvent(event)) return;
      if (this.goes) { location.href = each.url; return; }
      this.input.value = each.label;
      if (this.chosen) this.chosen.value = each.id;
    }

    close() {
      clearTimeout(this.timer);
      if (this.request) this.request.abort();
      this.list.hidden = true;
      this.active = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  document.querySelectorAll("[data-combobox]").forEach((box) => new Combobox(box));

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const field = document.querySelector("input[role=combobox]");
    if (event.key === "/" && !typing && field) { event.preventDefault(); field.focus(); }
  });
})();
