import { FileConfig } from '../config.ts'
import type { ConfigLanguage } from '../config-language.ts'
import { ADDRESS } from '../sources/source-url.ts'
import { type ConfigMistake, mistakeAt } from './config-mistake.ts'
import { findMarked } from './find-marked.ts'

const TEMPLATE = /\{\{.*?\}\}/gs
/** What a template becomes: it stands for a value, and is none of what parts a query. */
const FILLED = '\u0000'
const PLACES = 'secrets in bearer, basic or headers alone'

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '))
  } catch {
    return name
  }
}

/** Names of the query's parameters whose value is written out. */
function writtenParameters(url: string): string[] {
  const [, query = ''] = /^[^?#]*\?([^#]*)/s.exec(url.replace(TEMPLATE, FILLED)) ?? []
  return query.split('&').flatMap((pair) => {
    const [name = '', ...value] = pair.split('=')
    return value.join('=') === '' || value.some((part) => part.includes(FILLED)) ? [] : [decoded(name)]
  })
}

/** Secrets in the query of a URL that is asked: they would stand in this file, and in the logs of whatever lies between. */
export function checkSourceUrls(file: unknown, { isSecretParameter }: ConfigLanguage): ConfigMistake[] {
  return findMarked(ADDRESS, FileConfig, { value: file, path: [] }).flatMap(({ path, text, mark }) =>
    writtenParameters(text)
      .filter(isSecretParameter)
      .map((name) =>
        mistakeAt(
          path,
          `a value of ${name.slice(0, 60)}, which is the name of a secret`,
          mark.templated ? `${PLACES}; {{ "value" }} where it is none` : PLACES,
        ),
      ),
  )
}
