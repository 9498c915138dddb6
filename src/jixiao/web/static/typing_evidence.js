// Files that prove a value: chosen or dropped at its row, or for several rows in the form beside the sheet.
"use strict";

(() => {
  const root = document.getElementById("typing");
  if (!root || !document.getElementById("attach") || !window.typing) return;
  const chooser = document.createElement("input");
  chooser.type = "file";
  let about = "";

  async function send(body) {
    const form = document.getElementById("attach");
    window.typing.tell(say("正在附上……"), true);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": window.csrf() } });
      if (answer.status === 401) { window.signIn(); return; }
      const told = await answer.json();
      window.typing.tell(told.error ? told.error.message : told.message, answer.ok);
      if (answer.ok) await window.typing.renew();
    } catch { window.typing.tell(say("现在连不上，请稍后再试。")); }
  }
  function attach(file, place) {
    const body = new FormData();
    body.append("file", file);
    body.append("place", place);
    send(body);
  }
  chooser.addEventListener("change", () => {
    if (chooser.files.length) attach(chooser.files[0], about);
    chooser.value = "";
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-attach]");
    if (!button) return;
    about = button.dataset.attach;
    chooser.click();
  });
  root.addEventListener("submit", (event) => {
    if (event.target.id !== "attach") return;
    event.preventDefault();
    send(new FormData(event.target));
  });

  // ── A file dropped on a row proves that row. ──
  const rowUnder = (event) => event.dataTransfer.types.includes("Files") && event.target.closest("tr[data-row]");
  root.addEventListener("dragover", (event) => {
    const row = rowUnder(event);
    if (!row) return;
    event.preventDefault();
    row.classList.add("over");
  });
  root.addEventListener("dragleave", (event) => { const row = event.target.closest("tr[data-row]"); if (row) row.classList.remove("over"); });
  root.addEventListener("drop", (event) => {
    const row = rowUnder(event);
    if (!row) return;
    event.preventDefault();
    row.classList.remove("over");
    const button = row.querySelector("[data-attach]");
    if (event.dataTransfer.files.length) attach(event.dataTransfer.files[0], button.dataset.attach);
  });
  window.isListening("typing_evidence");
})();
