// A form being typed: what is typed waits in a queue that outlives the page until the office has kept it.
// Every change says which row, by its id, and what it replaces; what others changed meanwhile is shown
// beside what was typed, and nothing that was typed is lost.
"use strict";

(() => {
  const root = document.getElementById("typing");
  if (!root) return;
  const say = window.say;
  const CELLS = "input[data-path], textarea[data-path], select[data-path]";
  const STORE = `jixiao:${root.dataset.user}:${root.dataset.case}`;
  const YOUNG = 10 * 60 * 1000; // older changes are not sent before somebody has looked at them
  const saved = document.getElementById("saved");
  const offline = document.getElementById("offline");
  const aside = document.getElementById("aside");
  const leftover = document.getElementById("leftover");
  let sheet = document.getElementById("sheet");
  let revision = Number(sheet.dataset.revision);

  // ── What waits: `queue` for the office, `held` for a person's choice, `aside` for another row. ──
  function read() {
    const nothing = { queue: [], held: [], aside: [] };
    try { return { ...nothing, ...JSON.parse(localStorage.getItem(STORE) || "{}") }; } catch { return nothing; }
  }
  let waiting = read();
  function keep() {
    const empty = !waiting.queue.length && !waiting.held.length && !waiting.aside.length;
    try {
      if (empty) localStorage.removeItem(STORE);
      else localStorage.setItem(STORE, JSON.stringify(waiting));
    } catch { /* a full disk: the page still holds it */ }
  }
  const token = () => [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");

  // ── The cells: what the office says stands in each, and what is on its way there. ──
  const known = new Map();
  const boxOf = (path) => root.querySelector(`:is(input, textarea, select)[data-path="${CSS.escape(path)}"]`);
  const rowOf = (path) => path.replace(/(\])\..*$/, "$1");
  const textOf = (box) => box.matches("select")
    ? ([...box.options].find((option) => option.defaultSelected) || { value: "" }).value
    : box.defaultValue;
  const boxes = () => root.querySelectorAll(CELLS);
  // Amounts are shown with their thousands apart, but for the one in which somebody types.
  const plain = (text) => text.replace(/[,，]/g, "");
  const apart = (text) => /^-?\d{4,}(\.\d+)?$/.test(text) ? text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",") : text;
  const isAmount = (box) => "amount" in box.dataset;
  const valueOf = (box) => isAmount(box) ? plain(box.value) : box.value;
  const put = (box, text) => { box.value = isAmount(box) && document.activeElement !== box ? apart(text) : text; };
  boxes().forEach((box) => { known.set(box.dataset.path, textOf(box)); put(box, textOf(box)); });
  root.addEventListener("focusin", ({ target }) => { if (isAmount(target) && !target.readOnly) target.value = plain(target.value); });
  root.addEventListener("focusout", ({ target }) => { if (isAmount(target)) target.value = apart(plain(target.value)); });
  const nameOf = (path) => {
    const box = boxOf(path);
    const row = box && box.closest("tr[data-row]");
    const name = row && (row.querySelector("[data-path$='.name']") || {}).value;
    return name ? `“${name}” ${box.getAttribute("aria-label")}` : box ? box.getAttribute("aria-label") : path;
  };
  const onItsWay = (path) => waiting.queue.some((change) => change.path === path && change.action === "cell")
    || waiting.held.some((change) => change.path === path) || (paused && paused.dataset.path === path);

  function pushCell(path, text) {
    const earlier = waiting.queue.filter((change) => change.path === path && change.action === "cell");
    const last = earlier[earlier.length - 1];
    const standing = last ? last.text : known.get(path) || "";
    if (text === standing) return;
    waiting.held = waiting.held.filter((change) => change.path !== path);
    if (last && !last.sent) Object.assign(last, { text, at: Date.now() });
    else waiting.queue.push({ token: token(), action: "cell", path, text, was: standing, at: Date.now(), cell: nameOf(path) });
    keep();
    send();
  }
  function pushRow(action, change) {
    flush();
    const was = change.path ? wasOf(change.path) : undefined;
    waiting.queue.push({ token: token(), action, was, at: Date.now(), ...change });
    keep();
    send();
  }
  // What stands in a cell, or in a whole row: its name and its value.
  const wasOf = (path) => path.endsWith("]")
    ? `${known.get(`${path}.name`) || ""} ${known.get(`${path}.target`) || ""}` : known.get(path) || "";

  // ── Sending, one after the other. ──
  let sending = false;
  let tries = 0;
  async function post(address, body, headers) {
    const answer = await fetch(address, {
      method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": window.csrf(), ...headers },
    });
    const json = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : null;
    return { answer, json };
  }
  async function send() {
    if (sending || !waiting.queue.length || offered()) return;
    sending = true;
    saved.textContent = say("正在保存……");
    const change = waiting.queue[0];
    // A row is removed as it stands once what was typed into it before has been kept.
    if (change.path && change.action !== "cell" && !change.sent) change.was = wasOf(change.path);
    if (change.lines && !change.sent) change.lines = change.lines.map(withWas);
    change.sent = true;
    keep();
    try {
      const { token: id, action, path, text, was, name, aspect, lines } = change;
      const sent = JSON.stringify({ token: id, action, path, text, was, name, aspect, lines, person: root.dataset.user });
      const { answer, json } = await post(root.dataset.cells, sent, { "Content-Type": "application/json" });
      const later = [403, 502, 503].includes(answer.status);
      if (answer.status === 401 || (json && json.error && json.error.code === "first")) {
        sending = false;
        signedOut(json && json.error.message);
        return;
      }
      if (json && json.error && json.error.code === "stale") throw new Error("later");
      window.goneOn();
      if (!json && answer.status >= 400 && !later && ++tries >= 4) {
        take(change);
        hold(change, { message: say("这一处没有存下，请改一改再填。") });
      } else if (!json || answer.status >= 500) {
        throw new Error("later");
      } else {
        tries = 0;
        take(change);
        offline.hidden = true;
        if (answer.ok) await accept(change, json);
        else await refuse(change, json);
      }
    } catch {
      offline.hidden = false;
      saved.textContent = say("有 {n} 处还没有送出", { n: waiting.queue.length });
      sending = false;
      setTimeout(send, 4000);
      return;
    }
    sending = false;
    if (waiting.queue.length) send();
    else if (finished) finished();
  }
  function signedOut(reason) {
    saved.textContent = say("登录已经结束：登录后接着送出，填的都在。");
    window.signIn(reason);
  }
  window.addEventListener("signedin", () => { send(); renew().catch(() => {}); });
  function take(change) {
    waiting.queue = waiting.queue.filter((other) => other.token !== change.token);
    keep();
  }

  async function accept(change, answer) {
    const { path, action } = change;
    if (action === "cell") {
      known.set(path, answer.text);
      const next = waiting.queue.find((other) => other.path === path && other.action === "cell");
      if (next) next.was = answer.text;
      const box = boxOf(path);
      if (box) {
        forgive(box);
        if (valueOf(box) === change.text && document.activeElement !== box) put(box, answer.text);
      }
    }
    const missed = answer.revision > revision + 1;
    revision = Math.max(revision, answer.revision);
    tell(answer);
    if (["add", "offer", "remove", "paste"].includes(action) || missed) await renew();
    if (answer.row) focusOn(`rows[${answer.row}].${action === "offer" ? "target" : "name"}`);
  }
  function tell(answer) {
    const counted = answer.values || {};
    const total = document.getElementById("total");
    if (total && counted.total) total.textContent = counted.total;
    showUnsure(new Set(answer.unsure || []));
    boxes().forEach((box) => {
      const { path } = box.dataset;
      if (!(path in counted) || onItsWay(path)) return;
      known.set(path, counted[path]);
      put(box, counted[path]);
    });
    showState();
    askSoon();
  }

  // ── What the checks find: asked once a change is kept and nothing else is on its way. ──
  const panel = document.getElementById("findings");
  const ALL = "[data-all-findings]";
  let seen = "";
  let all = "";
  let asking;
  function askSoon() {
    panel.setAttribute("aria-busy", "true");
    clearTimeout(asking);
    asking = setTimeout(() => ask().catch(() => {}), 400);
  }
  async function ask() {
    if (waiting.queue.length) { askSoon(); return; }
    const { answer, json } = await post(root.dataset.judged, new URLSearchParams({ seen, all }), {});
    if (!answer.ok || !json) return;
    // Something was kept meanwhile: its own question is on its way.
    if (json.revision < revision) { askSoon(); return; }
    panel.removeAttribute("aria-busy");
    showErrors(json.errors);
    if (json.findings === undefined) return;
    seen = json.seen;
    panel.innerHTML = json.findings;
    const marked = new Set(json.marked);
    boxes().forEach((box) => box.classList.toggle("marked", marked.has(box.dataset.path)));
  }
  panel.addEventListener("click", (event) => {
    if (!event.target.closest(ALL)) return;
    all = "1";
    ask().catch(() => {});
  });
  function showErrors(count) {
    const errors = document.getElementById("errors");
    errors.hidden = !count;
    errors.textContent = say("错误 {n} 处", { n: count });
  }
  function showUnsure(unsure) {
    boxes().forEach((box) => {
      if (!unsure.has(rowOf(box.dataset.path))) box.classList.remove("uncertain");
    });
    root.querySelectorAll("button.sure").forEach((button) => { if (!unsure.has(button.dataset.path)) button.remove(); });
    const left = document.getElementById("unsure");
    if (left) { left.hidden = !unsure.size; left.querySelector("b").textContent = unsure.size; }
  }
  function showState() {
    saved.classList.toggle("bad", waiting.held.length > 0);
    if (waiting.held.length) saved.textContent = say("有 {n} 处没有收下，请改正", { n: waiting.held.length });
    else if (!waiting.queue.length) saved.textContent = say("已保存（{time}）", { time: new Date().toLocaleTimeString("zh-CN") });
  }

  async function refuse(change, json) {
    const { code, message, detail, now } = json.error;
    if (code === "row_gone" && change.action === "cell") setAside(detail, message, change.text);
    if (change.action === "cell" && code !== "row_gone") hold(change, { message, now: code === "changed" ? now : undefined });
    if (change.action !== "cell") { saved.textContent = message; saved.classList.add("bad"); }
    if (code === "row_gone" || code === "changed") await renew();
  }

  // ── What was not taken stays in its cell, with why and what stands there now. ──
  function hold(change, { message, now }) {
    const held = { path: change.path, text: change.text, at: change.at, cell: change.cell, why: message, now };
    waiting.held = [...waiting.held.filter((other) => other.path !== change.path), held];
    keep();
    showHeld(held);
    showState();
  }
  function showHeld({ path, text, why, now }) {
    const box = boxOf(path);
    if (!box) return;
    forgive(box);
    if (valueOf(box) !== text && document.activeElement !== box) put(box, text);
    box.classList.add("refused");
    box.setAttribute("aria-invalid", "true");
    const note = document.createElement("div");
    note.className = "clash";
    note.setAttribute("role", "alert");
    note.append(line("p", why));
    if (now !== undefined) {
      known.set(path, now);
      note.append(button(say("用我填的“{text}”", { text: shortened(text) }), () => { release(path); pushCell(path, valueOf(box)); }));
    }
    note.append(button(say("用表上的"), () => { release(path); put(box, known.get(path) || ""); showState(); }));
    box.after(note);
  }
  function release(path) {
    waiting.held = waiting.held.filter((other) => other.path !== path);
    keep();
    const box = boxOf(path);
    if (box) forgive(box);
  }
  function forgive(box) {
    box.classList.remove("refused");
    box.removeAttribute("aria-invalid");
    if (box.nextElementSibling && box.nextElementSibling.matches(".clash")) box.nextElementSibling.remove();
  }
  const shortened = (text) => text.length > 20 ? `${text.slice(0, 20)}…` : text;
  function line(tag, text) {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  }
  function button(text, act) {
    const element = line("button", text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  // ── What was typed into rows that are gone, until somebody has put it where it belongs. ──
  function setAside(cell, why, text) {
    if (!text) return;
    waiting.aside = [...waiting.aside.filter((other) => other.cell !== cell), { cell, why, text }];
    keep();
    showAside();
  }
  function showAside() {
    aside.hidden = !waiting.aside.length;
    aside.querySelector("ul").replaceChildren(...waiting.aside.map((change) => {
      const item = document.createElement("li");
      const drop = button(say("不要了"), () => {
        waiting.aside = waiting.aside.filter((other) => other.cell !== change.cell);
        keep();
        showAside();
      });
      drop.className = "link";
      item.append(line("b", `${change.cell}：`), line("q", change.text), drop, line("small", change.why));
      return item;
    }));
  }

  // ── The form as it stands now, laid over the page row by row. ──
  async function renew() {
    const answer = await fetch(root.dataset.sheet, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("sheet");
    if (!fresh) return;
    // Something was kept while it was on its way: it shows the form as it stood before.
    if (Number(fresh.dataset.revision) < revision) { await renew(); return; }
    revision = Math.max(revision, Number(fresh.dataset.revision));
    layRows(fresh);
    const old = new Map([...boxes()].map((box) => [box.dataset.path, box]));
    fresh.querySelectorAll(CELLS).forEach((box) => renewBox(old.get(box.dataset.path), box));
    renewBeside(fresh, page.getElementById("evidence"));
    waiting.held.forEach((held) => { if (!boxOf(held.path)) { setAside(held.cell, held.why, held.text); release(held.path); } });
    askSoon();
  }
  function layRows(fresh) {
    const table = sheet.querySelector("table.rows");
    const rows = new Map([...table.querySelectorAll("tr[data-row]")].map((row) => [row.dataset.row, row]));
    const groups = new Map([...table.tBodies].map((group) => [group.dataset.group, group]));
    [...fresh.querySelector("table.rows").tBodies].forEach((group) => {
      const here = groups.get(group.dataset.group) || document.importNode(group.cloneNode(false));
      groups.delete(group.dataset.group);
      const lines = [...group.rows].map((row) => rows.get(row.dataset.row) || document.importNode(row, true));
      lines.forEach((row) => rows.delete(row.dataset.row));
      const head = here.querySelector("tr.group");
      if (head) lines[0] = head;
      // A row that stays where it is is not touched, so that who types in it goes on.
      lines.forEach((row, place) => { if (here.rows[place] !== row) here.insertBefore(row, here.rows[place] || null); });
      if (!here.parentNode) table.append(here);
    });
    rows.forEach((row) => giveBack(row));
    groups.forEach((group) => group.remove());
  }
  // What the records say of each row and the files that prove it.
  function renewBeside(fresh, files) {
    fresh.querySelectorAll("tr[data-row] .beside").forEach((beside) => {
      const here = sheet.querySelector(`tr[data-row="${beside.closest("tr").dataset.row}"] .beside`);
      // Somebody may have opened what it was taken from.
      if (here && here.innerHTML.replaceAll(' open=""', "") !== beside.innerHTML) here.innerHTML = beside.innerHTML;
    });
    const list = document.getElementById("evidence");
    if (list && files) list.replaceWith(document.importNode(files, true));
  }
  function giveBack(row) {
    row.querySelectorAll(CELLS).forEach((box) => {
      const { path } = box.dataset;
      if (paused === box) { paused = null; setAside(nameOf(path), say("这一条已经不在表上。"), box.value); }
      known.delete(path);
    });
    row.remove();
  }
  function renewBox(box, fresh) {
    const { path } = fresh.dataset;
    if (!box) return;
    box.setAttribute("aria-label", fresh.getAttribute("aria-label"));
    if (onItsWay(path)) return;
    known.set(path, textOf(fresh));
    if (valueOf(box) !== known.get(path)) put(box, known.get(path));
  }
  function focusOn(path) {
    const box = boxOf(path);
    if (box) { box.focus(); box.scrollIntoView({ block: "nearest" }); }
  }
  // The records are being asked: what they say comes into the form while somebody looks on.
  const filling = document.getElementById("filling");
  async function watch() {
    const answer = await fetch(root.dataset.state, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const told = await answer.json();
    if (told.revision !== revision) await renew();
    filling.hidden = !told.filling;
    if (!told.filling) return;
    const bar = filling.querySelector("progress");
    if (told.filling.total) { bar.max = told.filling.total; bar.value = told.filling.done; }
    filling.querySelector("span").textContent = told.filling.message;
    setTimeout(() => watch().catch(() => {}), 2000);
  }
  if (root.dataset.filling) setTimeout(() => watch().catch(() => {}), 1500);
  // Another window may have been typed into meanwhile.
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < 20_000) return;
    looked = Date.now();
    renew().catch(() => {});
  });

  // ── Where a value was read: the page of the document beside the form. ──
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
  let lastUnsure;
  const next = root.querySelector("[data-next]");
  if (next) next.addEventListener("click", () => {
    const unsure = [...root.querySelectorAll(".uncertain")];
    lastUnsure = unsure[(unsure.indexOf(lastUnsure) + 1) % unsure.length];
    if (lastUnsure) lastUnsure.focus();
  });

  // ── Typing. ──
  let pause;
  let paused = null; // the cell in which somebody is typing, not sent yet
  function flush() {
    clearTimeout(pause);
    const box = paused;
    paused = null;
    if (box) pushCell(box.dataset.path, valueOf(box));
  }
  root.addEventListener("change", (event) => {
    const box = event.target.closest(CELLS);
    if (!box) return;
    if (paused === box) paused = null;
    pushCell(box.dataset.path, valueOf(box));
  });
  root.addEventListener("input", (event) => {
    const box = event.target.closest(CELLS);
    if (!box) return;
    saved.textContent = say("正在填写……");
    clearTimeout(pause);
    if (paused && paused !== box) flush();
    paused = box;
    pause = setTimeout(flush, 900);
  });
  root.addEventListener("click", (event) => {
    const action = event.target.closest("[data-action]");
    if (action) pushRow(action.dataset.action, { aspect: action.dataset.aspect, path: action.dataset.path });
    const take = event.target.closest("[data-take]");
    if (take) {
      const box = boxOf(take.dataset.take);
      put(box, take.dataset.text);
      pushCell(take.dataset.take, take.dataset.text);
      take.closest("details").remove();
    }
    const own = event.target.closest("[data-put]");
    if (own) {
      boxOf(own.dataset.put).value = own.dataset.text;
      pushCell(own.dataset.put, own.dataset.text);
      return;
    }
    const offer = event.target.closest("[data-offer]");
    if (offer) {
      const aspect = document.getElementById("aspect").selectedOptions[0];
      offer.disabled = true;
      pushRow("offer", { name: offer.dataset.offer, text: offer.dataset.text, aspect: aspect.value });
    }
    const finding = event.target.closest("[data-place]");
    const box = finding && finding.dataset.place && boxOf(finding.dataset.place);
    if (box && !event.target.closest("details, form")) box.focus();
  });

  // ── Undoing, and going on to hand the form in: once all is sent. ──
  let finished = null;
  function onceAllIsSent(act) {
    flush();
    if (waiting.queue.length) { finished = () => { finished = null; act(); }; send(); } else act();
  }
  const withWas = (one) => one.row
    ? { ...one, was: Object.fromEntries(Object.keys(one.cells).map((column) => [column, known.get(`rows[${one.row}].${column}`) || ""])) }
    : one;
  // For the keyboard: see typing_keys.js.
  window.typing = {
    tell: (text, well) => { saved.textContent = text; saved.classList.toggle("bad", !well); },
    renew: () => renew(),
    paste: (lines, aspect) => pushRow("paste", { lines, aspect }),
    isChanged: (box) => valueOf(box) !== (known.get(box.dataset.path) || ""),
    giveUp: (box) => {
      if (paused === box) { clearTimeout(pause); paused = null; }
      if (waiting.queue.some((change) => change.path === box.dataset.path)) return;
      release(box.dataset.path);
      put(box, known.get(box.dataset.path) || "");
      showState();
    },
    undo: () => undo.requestSubmit(),
  };
  const undo = document.getElementById("undo");
  undo.addEventListener("submit", (event) => {
    event.preventDefault();
    onceAllIsSent(async () => {
      try {
        const { json } = await post(undo.action, new URLSearchParams({ revision }), {});
        await renew();
        if (json) saved.textContent = json.message || json.error.message;
      } catch { saved.textContent = say("现在取不到，请稍后再试。"); }
    });
  });
  document.getElementById("finished").addEventListener("click", (event) => {
    event.preventDefault();
    onceAllIsSent(() => {
      const [held] = waiting.held;
      if (held) { focusOn(held.path); showState(); } else window.location.assign(event.target.href);
    });
  });

  // ── What an earlier page could not send: the young goes on its way, the old is offered with its age. ──
  let asked = waiting.queue.some((change) => Date.now() - change.at > YOUNG);
  const offered = () => asked;
  function showLeftover() {
    leftover.hidden = !asked;
    if (!asked) return;
    const oldest = Math.min(...waiting.queue.map((change) => change.at));
    leftover.querySelector("p").textContent = say("这台电脑上有 {n} 处以前填了没有送出（{age}），请看一看再决定：", { n: waiting.queue.length, age: ageOf(oldest) });
    leftover.querySelector("ul").replaceChildren(...waiting.queue.map((change) => {
      const item = document.createElement("li");
      item.append(line("b", `${change.cell || say("增减行")}：`), line("q", change.text || ""), line("small", ageOf(change.at)));
      return item;
    }));
  }
  function ageOf(at) {
    const minutes = Math.round((Date.now() - at) / 60_000);
    if (minutes < 120) return say("{n} 分钟前", { n: minutes });
    return minutes < 48 * 60 ? say("{n} 小时前", { n: Math.round(minutes / 60) }) : say("{n} 天前", { n: Math.round(minutes / 1440) });
  }
  leftover.querySelector("[data-send]").addEventListener("click", () => { asked = false; showLeftover(); putBack(); send(); });
  leftover.querySelector("[data-drop-left]").addEventListener("click", () => {
    waiting.queue = [];
    asked = false;
    keep();
    showLeftover();
  });
  function putBack() {
    waiting.queue.forEach((change) => {
      const box = change.action === "cell" && boxOf(change.path);
      if (box) put(box, change.text);
    });
  }
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); });
  window.addEventListener("pagehide", flush);
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => { if (waiting.queue.length || paused) event.preventDefault(); });
  waiting.held.forEach((held) => { if (boxOf(held.path)) showHeld(held); else { setAside(held.cell, held.why, held.text); release(held.path); } });
  showAside();
  showLeftover();
  if (!asked) putBack();
  window.isListening("typing");
  send();
})();
