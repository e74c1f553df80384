import { parseArgs } from 'node:util'
import type { SubjectRequest } from '../../checks/check.ts'
import { Why403Error } from '../../errors.ts'

/** What `why403 diagnose` was asked, decoded. */
export type DiagnoseOptions = { request: SubjectRequest; as?: string; sendUnsafe: boolean; json: boolean }

/** `why403 diagnose --help`. */
export const DIAGNOSE_HELP = `why403 diagnose [METHOD] URL [--as NAME] [--header 'Name: value']… [--data BODY] [--send-unsafe] [--json]

Opens an incident, sends the request as several identities and walks the runbook. Only URLs listed in why403.yaml are probed.
At a terminal it asks you what no check can tell; with --json, or without a terminal, it never asks.

  METHOD          GET when left out
  --as NAME       the identity whose refusal you want explained
  --header, -H    one header of the request, as in curl; may be given several times
  --data, -d      the body of the request
  --send-unsafe   your approval to send POST, PUT, PATCH or DELETE for real, this once
  --json          one line of JSON

Exit status: 0 concluded; 1 needs a person, or not reproduced; 2 usage; 3 refused by safety; 4 failed.
`

/**
 * Reads the arguments of `diagnose`; null asks for the help page.
 * @throws `usage.invalid` naming what was found and what was expected
 */
export function readDiagnoseOptions(args: string[]): DiagnoseOptions | null {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      header: { type: 'string', short: 'H', multiple: true, default: [] },
      data: { type: 'string', short: 'd' },
      'send-unsafe': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return null
  const { method, url } = methodAndUrl(positionals)
  const headers = Object.fromEntries(values.header.map(headerOf))
  return { request: { method, url, headers, body: values.data }, as: values.as, sendUnsafe: values['send-unsafe'], json: values.json }
}

function methodAndUrl(words: string[]): { method: string; url: string } {
  const [first, second, ...rest] = words
  if (first === undefined)
    throw new Why403Error('usage.invalid', 'diagnose: found no URL, expected: why403 diagnose [METHOD] URL [--as NAME]')
  if (second === undefined) return { method: 'GET', url: first }
  if (rest[0] === 'as' && rest[1] !== undefined)
    throw new Why403Error('usage.invalid', `diagnose: found "as ${rest[1]}", expected --as ${rest[1]}`)
  if (rest.length > 0) throw new Why403Error('usage.invalid', `diagnose: found ${words.length} words, expected at most METHOD and URL`)
  if (!/^[A-Za-z]{1,20}$/.test(first))
    throw new Why403Error('usage.invalid', `diagnose: found "${first.slice(0, 40)}" before the URL, expected a method such as GET or POST`)
  return { method: first.toUpperCase(), url: second }
}

function headerOf(text: string): [string, string] {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/s.exec(text)
  if (!match) throw new Why403Error('usage.invalid', "--header: expected 'Name: value' (RFC 9110 field name, colon, value)")
  return [match[1] as string, match[2] as string]
}
