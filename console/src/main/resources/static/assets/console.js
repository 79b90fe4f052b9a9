// Copying a secret, and the graph of usage. Everything else works without this file.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.querySelector(button.dataset.copy);
  const told = document.getElementById("copied");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    told.textContent = "Copied to the clipboard.";
  } catch {
    told.textContent = "It is selected: copy it with your keyboard.";
  }
});

// A part of the page that was put in by htmx begins where a whole page would.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "main") {
    document.querySelector("#main [aria-invalid], #main [autofocus], #main h1")?.focus();
  }
});

// The graph draws what the table says, so both always agree.
const usage = (() => {
  let chart;

  const numbers = (table) => {
    const columns = [[], [], [], []];
    for (const row of table.rows) {
      columns[0].push(Number(row.dataset.at));
      for (let i = 1; i < 4; i++) columns[i].push(Number(row.cells[i].textContent));
    }
    // The seconds in hand are not all reported yet: they would look like a fall.
    const reported = columns[0].length - (columns[0][1] - columns[0][0] === 1 ? 3 : 0);
    return columns.map((column) => column.slice(0, reported));
  };

  const two = (number) => String(number).padStart(2, "0");

  const time = (seconds, step) => {
    const at = new Date(seconds * 1000);
    const clock = two(at.getUTCHours()) + ":" + two(at.getUTCMinutes());
    if (step < 60) return clock + ":" + two(at.getUTCSeconds());
    const day = at.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
    return step < 3600 ? clock : step < 86400 ? day + " " + clock : day;
  };

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const line = (label, stroke, dash, fill) => ({
    label, dash, fill, stroke: color(stroke), width: 2, points: { show: false },
  });

  const axis = () => ({
    stroke: color("--text-2"),
    grid: { stroke: color("--line"), width: 1 },
    ticks: { stroke: color("--line"), width: 1 },
    font: "12px system-ui, sans-serif",
  });

  const options = (place) => ({
    width: place.clientWidth,
    height: 240,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    cursor: { points: { size: 6 } },
    scales: { y: { range: (u, min, max) => [0, Math.max(4, Math.ceil(max * 1.1))] } },
    axes: [
      { ...axis(), space: 90, values: (u, splits) => splits.map((at) => time(at, splits[1] - splits[0])) },
      { ...axis(), size: 46, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000, 1000000] },
    ],
    series: [
      { label: "UTC", value: (u, at) => (at == null ? "" : new Date(at * 1000).toISOString().slice(0, 19).replace("T", " ")) },
      line("Allowed", "--allowed", undefined, color("--allowed-fill")),
      line("Limited", "--limited", [8, 4]),
      line("Errors", "--errors", [2, 3]),
    ],
  });

  const draw = () => {
    const place = document.getElementById("chart");
    chart?.destroy();
    chart = undefined;
    if (!place || !window.uPlot) return;
    const table = document.querySelector(place.dataset.table);
    if (table.rows.length > 0) chart = new uPlot(options(place), numbers(table), place);
  };

  const update = () => {
    const table = document.getElementById("usage-rows");
    if (chart && table && table.rows.length > 0) chart.setData(numbers(table));
    else draw();
  };

  const fit = () => chart?.setSize({ width: document.getElementById("chart").clientWidth, height: 240 });

  return { draw, update, fit };
})();

addEventListener("DOMContentLoaded", usage.draw);
addEventListener("resize", usage.fit);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", usage.draw);
document.addEventListener("htmx:sseMessage", (event) => {
  if (event.detail.type === "live-table") usage.update();
});
