import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that is removed at the end of its scope; `write` puts a file into it and gives its path. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'why403-logs-'))
  return {
    path,
    write(name: string, data: string | Uint8Array): string {
      writeFileSync(join(path, name), data)
      return join(path, name)
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}
