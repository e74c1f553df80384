import { useEffect, useState } from 'preact/hooks'

/** @typedef {{ user: string, room: string, thread?: string }} Place who looks, at which channel or `home`, at which thread */

const FIRST = { user: 'ada', room: 'incidents' }
const LAST_USER = 'why403-practice-user'

/** @returns {Place} the place that the address names: `#user/room` or `#user/room/ts` */
function readPlace(hash = location.hash) {
  const [user, room, thread] = decodeURIComponent(hash.slice(1)).split('/')
  return { user: user || localStorage.getItem(LAST_USER) || FIRST.user, room: room || FIRST.room, ...(thread ? { thread } : {}) }
}

/** The current place and a function that changes parts of it; the browser's back button works. */
export function usePlace() {
  const [place, setPlace] = useState(readPlace)
  useEffect(() => {
    const follow = () => {
      const next = readPlace()
      localStorage.setItem(LAST_USER, next.user)
      setPlace(next)
    }
    follow()
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const go = (change) => {
    const { user, room, thread } = { ...readPlace(), ...change }
    location.hash = [user, room, thread].filter(Boolean).join('/')
  }
  return [place, go]
}
