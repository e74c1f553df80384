/** The action ids of every button and menu that why403 draws; an answer's button carries its index after a colon. */
export const ACTION = {
  answer: 'why403_answer',
  choose: 'why403_choose',
  approve: 'why403_approve',
  same: 'why403_same',
  different: 'why403_different',
  judge: 'why403_judge',
  resolve: 'why403_resolve',
  verify: 'why403_verify',
  reopen: 'why403_reopen',
  walkMenu: 'why403_walk_menu',
  teamMenu: 'why403_team_menu',
  form: 'why403_form',
} as const

/** One of our action ids. */
export type ActionId = (typeof ACTION)[keyof typeof ACTION]

/** The callback ids of modals and shortcuts. */
export const CALLBACK = {
  open: 'why403_open',
  fromMessage: 'why403_from_message',
  start: 'why403_start',
  note: 'why403_note',
  skip: 'why403_skip',
  conclude: 'why403_conclude',
  resolve: 'why403_resolve_form',
  reopen: 'why403_reopen_form',
} as const

/** What the two menus of a card offer. */
const MENU_ACT = ['back', 'skip', 'conclude', 'take', 'escalate', 'note', 'handover', 'export', 'reopen'] as const

/** What an entry of a menu does. */
export type MenuAct = (typeof MENU_ACT)[number]
