// @ts-check
/** What pages do beyond links and forms; all of them work without it. */

/**
 * Both sides of a match scroll together.
 * @param {Element} match
 */
function scrollTogether(match) {
  const panes = /** @type {HTMLElement[]} */ ([...match.querySelectorAll(".pane")]);
  /** @type {HTMLElement | null} */
  let leader = null;
  /** @type {number} */
  let release = 0;
  for (const pane of panes) {
    pane.addEventListener(
      "scroll",
      () => {
        if (leader && leader !== pane) {
          return;
        }
        leader = pane;
        window.clearTimeout(release);
        release = window.setTimeout(() => {
          leader = null;
        }, 80);
        for (const other of panes) {
          if (other !== pane) {
            other.scrollTo({ top: pane.scrollTop, left: pane.scrollLeft, behavior: "instant" });
          }
        }
      },
      { passive: true },
    );
  }
}

/**
 * All tokens of a pair of names light up with one of them, or with the pair in the list.
 * @param {Element} match
 */
function linkPairs(match) {
  /** @param {string | undefined} pair */
  const light = (pair) => {
    for (const lit of match.querySelectorAll(".lit")) {
      lit.classList.remove("lit");
    }
    if (pair !== undefined) {
      for (const token of match.querySelectorAll(`[data-pair="${CSS.escape(pair)}"]`)) {
        token.classList.add("lit");
      }
    }
  };
  /** @param {Event} event */
  const pairOf = (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-pair]") : null;
    return target instanceof HTMLElement ? target.dataset.pair : undefined;
  };
  match.addEventListener("mouseover", (event) => light(pairOf(event)));
  match.addEventListener("mouseleave", () => light(undefined));
  match.addEventListener("focusin", (event) => light(pairOf(event)));
  match.addEventListener("click", (event) => {
    const pair = pairOf(event);
    if (pair !== undefined && event.target instanceof Element && event.target.closest("button")) {
      for (const pane of match.querySelectorAll(".pane")) {
        const first = pane.querySelector(`[data-pair="${CSS.escape(pair)}"]`);
        if (first instanceof HTMLElement && pane instanceof HTMLElement) {
          pane.scrollTo({ top: first.offsetTop - pane.offsetTop - pane.clientHeight / 2 });
          break;
        }
      }
      light(pair);
    }
  });
}

/**
 * Copies what an address answers.
 * @param {HTMLButtonElement} button
 */
function copies(button) {
  const label = button.textContent;
  /** @param {string} text */
  const say = (text) => {
    button.textContent = text;
    window.setTimeout(() => {
      button.textContent = label;
    }, 2000);
  };
  button.addEventListener("click", async () => {
    try {
      const answer = await fetch(button.dataset.copy ?? "");
      if (!answer.ok) {
        throw new Error(answer.statusText);
      }
      await navigator.clipboard.writeText(await answer.text());
      say("Copied");
    } catch {
      say("Not copied: use the link beside");
    }
  });
}

/**
 * A file that is dropped on the form is the file of the form.
 * @param {HTMLFormElement} form
 */
function takesFiles(form) {
  const input = form.querySelector("input[type=file]");
  if (!(input instanceof HTMLInputElement)) {
    return;
  }
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) {
      event.preventDefault();
      form.classList.add("over");
    }
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (event.dataTransfer?.files.length) {
      event.preventDefault();
      input.files = event.dataTransfer.files;
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      form.requestSubmit();
    }
  });
}

for (const match of document.querySelectorAll("[data-match]")) {
  scrollTogether(match);
  linkPairs(match);
}
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (button instanceof HTMLButtonElement) {
    copies(button);
  }
}
for (const form of document.querySelectorAll("form[data-drop]")) {
  if (form instanceof HTMLFormElement) {
    takesFiles(form);
  }
}
const waiting = document.querySelector("[data-again]");
if (waiting instanceof HTMLElement) {
  window.setTimeout(() => window.location.replace(waiting.dataset.again ?? "/"), 1000);
}
