// A record of a place: where the camera stood, what it shows, and the features of the frame that it rests on.

import { frameLength, frameOf } from "./clock.js"
import { clock, h, svg } from "./dom.js"
import { choice, dialogOf, field, long, text } from "./forms.js"

const LEAST = 0.01 // share of a side; smaller is a slip of the hand

export function placeForm(entry, choices, time, send) {
  const board = new Board(entry.sides[0], time)
  const [camera, subject, bearing] = [text({ placeholder: "44.1021, 28.6503" }), text({ placeholder: "44.1040, 28.6541" }), text({ inputmode: "decimal" })]
  const computed = h("button", { type: "button", class: "plain", onclick: () => { bearing.value = towards(camera.value, subject.value) ?? bearing.value } }, "from both points")
  return dialogOf("Record a place", h("div.regions", {}, board.element, h("div", {},
    field("about", "About", choice(entry.about.map((one) => ({ value: one.id, words: one.label })))),
    h("div.fields", {}, field("camera", "Camera: latitude, longitude", camera), field("subject", "Subject: latitude, longitude", subject)),
    h("div.fields", {}, field("bearing", "Bearing, degrees", bearing, computed), field("tolerance", "± degrees", text({ inputmode: "decimal" })),
      field("radius", "Radius in metres", text({ inputmode: "decimal", placeholder: "empty: unknown" }))),
    field("place", "The place in words", text()),
    field("claimant", "Credit: who found it", text({ placeholder: "empty: you" })),
    h("div.fields", {}, field("claim_url", "Where the geolocation was published", text({ type: "url" })), field("media_url", "Where the media was published", text({ type: "url", value: entry.urls[0] ?? "" }))),
    field("claimed_at", "Published on", text({ placeholder: "2024-05-08, or a time" })),
    h("h3", {}, "When it was filmed"),
    h("div.fields", {}, field("filmed", "Time, or first and last joined by /", text({ placeholder: "2024-05-03T21:00" })), field("zone", "Zone, where the time has no offset", text({ placeholder: "Europe/Kyiv" }))),
    field("method", "How that was worked out", text({ placeholder: "length of the mast’s shadow" })),
    h("div.fields", {}, field("light", "Light that you see", choice([{ value: "", words: "–" }, ...choices.lights], "")), field("shadow", "Shadows point to, degrees", text({ placeholder: "120±15" }))),
    h("h3", {}, "How sure"),
    h("div.fields", {}, field("hedge", "Words of reserve", text({ placeholder: "probably, perhaps…" })), field("level", "taken for", choice([{ value: "", words: "–" }, ...choices.levels], "")),
      field("status", "Status", choice(choices.geolocation_statuses, "proposed"))),
    field("note", "Your note", long()))),
  (given) => send({ do: "geolocation", ...given, features: board.features() }), { wide: true })
}

// The initial bearing of a great circle, in degrees.
export function towards(from, to) {
  const [a, b] = [from, to].map((point) => point.split(/[,;\s]+/).map(Number))
  if ([...a, ...b].some((value) => !Number.isFinite(value)) || a.length !== 2 || b.length !== 2) return null
  const [lat, lon, lat2, lon2] = [...a, ...b].map((value) => (value * Math.PI) / 180)
  const y = Math.sin(lon2 - lon) * Math.cos(lat2)
  const x = Math.cos(lat) * Math.sin(lat2) - Math.sin(lat) * Math.cos(lat2) * Math.cos(lon2 - lon)
  return (((Math.atan2(y, x) * 180) / Math.PI + 360) % 360).toFixed(1)
}

class Board {
  constructor(side, time) {
    this.side = side
    this.marks = []
    this.picture = h("img", { alt: `Frame of ${side.name}`, draggable: "false" })
    this.drawing = svg("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" })
    this.stage = h("div.stage.drawing", {}, this.picture, this.drawing)
    const ratio = side.width && side.height ? side.width / side.height : 16 / 9
    this.stage.style.aspectRatio = String(ratio)
    this.stage.style.width = `min(100%, calc(60vh * ${ratio}))`
    this.at = h("p.time")
    this.list = h("ol.features")
    const button = (name, act) => h("button", { type: "button", onclick: act }, name)
    this.element = h("div", {}, h("p.quiet.small", {}, "Draw a box around each thing that you found again on a map or an older picture, and say what it is."), this.stage, this.at,
      h("div.controls", {}, button("◀ 1 s", () => this.go(this.time - 1)), button("◀ frame", () => this.step(-1)), button("frame ▶", () => this.step(1)), button("1 s ▶", () => this.go(this.time + 1)),
        button("Feature of the whole frame", () => this.add(null))), h("h3", {}, "Features that match"), this.list)
    this.stage.addEventListener("pointerdown", (event) => this.begin(event))
    this.go(time)
  }

  step(frames) {
    const pace = this.side.rate
    this.go((frameOf(this.time, pace) + frames) * frameLength(pace) + 1e-4)
  }

  go(time) {
    this.time = Math.max(0, Math.min(time, this.side.duration ?? 0))
    this.picture.src = `${this.side.frame}?time=${this.time.toFixed(3)}`
    this.at.textContent = this.side.duration ? `${clock(this.time)}  frame ${frameOf(this.time, this.side.rate)}` : "still picture"
    this.draw()
  }

  place(event) {
    const { left, top, width, height } = this.stage.getBoundingClientRect()
    return [(event.clientX - left) / width, (event.clientY - top) / height].map((share) => Math.max(0, Math.min(1, share)))
  }

  begin(event) {
    event.preventDefault()
    this.stage.setPointerCapture(event.pointerId)
    const from = this.place(event)
    const region = (now) => [Math.min(from[0], now[0]), Math.min(from[1], now[1]), Math.max(from[0], now[0]), Math.max(from[1], now[1])]
    const moved = (next) => this.draw(region(this.place(next)))
    this.stage.addEventListener("pointermove", moved)
    this.stage.addEventListener("pointerup", (next) => {
      this.stage.removeEventListener("pointermove", moved)
      const made = region(this.place(next))
      if (made[2] - made[0] > LEAST && made[3] - made[1] > LEAST) this.add(made)
      this.draw()
    }, { once: true })
  }

  add(region) {
    const note = h("input", { type: "text", required: true, maxlength: "4000", placeholder: "What it is", "aria-label": "What it is" })
    const mark = { region, time: this.time, note }
    mark.line = h("li", {}, note, h("button", { type: "button", "aria-label": "Remove this feature", onclick: () => this.remove(mark) }, "×"),
      h("span.quiet", {}, `${clock(mark.time)} ${region ? "marked" : "whole frame"}`))
    this.marks.push(mark)
    this.list.append(mark.line)
    this.draw()
    note.focus()
  }

  remove(mark) {
    this.marks = this.marks.filter((one) => one !== mark)
    mark.line.remove()
    this.draw()
  }

  draw(now = null) {
    const half = frameLength(this.side.rate) / 2
    const box = ([left, top, right, bottom], look) => svg("rect", { x: left, y: top, width: right - left, height: bottom - top, class: look })
    const here = this.marks.filter((mark) => mark.region && Math.abs(mark.time - this.time) <= half)
    this.drawing.replaceChildren(...here.map((mark) => box(mark.region, "")), ...(now ? [box(now, "now")] : []))
  }

  features() {
    return this.marks.map((mark) => ({ note: mark.note.value, time: Number(mark.time.toFixed(3)), region: mark.region }))
  }
}
