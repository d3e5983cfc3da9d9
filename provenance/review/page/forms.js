// Dialogs that ask for more than a key: a statement, a stance, a category.

import { byId, h } from "./dom.js"

// A dialog around `fields`; `send` gets their values by name and may refuse with an error, which is then shown in it.
export function dialogOf(title, fields, send, { wide = false, confirm = "Record it" } = {}) {
  const problem = h("p.problem", { role: "alert", id: "dialog-problem" })
  // A wide one begins with what is to be looked at, so no field takes the focus and pulls it out of sight.
  const buttons = h("div.buttons", {}, h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"), h("button", { class: "main" }, confirm))
  const form = h("form", {}, h("h2", { id: "dialog-title", ...(wide ? { tabindex: "-1", autofocus: true } : {}) }, title), fields, problem, buttons)
  const dialog = h("dialog", { class: wide ? "form wide" : "form", "aria-labelledby": "dialog-title" }, form)
  // An error begins with the name of the field that it is about: there it is shown.
  const refused = (message) => {
    const input = form.elements[message.split(/[:,]/, 1)[0]]
    const place = input?.closest?.(".field")
    if (place) place.append(problem)
    else buttons.before(problem)
    problem.textContent = message
    if (place) {
      input.setAttribute("aria-invalid", "true")
      input.setAttribute("aria-describedby", problem.id)
      input.focus()
    }
    problem.scrollIntoView({ block: "nearest" })
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    problem.textContent = ""
    form.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"))
    try {
      await send(Object.fromEntries(new FormData(form)))
      dialog.close()
    } catch (error) { refused(error.message) }
  })
  const before = document.activeElement
  dialog.addEventListener("close", () => { dialog.remove(); before?.focus?.() })
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

export function field(name, label, input, hint = "") {
  input.name = name
  input.id = `f-${name}`
  return h("div.field", {}, h("label", { for: input.id }, label), input, typeof hint === "string" && hint ? h("p.copy", {}, hint) : hint)
}

export const text = (given = {}) => h("input", { type: "text", autocomplete: "off", maxlength: "4000", ...given })
export const long = (given = {}) => h("textarea", { rows: "2", maxlength: "4000", ...given })
export const choice = (options, chosen) => h("select", {}, options.map((one) => h("option", { value: one.value, selected: one.value === chosen }, one.words)))
const needed = (input) => { input.required = true; return input }
const aboutChoice = (entry) => choice(entry.about.map((one) => ({ value: one.id, words: one.label })))

export function claimForm(entry, choices, send) {
  return dialogOf("Add a statement", [
    field("about", "About", aboutChoice(entry)),
    h("div.fields", {}, field("kind", "What is said", choice(choices.claim_kinds, "filmed_at")), field("speaker_kind", "Who says it", choice(choices.speaker_kinds, "person"))),
    field("speaker", "Name or description of the speaker", text()),
    field("value", "The words that carry it", text({ required: true }), "As they stand: the place, the day, the poster."),
    field("quote", "The whole words", long()),
    h("div.fields", {}, field("hedge", "Words of reserve", text({ placeholder: "reportedly, aurait…" })),
      field("level", "taken for", choice([{ value: "", words: "–" }, ...choices.levels], ""))),
    h("div.fields", {}, field("point", "Latitude, longitude", text({ placeholder: "44.1021, 28.6503" })), field("date", "Day, or two days joined by /", text({ placeholder: "2024-05-06" }))),
    h("div.fields", {}, field("from", "Of the stretch from (seconds)", text({ inputmode: "decimal" })), field("to", "to", text({ inputmode: "decimal" }))),
    field("url", "Where it was said", text({ type: "url" })),
    field("note", "Your note", text()),
  ], (given) => send({ do: "claim", ...given }))
}

export function stanceForm(claim, stance, send) {
  const title = stance === "disputes" ? "Dispute the statement" : "Support the statement"
  return dialogOf(title, [
    h("p", {}, h("strong", {}, h("bdi", {}, claim.speaker)), ": ", h("bdi", {}, claim.quote || claim.value)),
    field("note", "Why", long({ required: true })),
    field("grounds", "What it rests on", text({ placeholder: "ids, digests, addresses" }), "Separated by spaces; may be empty."),
  ], (given) => send({ do: "stance", claim: claim.id, stance, ...given }), { confirm: stance === "disputes" ? "Dispute it" : "Support it" })
}

export function categoryForm(entry, send) {
  const set = entry.category
  return dialogOf("What sort of media it is", [
    h("p.quiet", {}, "schema.org’s categories for MediaReview. It is your judgement, and exported as yours."),
    field("category", "Category", needed(choice([{ value: "", words: "choose…" }, ...entry.categories], set?.value))),
    field("about", "About", aboutChoice(entry)),
    field("original_url", "Where the original can be seen", text({ type: "url", value: set?.original_url ?? "" })),
    field("original_context", "What the original shows, and where it comes from", long({ value: set?.original_context ?? "" })),
    field("note", "Why", long()),
  ], (given) => send({ do: "category", ...given }))
}

export const focusNote = () => byId("note")?.focus()
