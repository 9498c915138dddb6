// What a page of the office does by itself: sends what is typed, keeps it while the network is away,
// adds up a score sheet, and lets a form be sent once.
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
  const CELLS = "input[data-path], textarea[data-path], select[data-path]";
  const typing = document.getElementById("typing");
  if (typing) keepTyping(typing);
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

  // Changes wait in a queue that outlives the page; each bears a token, so one that is sent twice
  // is taken once.
  function keepTyping(root) {
    const store = `jixiao-${root.dataset.case}`;
    const saved = document.getElementById("saved");
    const offline = document.getElementById("offline");
    let queue = read();
    let sending = false;
    let tries = 0;
    let stale = false; // rows were added or removed: the page is made anew once all is sent

    // After that one goes on in the row that was added, or at its group.
    const aspect = sessionStorage.getItem(`${store}-at`);
    sessionStorage.removeItem(`${store}-at`);
    const group = aspect && root.querySelector(`[data-action="add"][data-aspect="${CSS.escape(aspect)}"]`);
    if (group) ([...group.closest("tbody").querySelectorAll("tr:last-child input[data-path]")][0] || group).focus();

    function read() {
      try { return JSON.parse(localStorage.getItem(store) || "[]"); } catch { return []; }
    }
    function keep() {
      try { localStorage.setItem(store, JSON.stringify(queue)); } catch { /* a full disk: the page still holds it */ }
    }
    function token() {
      return [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");
    }
    const sentLast = new Map();
    function push(change) {
      // A pause and leaving the cell tell the same: it is sent once.
      if (change.path && !change.action) {
        if (sentLast.get(change.path) === change.text) return;
        sentLast.set(change.path, change.text);
      }
      const again = (other) => other.path === change.path && other.action === change.action;
      queue = change.path ? queue.filter((other) => other.sent || !again(other)) : queue;
      queue.push({ ...change, token: token() });
      keep();
      send();
    }
    async function send() {
      if (sending || !queue.length) return;
      sending = true;
      saved.textContent = say("正在保存……");
      const change = queue[0];
      change.sent = true;
      try {
        const answer = await fetch(root.dataset.cells, {
          method: "POST", headers: { "Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": root.dataset.token },
          body: JSON.stringify(change),
        });
        const body = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : null;
        // The office is down, or one has to log in again: later. A change it stumbles over is set aside.
        const stumbles = !body && answer.status >= 400 && answer.status !== 403 && answer.status !== 502 && answer.status !== 503;
        if (stumbles && ++tries >= 4) {
          tries = 0;
          queue.shift();
          keep();
          refuse(change, say("这一处没有存下，请改一改再填。"));
          sending = false;
          send();
          return;
        }
        if (!body || answer.status >= 500) throw new Error("later");
        tries = 0;
        queue.shift();
        keep();
        offline.hidden = true;
        if (!answer.ok) {
          refuse(change, body.error.message);
          // Its row is gone, and its box with it at the next reload: what was typed is put aside.
          if (body.error.code === "row_gone" && body.typed.text) setAside(body.error, body.typed.text);
        } else {
          accept(change, body);
          if (["add", "remove", "offer"].includes(change.action)) { stale = true; sessionStorage.setItem(`${store}-at`, change.aspect || ""); }
        }
      } catch {
        offline.hidden = false;
        saved.textContent = say("有 {n} 处还没有送出", { n: queue.length });
        sending = false;
        setTimeout(send, 4000);
        return;
      }
      sending = false;
      if (queue.length) send();
      else if (stale && !sendPaused()) window.location.reload();
    }

    // What was typed into rows that are gone, until somebody has put it where it belongs.
    const aside = document.getElementById("aside");
    function asideKept() {
      try { return JSON.parse(localStorage.getItem(`${store}-aside`) || "[]"); } catch { return []; }
    }
    function keepAside(kept) {
      try { localStorage.setItem(`${store}-aside`, JSON.stringify(kept)); } catch { /* as above */ }
      showAside(kept);
    }
    function setAside(error, text) {
      const known = asideKept();
      keepAside([...known.filter((other) => other.cell !== error.detail), { cell: error.detail, why: error.message, text }]);
    }
    function showAside(kept) {
      aside.hidden = !kept.length;
      aside.querySelector("ul").replaceChildren(...kept.map((change) => {
        const line = document.createElement("li");
        const cell = document.createElement("b");
        cell.textContent = `${change.cell}：`;
        const typed = document.createElement("q");
        typed.textContent = change.text;
        const why = document.createElement("small");
        why.textContent = change.why;
        const done = document.createElement("button");
        done.type = "button";
        done.className = "link";
        done.textContent = say("不要了");
        done.addEventListener("click", () => keepAside(asideKept().filter((other) => other.cell !== change.cell)));
        line.append(cell, typed, done, why);
        return line;
      }));
    }
    showAside(asideKept());

    function accept(change, body) {
      document.getElementById("findings").innerHTML = body.findings;
      const marked = new Set(body.marked);
      const counted = body.values || {};
      const total = document.getElementById("total");
      if (total && counted.total) total.textContent = counted.total;
      const unsure = new Set(body.unsure || []);
      const rowOf = (path) => path.replace(/(\])\..*$/, "$1");
      root.querySelectorAll(CELLS).forEach((box) => {
        if (!unsure.has(rowOf(box.dataset.path))) box.classList.remove("uncertain");
      });
      root.querySelectorAll("button.sure").forEach((button) => { if (!unsure.has(button.dataset.path)) button.remove(); });
      const left = document.getElementById("unsure");
      if (left) { left.hidden = !unsure.size; left.querySelector("b").textContent = unsure.size; }
      root.querySelectorAll(CELLS).forEach((box) => {
        box.classList.toggle("marked", marked.has(box.dataset.path));
        if (box.dataset.path in counted && !box.dataset.typing) box.value = counted[box.dataset.path];
        if (box.dataset.path === change.path) { delete box.dataset.typing; forgive(box); }
      });
      const wrong = document.querySelectorAll(".refused").length;
      if (wrong) saved.textContent = say("有 {n} 处没有收下，请改正", { n: wrong });
      else saved.textContent = say("已保存（{time}）", { time: new Date().toLocaleTimeString("zh-CN") });
    }
    function refuse(change, message) {
      saved.textContent = message;
      const box = change.path && root.querySelector(`[data-path="${CSS.escape(change.path)}"]`);
      if (!box) return;
      forgive(box);
      box.classList.add("refused");
      box.setAttribute("aria-invalid", "true");
      const why = document.createElement("small");
      why.className = "why bad";
      why.setAttribute("role", "alert");
      why.textContent = message;
      box.after(why);
    }
    function forgive(box) {
      box.classList.remove("refused");
      box.removeAttribute("aria-invalid");
      if (box.nextElementSibling && box.nextElementSibling.matches("small.why")) box.nextElementSibling.remove();
    }

    // Where a value was read: the page of the document beside the form.
    const pages = document.getElementById("pages");
    root.addEventListener("focusin", (event) => {
      const { page, box } = event.target.dataset;
      if (pages && page) show(page, box);
    });
    // Boxes are in points, the pictures are painted at 110 to the inch.
    function show(page, box) {
      const picture = pages.querySelector("img");
      const here = document.getElementById("here");
      const place = () => {
        const scale = (110 / 72) * (picture.clientWidth / (picture.naturalWidth || 1));
        const [left, top, right, bottom] = (box || "").split(",").map((n) => Number(n) * scale);
        here.hidden = !box;
        if (!box) return;
        Object.assign(here.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
        pages.scrollTo(Math.max(0, left - 30), Math.max(0, top - pages.clientHeight / 3));
      };
      const source = pages.dataset.picture.replace(/1\.png$/, `${page}.png`);
      if (picture.getAttribute("src") === source && picture.complete) { place(); return; }
      picture.addEventListener("load", place, { once: true });
      picture.src = source;
    }
    const next = root.querySelector("[data-next]");
    if (next) next.addEventListener("click", () => {
      const boxes = [...root.querySelectorAll(".uncertain")];
      const at = boxes.findIndex((box) => box === lastUnsure);
      lastUnsure = boxes[(at + 1) % boxes.length];
      if (lastUnsure) lastUnsure.focus();
    });
    let lastUnsure;
    root.addEventListener("change", (event) => {
      const box = event.target.closest(CELLS);
      if (!box) return;
      if (paused === box) paused = null;
      push({ path: box.dataset.path, text: box.value });
    });
    let pause;
    let paused = null; // the cell in which somebody is typing, not sent yet
    // Sends what waits for a pause in typing; says whether anything did.
    function sendPaused() {
      clearTimeout(pause);
      const change = paused;
      paused = null;
      if (!change) return false;
      push({ path: change.dataset.path, text: change.value });
      return queue.length > 0;
    }
    root.addEventListener("input", (event) => {
      const box = event.target.closest(CELLS);
      if (!box) return;
      box.dataset.typing = "1";
      saved.textContent = say("正在填写……");
      clearTimeout(pause);
      paused = box;
      pause = setTimeout(sendPaused, 900);
    });
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]");
      if (button && button.dataset.action === "confirm") push({ action: "confirm", path: button.dataset.path });
      else if (button) push({ action: button.dataset.action, aspect: button.dataset.aspect, path: button.dataset.path });
      const take = event.target.closest("[data-take]");
      if (take) {
        const box = root.querySelector(`input[data-path="${CSS.escape(take.dataset.take)}"]`);
        box.value = take.dataset.text;
        push({ path: take.dataset.take, text: take.dataset.text });
        take.closest("details").remove();
      }
      const offer = event.target.closest("[data-offer]");
      if (offer) {
        const aspect = document.getElementById("aspect").selectedOptions[0];
        offer.disabled = true;
        push({ action: "offer", name: offer.dataset.offer, text: offer.dataset.text, aspect: aspect.value });
      }
      const finding = event.target.closest("[data-place]");
      const box = finding && finding.dataset.place && root.querySelector(`[data-path="${CSS.escape(finding.dataset.place)}"]`);
      if (box && !event.target.closest("details, form")) box.focus();
    });
    window.addEventListener("online", send);
    window.addEventListener("beforeunload", (event) => { if (queue.length || document.querySelector(".refused")) event.preventDefault(); });
    // What an earlier page could not send is put back into its boxes, and sent now.
    queue.forEach((change) => {
      const box = change.path && !change.action && root.querySelector(`[data-path="${CSS.escape(change.path)}"]`);
      if (box) box.value = change.text;
    });
    send();
  }
})();
