// What a script adds to a desk that is complete without it: keys, and the words of a
// claim lit up with its note. Nothing is kept and nothing is sent anywhere.

/** Reports whether keys belong to a field that somebody is typing in. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Moves the focus by so many items of the list on the page. */
function step(by: number): void {
  const items = [...document.querySelectorAll<HTMLElement>("[data-item]")];
  if (items.length === 0) return;
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(items.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by))];
  const inside = next?.querySelector<HTMLElement>("a[href]");
  inside?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** Copies the citation of a claim sheet and says so. */
async function copyCitation(): Promise<void> {
  const citation = document.getElementById("citation");
  if (!citation?.textContent) return;
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  try {
    await navigator.clipboard.writeText(citation.textContent);
    said.textContent = "Copied.";
  } catch {
    said.textContent = "The browser does not let the desk copy: select the text above.";
  }
  citation.after(said);
  setTimeout(() => said.remove(), 4000);
}

document.addEventListener("keydown", (event) => {
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  switch (event.key) {
    case "/": {
      event.preventDefault();
      const box = document.getElementById("q");
      if (box instanceof HTMLInputElement) box.select();
      break;
    }
    case "j":
      step(1);
      break;
    case "k":
      step(-1);
      break;
    case "c":
      void copyCitation();
      break;
  }
});

/** Lights up, or not, all that belongs to the claim that an element belongs to. */
function light(target: EventTarget | null, on: boolean): void {
  const claim = target instanceof Element ? target.closest<HTMLElement>("[data-claim]")?.dataset["claim"] : undefined;
  if (!claim) return;
  for (const one of document.querySelectorAll(`[data-claim="${CSS.escape(claim)}"]`)) one.classList.toggle("lit", on);
}

for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]] as const) {
  document.addEventListener(enter, (event) => light(event.target, true));
  document.addEventListener(leave, (event) => light(event.target, false));
}
