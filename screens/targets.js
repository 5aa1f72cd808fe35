// How large is what a finger may hit? Not an element's box: the stretch of points, through its middle, across and down,
// that reach it. So a label counts for its choice, and space grown by a pseudo-element counts where nothing covers it.
// Spared: links inside a sentence (WCAG 2.2, 2.5.8 "inline"), what is off, and what no pointer is meant to find.
(() => {
  "use strict";

  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [tabindex='0']";
  const WORDS = 3;
  const FAR = 64;

  const labelled = (target) => target.matches("[type=radio], [type=checkbox], [type=file]");
  const partsOf = (target) => (labelled(target) ? [target, ...target.labels] : [target]);

  // elementFromPoint gives what would take the click; the nearest control or label around it is who answers
  const reaches = (parts, x, y) => {
    const hit = document.elementFromPoint(x, y);
    const answers = hit && hit.closest(`${TARGETS}, label`);
    return Boolean(answers) && parts.includes(answers);
  };

  const run = (parts, x, y, dx, dy) => {
    let far = 0;
    while (far < FAR && reaches(parts, x + dx * (far + 1), y + dy * (far + 1))) far += 1;
    return far;
  };

  const sizeAt = (parts, x, y) => {
    if (!reaches(parts, x, y)) return [0, 0];
    return [[1, 0], [0, 1]].map(([dx, dy]) => 1 + run(parts, x, y, dx, dy) + run(parts, x, y, -dx, -dy));
  };

  const middles = (part) => [...part.getClientRects()].filter((box) => box.width > 1 && box.height > 1)
    .map((box) => [box.x + box.width / 2, box.y + box.height / 2]);

  const sizeOf = (parts) => {
    const sizes = parts.flatMap((part) => middles(part).map(([x, y]) => sizeAt(parts, x, y)));
    return sizes.sort((a, b) => Math.min(...b) - Math.min(...a))[0] || [0, 0];
  };

  const blockOf = (node) => {
    let block = node.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    return block;
  };

  // in a sentence: the link runs with the text, and at least three words of the same paragraph are no link
  const inSentence = (target) => {
    if (!target.matches("a") || getComputedStyle(target).display !== "inline") return false;
    const block = blockOf(target);
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let words = 0;
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (!text.parentElement.closest(TARGETS) && blockOf(text) === block) words += (text.data.match(/\p{L}{2,}/gu) || []).length;
    }
    return words >= WORDS;
  };

  const meant = (target) => target.checkVisibility({ visibilityProperty: true })
    && !target.matches(":disabled, [inert] *") && getComputedStyle(target).pointerEvents !== "none" && !target.closest("[aria-hidden=true]")
    && (labelled(target) || middles(target).length > 0);

  const scrolled = (target) => {
    const kept = [];
    for (let one = target; one; one = one.parentElement) kept.push([one, one.scrollLeft, one.scrollTop]);
    return () => kept.forEach(([one, left, top]) => one.scrollTo({ left, top, behavior: "instant" }));
  };

  const measured = (target) => {
    const parts = partsOf(target);
    const back = scrolled(target);
    // a link that shows itself only when it has focus has its size then
    const skip = target.getBoundingClientRect().bottom + scrollY <= 0;
    if (skip) {
      scrollTo({ top: 0, behavior: "instant" });
      target.focus({ preventScroll: true });
    } else (parts.find((part) => middles(part).length) || target).scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const size = sizeOf(parts);
    if (skip) target.blur();
    back();
    return size;
  };

  // `within` names what lies in front, where a menu is open: the rest of the page is behind it
  globalThis.smallTargets = ({ least, spared, within }) => {
    const found = [];
    const root = within ? document.querySelector(within) : document;
    for (const target of root.querySelectorAll(TARGETS)) {
      if (!meant(target) || inSentence(target) || (spared && target.matches(spared))) continue;
      const [width, height] = measured(target);
      // the edges of a box rarely lie on whole pixels: one less is rounding
      if (Math.min(width, height) < least - 1) found.push(`${width}×${height}: ${target.outerHTML.replace(/\s+/g, " ").slice(0, 160)}`);
    }
    return found;
  };
})();
