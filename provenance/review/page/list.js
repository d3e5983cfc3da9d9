// A list of any length: only the lines in sight exist.

import { h, its } from "./dom.js"

const HEIGHT = 62 // pixels of a line, as in review.css
const SPARE = 8 // lines built above and below those in sight

export class List {
  constructor(box, room, { chosen }) {
    this.box = box
    this.room = room
    this.chosen = chosen
    this.entries = []
    this.at = -1
    this.lines = new Map()
    box.addEventListener("scroll", () => this.draw(), { passive: true })
    new ResizeObserver(() => this.draw()).observe(box)
    room.addEventListener("click", (event) => {
      const line = event.target.closest("[data-place]")
      if (line) this.go(Number(line.dataset.place))
    })
  }

  show(entries, key) {
    this.entries = entries
    this.room.style.height = `${entries.length * HEIGHT}px`
    this.lines.forEach((line) => line.remove())
    this.lines.clear()
    this.at = entries.findIndex((entry) => entry.key === key)
    this.draw()
  }

  draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / HEIGHT) - SPARE)
    const last = Math.min(this.entries.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / HEIGHT) + SPARE)
    for (const [place, line] of this.lines) {
      if (place < first || place >= last) {
        line.remove()
        this.lines.delete(place)
      }
    }
    for (let place = first; place < last; place++) if (!this.lines.has(place)) this.build(place)
    this.mark()
  }

  build(place) {
    const entry = this.entries[place]
    const state = entry.decided ? h("span.pill", { class: `pill ${entry.open ? "" : "done"}` }, entry.decided) : null
    const line = h("div.line", {
      role: "option", id: `line-${place}`, "data-place": String(place), "data-key": entry.key,
      "aria-setsize": String(this.entries.length), "aria-posinset": String(place + 1),
    }, h("strong", {}, its(entry.title)), h("span.quiet", {}, its(entry.line)), state)
    line.classList.toggle("open", entry.open)
    line.style.top = `${place * HEIGHT}px`
    this.lines.set(place, line)
    this.room.append(line)
  }

  mark() {
    for (const [place, line] of this.lines) {
      line.classList.toggle("here", place === this.at)
      line.setAttribute("aria-selected", String(place === this.at))
    }
    if (this.lines.has(this.at)) this.box.setAttribute("aria-activedescendant", `line-${this.at}`)
    else this.box.removeAttribute("aria-activedescendant")
  }

  go(place) {
    if (!this.entries.length) return
    this.at = Math.max(0, Math.min(this.entries.length - 1, place))
    const top = this.at * HEIGHT
    if (top < this.box.scrollTop) this.box.scrollTop = top
    else if (top + HEIGHT > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + HEIGHT - this.box.clientHeight
    this.draw()
    this.chosen(this.entries[this.at])
  }

  step(by) {
    this.go(this.at < 0 ? 0 : this.at + by)
  }

  // The next one that nobody has decided, from here on and then from the start.
  nextOpen() {
    const order = [...this.entries.keys()].map((i) => (i + this.at + 1) % this.entries.length)
    const found = order.find((place) => this.entries[place].open)
    if (found !== undefined) this.go(found)
    return found !== undefined
  }
}
