// Charts of the months of measured values, with the promise as a line.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const script = document.getElementById("charts");
  if (!script || !window.echarts) return;
  for (const proof of JSON.parse(script.textContent)) {
    const box = document.querySelector(`[data-chart="${proof.place}"]`);
    if (!box) continue;
    const months = proof.months.map((month) => window.say("{n}月", { n: month.month }));
    const values = proof.months.map((month) => month.value);
    if (proof.forecast !== null) {
      months.push(window.say("预计"));
      values.push({ value: proof.forecast, itemStyle: { color: "#9bb8c4", decal: { symbol: "line" } } });
    }
    const chart = window.echarts.init(box, null, { renderer: "svg" });
    const far = isFar(proof.goal, values);
    chart.setOption({
      animation: false, aria: { enabled: false }, grid: { left: 52, right: 56, top: 26, bottom: 22 },
      title: { text: headOf(proof, far), textStyle: { fontSize: 11, fontWeight: "normal", color: "#4c5964" }, top: 0 },
      tooltip: { trigger: "axis" }, xAxis: { type: "category", data: months, axisLabel: { interval: 0, fontSize: 11 } },
      yAxis: { type: "value", splitNumber: 3, max: (axis) => (!far && aboveBars(proof.goal, axis) ? proof.goal : null) },
      series: [{
        type: "bar", data: values, itemStyle: { color: "#1a5f7a" }, barMaxWidth: 26,
        markLine: proof.goal === null || far ? undefined : goalLine(proof.goal),
      }],
    });
    window.fit(chart);
  }
});

// What the bars are, and a promise so far above them that they would not be seen beside it.
function headOf(proof, far) {
  const unit = proof.unit || "";
  const bars = { true: "逐月累计", false: "各月的值" }[proof.cumulative];
  const words = [bars ? window.say(bars) : "", unit ? `（${unit}）` : ""];
  if (far) words.push(window.say("　承诺 {n}，远高于图上", { n: `${proof.goal}${unit}` }));
  return words.join("");
}

function isFar(goal, values) {
  const numbers = values.map((value) => (value && value.value !== undefined ? value.value : value)).filter((value) => value !== null);
  return goal !== null && goal > 4 * Math.max(0, ...numbers);
}

// A promise above every bar would not show unless the axis goes up to it.
function aboveBars(goal, axis) {
  return goal !== null && goal > axis.max;
}

function goalLine(goal) {
  return {
    silent: true, symbol: "none", label: { formatter: window.say("承诺"), fontSize: 11 }, lineStyle: { color: "#b3261e" },
    data: [{ yAxis: goal }],
  };
}
