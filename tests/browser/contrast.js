() => {
  const parse = (c) => { const n = c.match(/[\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1] }
  const lum = ([r, g, b]) => {
    const f = [r, g, b].map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 })
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]
  }
  const ground = (el) => {
    for (; el; el = el.parentElement) { const c = parse(getComputedStyle(el).backgroundColor); if (c[3] > 0) return c }
    return [255, 255, 255, 1]
  }
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement
    if (!walker.currentNode.data.trim() || el.closest("svg")) continue
    const [a, b] = [lum(parse(getComputedStyle(el).color)), lum(ground(el))].sort((x, y) => y - x)
    if ((a + 0.05) / (b + 0.05) < 4.5) found.push(el.tagName + "." + el.className + ": " + el.textContent.slice(0, 30))
  }
  return [...new Set(found)]
}
