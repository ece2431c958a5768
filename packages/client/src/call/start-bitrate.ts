/** At what the first real picture may leave, in kilobits a second. */
const START_KBPS = 1500;

/**
 * Lets Chromium begin at a bitrate a face needs. As long as only placeholders flow it learns nothing of the line and stays
 * at its 300 kbit/s, at which the first real picture takes a third of a second to leave; where the line bears less it backs
 * off at once, as ever. Browsers that do not know the parameter ignore it.
 *
 * VP8 alone, which both Chromium and Firefox prefer: where it has parameters already, somebody else has made them.
 */
export const withStartBitrate = (sdp: string): string =>
  sdp.replace(/^a=rtpmap:(\d+) VP8\/90000\r\n/m, (line, payload: string) =>
    sdp.includes(`\na=fmtp:${payload} `)
      ? line
      : `${line}a=fmtp:${payload} x-google-start-bitrate=${START_KBPS}\r\n`,
  );
