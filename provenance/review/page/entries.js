// What is shown of one entry, and what can be decided there.

import { cited, clock, facts, h, its, out } from "./dom.js"

const SEARCHES = 6 // shown before the rest is folded
const VERDICTS = [["confirmed", "Confirm", "c", "good"], ["rejected", "Reject", "x", "bad"], ["same_scene", "Same scene only", "s", ""]]

export function heading(entry, kind, title = entry.title) {
  return h("header", {}, h("p.eyebrow", {}, kind), h("h2", { dir: "auto" }, title),
    entry.decided ? h("p.standing", {}, its(entry.decided), entry.by ? [" – ", its(entry.by)] : null) : null)
}

function verdicts(entry, choices, { decide, withdraw }) {
  const note = h("input.note", { type: "text", id: "note", placeholder: "Why (r), kept with the decision", "aria-label": "Why", maxlength: "4000" })
  const buttons = choices.map(([value, words, key, look]) => h("button", {
    type: "button", class: look, "data-verdict": value, "aria-pressed": String(entry.verdict === value),
    onclick: () => decide(value, note.value),
  }, words, " ", h("kbd", {}, key)))
  const back = entry.review ? h("button", { type: "button", class: "plain", onclick: () => withdraw(entry.review) }, "take this decision back") : null
  return h("div.verdicts", { role: "group", "aria-label": "Decide" }, buttons, note, back)
}

// ── matches ──

export function matchEntry(entry, players, act) {
  const edits = entry.edits.map((edit) => h("li", {}, its(edit.description), edit.on_query === false ? " (on the compared side)" : "", " ", h("code.quiet", {}, edit.action)))
  return [
    heading(entry, entry.relation_words, entry.sides.flatMap((side, i) => [i ? " ↔ " : "", its(side?.name ?? "a file that is gone")])),
    verdicts(entry, VERDICTS.filter(([value]) => !(value === "same_scene" && entry.relation === "same_scene")),
      { decide: (verdict, note) => act.match(entry, verdict, note), withdraw: act.withdraw }),
    players.element,
    h("div.two.forms", {}, h("div.box", {}, h("h3", {}, "What was found"), facts(
      ["What it means", entry.meaning], ["How sure", its(entry.sure)],
      ["Sound", entry.sound === null ? "" : `the soundtracks agree by ${entry.sound.toFixed(2)} (0: chance, 1: wholly)`],
      ["What was done", edits.length ? h("ul.plain", {}, edits) : ""],
      ["The library notes", entry.note ? cited(entry.note) : ""])),
    statements(entry, act)),
  ]
}

// ── words without a post ──

export function mentionEntry(entry, act) {
  const { context } = entry
  return [
    heading(entry, `${entry.platform}: ${entry.state_words}`),
    verdicts(entry, [["confirmed", "A video is meant", "c", "good"], ["rejected", "No video is meant", "x", "bad"]],
      { decide: (verdict, note) => act.reference(entry, verdict, note), withdraw: act.withdraw }),
    h("blockquote.context", { dir: "auto" }, context.before, h("mark", {}, context.words), context.after),
    h("p.quiet", {}, its(entry.article.title), `, ${entry.article.published}`, entry.id ? [" · ", h("code", {}, entry.id)] : null),
    h("div.two.forms", {}, h("div", {}, resolveBox(entry, act), dropBox(entry, act), sameBox(entry, act)), h("div", {}, known(entry), statements(entry, act))),
  ]
}

function known(entry) {
  return h("div.box", {}, h("h3", {}, "What is known"), facts(
    ["Address", entry.url ? (entry.link ? out(entry.link, entry.url) : its(entry.url)) : "none"],
    ["Account", entry.account ? its(entry.account) : ""],
    ["Last attempt", entry.attempt ? [entry.attempt.outcome, ": ", its(entry.attempt.message)] : ""],
    ["Found by hand", entry.resolution ? [its(entry.resolution.url), entry.resolution.note ? [": ", its(entry.resolution.note)] : null] : ""],
    ["Files", entry.files.map((file) => h("div", {}, its(file.name)))],
    ["Hints of a lost embed", entry.hints.map((hint) => h("div", {}, cited(hint)))],
    ["Searches", entry.searches.some((s) => s.url) ? searches(entry.searches.filter((s) => s.url)) : ""]),
  entry.searches.length ? h("p.quiet.small", {}, "A search opens on the other site and tells it what you look for; the program makes none.") : null)
}

function searches(all) {
  const lines = all.map((search) => h("li", {}, out(search.url, search.label)))
  const more = lines.slice(SEARCHES)
  return [h("ul.plain", {}, lines.slice(0, SEARCHES)), more.length ? h("details", {}, h("summary", {}, `${more.length} more`), h("ul.plain", {}, more)) : null]
}

function resolveBox(entry, act) {
  const url = h("input", { type: "url", id: "resolve-url", placeholder: "https://", autocomplete: "off", required: true })
  const note = h("input", { type: "text", id: "resolve-note", placeholder: "How you found it", maxlength: "4000" })
  const form = h("form.box", {}, h("h3", {}, "Found the post?"),
    h("div.field", {}, h("label", { for: "resolve-url" }, "Its address"), url),
    h("div.field", {}, h("label", { for: "resolve-note" }, "Note"), note),
    h("button", { class: "main" }, act.offline ? "Record the address" : "Record it and get the post"),
    act.offline ? h("p.copy", {}, "--offline: no request is made; run provenance fetch later.") : null)
  form.addEventListener("submit", (event) => { event.preventDefault(); act.resolve(entry.id, url.value, note.value) })
  return form
}

function dropBox(entry, act) {
  const file = h("input", { type: "file", id: "file", class: "visually-hidden", "aria-label": "The file", tabindex: "-1" })
  const note = h("input", { type: "text", id: "attach-note", placeholder: "From whom, when, by what means", maxlength: "4000" })
  const how = h("progress", { max: "1", value: "0", hidden: true, "aria-label": "Taking the file" })
  const take = (given) => given && act.attach(entry.id, given, note.value, (share) => { how.hidden = false; how.value = share }).finally(() => { how.hidden = true })
  const box = h("div.box.drop", {}, h("h3", {}, "Have the file?"),
    h("div.field", {}, h("label", { for: "attach-note" }, "How you got it"), note),
    h("p", {}, "Drop it here, or ", h("button", { type: "button", onclick: () => file.click() }, "choose it"), file), how)
  file.addEventListener("change", () => take(file.files[0]))
  box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("over") })
  box.addEventListener("dragleave", () => box.classList.remove("over"))
  box.addEventListener("drop", (event) => { event.preventDefault(); box.classList.remove("over"); take(event.dataTransfer.files[0]) })
  return box
}

function sameBox(entry, act) {
  if (!entry.others.length) return null
  const choice = h("select", { id: "same" }, entry.others.map((one) => h("option", { value: one.id, selected: one.id === entry.same_as }, one.label)))
  return h("div.box", {}, h("h3", {}, "The same video as another reference?"),
    h("div.field", {}, h("label", { for: "same" }, "Reference"), choice),
    h("button", { type: "button", onclick: () => act.reference(entry, "same_as", "", choice.value) }, "It is the same video"))
}

// ── statements that collide ──

export function contradictionEntry(entry, players, act) {
  return [
    heading(entry, `Contradiction: ${entry.kind_words}`),
    h("p.quiet", {}, "Dispute the statement that you find wrong and say why; both stay in the report. Or add the statement that settles it."),
    h("ul.claims-list", {}, entry.statements.map((side) => (side.claim ? claimLine(side.claim, act, side.statement)
      : h("li", {}, h("p", {}, h("strong", {}, its(side.speaker)), ": ", its(side.statement)), side.quote ? h("p", {}, cited(side.quote)) : null)))),
    h("p", {}, h("button", { type: "button", onclick: () => act.claim(entry) }, "Add a statement ", h("kbd", {}, "a"))),
    players?.element,
  ]
}

// ── videos ──

export function videoEntry(entry, players, act) {
  return [
    heading(entry, "Video"),
    entry.problem ? h("p.notice", {}, its(entry.problem)) : null,
    players.element,
    h("div.two.forms", {}, h("div", {}, categoryBox(entry, act), placesBox(entry, act)), statements(entry, act)),
  ]
}

function categoryBox(entry, act) {
  const set = entry.category
  return h("div.box", {}, h("h3", {}, "What sort of media it is"),
    set ? h("p.standing", {}, its(set.words), " – ", its(set.by), set.note ? [": ", its(set.note)] : null, " ",
      h("button", { type: "button", class: "plain", onclick: () => act.withdraw(set.review) }, "take back")) : h("p.quiet", {}, "Nobody has said so yet, and the program never does."),
    set ? facts(["Original", set.original_url ? its(set.original_url) : ""], ["It shows", set.original_context ? its(set.original_context) : ""]) : null,
    h("button", { type: "button", onclick: () => act.category(entry) }, set ? "Change it " : "Set the category ", h("kbd", {}, "m")))
}

function placesBox(entry, act) {
  return h("div.box", {}, h("h3", {}, "Where it was filmed"),
    entry.geolocations.map((place) => h("div", {}, facts(
      ["Place", place.place ? its(place.place) : ""], ["Camera", place.camera], ["Subject", place.subject],
      ["Bearing", place.bearing === null ? "" : `${place.bearing}°`], ["Radius", place.radius_m === null ? "unknown" : `${place.radius_m} m`],
      ["Filmed", place.filmed ? its(place.filmed) : ""], ["Words of reserve", place.hedge ? its(place.hedge) : ""], ["Status", place.status],
      ["Credit", its(place.claimant)], ["Recorded by", its(place.by)],
      ["Features", place.features.map((feature) => h("div", {}, its(feature.note), feature.time === null ? "" : ` (${clock(feature.time)}${feature.region ? ", marked" : ""})`))]),
    h("button", { type: "button", class: "plain", onclick: () => act.withdraw(place.review) }, "take back"))),
    h("button", { type: "button", onclick: () => act.place(entry) }, "Record a place ", h("kbd", {}, "g")))
}

// ── statements ──

export function statements(entry, act) {
  return h("div", {}, h("div.box", {}, h("h3", {}, "What is said of it"),
    h("button", { type: "button", onclick: () => act.claim(entry) }, "Add a statement ", h("kbd", {}, "a"))),
  entry.claims.length ? h("ul.claims-list", {}, entry.claims.map((claim) => claimLine(claim, act)))
    : h("p.quiet", {}, "Nobody has said anything of it."))
}

function claimLine(claim, act, statement = "") {
  const disputed = claim.stances.some((stance) => stance.stance === "disputes")
  const where = claim.place ? ` → ${claim.place.resolved_name ?? claim.place.name} (${claim.place.lat.toFixed(3)}, ${claim.place.lon.toFixed(3)})` : ""
  return h("li", { class: disputed ? "disputed" : "", "data-claim": claim.id },
    h("p", {}, h("strong", {}, its(claim.speaker)), ": ", statement ? its(statement) : [claim.kind, " ", its(claim.value)], its(where), claim.date ? ` (${claim.date})` : "",
      " ", h("span", { class: `pill status-${claim.status}` }, claim.status)),
    claim.quote ? h("p", {}, cited(claim.quote), claim.hedges.length ? [" ", h("span.quiet", {}, its(claim.hedges.join(", ")))] : null) : null,
    h("p.small.quiet", {}, claim.article ? [h("q", { dir: "auto" }, claim.article), " · "] : null, claim.obtained),
    claim.link ? h("p.small", {}, out(claim.link)) : null,
    claim.stances.map((stance) => h("p", { class: `stance ${stance.stance}` }, its(stance.by), ` ${stance.stance} it`, stance.note ? [": ", its(stance.note)] : null, " ",
      h("button", { type: "button", class: "plain", onclick: () => act.withdraw(stance.review) }, "take back"))),
    h("div.acts", {},
      h("button", { type: "button", onclick: () => act.stance(claim, "disputes") }, "Dispute"),
      h("button", { type: "button", onclick: () => act.stance(claim, "supports") }, "Support"),
      claim.entered ? h("button", { type: "button", onclick: () => act.withdraw(claim.entered) }, "Take it back") : null))
}

// ── decisions and work behind the page ──

export function decisionsPage(told, act) {
  const rows = told.decisions.map((one) => h("tr", { "data-review": one.review },
    h("td.nowrap", {}, one.at), h("td.who", {}, its(one.by)), h("td", {}, its(one.what), one.note ? [" ", h("span.quiet", {}, its(one.note))] : null),
    h("td", {}, one.stands ? h("button", { type: "button", class: "plain", onclick: () => act.withdraw(one.review) }, "take back") : h("span.quiet", {}, one.fate))))
  return [
    h("header", {}, h("p.eyebrow", {}, "Decisions"), h("h2", {}, told.decisions.length ? "What was decided" : "Nothing is decided yet")),
    h("p.quiet", {}, "Nothing is ever erased: a decision that is taken back stays in the case and its custody log, and so does taking it back."),
    jobList(told.jobs),
    rows.length ? h("div.scroll", {}, h("table.decisions", {}, h("thead", {}, h("tr", {}, ["When", "Who", "What", ""].map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, rows))) : null,
  ]
}

// `dismiss`: what the cross of an ended one does.
export function jobList(jobs, dismiss) {
  return h("ul.jobs", { id: "jobs" }, jobs.map((job) => h("li", { class: job.state, "data-job": String(job.id) },
    h("strong", {}, its(job.what)), ": ", job.outcome ? its(job.outcome) : [job.state, job.step ? [" – ", its(job.step)] : null],
    job.share === null || job.outcome ? null : h("progress", { max: "1", value: String(job.share) }),
    job.outcome && dismiss ? h("button", { type: "button", class: "plain", "aria-label": "Dismiss", title: "Dismiss", onclick: () => dismiss(job) }, "×") : null,
    job.notes.filter((note) => !job.outcome.includes(note)).map((note) => h("div.quiet", {}, its(note))))))
}
