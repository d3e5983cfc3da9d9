// Elements are built, never parsed: text from a case stays text.

export function h(name, given = {}, ...children) {
  const [tag, ...classes] = name.split(".")
  const made = document.createElement(tag || "div")
  if (classes.length) made.className = classes.join(" ")
  for (const [key, value] of Object.entries(given ?? {})) {
    if (value === undefined || value === null || value === false) continue
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value)
    else if (key in made && typeof value !== "string") made[key] = value
    else made.setAttribute(key, value === true ? "" : value)
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""))
  return made
}

const SVG = "http://www.w3.org/2000/svg"

export function svg(name, given = {}, ...children) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

// Text of a case may run in either direction without turning what stands around it.
export const its = (text) => h("bdi", {}, text)
export const cited = (text) => h("q", { dir: "auto" }, text)

// A link out tells the other site nothing but that it was opened; the reader decides.
export const out = (url, text = url) =>
  url ? h("a.out", { href: url, target: "_blank", rel: "noopener noreferrer" }, its(text)) : its(text)

export function facts(...pairs) {
  const rows = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && !value.length))
  return h("dl.facts", {}, rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]))
}

export const byId = (id) => document.getElementById(id)

export function say(text, { bad = false } = {}) {
  const place = byId("said")
  place.replaceChildren(h(bad ? "p.bad" : "p", {}, its(text)))
  clearTimeout(say.timer)
  say.timer = setTimeout(() => place.replaceChildren(), bad ? 15000 : 6000)
}

export function clock(seconds) {
  const sign = seconds < 0 ? "−" : ""
  const whole = Math.round(Math.abs(seconds) * 1000)
  const minutes = Math.floor(whole / 60000)
  const rest = ((whole % 60000) / 1000).toFixed(3).padStart(6, "0")
  return `${sign}${minutes}:${rest}`
}
