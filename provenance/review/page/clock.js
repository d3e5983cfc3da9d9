// From a moment of the query to the same moment of the other side, and from the picture to the picture.

// A stretch: query [a, b] shows what compared [c, d] shows; between them time runs straight.
export function other(stretch, time) {
  const [a, b] = stretch.query
  const [c, d] = stretch.compared
  return b > a ? c + ((time - a) * (d - c)) / (b - a) : c
}

export function rate(stretch) {
  const [a, b] = stretch.query
  const [c, d] = stretch.compared
  return b > a && d > c ? (d - c) / (b - a) : 1
}

// The middle of the frame that is shown at `time`: exact seeks land on the frame before when they hit its edge.
export function middle(time, [numerator, denominator]) {
  const frame = Math.floor((time * numerator) / denominator + 1e-3)
  return ((Math.max(0, frame) + 0.5) * denominator) / numerator
}

export const frameOf = (time, [numerator, denominator]) => Math.floor((time * numerator) / denominator + 1e-3)
export const frameLength = ([numerator, denominator]) => denominator / numerator

// A placement (a, b, c, d, e, f) maps the query's picture into the compared one, both in shares of their sides.
export function inverse([a, b, c, d, e, f]) {
  const det = a * e - b * d
  if (Math.abs(det) < 1e-9) return null
  return [e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det]
}

// The CSS matrix that lays the compared picture, drawn over the whole stage, where the query shows it.
export function laid(placement, width, height) {
  const back = placement && inverse(placement)
  if (!back) return null
  const [a, b, c, d, e, f] = back
  return `matrix(${a}, ${(d * height) / width}, ${(b * width) / height}, ${e}, ${c * width}, ${f * height})`
}

// The corners of the query's picture as they lie in the compared one, in shares.
export function corners([a, b, c, d, e, f]) {
  return [[0, 0], [1, 0], [1, 1], [0, 1]].map(([x, y]) => [a * x + b * y + c, d * x + e * y + f])
}
