// One picture on the page: a film, a copy of one, single frames, a still, or what the case keeps of footage that is elsewhere.

import { middle } from "./clock.js"
import { h } from "./dom.js"
import { get } from "./server.js"

const POLL = 700 // milliseconds between questions after a copy

export class Stage {
  constructor(side, { pictures = [], told = () => {} } = {}) {
    this.side = side
    this.pictures = pictures // [time, address] of what is kept, for footage that is not at hand
    this.told = told
    this.first = 0 // time of the first picture on the film's own clock
    this.shown = 0
    this.media = null
    this.gone = false
    this.note = h("p.copy", { hidden: true })
    this.box = h("div.stage")
    this.ratio(side.width && side.height ? side.width / side.height : 16 / 9)
  }

  ratio(value) {
    this.aspect = value
    this.box.style.aspectRatio = String(value)
    this.box.style.width = `min(100%, calc(54vh * ${value}))`
  }

  get film() { return this.media instanceof HTMLVideoElement }

  begin() {
    const { show, media, frame } = this.side
    if (show === "film") return this.play(media, { orElse: () => this.copied() })
    if (show === "copy") return this.copied()
    if (show === "picture") return this.still(media)
    if (show === "frame") return this.still(`${frame}?time=0`)
    return this.kept()
  }

  end() {
    this.gone = true
    if (this.film) { this.media.pause(); this.media.removeAttribute("src"); this.media.load() }
  }

  put(media) {
    this.media?.remove()
    this.media = media
    this.box.prepend(media)
  }

  async play(address, { orElse }) {
    const film = h("video", { src: address, preload: "auto", playsinline: true, muted: true, "aria-label": this.side.name })
    film.disablePictureInPicture = true
    this.put(film)
    const ready = await new Promise((done) => {
      film.addEventListener("loadeddata", () => done(true), { once: true })
      film.addEventListener("error", () => done(false), { once: true })
    })
    if (this.gone) return undefined
    if (!ready || !film.videoWidth) return orElse()
    this.ratio(film.videoWidth / film.videoHeight)
    this.first = await firstTime(film)
    this.watch()
    return undefined
  }

  watch() {
    const film = this.media
    const told = (_, frame) => {
      if (this.gone || film !== this.media) return
      this.shown = frame.mediaTime - this.first
      this.told(this.shown)
      film.requestVideoFrameCallback(told)
    }
    if (film.requestVideoFrameCallback) film.requestVideoFrameCallback(told)
    else film.addEventListener("timeupdate", () => { this.shown = film.currentTime - this.first; this.told(this.shown) })
  }

  // What the browser cannot play is converted by the program, into its cache outside the case.
  async copied() {
    this.say(`The browser cannot play this file (${this.side.codec || "unknown codec"}). A copy to look at is being made, in the cache and outside the case…`)
    for (;;) {
      const state = await get(`${this.side.copy}?state`).catch((error) => ({ problem: error.message }))
      if (this.gone) return undefined
      if (state.problem) return this.framed(state.problem)
      if (state.ready) break
      await new Promise((done) => setTimeout(done, POLL))
    }
    this.say(`A copy made for the browser (${this.side.codec || "unknown codec"}, not playable as it is); the evidence is as it was.`)
    return this.play(this.side.copy, { orElse: () => this.framed("the copy cannot be played") })
  }

  // Last resort: the program decodes one frame at a time.
  framed(why) {
    this.say(`Single frames only: ${why}`)
    return this.still(`${this.side.frame}?time=0`, { frames: true })
  }

  async still(address, { frames = false } = {}) {
    const picture = h("img", { src: address, alt: this.side.name })
    this.frames = frames
    this.put(picture)
    const ready = await picture.decode().then(() => true, () => false)
    if (ready) this.ratio(picture.naturalWidth / picture.naturalHeight)
    else this.kept()
  }

  kept() {
    this.media?.remove()
    this.media = null
    if (!this.pictures.length) {
      this.put(h("div.none", {}, this.side.show === "none" && this.side.codec === "" && this.side.strip.length === 0
        ? "The file is not at hand: name its library with --library to play it."
        : "No picture can be shown of this file."))
      return
    }
    this.say("The file is not at hand, so the nearest picture that the case keeps is shown. Name its library with --library to play it.")
    this.put(h("img", { alt: this.side.name }))
    this.seek(this.pictures[0][0])
    this.media.decode().then(() => this.ratio(this.media.naturalWidth / this.media.naturalHeight), () => {})
  }

  say(text) {
    this.note.hidden = false
    this.note.textContent = text
  }

  seek(time) {
    const at = Math.max(0, Math.min(time, this.side.duration ?? time))
    if (this.film) {
      this.wanted = middle(at, this.side.rate) + this.first
      if (this.waits) return
      if (!this.media.seeking) { this.media.currentTime = this.wanted; return }
      this.waits = true
      this.media.addEventListener("seeked", () => { this.waits = false; if (this.film) this.media.currentTime = this.wanted }, { once: true })
    } else if (this.frames) {
      this.media.src = `${this.side.frame}?time=${at.toFixed(3)}`
      this.shown = at
      this.told(at)
    } else if (this.media instanceof HTMLImageElement && this.pictures.length) {
      const [when, address] = this.pictures.reduce((best, one) => (Math.abs(one[0] - at) < Math.abs(best[0] - at) ? one : best))
      if (this.media.getAttribute("src") !== address) this.media.src = address
      this.shown = when
      this.told(when)
    }
  }
}

function firstTime(film) {
  if (!film.requestVideoFrameCallback) return 0
  return new Promise((done) => {
    const timer = setTimeout(() => done(0), 2000)
    film.requestVideoFrameCallback((_, frame) => { clearTimeout(timer); done(frame.mediaTime) })
    film.currentTime = 0
  })
}
