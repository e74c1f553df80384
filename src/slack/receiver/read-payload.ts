import { type Envelope, readEnvelope } from './payload.ts'

/** A body as Slack means it: JSON, or a form that holds a command or a JSON `payload`, with or without a charset. */
export function readPayload(contentType: string | null, body: string): Envelope | undefined {
  const json = isForm(contentType, body) ? formValue(new URLSearchParams(body)) : body
  try {
    return readEnvelope(typeof json === 'string' ? JSON.parse(json) : json)
  } catch {
    return undefined
  }
}

/** Slack asks now and then, unsigned, whether the certificate is good; the rest of such a request is not read. */
export function isSslCheck(contentType: string | null, body: string): boolean {
  return body.length < 2000 && isForm(contentType, body) && new URLSearchParams(body).get('ssl_check') === '1'
}

function isForm(contentType: string | null, body: string): boolean {
  return contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded') ?? !/^\s*[{[]/.test(body)
}

function formValue(form: URLSearchParams): string | Record<string, string> | undefined {
  const payload = form.get('payload')
  if (payload !== null) return payload
  return form.has('command') ? Object.fromEntries(form) : undefined
}
