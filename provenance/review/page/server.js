// What is asked of the program on this machine.

class Refused extends Error {}

async function answer(response) {
  if (response.status === 403) throw new Refused("this page no longer belongs to the running program; open the address that it printed")
  const told = response.headers.get("content-type")?.startsWith("application/json") ? await response.json() : {}
  if (!response.ok) throw new Refused(told.error ?? `the program answered ${response.status}`)
  return told
}

async function ask(path, options = {}) {
  try {
    return await answer(await fetch(path, { cache: "no-store", credentials: "same-origin", ...options }))
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Error("the program does not answer: was it ended? Nothing that was recorded is lost", { cause: error })
  }
}

export const get = (path) => ask(path)
export const post = (path, body = {}) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })

// A file is streamed, never read into the page; the request tells how far it is.
export function send(path, file, told) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest()
    request.open("POST", path)
    request.setRequestHeader("content-type", "application/octet-stream")
    request.upload.onprogress = (event) => event.lengthComputable && told(event.loaded / event.total)
    request.onload = () => {
      let found = {}
      try { found = JSON.parse(request.responseText) } catch { /* an empty answer */ }
      if (request.status < 300) done(found)
      else failed(new Error(found.error ?? `the program answered ${request.status}`))
    }
    request.onerror = () => failed(new Error("the file was not taken: the program does not answer, or refused it for its size"))
    request.send(file)
  })
}
