import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { isAlive } from './is-alive.ts'

/** Field 22 of /proc/PID/stat, counted after the command's name in brackets. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const STARTTIME_AFTER_NAME = 22 - 3

/**
 * When the process `pid` was started, in the system's own words; null when there is no such process. Together with the
 * pid it names one process for ever, also after the number was given again.
 */
export function processStart(pid: number): string | null {
  return isAlive(pid) ? (fromProc(pid) ?? fromPs(pid)) : null
}

function fromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? null : `${boot} ${fields[STARTTIME_AFTER_NAME - 1]}`
  } catch {
    return null
  }
}

function fromPs(pid: number): string | null {
  try {
    const line = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).trim()
    return line === '' ? null : line
  } catch {
    return null
  }
}
