// Charts of the months of measured values, with the promise as a line.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const given = document.getElementById("charts");
  if (!given || !window.echarts) return;
  for (const one of JSON.parse(given.textContent)) {
    const box = document.querySelector(`[data-chart="${one.place}"]`);
    if (!box) continue;
    const months = one.months.map((m) => window.say("{n}月", { n: m.month }));
    const values = one.months.map((m) => m.value);
    if (one.forecast !== null) {
      months.push(window.say("预计"));
      values.push({ value: one.forecast, itemStyle: { color: "#9bb8c4", decal: { symbol: "line" } } });
    }
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    chart.setOption({
      animation: false, aria: { enabled: false }, grid: { left: 52, right: 48, top: 14, bottom: 22 },
      tooltip: { trigger: "axis" }, xAxis: { type: "category", data: months, axisLabel: { interval: 0, fontSize: 11 } },
      yAxis: { type: "value", splitNumber: 3, max: (seen) => (one.goal === null || one.goal <= seen.max ? null : one.goal) },
      series: [{
        type: "bar", data: values, itemStyle: { color: "#1a5f7a" }, barMaxWidth: 26,
        markLine: one.goal === null ? undefined : { silent: true, symbol: "none", label: { formatter: window.say("承诺") }, lineStyle: { color: "#b3261e" }, data: [{ yAxis: one.goal }] },
      }],
    });
    window.fit(chart);
  }
});
