// The administrator's corner: a box that searches while one types says what it is for to who hears the page.
"use strict";

window.addEventListener("load", () => {
  const name = (box) => {
    const select = box.closest(".select2-container").previousElementSibling;
    const label = select && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (label) box.setAttribute("aria-label", label.textContent.replace("*", "").trim());
  };
  const boxes = ".select2-selection, .select2-selection__rendered";
  setTimeout(() => document.querySelectorAll(boxes).forEach(name), 0);
});
