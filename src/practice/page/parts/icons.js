import { html } from '../html.js'

const PATHS = {
  menu: 'M3 5h14M3 10h14M3 15h14',
  close: 'M5 5l10 10M15 5L5 15',
  back: 'M12 4l-6 6 6 6',
  more: 'M10 4.5v.01M10 10v.01M10 15.5v.01',
  thread: 'M3 4h14v9H9l-4 4v-4H3z',
  send: 'M3 10l14-6-5 13-2.5-5.5z',
  spark: 'M10 2l1.8 5.2L17 9l-5.2 1.8L10 16l-1.8-5.2L3 9l5.2-1.8z',
  bolt: 'M11 2L4 11h5l-1 7 7-9h-5z',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12a2 2 0 100-4 2 2 0 000 4z',
  check: 'M4 10.5l4 4 8-9',
  slash: 'M13 4L7 16',
}

/** A line drawing of 20 by 20; decoration, so it says nothing to a screen reader. */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d=${PATHS[name]} /></svg>`
}

/** The channel's mark: # for public, a lock for private. */
export function ChannelMark({ channel }) {
  if (channel.kind !== 'private') return html`<span class="mark" aria-hidden="true">#</span>`
  return html`<svg class="icon mark" viewBox="0 0 20 20" role="img" aria-label="private"><path d="M6 9V6.5a4 4 0 018 0V9M5 9h10v8H5z" /></svg>`
}
