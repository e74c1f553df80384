import { stripVTControlCharacters } from 'node:util'

/** Far more than anybody reads in a terminal; looking for escape sequences takes time that grows with the square of the length. */
const TEXT_MAX = 16_384

/** Controls but the line feed; what has no width or turns the reading direction (all of Cf); Unicode's own line ends. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** Text from elsewhere made safe for a terminal: no escape sequences, no control or invisible characters but line ends. */
export function terminalText(text: string): string {
  return stripVTControlCharacters(text.slice(0, TEXT_MAX)).replaceAll(UNSEEN, '')
}

/** Text of any length with a mark in place of each character that is not seen, so that columns stay; tabs and line ends stay too. */
export function visibleText(text: string): string {
  return text.replaceAll(UNSEEN, (char) => (char === '\t' ? char : '\uFFFD'.repeat(char.length)))
}
