/**
 * Does something as a person: sends it to the stand-in and returns what came of it; `failure` says in words that it
 * could not be done.
 * @param {string} user
 * @param {string} kind
 * @param {object} fields
 */
export async function sendDeed(user, kind, fields = {}) {
  try {
    const response = await fetch('/practice/deeds', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind, user, ...fields }),
    })
    return await response.json()
  } catch {
    return { failure: 'why403 cannot be reached. Is it still running?' }
  }
}
