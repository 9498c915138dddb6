// Bars of one indicator: what was promised, and what was reached where that was disclosed.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const script = document.getElementById("bars");
  if (!script || !window.echarts) return;
  const barsBy = JSON.parse(script.textContent);
  for (const box of document.querySelectorAll("[data-bars]")) {
    const figures = barsBy[box.dataset.bars];
    if (!figures || !figures.bars.length) { box.remove(); continue; }
    const byYear = box.dataset.bars === "years";
    const { bars } = figures;
    if (byYear && new Set(bars.map((bar) => bar.year)).size > 1) { overYears(box, bars, figures.unit); continue; }
    box.style.height = `${70 + bars.length * 30}px`;
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    const names = bars.map((bar) => `${byYear ? bar.year : bar.name}　${bar.project}`);
    const anyReached = bars.some((bar) => bar.reached !== null);
    const series = [{
      name: window.say("承诺"), type: "bar", data: bars.map((bar) => bar.promised), itemStyle: { color: "#1a5f7a" },
    }];
    if (anyReached) series.push({
      name: window.say("实际"), type: "bar", data: bars.map((bar) => bar.reached), itemStyle: { color: "#c98a1b" },
    });
    chart.setOption({
      animation: false, grid: { left: 8, right: 60, top: anyReached ? 30 : 8, bottom: 8, containLabel: true },
      legend: anyReached ? { top: 0 } : undefined, tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: { type: "value", splitNumber: box.clientWidth < 500 ? 2 : 5, axisLabel: { hideOverlap: true } },
      yAxis: { type: "category", inverse: true, data: names, axisLabel: { width: Math.min(320, box.clientWidth * 0.42), overflow: "truncate" } },
      series: series.map((row) => ({ ...row, barMaxWidth: 14, label: { show: true, position: "right", formatter: amount } })),
    });
    window.fit(chart);
  }
});

function amount(point) {
  return Number(point.value).toLocaleString("en-US", { maximumFractionDigits: 6 });
}

// The years of one area as lines: a project's promise, and dashed what it reached.
function overYears(box, bars, unit) {
  box.style.height = "260px";
  const years = [...new Set(bars.map((bar) => bar.year))].sort();
  const projects = [...new Set(bars.map((bar) => bar.project))];
  const at = (project, year, what) => {
    const bar = bars.find((other) => other.project === project && other.year === year);
    return bar && bar[what] !== null ? bar[what] : null;
  };
  const line = (project, what, word, style) => ({
    name: `${project} ${window.say(word)}`, type: "line", data: years.map((year) => at(project, year, what)), connectNulls: false,
    lineStyle: style, label: { show: true, position: "top", formatter: amount },
  });
  const series = projects.flatMap((project) => [
    line(project, "promised", "承诺", {}), line(project, "reached", "实际", { type: "dashed" }),
  ]).filter((row) => row.data.some((value) => value !== null));
  const chart = window.echarts.init(box, null, { renderer: "svg" });
  chart.setOption({
    animation: false, grid: { left: 8, right: 30, top: 44, bottom: 8, containLabel: true }, legend: { top: 0, type: "scroll" },
    tooltip: { trigger: "axis" }, xAxis: { type: "category", data: years.map(String) },
    yAxis: { type: "value", name: unit, scale: true }, series,
  });
  window.fit(chart);
}
