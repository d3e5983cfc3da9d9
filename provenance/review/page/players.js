// Two pictures side by side, or one over the other, at the same moment.

import { corners, frameLength, frameOf, inverse, laid, other, rate } from "./clock.js"
import { clock, h, its, svg } from "./dom.js"
import { Stage } from "./stage.js"

const DRIFT = 0.06 // seconds at which the second film is put right
const BLINK = 450 // milliseconds; slower than three flashes a second

export class Players {
  constructor(entry) {
    const sides = entry.sides.filter(Boolean)
    this.stretches = entry.segments?.length ? entry.segments : [{ query: [0, 0], compared: [0, 0], placement: null }]
    this.at = 0
    this.time = this.stretches[0].query[0]
    this.mode = "beside"
    this.laidOut = false
    this.ofOther = false
    const kept = (i) => (entry.pairs ?? []).map((pair) => [pair.times[i], pair.pictures[i]])
    this.stages = sides.map((side, i) => new Stage(side, { pictures: kept(i), told: (time) => this.tick(i, time) }))
    this.element = h("section", { "aria-label": "Players" }, this.segmentRow(), this.pictures(), this.controls(), this.strip(entry))
    this.begun = Promise.all(this.stages.map((stage) => stage.begin())).then(() => this.settle())
  }

  get stretch() { return this.stretches[this.at] }
  get first() { return this.stages[0] }
  get second() { return this.stages[1] }
  // The side whose clock leads: a still picture has none.
  get lead() { return this.first.film || !this.second?.film ? 0 : 1 }

  end() {
    clearInterval(this.blinking)
    this.stages.forEach((stage) => stage.end())
    this.sizes?.disconnect()
  }

  settle() {
    this.sizes = new ResizeObserver(() => this.lay())
    this.stages.forEach((stage) => this.sizes.observe(stage.box))
    if (this.second && this.second.film) this.second.media.muted = true
    if (this.first.film) this.first.media.muted = false
    this.draw()
    this.go(this.time)
  }

  // ── what stands on the page ──

  pictures() {
    this.times = this.stages.map(() => h("p.time", {}))
    this.shapes = this.stages.map(() => svg("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" }))
    this.showing = h("p.notice", { hidden: true })
    const shown = this.stages.map((stage, i) => {
      stage.box.append(this.shapes[i])
      return h("div.side.film", {},
        h("p.name", {}, its(stage.side.name), " ", h("span.quiet", {}, its(stage.side.where))),
        stage.box, this.times[i], stage.note,
        stage.side.warnings.length ? h("p.copy", {}, "damage: ", its(stage.side.warnings.join("; "))) : null)
    })
    this.first.box.append(this.showing)
    this.grid = h("div.players", {}, shown)
    if (this.stages.length < 2) this.grid.classList.add("one")
    return this.grid
  }

  controls() {
    const button = (name, key, act) => h("button", { type: "button", onclick: act, title: key ? `${name} (${key})` : name }, name, key ? [" ", h("kbd", {}, key)] : null)
    this.playButton = button("Play", "Space", () => this.toggle())
    this.slider = h("input", { type: "range", min: "0", max: "1", step: "0.001", value: "0", "aria-label": "Time in the stretch" })
    this.slider.addEventListener("input", () => { this.stop(); this.go(this.start + Number(this.slider.value) * (this.finish - this.start)) })
    this.modes = this.second ? {
      laid: button("Laid over", "l", () => this.lie()),
      blink: button("Blink", "b", () => this.blink()),
      difference: button("Difference", "d", () => this.difference()),
    } : {}
    return h("div.controls", {}, this.playButton, button("◀ frame", "←", () => this.step(-1)), button("frame ▶", "→", () => this.step(1)),
      this.slider, this.second ? h("div.modes", { role: "group", "aria-label": "How the pictures lie" }, Object.values(this.modes), button("Side by side", "Esc", () => this.beside())) : null)
  }

  segmentRow() {
    if (this.stretches.length < 2 && !this.second) return null
    this.segmentButtons = this.stretches.map((stretch, i) => h("button", { type: "button", onclick: () => this.choose(i) },
      `${clock(stretch.query[0])}–${clock(stretch.query[1])} ↔ ${clock(stretch.compared[0])}–${clock(stretch.compared[1])}`,
      Math.abs(rate(stretch) - 1) > 0.005 ? ` × ${rate(stretch).toFixed(2)}` : ""))
    return h("div.segments", { role: "group", "aria-label": "Stretches that show the same" }, this.segmentButtons)
  }

  strip(entry) {
    const pairs = entry.pairs ?? []
    const frames = pairs.length ? pairs.map((pair) => ({ time: pair.times[0], pictures: pair.pictures }))
      : this.first.side.strip.map((frame) => ({ time: frame.time, pictures: [frame.picture] }))
    if (!frames.length) return null
    return h("div.strip", { role: "group", "aria-label": pairs.length ? "Aligned pairs" : "Keyframes", tabindex: "0" }, frames.map((frame) =>
      h("figure", {}, h("button.pairbutton", { type: "button", "aria-label": `Go to ${clock(frame.time)}`, onclick: () => { this.stop(); this.go(frame.time) } },
        frame.pictures.map((address) => h("img", { src: address, alt: "", loading: "lazy" }))),
      h("figcaption", {}, clock(frame.time)))))
  }

  draw() {
    this.grid.classList.toggle("over", this.mode !== "beside")
    this.segmentButtons?.forEach((button, i) => button.setAttribute("aria-pressed", String(i === this.at)))
    for (const [name, button] of Object.entries(this.modes)) {
      const on = name === "laid" ? this.laidOut && this.mode === "beside" : this.mode === name
      button.setAttribute("aria-pressed", String(on))
    }
    this.outlines()
    this.lay()
  }

  outlines() {
    const placement = this.stretch.placement
    this.shapes.forEach((shape) => shape.replaceChildren())
    if (!placement || !this.second || this.mode !== "beside") return
    const back = inverse(placement)
    const drawn = [back && corners(back), corners(placement)]
    drawn.forEach((points, i) => {
      if (!points || (i === 1 && this.laidOut)) return
      this.shapes[i].append(svg("polygon", { points: points.map((point) => point.join(",")).join(" ") }))
    })
  }

  // The second picture where it belongs: in its own frame, in the query's, or over the query's.
  lay() {
    if (!this.second?.media) return
    const over = this.mode !== "beside"
    const moved = over || this.laidOut
    const home = over ? this.first.box : this.second.box
    const media = this.second.media
    if (media.parentElement !== home) home.insertBefore(media, over ? this.shapes[0] : home.firstChild)
    this.second.box.style.aspectRatio = String(moved && !over ? this.first.aspect : this.second.aspect)
    this.second.box.style.width = `min(100%, calc(54vh * ${moved && !over ? this.first.aspect : this.second.aspect}))`
    const { clientWidth, clientHeight } = home
    media.style.transform = moved ? laid(this.stretch.placement ?? [1, 0, 0, 0, 1, 0], clientWidth, clientHeight) ?? "none" : "none"
    media.classList.toggle("other", moved)
    media.classList.toggle("difference", this.mode === "difference")
    media.style.visibility = this.mode === "blink" && !this.ofOther ? "hidden" : "visible"
    this.showing.hidden = !over
    this.showing.textContent = this.mode === "difference" ? "Difference: black where both pictures agree"
      : `Shown now: ${this.ofOther ? "the other side, " + this.second.side.name : this.first.side.name}`
  }

  // ── what keys and buttons do ──

  choose(i) {
    this.at = Math.max(0, Math.min(this.stretches.length - 1, i))
    this.draw()
    this.stop()
    this.go(this.stretch.query[0])
  }

  lie() { this.laidOut = !this.laidOut; this.mode = "beside"; clearInterval(this.blinking); this.draw() }

  beside() { clearInterval(this.blinking); this.mode = "beside"; this.draw() }

  blink() {
    if (!this.second) return
    clearInterval(this.blinking)
    this.ofOther = this.mode === "blink" ? !this.ofOther : true
    this.mode = "blink"
    this.draw()
  }

  blinkOn() {
    if (!this.second) return
    const on = this.blinking && this.mode === "blink"
    this.blink()
    this.blinking = on ? null : setInterval(() => { this.ofOther = !this.ofOther; this.lay() }, BLINK)
  }

  difference() {
    if (!this.second) return
    clearInterval(this.blinking)
    this.mode = this.mode === "difference" ? "beside" : "difference"
    this.draw()
  }

  swapSound() {
    if (!this.second?.film || !this.first.film) return
    this.second.media.muted = !this.second.media.muted
    this.first.media.muted = !this.second.media.muted
  }

  // ── time ──

  // The ends of what the slider spans, on the leading clock.
  get start() { return this.second ? this.ends[0] : 0 }
  get finish() { return this.second ? Math.max(this.ends[1], this.ends[0] + 0.001) : Math.max(this.first.side.duration ?? 0, 0.001) }
  get ends() { return this.lead === 0 ? this.stretch.query : this.stretch.compared }

  go(time) {
    this.time = time
    this.stages[this.lead].seek(time)
    this.follow(time)
  }

  follow(time) {
    const stage = this.stages[1 - this.lead]
    if (!stage) return
    const turned = { query: this.stretch.compared, compared: this.stretch.query }
    stage.seek(other(this.lead === 0 ? this.stretch : turned, time))
  }

  step(frames) {
    this.stop()
    const { rate: pace } = this.stages[this.lead].side
    const at = (frameOf(this.time, pace) + frames) * frameLength(pace)
    this.go(Math.max(0, Math.min(at + 1e-6, this.stages[this.lead].side.duration ?? at)))
  }

  jump(seconds) { this.stop(); this.go(Math.max(0, this.time + seconds)) }

  toggle() { if (this.running) this.stop(); else this.run() }

  run() {
    const lead = this.stages[this.lead]
    if (!lead.film) return
    if (this.second && (this.time >= this.ends[1] - 0.02 || this.time < this.ends[0] - 0.02)) this.go(this.ends[0])
    this.running = true
    this.playButton.firstChild.data = "Stop"
    const follower = this.stages[1 - this.lead]
    const pace = this.lead === 0 ? rate(this.stretch) : 1 / rate(this.stretch)
    if (follower?.film) follower.media.playbackRate = Math.max(0.07, Math.min(15, pace))
    for (const stage of this.stages) if (stage.film) stage.media.play().catch(() => this.stop())
  }

  stop() {
    if (!this.running) return
    this.running = false
    this.playButton.firstChild.data = "Play"
    for (const stage of this.stages) if (stage.film) stage.media.pause()
    this.follow(this.time)
  }

  tick(i, time) {
    this.times[i].textContent = `${clock(time)}  frame ${frameOf(time + 1e-4, this.stages[i].side.rate)}`
    if (i !== this.lead) return
    if (this.running) this.time = time
    this.slider.value = String((this.time - this.start) / (this.finish - this.start))
    if (!this.running) return
    const ended = this.second ? time >= this.ends[1] - 0.01 : this.stages[i].media.ended
    if (ended) { this.stop(); return }
    this.mend(time)
  }

  // Two clocks of one browser drift by little; what is more is put right at once.
  mend(time) {
    const follower = this.stages[1 - this.lead]
    if (!follower) return
    const turned = { query: this.stretch.compared, compared: this.stretch.query }
    const wanted = other(this.lead === 0 ? this.stretch : turned, time)
    if (!follower.film) follower.seek(wanted)
    else if (Math.abs(follower.media.currentTime - follower.first - wanted) > DRIFT && !follower.media.seeking) {
      follower.media.currentTime = wanted + follower.first
    }
  }
}
