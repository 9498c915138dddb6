// What every page of the office does by itself: speaks the language chosen, adds up a score sheet, lets a
// form be sent once.
"use strict";

// The page's words in the language chosen; Chinese stands in the script itself.
window.say = (text, values) => {
  const script = document.getElementById("words");
  window.translated = window.translated || (script ? JSON.parse(script.textContent) : {});
  const fill = (sentence, [name, value]) => sentence.replace(`{${name}}`, value);
  return Object.entries(values || {}).reduce(fill, window.translated[text] || text);
};

// A chart keeps to its place, and to the width of A4 within its margins on paper: a page is laid out
// for printing only after the event.
window.fit = (chart) => {
  window.addEventListener("resize", () => chart.resize());
  window.addEventListener("beforeprint", () => {
    chart.resize({ width: Math.min(chart.getWidth(), 690) });
    chart.getZr().flush();
  });
  window.addEventListener("afterprint", () => chart.resize({ width: "auto" }));
};

(() => {
  document.querySelectorAll("form[data-once]").forEach((form) => {
    form.addEventListener("submit", () => form.querySelectorAll("button").forEach((b) => { b.disabled = true; }));
    window.addEventListener("pageshow", () => form.querySelectorAll("button").forEach((b) => { b.disabled = false; }));
  });
  document.querySelectorAll("table.scores").forEach((table) => {
    const boxes = [...table.querySelectorAll("input[data-points]")];
    const add = () => {
      const total = boxes.reduce((sum, box) => sum + (Number(box.value) || 0), 0);
      table.querySelector("[data-total]").textContent = boxes.every((box) => box.value) ? total.toFixed(1) : "—";
      boxes.forEach((box) => box.classList.toggle("refused", Number(box.value) > Number(box.dataset.points)));
    };
    table.addEventListener("input", add);
    add();
  });

  // A file dropped anywhere on the form is taken, and read at once.
  document.querySelectorAll("[data-drop]").forEach((form) => {
    const box = form.querySelector("input[type=file]");
    const over = (on) => (event) => { event.preventDefault(); form.classList.toggle("over", on); };
    form.addEventListener("dragover", over(true));
    form.addEventListener("dragleave", over(false));
    form.addEventListener("drop", (event) => {
      over(false)(event);
      if (!event.dataTransfer.files.length) return;
      box.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  });
})();
