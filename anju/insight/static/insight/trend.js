/* Draws the three small charts from the table below them when they come into view. Without it the table is all there. */
(() => {
  "use strict";

  const panel = document.querySelector("[data-trend]");
  const words = panel.dataset;
  const charts = [...panel.querySelectorAll("[data-chart]")];
  const days = [...panel.querySelectorAll("tr[data-day]")].map((row) => row.dataset).reverse();
  const numbers = (name) => days.map((day) => (day[name] === "" ? null : Number(day[name])));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const probe = document.createElement("i");
    panel.append(probe);
    const read = (name) => {
      probe.style.color = style.getPropertyValue(name);
      return getComputedStyle(probe).color;
    };
    const found = Object.fromEntries(["accent", "accent-line", "warm", "red", "line", "quiet", "surface", "ink"].map((name) => [name, read(`--${name}`)]));
    probe.remove();
    return found;
  }

  function options(colour) {
    const base = {
      animation: !calm,
      aria: { enabled: true },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 4, right: 8, top: 28, bottom: 2, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, icon: "roundRect", textStyle: { color: colour.quiet } },
      tooltip: { trigger: "axis", confine: true, backgroundColor: colour.surface, borderColor: colour.line, textStyle: { color: colour.ink } },
      xAxis: { type: "category", data: days.map((day) => day.day), axisTick: { show: false }, axisLine: { lineStyle: { color: colour.line } }, axisLabel: { color: colour.quiet, hideOverlap: true } },
      yAxis: { type: "value", minInterval: 1, splitNumber: 3, splitLine: { lineStyle: { color: colour.line } }, axisLabel: { color: colour.quiet } },
    };
    const line = (name, data, tint) => ({ type: "line", name, data, symbol: "none", lineStyle: { width: 2 }, itemStyle: { color: tint } });
    const bar = (name, data, tint) => ({ type: "bar", name, data, stack: "all", itemStyle: { color: tint }, barMaxWidth: 14 });
    const inTime = numbers("inTime");
    const late = numbers("promised").map((whole, at) => whole - inTime[at]);
    return [
      { ...base, series: [line(words.reported, numbers("reported"), colour.warm), line(words.finished, numbers("finished"), colour.accent)] },
      { ...base, series: [bar(words.inTime, inTime, colour.accent), bar(words.late, late, colour.red)] },
      { ...base, yAxis: { ...base.yAxis, minInterval: 0 }, series: [{ ...line(words.hours, numbers("hours"), colour.accent), connectNulls: true, symbol: "circle", symbolSize: 5, showAllSymbol: true }] },
    ];
  }

  let drawn = [];
  function draw() {
    for (const chart of drawn) chart.dispose();
    const all = options(colours());
    drawn = charts.map((element, at) => {
      element.hidden = false;
      const chart = echarts.init(element, null, { renderer: "svg" });
      chart.setOption(all[at]);
      return chart;
    });
  }

  function load() {
    const script = document.createElement("script");
    script.src = words.echarts;
    script.addEventListener("load", () => {
      draw();
      addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
      new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
    });
    document.head.append(script);
  }

  if (!days.some((day) => Number(day.reported) || Number(day.finished))) return;
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    load();
  }, { rootMargin: "200px" });
  watch.observe(panel);
})();
