// Enhancements only: every page works without this file. No dependency, no inline style.
(() => {
  "use strict";

  const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);
  const typing = (node) => node instanceof Element && node.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
  const ascii = (text) => text.replace(/[٠-٩۰-۹]/g, (c) => c.charCodeAt(0) & 15);

  // The error summary takes focus, so that it is read first; its links go into the field itself.
  const focusSummary = (root) => {
    const box = root.querySelector("[data-focus]");
    if (box) box.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    const control = field.matches("input, select, textarea, button") ? field : field.querySelector("input, select, textarea");
    (control || field).focus();
    (field.closest(".field") || field).scrollIntoView({ block: "center" });
  });

  // A second submit of the same form is ignored. `disabled` would drop the button's value and lose focus.
  const sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    if (!event.defaultPrevented) sent.add(form);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) each("form[data-once]", (form) => sent.delete(form));
  });

  // Leaving a form with unsaved changes asks first.
  let changed = null;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) changed = form;
  });
  document.addEventListener("submit", (event) => {
    if (event.target === changed) changed = null;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed && changed.isConnected) event.preventDefault();
  });

  // Keys: "/" goes to the search box; a choice with data-keys listens to its own key, Enter then sends the form.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const box = document.querySelector("[role=search] input[type=search], [role=search] input:not([type=hidden])");
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
      }
      return;
    }
    // a link with aria-keyshortcuts listens to its keys; a letter by its place, whatever the keyboard's language
    const pressed = (keys) => keys.split(" ").some((key) => key === event.key || `Key${key}` === event.code);
    const link = [...document.querySelectorAll("a[aria-keyshortcuts]")].find((a) => pressed(a.getAttribute("aria-keyshortcuts")));
    if (link) {
      event.preventDefault();
      link.click();
      return;
    }
    const form = document.querySelector("form[data-keys]");
    if (!form) return;
    const choice = form.querySelector(`input[aria-keyshortcuts="${ascii(event.key)}"]`);
    if (choice) {
      event.preventDefault();
      choice.click();
      choice.focus();
    } else if (event.key === "Enter" && event.target.matches("input[aria-keyshortcuts], body")) {
      if (!form.querySelector("input[aria-keyshortcuts]:checked")) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector("button:not([type=button])"));
    }
  });

  // The list under the search box: the arrows go from the box to each result's way in and back, Escape to the box.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const found = document.querySelector("[data-found]");
    const box = document.querySelector("[aria-controls=found]");
    if (!found || !box || !(event.target === box || found.contains(event.target))) return;
    const stops = [box, ...found.querySelectorAll("a.btn, button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const next = stops[stops.indexOf(event.target) + step];
      event.preventDefault();
      if (next) next.focus();
    } else if (event.key === "Escape" && event.target !== box) {
      event.preventDefault();
      box.focus();
    }
  });

  // The vote button says what it fixes: data-say on the choice, data-says on the place in the button.
  document.addEventListener("change", (event) => {
    const word = event.target.dataset && event.target.dataset.say;
    const place = word && event.target.form && event.target.form.querySelector("[data-says]");
    if (place) place.textContent = word;
  });

  // Show and hide a password. The button is made here, because without script it could do nothing.
  const passwords = (root) => each("input[type=password][data-show]", (input) => {
    if (input.dataset.ready) return;
    input.dataset.ready = "1";
    const [show, hide] = input.dataset.show.split("|");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary";
    button.textContent = show;
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-controls", input.id);
    button.addEventListener("click", () => {
      const seen = input.type === "password";
      input.type = seen ? "text" : "password";
      button.textContent = seen ? hide : show;
      button.setAttribute("aria-pressed", String(seen));
    });
    input.form && input.form.addEventListener("submit", () => { input.type = "password"; });
    const row = document.createElement("div");
    row.className = "pw";
    input.replaceWith(row);
    row.append(input, button);
  }, root);

  // The header's menu closes on Escape and on a click elsewhere.
  document.addEventListener("click", (event) => {
    each("details[data-menu][open]", (menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    each("details[data-menu][open]", (menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // Print buttons.
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });

  const enhance = (root) => {
    passwords(root);
  };
  const start = () => {
    enhance(document);
    focusSummary(document);
    document.documentElement.classList.add("js");
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    enhance(event.target);
    focusSummary(event.target);
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
