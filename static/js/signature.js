// The signature pad: strokes of signature_pad, kept as an SVG path in a box of data-width x data-height units,
// so that what is stored doesn't depend on the screen. Typed and scanned signatures are the way without it.
(() => {
  "use strict";

  const round = (number) => String(Math.round(number * 10) / 10);

  const start = (box) => {
    const canvas = box.querySelector("canvas");
    const input = box.querySelector("input[type=hidden]");
    const clear = box.querySelector("[data-clear]");
    const width = Number(box.dataset.width);
    const height = Number(box.dataset.height);
    const pad = new window.SignaturePad(canvas, { penColor: "#201f1b", minWidth: 1, maxWidth: 2.5 });

    const toPath = () => {
      const size = canvas.getBoundingClientRect();
      const [x, y] = [width / size.width, height / size.height];
      const clamp = (value, most) => Math.min(Math.max(value, 0), most);
      return pad.toData().filter((stroke) => stroke.points.length).map((stroke) => "M" + stroke.points
        .map((point) => `${round(clamp(point.x * x, width))} ${round(clamp(point.y * y, height))}`).join("L")).join("");
    };
    const forget = () => { const old = box.querySelector(".signature"); if (old) old.remove(); };
    const resize = () => {
      const data = pad.toData();
      const [before, now] = [Number(canvas.dataset.drawn || 0), canvas.getBoundingClientRect().width];
      const ratio = Math.max(window.devicePixelRatio || 1, 1);
      canvas.width = Math.round(now * ratio);
      canvas.height = Math.round((now * height / width) * ratio);
      canvas.getContext("2d").scale(ratio, ratio);
      canvas.dataset.drawn = now;
      const scale = before ? now / before : 1;
      data.forEach((stroke) => stroke.points.forEach((point) => { point.x *= scale; point.y *= scale; }));
      pad.clear();
      pad.fromData(data);
    };

    pad.addEventListener("beginStroke", forget);
    pad.addEventListener("endStroke", () => {
      input.value = toPath();
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    clear.addEventListener("click", () => {
      pad.clear();
      forget();
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    new ResizeObserver(resize).observe(canvas.parentElement);
  };

  const ready = () => document.querySelectorAll("[data-signature]").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
