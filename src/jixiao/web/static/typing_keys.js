// The hands that know a spreadsheet: a pasted block fills down and to the right and adds rows, Enter and
// the arrows walk from cell to cell, Escape gives back what stood there, Ctrl+Z takes back the last step.
"use strict";

(() => {
  const root = document.getElementById("typing");
  if (!root || !window.typing) return;
  const BOXES = "input[data-path]:not([readonly]), textarea[data-path], select[data-path]";
  const rowsOf = (body) => [...body.querySelectorAll("tr[data-row]")];
  const boxesOf = (row) => [...row.querySelectorAll(BOXES)];
  const columnOf = (box) => box.dataset.path.replace(/^.*\]\./, "");
  const inRow = (row, column) => boxesOf(row).find((box) => columnOf(box) === column);

  // ── A block from a spreadsheet: cells with line breaks in them stand in quotes. ──
  function cellsOf(text) {
    const lines = [[]];
    let cell = "";
    let quoted = false;
    const end = () => { lines[lines.length - 1].push(cell); cell = ""; };
    for (let at = 0; at < text.length; at += 1) {
      const letter = text[at];
      if (quoted && letter === '"' && text[at + 1] === '"') { cell += '"'; at += 1; }
      else if (quoted && letter === '"') quoted = false;
      else if (!quoted && letter === '"' && cell === "") quoted = true;
      else if (!quoted && letter === "\t") end();
      else if (!quoted && (letter === "\n" || letter === "\r")) {
        if (letter === "\r" && text[at + 1] === "\n") at += 1;
        end();
        lines.push([]);
      } else cell += letter;
    }
    end();
    if (lines[lines.length - 1].length === 1 && lines[lines.length - 1][0] === "") lines.pop();
    return lines;
  }
  root.addEventListener("paste", (event) => {
    const box = event.target.closest(BOXES);
    const row = box && box.closest("tr[data-row]");
    const text = (event.clipboardData || { getData: () => "" }).getData("text/plain");
    if (!row || !/[\t\n\r]/.test(text.trimEnd())) return;
    event.preventDefault();
    const group = row.closest("tbody");
    const grows = Boolean(group.querySelector("[data-action='add']"));
    // Where rows can be added a block stays in its group; else it goes on into the next.
    const all = grows ? rowsOf(group) : rowsOf(row.closest("table"));
    const below = all.slice(all.indexOf(row));
    const columns = boxesOf(row).map(columnOf);
    const right = columns.slice(columns.indexOf(columnOf(box)));
    const block = cellsOf(text);
    const wide = Math.max(...block.map((cells) => cells.length));
    if (wide > right.length) { window.typing.tell(say("粘贴的有 {n} 列，这里往右只有 {m} 列，没有填入。", { n: wide, m: right.length })); return; }
    if (!grows && block.length > below.length) { window.typing.tell(say("粘贴的有 {n} 行，这里往下只有 {m} 行，没有填入。", { n: block.length, m: below.length })); return; }
    const lines = block.map((cells, place) => ({
      row: below[place] ? below[place].dataset.row : "",
      cells: Object.fromEntries(cells.map((cell, at) => [right[at], cell.trim()])),
    }));
    window.typing.paste(lines, group.dataset.group);
  });

  // ── From cell to cell. ──
  function step(box, down, across) {
    const row = box.closest("tr[data-row]");
    if (!row) return false;
    let next;
    if (down) {
      const rows = rowsOf(row.closest("table"));
      const there = rows[rows.indexOf(row) + down];
      next = there && inRow(there, columnOf(box));
    } else {
      const boxes = boxesOf(row);
      next = boxes[boxes.indexOf(box) + across];
    }
    if (!next) return false;
    next.focus();
    if (next.select) next.select();
    return true;
  }
  const caret = (box) => box.matches("select") ? null : [box.selectionStart, box.selectionEnd];
  function atEdge(box, back) {
    const place = caret(box);
    if (!place) return false;
    const [from, to] = place;
    if (from === 0 && to === box.value.length) return true;
    return from === to && (back ? from === 0 : from === box.value.length);
  }
  const oneLine = (box) => !box.matches("select") && !box.value.includes("\n") && box.clientHeight < 44;
  function breakLine(box) {
    box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  root.addEventListener("keydown", (event) => {
    const box = event.target.closest(BOXES);
    if (!box || event.isComposing) return;
    const { key } = event;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    let done = false;
    if (key === "Enter" && box.closest("tr[data-row]") && !plain && box.matches("textarea")) { breakLine(box); done = true; }
    else if (key === "Enter" && plain && box.closest("tr[data-row]")) done = step(box, event.shiftKey ? -1 : 1, 0) || true;
    else if (plain && !event.shiftKey && (key === "ArrowDown" || key === "ArrowUp") && (oneLine(box) || atEdge(box, key === "ArrowUp"))) done = step(box, key === "ArrowDown" ? 1 : -1, 0);
    else if (plain && !event.shiftKey && key === "ArrowLeft" && atEdge(box, true)) done = step(box, 0, -1);
    else if (plain && !event.shiftKey && key === "ArrowRight" && atEdge(box, false)) done = step(box, 0, 1);
    else if (key === "Escape") { window.typing.giveUp(box); done = true; }
    else if ((event.ctrlKey || event.metaKey) && !event.shiftKey && key.toLowerCase() === "z" && !window.typing.isChanged(box)) { window.typing.undo(); done = true; }
    if (done) event.preventDefault();
  });
  window.isListening("typing_keys");
})();
