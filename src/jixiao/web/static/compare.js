// Bars of one indicator: what was promised, and what was reached where that was disclosed.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const given = document.getElementById("bars");
  if (!given || !window.echarts) return;
  const told = JSON.parse(given.textContent);
  for (const box of document.querySelectorAll("[data-bars]")) {
    const own = told[box.dataset.bars];
    if (!own || !own.bars.length) { box.remove(); continue; }
    const byYear = box.dataset.bars === "years";
    const bars = own.bars.slice(0, 40);
    box.style.height = `${70 + bars.length * 30}px`;
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    const names = bars.map((one) => (byYear ? `${one.year}　${one.project}` : `${one.name}　${one.project}`));
    const reached = bars.some((one) => one.reached !== null);
    const series = [{ name: window.say("承诺"), type: "bar", data: bars.map((one) => one.promised), itemStyle: { color: "#1a5f7a" } }];
    if (reached) series.push({ name: window.say("实际"), type: "bar", data: bars.map((one) => one.reached), itemStyle: { color: "#c98a1b" } });
    chart.setOption({
      animation: false, grid: { left: 8, right: 60, top: reached ? 30 : 8, bottom: 8, containLabel: true },
      legend: reached ? { top: 0 } : undefined, tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: { type: "value" },
      yAxis: { type: "category", inverse: true, data: names, axisLabel: { width: 320, overflow: "truncate" } },
      series: series.map((one) => ({ ...one, barMaxWidth: 14, label: { show: true, position: "right" } })),
    });
    window.fit(chart);
  }
});
