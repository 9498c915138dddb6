// The batch review: the keyboard walks the rows, what the checks find unfolds below each.
"use strict";

document.addEventListener("alpine:init", () => {
  window.Alpine.data("review", () => ({
    chosen: "",
    init() { this.rows = [...this.$root.querySelectorAll("tr[data-row]")]; this.at = -1; this.count(); window.isListening("review"); },
    count() {
      const picked = this.$root.querySelectorAll("input[name=key]:checked").length;
      this.chosen = window.say("选中 {n} 个", { n: picked });
    },
    chooseLow() {
      this.rows.forEach((row) => { if (row.querySelector(".risk0")) row.querySelector("input").checked = true; });
      this.count();
    },
    press(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || !this.rows.length) return;
      if (event.target.closest("input:not([type=checkbox]), textarea, select, button")) return;
      const row = this.rows[this.at];
      const acts = {
        j: () => this.go(1), k: () => this.go(-1), ArrowDown: () => this.go(1), ArrowUp: () => this.go(-1),
        " ": () => row && this.unfold(row),
        x: () => { if (row) { const box = row.querySelector("input"); box.checked = !box.checked; this.count(); } },
        Enter: () => { if (row) window.location.assign(row.dataset.open); },
      };
      const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act) return;
      event.preventDefault();
      act();
    },
    go(step) {
      if (this.rows[this.at]) this.rows[this.at].classList.remove("here");
      this.at = Math.min(Math.max(this.at + step, 0), this.rows.length - 1);
      const row = this.rows[this.at];
      row.classList.add("here");
      row.querySelector("a").focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    },
    async unfold(row) {
      const below = row.nextElementSibling;
      below.hidden = !below.hidden;
      if (below.hidden || below.dataset.filled) return;
      const cell = below.lastElementChild;
      try {
        const answer = await fetch(row.dataset.row);
        if (!answer.ok) throw new Error(answer.status);
        cell.innerHTML = await answer.text();
        below.dataset.filled = "1";
      } catch { cell.textContent = window.say("现在取不到，请稍后再试。"); }
    },
  }));
});
