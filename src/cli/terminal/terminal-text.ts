import { stripVTControlCharacters } from 'node:util'

/** Far more than anybody reads in a terminal; looking for escape sequences takes time that grows with the square of the length. */
const TEXT_MAX = 16_384

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** Text from elsewhere made safe for a terminal: no escape sequences, no control characters but line ends. */
export function terminalText(text: string): string {
  return stripVTControlCharacters(text.slice(0, TEXT_MAX)).replaceAll(CONTROLS, '')
}
