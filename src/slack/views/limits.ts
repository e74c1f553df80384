/**
 * Block Kit's limits, in characters unless said otherwise.
 * https://docs.slack.dev/reference/block-kit/blocks and …/block-elements, …/composition-objects, /reference/views
 */
export const BLOCKS_PER_MESSAGE_MAX = 50
export const BLOCKS_PER_VIEW_MAX = 100
export const SECTION_TEXT_MAX = 3000
export const HEADER_TEXT_MAX = 150
export const CONTEXT_ELEMENTS_MAX = 10
export const BUTTON_TEXT_MAX = 75
export const OPTION_TEXT_MAX = 75
export const OPTIONS_MAX = 100
export const OVERFLOW_OPTIONS_MAX = 5
export const CONFIRM_TITLE_MAX = 100
export const CONFIRM_TEXT_MAX = 300
export const CONFIRM_BUTTON_MAX = 30
export const VIEW_TITLE_MAX = 24
export const PRIVATE_METADATA_MAX = 3000
export const INPUT_VALUE_MAX = 3000
export const PLACEHOLDER_MAX = 150

/** chat.update answers `msg_too_long` over 4,000 characters of `text`. https://docs.slack.dev/reference/methods/chat.update */
export const MESSAGE_TEXT_MAX = 3900

/**
 * Slack refuses a message whose blocks hold about 11,300 to 13,000 characters in all (`msg_blocks_too_long`); the limit
 * is not published. https://github.com/slackapi/bolt-js/issues/2509 and /2867
 */
export const MESSAGE_BUDGET = 9000

/** A person reads five buttons under stress, not ten. */
export const CARD_BUTTONS_MAX = 5
/** Answers that are drawn as buttons; more become a select menu. */
export const ANSWER_BUTTONS_MAX = 3
