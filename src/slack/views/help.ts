import { section } from './elements.ts'
import { type Rendered, render } from './rendered.ts'

const HELP = [
  '*Why is this request forbidden?*',
  '`/why403 https://api.example.com/orders` asks as the target’s first identity with credentials',
  '`/why403 POST https://api.example.com/orders as alice` another method, a named identity; an unsafe method is sent only after a press',
  '`/why403 curl …` a pasted curl command; its secrets are sealed, never shown',
  '`/why403` opens a form',
  '`/why403 list` what is open · `/why403 INC-7` one incident · `/why403 rules WORDS` what was learnt',
  'In a thread, where slash commands do not work: `@why403 URL`, or the message shortcut *Why 403?* (it reads URLs, curl commands and pasted responses, and adds notes).',
].join('\n')

/** Every form of the command, with an example each. */
export function helpMessage(): Rendered {
  return render({ id: 'help', version: 0, text: 'How to use why403', blocks: [section(HELP)] })
}
