import { describe, expect, it } from 'vitest';
import { withStartBitrate } from '../../../packages/client/src/call/start-bitrate.js';

const lines = (...all: readonly string[]) => all.map((line) => `${line}\r\n`).join('');

const CHROMIUM = lines(
  'v=0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97',
  'a=rtpmap:96 VP8/90000',
  'a=rtcp-fb:96 nack',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
);

describe('the bitrate the first picture leaves at', () => {
  it('is told of VP8, in a line of its own, and nothing else is touched', () => {
    const [before, after] = CHROMIUM.split('a=rtcp-fb:96 nack\r\n') as [string, string];
    expect(withStartBitrate(CHROMIUM)).toBe(
      `${before}a=fmtp:96 x-google-start-bitrate=1500\r\na=rtcp-fb:96 nack\r\n${after}`,
    );
  });

  it('is left alone where VP8 has parameters already, and where there is no VP8', () => {
    const firefox = CHROMIUM.replace('a=rtcp-fb:96 nack', 'a=fmtp:96 max-fs=12288;max-fr=60');
    const without = CHROMIUM.replace('VP8', 'H264');
    for (const sdp of [firefox, without, '']) expect(withStartBitrate(sdp)).toBe(sdp);
  });
});
