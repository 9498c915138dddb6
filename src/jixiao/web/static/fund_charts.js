// Charts of the fund's pages: bars beside one another, a second measure as a line on its own axis.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const script = document.getElementById("fund-charts");
  if (!script || !window.echarts) return;
  const colours = ["#1a5f7a", "#c98a1b", "#6a8f3f", "#8a4f7d"];
  for (const drawn of JSON.parse(script.textContent)) {
    const box = document.getElementById(`chart-${drawn.box}`);
    if (!box) continue;
    if (!drawn.names.length) { box.remove(); continue; }
    box.style.height = "300px";
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    const hasRight = drawn.series.some((series) => series.right);
    const isWhole = drawn.series.every((series) => series.values.every((value) => Number.isInteger(value ?? 0)));
    chart.setOption({
      animation: false, color: colours, legend: { top: 0 }, tooltip: { trigger: "axis" },
      grid: { left: 8, right: 12, top: 40, bottom: 8, containLabel: true },
      xAxis: { type: "category", data: drawn.names, axisLabel: { hideOverlap: true, rotate: drawn.names.length > 8 ? 30 : 0, width: 120, overflow: "truncate" } },
      yAxis: hasRight ? [{ type: "value" }, { type: "value", splitLine: { show: false } }] : { type: "value", minInterval: isWhole ? 1 : 0 },
      series: drawn.series.map((series) => ({
        name: series.name, type: series.right ? "line" : "bar", yAxisIndex: series.right ? 1 : 0,
        data: series.values, barMaxWidth: 34,
      })),
    });
    window.fit(chart);
  }
});
