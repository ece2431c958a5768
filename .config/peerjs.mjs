// PeerJS as it goes into our builds: what carries pictures and sound between two pages, and nothing else.
//
// Its own defaults lead to a public broker and to public STUN and TURN servers, and importing it opens a connection with
// them. None of that may be in anything we build; what nobody uses here goes along with it, two thirds of the bytes.
//
// The text is known by heart, as that of 1.5.5 is: where anything is not as it was, the build fails.
import { readFile } from 'node:fs/promises';

/** Whose work it is: their licences travel along with what we build of it. */
export const PEERJS_PACKAGES = ['peerjs', 'eventemitter3'];

/** The text from one name of the bundle up to another. */
const from = (start, end) => new RegExp(`${start}[^]*?(?=${end})`);

/** What is cut or written anew: [what, by which text, where, what stands there instead]. */
const CUTS = [
  ['what is written for readers', /\/\*\*[^]*?\*\//g, ''],
  ['binary packing', /^import .*"peerjs-js-binarypack";$/m, ''],
  ['webrtc-adapter', /^import .*"webrtc-adapter";$/m, ''],
  ['MessagePack', /^import .*"@msgpack\/msgpack";$/m, ''],
  ['chunks of data', from('class \\$fcbcc7538a6776d5', 'const \\$fb63e766cfafaab9\\$var'), ''],
  ['what browsers could do', from('const \\$fb63e766cfafaab9\\$var', 'const \\$9a84a32bf0bf36bb'), ''],
  [
    'default servers, and the connection made with them',
    from('const \\$4f4134156c446392\\$var\\$DEFAULT_CONFIG', 'const \\$257947e92926277a\\$var'),
    `const $4f4134156c446392$export$7debb50ef11d5e0b = {
      validateId: $9a84a32bf0bf36bb$export$f35f128fd59ea256,
      randomToken: $0e5fd1585784c252$export$4e61f672936bec77,
    };
    `,
  ],
  [
    'questions to the broker over HTTP, data connections',
    from('class \\$abf266641927cd89', 'class \\$416260bce337df90\\$var\\$PeerOptions'),
    '',
  ],
  ['how data is packed', /this\._serializers = \{\n\s+raw: [^]*?\}, this\._id = null/, 'this._id = null'],
  [
    'the public broker',
    /host: \(0, \$[\w$]+\)\.CLOUD_HOST,\s+port: \(0, \$[\w$]+\)\.CLOUD_PORT,\s+path: "\/",/,
    '',
  ],
  [
    'a token by chance',
    /token: \(0, \$[\w$]+\)\.randomToken\(\),\s+config: \(0, \$[\w$]+\)\.defaultConfig,/,
    '',
  ],
  [
    'more of how data is packed',
    /this\._serializers = \{\s+\.\.\.this\._serializers,\s+\.\.\.this\.options\.serializers\s+\};/,
    '',
  ],
  [
    'whether to encrypt, by the public broker',
    /if \(this\._options\.secure === undefined[^]*?secure = true;/,
    '',
  ],
  ['asking over HTTP', /this\._api = new [^]*?;/, ''],
  ['more of what browsers could do', /if \(!\(0, \$[\w$]+\)\.supports\.audioVideo[^]*?return;\s+\}/, ''],
  [
    'an id from the broker',
    /if \(userId\) this\._initialize\(userId\);\s+else [^]*?;\n/,
    'this._initialize(userId);\n',
  ],
  // The broker says so when it could not pass a frame on. That is no reason to end media that flows.
  [
    'the end of a call by LEAVE',
    /this\._cleanupPeer\(peerId\);\s+this\._connections\.delete\(peerId\);\s+break;/,
    'break;',
  ],
  ['offers of data', /\} else if \(payload\.type === \(0, \$[\w$]+\)\.Data\) \{[^]*?(?=\} else \{)/, ''],
  ['calls of data', /connect\(peer, options = \{\}\) \{[^]*?return dataConnection;\s+\}/, ''],
  ['the list of peers', /listAllPeers\(cb = [^]*?\n {4}\}/, ''],
  [
    'the form of a data offer',
    /if \(this\.connection\.type === \(0, \$[\w$]+\)\.Data\) \{[^]*?\n {16}\}/,
    '',
  ],
  ['streams of data, and other names', from('class \\$20dbe68149d7aad9', 'export \\{'), ''],
  ['exports', /^export \{[^]*?\};$/m, 'export { $416260bce337df90$export$ecd1fc136c422448 as Peer };'],
];

/** The text without what is cut. Fails where something is not there as it was, or where a foreign host is left. */
export function strip(text) {
  const left = CUTS.reduce((code, [what, pattern, instead]) => {
    const less = code.replace(pattern, () => instead);
    if (less === code) throw new Error(`PeerJS is not as it was: ${what}`);
    return less;
  }, text);
  const hosts = left.match(/[\w.-]+\.(com|org|net|io)\b/g);
  if (hosts) throw new Error(`PeerJS still names ${hosts}`);
  return left;
}

const WHOLE = /[\\/]node_modules[\\/]peerjs[\\/]dist[\\/]bundler\.mjs$/;

/** For esbuild: puts the stripped PeerJS in the place of the whole one. */
export const strippedPeerjs = {
  name: 'consult-stripped-peerjs',
  setup(builder) {
    builder.onLoad({ filter: WHOLE }, async ({ path }) => ({
      contents: strip(await readFile(path, 'utf8')),
    }));
  },
};

/** The same for Vite, which shows the stories from source. */
export const strippedPeerjsForVite = {
  name: 'consult-stripped-peerjs',
  enforce: 'pre',
  transform: (code, id) => (WHOLE.test(id.split('?')[0]) ? strip(code) : undefined),
};
