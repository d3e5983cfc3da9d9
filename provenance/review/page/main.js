// The review page: what is shown, what is chosen, what is decided. The program keeps the state; this shows it.

import { byId, h, its, say } from "./dom.js"
import { contradictionEntry, decisionsPage, jobList, matchEntry, mentionEntry, videoEntry } from "./entries.js"
import { categoryForm, claimForm, focusNote, stanceForm } from "./forms.js"
import { helpOverlay, hold, listen } from "./keys.js"
import { List } from "./list.js"
import { Players } from "./players.js"
import { placeForm } from "./regions.js"
import { get, post, send } from "./server.js"

const PARTS = [["match", "Matches"], ["mention", "Without a file"], ["contradiction", "Contradictions"], ["video", "Videos"], ["decisions", "Decisions"]]
const POLL = 2500 // milliseconds between questions for news; less while work goes on
const BUSY = 700

const state = { told: null, part: "match", key: {}, entry: null, players: null, finished: new Set(), asked: 0, ready: Promise.resolve() }
const list = new List(byId("list"), byId("room"), { chosen: (entry) => open(entry.key) })

// ── what is shown ──

async function load() {
  state.told = await get("/api/queue")
  const { told } = state
  document.title = `Review of ${told.case} – provenance`
  byId("case").textContent = told.case
  byId("who").replaceChildren("Decisions are recorded as those of ", h("strong", {}, its(told.reviewer)))
  byId("report").textContent = told.unreported ? `Write the signed report (${told.unreported} new)` : "Write the signed report"
  byId("undo").disabled = !mine()
  drawParts()
  drawList()
}

const entriesOf = (part) => state.told.entries.filter((entry) => entry.kind === part)
const mine = () => state.told.decisions.find((one) => one.stands && one.by === state.told.reviewer)

function drawParts() {
  byId("parts").replaceChildren(...PARTS.map(([part, name]) => {
    const open = part === "decisions" ? state.told.decisions.filter((one) => one.stands).length : entriesOf(part).filter((entry) => entry.open).length
    return h("button", { type: "button", role: "tab", id: `part-${part}`, "aria-selected": String(part === state.part), tabindex: part === state.part ? "0" : "-1", onclick: () => show(part) },
      name, " ", h("span.number", {}, String(open)))
  }))
}

function drawList() {
  const words = byId("find").value.toLowerCase()
  const entries = state.part === "decisions" ? [] : entriesOf(state.part)
  const kept = entries.filter((entry) => (entry.open || byId("all").checked || entry.key === state.key[state.part])
    && (!words || `${entry.title} ${entry.line} ${entry.key} ${entry.decided}`.toLowerCase().includes(words)))
  list.show(kept, state.key[state.part])
  const open = entries.filter((entry) => entry.open).length
  byId("filter").hidden = byId("list").hidden = !entries.length
  byId("count").textContent = state.part === "decisions" ? `${state.told.decisions.length} decisions` : `${words ? `${kept.length} found · ` : ""}${open} of ${entries.length} undecided`
}

async function show(part) {
  state.part = part
  drawParts()
  drawList()
  byId("list").scrollTop = 0
  const entries = list.entries
  if (part === "decisions") return openDecisions()
  if (state.key[part] && list.at >= 0) return list.go(list.at)
  if (entries.length) return list.go(Math.max(0, entries.findIndex((entry) => entry.open)))
  close()
  const all = entriesOf(part).length
  byId("entry").replaceChildren(h("p.empty", {}, all ? "Everything here is decided. Tick “also decided” (o) to see it again." : EMPTY[part === "match" && !entriesOf("video").length ? "video" : part]))
  return undefined
}

const EMPTY = {
  match: "No footage of this case was found elsewhere. Name libraries (--library) when you trace, to search in them.",
  mention: "Every reference of the articles has its file.",
  contradiction: "No statements collide.",
  video: "The case holds no footage yet, so nothing was compared: give the address or the file of what is without one (2).",
}

function close() {
  state.players?.end()
  state.players = null
  state.entry = null
}

// While an entry is on its way or a decision is being written, keys wait and the mouse does nothing: nobody decides
// about what he does not see.
function during(work) {
  const place = byId("entry")
  place.inert = true
  const done = work.finally(() => { if (state.ready === done) place.inert = false })
  state.ready = done
  return done
}

// Keys take their turn: each waits until what the one before it asked for is in sight.
let turn = Promise.resolve()
function queued(act) {
  return () => { turn = turn.then(ready).then(act).catch((error) => say(error.message, { bad: true })) }
}

// What is typed after a key that leads to a field is meant for the field, however long that is in coming.
function writing(act) {
  return () => {
    const give = hold()
    queued(() => { try { act() } finally { give(document.activeElement) } })()
  }
}

async function ready() {
  let last = null
  while (last !== state.ready) {
    last = state.ready
    await last.catch(() => {})
  }
}

const open = (key, given) => during(opened(key, given))

async function opened(key, { keep = false } = {}) {
  const asked = ++state.asked
  const { part } = state
  state.key[part] = key
  const entry = await get(`/api/entry/${encodeURIComponent(key)}`).catch((error) => { say(error.message, { bad: true }); return null })
  if (asked !== state.asked || part !== state.part || !entry) return
  if (!keep) state.told.jobs.forEach((job) => job.state === "done" && state.finished.add(job.id)) // it was told; what failed stays until it is dismissed
  const before = keep ? state.players : null
  if (!before) close()
  state.entry = entry
  const players = before ?? (entry.sides?.some(Boolean) ? new Players(entry) : null)
  state.players = players
  const act = { ...actions, offline: state.told.offline }
  const shown = { match: matchEntry, mention: (e, _, a) => mentionEntry(e, a), contradiction: contradictionEntry, video: videoEntry }[entry.kind]
  const place = byId("entry")
  const { scrollTop } = place
  place.replaceChildren(jobs(), ...shown(entry, players, act).filter(Boolean))
  place.dataset.key = key
  place.scrollTop = keep ? scrollTop : 0
}

function jobs() {
  const box = h("div", { id: "work" })
  const dismiss = (job) => { state.finished.add(job.id); byId("work")?.replaceWith(jobs()) }
  box.append(jobList(state.told.jobs.filter((job) => ["waiting", "running"].includes(job.state) || !state.finished.has(job.id)), dismiss))
  return box
}

function openDecisions() {
  close()
  delete byId("entry").dataset.key
  byId("entry").replaceChildren(...decisionsPage(state.told, actions).filter(Boolean))
}

async function refresh({ keep = true } = {}) {
  await load()
  if (state.part === "decisions") openDecisions()
  else if (state.entry) {
    const key = state.key[state.part]
    await open(key, { keep: keep && key === state.entry.key })
  }
}

// ── what is decided ──

async function decide(body, said) {
  const found = await post("/api/decide", body)
  say(said)
  return found
}

// Decide about the entry in sight, then go to the next undecided one.
const settle = (entry, body, said) => during(settled(entry, body, said))

async function settled(entry, body, said) {
  try {
    await decide({ key: entry.key, seen: entry.review, ...body }, said)
  } catch (error) {
    say(error.message, { bad: true })
    await refresh()
    return
  }
  await load()
  if (!list.nextOpen()) await open(entry.key, { keep: true })
}

const form = (make) => make(async (body) => { await decide(body, "Recorded"); await refresh() })

const actions = {
  match: (entry, verdict, note) => settle(entry, { do: "match", query: entry.query, compared: entry.compared, relation: entry.relation, verdict, note }, `Match ${verdict.replace("_", " ")}`),
  reference: (entry, verdict, note, same) => settle(entry, { do: "reference", reference: entry.id, verdict, note, same_as: same ?? "" }, "Recorded"),
  claim: (entry) => form((done) => claimForm(entry, state.told.choices, done)),
  stance: (claim, stance) => form((done) => stanceForm(claim, stance, done)),
  category: (entry) => form((done) => categoryForm(entry, done)),
  place: (entry) => { state.players?.stop(); form((done) => placeForm(entry, state.told.choices, state.players?.time ?? 0, done)) },
  withdraw: async (review) => {
    const what = state.told.decisions.find((one) => one.review === review)?.what ?? ""
    try { await decide({ do: "withdraw", review }, `Taken back: ${what}`) } catch (error) { say(error.message, { bad: true }) }
    await refresh()
  },
  resolve: (reference, url, note) => started(post("/api/resolve", { reference, url, note }), "The address is recorded"),
  attach: (reference, file, note, told) => started(
    send(`/api/attach/${encodeURIComponent(reference)}?name=${encodeURIComponent(encodeURIComponent(file.name))}&note=${encodeURIComponent(note)}`, file, told), "The file is in the case"),
}

async function started(answer, said) {
  try { await answer } catch (error) { say(error.message, { bad: true }); return } // what was typed stays, to be mended
  say(said)
  await refresh()
  later(BUSY)
}

function undo() {
  const last = mine()
  if (last) actions.withdraw(last.review)
  else say("There is no decision of yours to take back")
}

const report = () => started(post("/api/report"), "The report is being written")

// ── news ──

let timer = 0
function later(milliseconds) {
  clearTimeout(timer)
  timer = setTimeout(news, milliseconds)
}

async function news() {
  try {
    const told = await get("/api/news")
    byId("lost").hidden = true
    const ended = told.jobs.filter((job) => job.outcome && state.told.jobs.some((old) => old.id === job.id && !old.outcome))
    state.told.jobs = told.jobs
    byId("work")?.replaceWith(jobs())
    ended.forEach((job) => say(`${job.what}: ${job.outcome}`, { bad: job.state === "failed" }))
    await ready()
    if (told.version > state.told.version && !document.querySelector("dialog[open]") && !typing()) await refresh()
    later(told.jobs.some((job) => !job.outcome) ? BUSY : POLL)
  } catch (error) {
    byId("lost").hidden = false
    byId("lost").textContent = `The review cannot go on: ${error.message}.`
    later(POLL)
  }
}

// Somebody who writes is not interrupted: the page is brought up to date afterwards.
const typing = () => [...byId("entry").querySelectorAll("input:not([type=range]), textarea")].some((input) => input.value !== input.defaultValue && input.type !== "file")

// ── keys ──

// A decision is about what stood in sight when its key was pressed; it never waits for what comes next.
const verdict = (value) => () => {
  const place = byId("entry")
  if (place.inert) say("Not recorded: the entry was not in sight yet. Press the key again.", { bad: true })
  else place.querySelector(`[data-verdict="${value}"]`)?.click()
}
const players = (act) => () => state.players && act(state.players)
const onEntry = (kind, act) => writing(() => { if (state.entry && (!kind || state.entry.kind === kind)) act(state.entry) })

listen({
  j: queued(() => list.step(1)), k: queued(() => list.step(-1)), n: queued(() => list.nextOpen() || say("Everything here is decided")),
  ...Object.fromEntries(PARTS.map(([part], i) => [i + 1, queued(() => show(part))])),
  "/": () => byId("find").focus(), o: () => byId("all").click(), "?": helpOverlay,
  c: verdict("confirmed"), x: verdict("rejected"), s: verdict("same_scene"), r: writing(focusNote),
  a: onEntry("", (entry) => actions.claim(entry)), m: onEntry("video", (entry) => actions.category(entry)), g: onEntry("video", (entry) => actions.place(entry)),
  u: queued(undo), w: queued(report),
  " ": players((p) => p.toggle()), ArrowRight: players((p) => p.step(1)), ArrowLeft: players((p) => p.step(-1)),
  ShiftArrowRight: players((p) => p.jump(1)), ShiftArrowLeft: players((p) => p.jump(-1)),
  "[": players((p) => p.choose(p.at - 1)), "]": players((p) => p.choose(p.at + 1)),
  b: players((p) => p.blink()), t: players((p) => p.blinkOn()), d: players((p) => p.difference()), l: players((p) => p.lie()),
  v: players((p) => p.swapSound()), Escape: players((p) => p.beside()),
})
byId("help").addEventListener("click", helpOverlay)
byId("undo").addEventListener("click", undo)
byId("report").addEventListener("click", report)
byId("find").addEventListener("input", drawList)
byId("find").addEventListener("keydown", (event) => { if (event.key === "Escape" || event.key === "Enter") byId("list").focus() })
byId("all").addEventListener("change", drawList)
byId("list").addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
  if (by) { event.preventDefault(); list.step(by) }
})
byId("parts").addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!by) return
  event.preventDefault()
  event.stopPropagation()
  const at = PARTS.findIndex(([part]) => part === state.part)
  const [part] = PARTS[(at + by + PARTS.length) % PARTS.length]
  show(part).then(() => byId(`part-${part}`).focus())
})
document.addEventListener("visibilitychange", () => { if (!document.hidden && state.told) later(0) })
// A file that is dropped beside its box must not replace the page.
for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault())

if (location.search) history.replaceState(null, "", "/") // the secret is used up; it need not stand in the address
try {
  await load()
  state.told.jobs.forEach((job) => job.outcome && state.finished.add(job.id))
  const first = PARTS.find(([part]) => part !== "decisions" && entriesOf(part).some((entry) => entry.open))
  await show(first?.[0] ?? "match")
  later(POLL)
} catch (error) {
  byId("lost").hidden = false
  byId("lost").textContent = error.message
}
