import { watch } from 'chokidar'

/** Editors write a file in several steps, and people save several files at once. */
const QUIET_MS = 150

/** Calls `onChange` after the markdown files of a folder have changed and been quiet for a moment. Resolves when it watches. */
export async function watchFolder(dir: string, onChange: () => void): Promise<{ close(): Promise<void> }> {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(dir, { depth: 0, ignoreInitial: true })
  watcher.on('all', (_, path) => {
    if (!/\.md$/i.test(path)) return
    clearTimeout(timer)
    timer = setTimeout(onChange, QUIET_MS)
  })
  await new Promise<void>((resolve) => watcher.once('ready', resolve))
  return {
    async close() {
      clearTimeout(timer)
      await watcher.close()
    },
  }
}
