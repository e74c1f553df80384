/**
 * What Slack's Block Kit allows, as numbers. Characters unless the name says otherwise.
 * Source: docs.slack.dev/reference/block-kit and nicklambourne/slackblocks, spec/limits.json.
 */
export const LIMITS = {
  actionId: 255,
  blockId: 255,
  callbackId: 255,
  externalId: 255,
  buttonText: 75,
  buttonUrl: 3000,
  buttonValue: 2000,
  accessibilityLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  options: 100,
  overflowMin: 2,
  overflowMax: 5,
  choices: 10,
  placeholder: 150,
  inputLabel: 2000,
  inputHint: 2000,
  inputText: 3000,
  sectionText: 3000,
  fields: 10,
  fieldText: 2000,
  headerText: 150,
  contextElements: 10,
  contextText: 3000,
  actions: 25,
  imageUrl: 3000,
  imageAlt: 2000,
  imageTitle: 2000,
  markdownText: 12_000,
  tableRows: 100,
  tableColumns: 20,
  messageBlocks: 50,
  viewBlocks: 100,
  viewTitle: 24,
  privateMetadata: 3000,
} as const

/** All text of one message's blocks together; undocumented, measured by slackapi/bolt-js#2509 and #2867. */
export const MESSAGE_BLOCKS_TEXT_MAX = 12_000

/** `chat.update` refuses longer texts (`msg_too_long`); `chat.postMessage` cuts at the second number. */
export const UPDATE_TEXT_MAX = 4000
export const POST_TEXT_MAX = 40_000

/** A view's JSON: `view_too_large`. docs.slack.dev/reference/methods/views.open */
export const VIEW_MAX_BYTES = 250_000

/** A message's metadata as JSON: `metadata_too_large`. docs.slack.dev/messaging/message-metadata */
export const METADATA_MAX_BYTES = 16_000

/** How many modals may lie on each other: `push_limit_reached`. */
export const MODAL_STACK_MAX = 3

/** A trigger is good once, for 3 seconds; a response_url five times in 30 minutes. */
export const TRIGGER_MS = 3000
export const RESPONSE_URL_MS = 30 * 60_000
export const RESPONSE_URL_USES = 5
