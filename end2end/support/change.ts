/** Changes made with Podium as a browser without scripts makes them: the plan's form is read and sent. */

/** What a form was answered. */
export type Sent = { status: number; location: string | null; text: string }

/** Reads the plan at an address and gives back the fields of its form. */
export async function planned(podium: string, path: string): Promise<URLSearchParams> {
  const page = await (await fetch(podium + path)).text()
  const form = page.match(/<form[^>]*aria-label="Carry the plan out".*?<\/form>/s)?.[0]
  if (!form) throw new Error(`there is no plan at ${path}`)
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return new URLSearchParams(hidden.map(([, name, value]) => [name, value]))
}

/** Sends the form of a plan. */
export async function send(podium: string, path: string, fields: URLSearchParams): Promise<Sent> {
  const answer = await fetch(podium + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: podium },
    body: fields.toString(),
  })
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
}

/** Carries out what an address asks for. */
export async function change(podium: string, path: string, reason: string): Promise<void> {
  const fields = await planned(podium, path)
  fields.set('reason', reason)
  const { status, text } = await send(podium, path, fields)
  if (status !== 303) throw new Error(`${path}: ${status} ${text}`)
}
