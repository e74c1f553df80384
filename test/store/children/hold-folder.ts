/** Holds the folder in argv until it is killed; says `held` or the code of its refusal. */
import { isWhy403Error } from '../../../src/errors.ts'
import { lockFolder } from '../../../src/store/opening/folder-lock.ts'

try {
  await lockFolder(process.argv[2] ?? '')
  console.log('held')
  setInterval(() => {}, 60_000)
} catch (error) {
  console.log(isWhy403Error(error) ? error.code : String(error))
}
