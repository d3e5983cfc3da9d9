() => {
  const found = []
  const scrolled = ".scroll, .strip, nav ul, .visually-hidden, .skip"
  const said = (what, text) => found.push(what + ": " + text.trim().slice(0, 50))
  const clips = (style) => style.overflowX === "hidden" || style.overflowX === "clip"
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  while (walker.nextNode()) {
    const node = walker.currentNode, el = node.parentElement
    if (!node.data.trim() || !el.checkVisibility() || el.closest(scrolled) || el.closest("svg")) continue
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) {
      if (!rect.width) continue
      if (rect.left < -1 || rect.right > innerWidth + 1) said("beyond the page", node.data)
      for (let up = el; up !== document.body; up = up.parentElement) {
        if (!clips(getComputedStyle(up))) continue
        const box = up.getBoundingClientRect()
        if (rect.left < box.left - 1 || rect.right > box.right + 1 || rect.bottom > box.bottom + 1) said("cut off", node.data)
      }
    }
  }
  for (const parent of document.querySelectorAll("body, main, section, article, .cards, .sides, .steps, .pairs, .two, dl.facts, td, figure")) {
    const boxes = [...parent.children].filter((e) => e.checkVisibility() && !e.matches(".skip, .visually-hidden, br, sup, bdi, q, a, span, code"))
      .map((e) => [e, e.getBoundingClientRect()]).filter(([, r]) => r.width && r.height)
    boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
      if (a.left + 1 < b.right && b.left + 1 < a.right && a.top + 1 < b.bottom && b.top + 1 < a.bottom)
        said("one over another", one.tagName + "." + one.className + " / " + other.tagName + "." + other.className)
    }))
  }
  for (const table of document.querySelectorAll("table")) {
    const whole = table.getBoundingClientRect(), rows = table.tBodies[0]?.getBoundingClientRect()
    if (table.checkVisibility() && rows && rows.width < 0.8 * whole.width) said("half empty", table.className + " " + table.textContent)
  }
  for (const drawing of document.querySelectorAll("figure svg, svg.timeline, svg.map")) {
    if (!drawing.checkVisibility()) continue
    const frame = drawing.viewBox.baseVal
    for (const text of drawing.querySelectorAll("text")) {
      const b = text.getBBox()
      if (b.width && (b.x < frame.x - 1 || b.y < frame.y - 1 || b.x + b.width > frame.x + frame.width + 1 || b.y + b.height > frame.y + frame.height + 1))
        said("outside its drawing", text.textContent)
    }
    const size = drawing.getBoundingClientRect()
    if (size.width < 40 || size.height < 9) said("too small to see", drawing.outerHTML)
  }
  return [...new Set(found)]
}
