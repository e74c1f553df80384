import { useEffect, useState } from 'preact/hooks'

const AGAIN_MS = 1500

/**
 * What `user` sees, kept up to date by the server. `around` is null until the first update.
 * @param {string} user
 * @returns {{ around: object | null, messages: object[], connected: boolean }}
 */
export function useLive(user) {
  const [seen, setSeen] = useState({ around: null, messages: [], connected: true })
  useEffect(() => {
    const show = (next) => setSeen((before) => ({ ...before, ...next }))
    const link = keepConnected(`/practice/live?as=${encodeURIComponent(user)}`, show)
    return () => link.close()
  }, [user])
  return seen
}

/** Follows the stream; the browser connects anew by itself except after an answer that is none, such as 503 while why403 starts. */
function keepConnected(url, show) {
  let byKey = new Map()
  let source
  let timer
  const connect = () => {
    source = new EventSource(url)
    source.onopen = () => {
      byKey = new Map()
      show({ connected: true })
    }
    source.onerror = () => {
      show({ connected: false })
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, AGAIN_MS)
    }
    source.onmessage = (event) => {
      const { around, put, gone } = JSON.parse(event.data)
      for (const [key, message] of Object.entries(put)) byKey.set(key, message)
      for (const key of gone) byKey.delete(key)
      show({ around, messages: [...byKey.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1)), connected: true })
    }
  }
  connect()
  return {
    close() {
      clearTimeout(timer)
      source.close()
    },
  }
}
