// A date's echo in both calendars while it is typed, on the portal's pages and in Django admin. The browser's own
// Umm al-Qura tables serve; the server decides.
(() => {
  "use strict";

  const ascii = (text) => text.replace(/[٠-٩۰-۹]/g, (c) => c.charCodeAt(0) & 15);
  // a year may be written with its era
  const number = (text) => Number(ascii(text).replace(/\s*(هـ|ه|م|AH|AD)\s*$/, "").trim() || NaN);
  const english = document.documentElement.lang.startsWith("en");
  const locale = english ? "en-GB" : "ar-SA";
  const write = (calendar) => new Intl.DateTimeFormat(`${locale}-u-ca-${calendar}-nu-latn`, {
    timeZone: "UTC", weekday: calendar === "gregory" ? "long" : undefined, day: "numeric", month: "long", year: "numeric",
  });
  const numbers = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn", {
    timeZone: "UTC", day: "numeric", month: "numeric", year: "numeric",
  });
  const hijriParts = (date) => {
    const found = {};
    numbers.formatToParts(date).forEach((part) => { found[part.type] = Number(part.value); });
    return [found.year, found.month, found.day];
  };
  const fromHijri = (year, month, day) => {
    if (month < 1 || month > 12 || day < 1 || day > 30) return null;
    // 1 Muharram 1343 was 2 August 1924; a lunar year has 354.367 days. The guess is off by a few days at most.
    const guess = Date.UTC(1924, 7, 2) + Math.round((year - 1343) * 354.367 + (month - 1) * 29.53 + day - 1) * 864e5;
    for (let n = -5; n <= 5; n += 1) {
      const date = new Date(guess + n * 864e5);
      const [y, m, d] = hijriParts(date);
      if (y === year && m === month && d === day) return date;
    }
    return null;
  };
  const fromGregorian = (year, month, day) => {
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : null;
  };
  const dates = (root) => root.querySelectorAll("[data-dual-date]").forEach((box) => {
    if (box.dataset.ready) return;
    box.dataset.ready = "1";
    const [day, month, year] = [".day input", ".month input", ".year input"].map((part) => box.querySelector(part));
    const calendar = box.querySelector("select");
    const echo = box.querySelector("[data-echo]");
    box.addEventListener("input", (event) => {
      const [d, m, y] = [day, month, year].map((input) => number(input.value));
      if (event.target === year && y >= 1343 && y <= 1500) calendar.value = "hijri";
      if (event.target === year && y >= 1800 && y <= 2200) calendar.value = "gregorian";
      let date = null;
      if (![d, m, y].some(Number.isNaN)) {
        if (y >= 1343 && y <= 1500) date = fromHijri(y, m, d);
        else if (y >= 1800 && y <= 2200) date = fromGregorian(y, m, d);
      }
      const hijri = date && hijriParts(date)[0] >= 1343 && hijriParts(date)[0] <= 1500;
      echo.textContent = date ? write("gregory").format(date) + (hijri ? ` · ${write("islamic-umalqura").format(date)}` : "") : "";
    });
  });

  const start = () => dates(document);
  document.addEventListener("htmx:afterSettle", (event) => dates(event.target));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
