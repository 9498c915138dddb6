// What every page of the office does by itself: speaks the language chosen, adds up a score sheet, lets a
// form be sent once.
"use strict";

// The page's words in the language chosen; Chinese stands in the script itself.
window.say = (text, values) => {
  const script = document.querySelector("script#words");
  window.translated = window.translated || (script ? JSON.parse(script.textContent) : {});
  const fill = (sentence, [name, value]) => sentence.replace(`{${name}}`, value);
  return Object.entries(values || {}).reduce(fill, window.translated[text] || text);
};

// What needs a script waits for it, disabled: a press that nobody heard would be lost in silence. An element
// names the scripts that it awaits; each tells its name once it listens.
window.isListening = (script) => {
  document.querySelectorAll(`[data-awaits~="${script}"]`).forEach((element) => {
    const left = element.dataset.awaits.split(" ").filter((other) => other !== script);
    element.dataset.awaits = left.join(" ");
    element.disabled = left.length > 0;
  });
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

// ── Logged in: warned before the end, signing in again on the page itself, so that nothing typed is lost. ──
(() => {
  const { user, seconds } = document.body.dataset;
  const cookie = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1];
  const written = () => (document.querySelector("[name=csrfmiddlewaretoken]") || {}).value;
  // Signing in, in whatever window, changes the token that forms bear: the newest is taken.
  window.csrf = () => cookie() || written() || "";
  document.addEventListener("submit", (event) => {
    const box = event.target.querySelector("[name=csrfmiddlewaretoken]");
    if (box) box.value = window.csrf();
  }, true);
  if (!user) return;

  const WARNED = 5 * 60;
  const ending = document.getElementById("ending");
  const dialog = document.getElementById("sign-in");
  const form = dialog.querySelector("form");
  const why = document.getElementById("sign-in-why");
  let until;
  let timer;
  const left = () => Math.round((until - Date.now()) / 1000);
  function lasts(more) {
    until = Date.now() + more * 1000;
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(Math.max(more > WARNED ? more - WARNED : 30, 1), 3600) * 1000);
    ending.hidden = more > WARNED;
    ending.querySelector("span").textContent = say("长时间没有操作，还有 {n} 分钟就要退出登录。", { n: Math.max(1, Math.round(more / 60)) });
  }
  async function ask(method) {
    const answer = await fetch("/session", { method, headers: { Accept: "application/json", "X-CSRFToken": window.csrf() } });
    if (answer.status === 401) { window.signIn(); return; }
    if (!answer.ok) return;
    const session = await answer.json();
    if (session.user === user) lasts(session.seconds); else window.signIn();
  }
  // Other windows may have gone on meanwhile, so the office is asked.
  function look() { ask("GET").catch(() => lasts(Math.max(0, left()))); }
  window.goneOn = () => { if (left() < Number(seconds) - 60) lasts(Number(seconds)); };
  window.signIn = (reason) => {
    ending.hidden = true;
    why.textContent = reason || say("登录已经结束。填的都还在这一页，重新登录后接着办。");
    if (!dialog.open) dialog.showModal();
    form.elements.password.focus();
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.getAttribute("action"), {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json", "X-CSRFToken": window.csrf() },
      });
      const told = await answer.json();
      if (!answer.ok) { why.textContent = told.error.message; return; }
      form.reset();
      dialog.close();
      document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((box) => { box.value = told.token; });
      lasts(told.seconds);
      window.dispatchEvent(new Event("signedin"));
    } catch { why.textContent = say("现在连不上，请稍后再试。"); }
  });
  // A form that is sent after the end would lose what was typed into it.
  document.addEventListener("submit", (event) => {
    if (event.target === form || event.target.method !== "post" || left() > 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    window.signIn();
  }, true);
  ending.querySelector("button").addEventListener("click", () => ask("POST").catch(() => {}));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible" && left() < WARNED) look(); });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  lasts(Number(seconds));

  // Nothing is handed in while something that was typed here has not been kept.
  function unsent(store) {
    try {
      const { queue = [], held = [] } = JSON.parse(localStorage.getItem(`jixiao:${user}:${store}`) || "{}");
      return queue.length + held.length;
    } catch { return 0; }
  }
  window.isListening("office");
  const handIns = [...document.querySelectorAll("form[data-hands-in]")];
  function guard() {
    handIns.forEach((handIn) => {
      const count = unsent(handIn.dataset.handsIn);
      const notice = handIn.querySelector(".unsent");
      notice.hidden = !count;
      notice.querySelector("span").textContent = say("这台电脑上还有 {n} 处填了没有存下：请先到填表页送出或决定，再提交。", { n: count });
      handIn.querySelector("button.go").disabled = count > 0;
    });
  }
  if (handIns.length) {
    guard();
    window.addEventListener("storage", guard);
    window.addEventListener("pageshow", guard);
    document.addEventListener("visibilitychange", guard);
    document.addEventListener("submit", (event) => {
      const store = event.target.dataset.handsIn;
      if (store && unsent(store)) { event.preventDefault(); event.stopImmediatePropagation(); guard(); }
    }, true);
  }
})();

(() => {
  document.querySelectorAll("form[data-once]").forEach((form) => {
    form.addEventListener("submit", (event) => { if (!event.defaultPrevented) form.querySelectorAll("button").forEach((b) => { b.disabled = true; }); });
    window.addEventListener("pageshow", (event) => { if (event.persisted) form.querySelectorAll("button").forEach((b) => { b.disabled = false; }); });
  });
  // What was half typed into a form of a case stays on this computer until the case has moved.
  const { user } = document.body.dataset;
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    const [kase, number] = form.dataset.keep.split(":");
    const all = `jixiao:${user}:form:${kase}:`;
    const store = `jixiao:${user}:form:${form.dataset.keep}`;
    const boxes = [...form.querySelectorAll("input[name]:not([type=hidden]):not([type=file]), textarea[name]")];
    const isTouched = (box) => box.value !== box.defaultValue || box.checked !== box.defaultChecked;
    const isChoice = (box) => ["radio", "checkbox"].includes(box.type);
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(all) && !key.startsWith(`${all}${number}:`)).forEach((key) => localStorage.removeItem(key));
      const typed = JSON.parse(localStorage.getItem(store) || "{}");
      boxes.forEach((box) => {
        if (!(box.name in typed) || isTouched(box)) return;
        if (isChoice(box)) box.checked = box.value === typed[box.name]; else box.value = typed[box.name];
        form.closest("details").open = true;
      });
      form.addEventListener("input", () => {
        const values = boxes.filter((box) => !isChoice(box) || box.checked).map((box) => [box.name, box.value]);
        localStorage.setItem(store, JSON.stringify(Object.fromEntries(values)));
      });
    } catch { /* a browser without a store: the page still holds it */ }
  });
  // What somebody chose to filter by before the page listened is asked for now.
  const isChosen = (box) => box.matches("select")
    ? box.selectedIndex !== Math.max(0, [...box.options].findIndex((option) => option.defaultSelected))
    : box.value !== box.defaultValue || box.checked !== box.defaultChecked;
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[hx-get]").forEach((form) => {
      if ([...form.querySelectorAll("input, select")].some(isChosen)) form.requestSubmit();
    });
  });
  // The sum of a score sheet and its grade while one types; half of it is no grade yet.
  document.querySelectorAll("table.scores").forEach((table) => {
    const boxes = [...table.querySelectorAll("input[data-points]")];
    const ratings = table.dataset.ratings.split(",").filter(Boolean).map((rating) => rating.split(":"));
    const sum = (numbers) => Math.round(numbers.reduce((all, number) => all + number, 0) * 100) / 100;
    const add = () => {
      const typed = boxes.filter((box) => box.value.trim());
      const n = sum(typed.map((box) => Number(box.value) || 0));
      const grade = (ratings.find(([, least]) => n >= Number(least)) || [""])[0];
      const m = sum(typed.map((box) => Number(box.dataset.points)));
      table.querySelector("[data-total]").textContent = typed.length === boxes.length
        ? say("合计 {n} 分，{grade}", { n, grade }) : say("已评 {n} 分，满分 {m}", { n, m });
      boxes.forEach((box) => box.classList.toggle("refused", !(Number(box.value) <= Number(box.dataset.points))));
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
