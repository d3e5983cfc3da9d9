// Every key in one place; the help is made from the same list.

import { h } from "./dom.js"

export const KEYS = [
  ["The queue", [
    ["j", "next entry"], ["k", "entry before"], ["n", "next undecided entry"], ["1 … 5", "part of the queue"],
    ["/", "find"], ["o", "show also what is decided"],
  ]],
  ["Deciding", [
    ["c", "match: confirm · without a file: a video is meant"], ["x", "match: reject · without a file: no video is meant"], ["s", "match: same scene only"], ["r", "write why, before you decide"],
    ["a", "add a statement"], ["m", "set the category (videos)"], ["g", "place: mark regions on the frame (videos)"],
    ["u", "take back your last decision"], ["w", "write the signed report"],
  ]],
  ["The players", [
    ["Space", "play, stop"], ["→  ←", "one frame on, back"], ["Shift →  ←", "one second on, back"], ["[  ]", "stretch before, next"],
    ["b", "blink: one picture in the other's place, at each press"], ["t", "blink by itself"], ["d", "difference of the two pictures"],
    ["l", "lay the compared picture over the query's frame, or as it is"], ["v", "sound of the other side"],
  ]],
  ["Anywhere", [["?", "this list"], ["Esc", "close; leave a field"]]],
]

export function helpOverlay() {
  const dialog = h("dialog.help", { "aria-labelledby": "help-title" },
    h("h2", { id: "help-title", tabindex: "-1", autofocus: true }, "Keys"),
    h("div.columns", {}, KEYS.map(([title, keys]) => h("section", {}, h("h3", {}, title),
      h("dl", {}, keys.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)]))))),
    h("form", { method: "dialog" }, h("button", { class: "main" }, "Close")))
  dialog.addEventListener("close", () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

const TYPED = "input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]"

let held = null // what was typed for a field that is not there yet

// From now on what is typed is kept, until it is given to the field that it is meant for.
export function hold() {
  held = ""
  return (field) => {
    const words = held
    held = null
    if (words && field?.matches("input[type=text], textarea")) field.setRangeText(words, field.value.length, field.value.length, "end")
  }
}

export function listen(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (document.querySelector("dialog[open]")) return
    if (event.target.closest?.(TYPED)) {
      if (event.key === "Escape") event.target.blur()
      return
    }
    if (held !== null) {
      event.preventDefault()
      if (event.key === "Backspace") held = held.slice(0, -1)
      else if (event.key.length === 1) held += event.key
      return
    }
    // A button that is focused is pressed by the space bar, and by nothing else.
    if (event.key === " " && event.target.closest?.("button, summary, a, input")) return
    const name = (event.shiftKey && event.key.startsWith("Arrow") ? "Shift" : "") + event.key
    const act = actions[name]
    if (!act) return
    event.preventDefault()
    act()
  })
}
