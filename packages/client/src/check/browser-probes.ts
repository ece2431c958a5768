import type { Agent } from './agent.js';
import { failed, fine, skipped, warning, type AskProbe } from './probe.js';

/** Below these a call may work and has known faults; the manual recommends the newest Chrome and Firefox (§5.3). */
const OLD: Partial<Record<Agent['browser'], number>> = {
  chrome: 100,
  edge: 100,
  yandex: 100,
  opera: 100,
  firefox: 102,
  safari: 16,
};

/** Whether the browser has what a call needs. */
export const browser: AskProbe = ({ ports: { agent, lacks } }) => {
  const evidence = [agent.browser, agent.version, agent.system, ...lacks.map((name) => `−${name}`)]
    .filter((part) => part !== undefined)
    .join(' ');
  if (lacks.length) return failed('browser-too-old', evidence);
  const oldest = OLD[agent.browser];
  return oldest && agent.version && agent.version < oldest
    ? warning('browser-too-old', evidence)
    : fine(evidence);
};

/** Browsers give cameras only to pages that came safely. */
export const secure: AskProbe = ({ ports }) => (ports.secure ? fine() : failed('insecure-origin'));

/** Whether the page of the portal lets what is in it use camera and microphone. */
export const policy: AskProbe = ({ ports }) => {
  const [camera, microphone] = [ports.allowed('camera'), ports.allowed('microphone')];
  if (microphone === false) return failed('policy-of-host', camera === false ? '00' : '10');
  if (camera === false) return warning('policy-of-host', '01');
  // Where the browser does not tell, only a frame's host can have forbidden it; asking will show.
  return camera === undefined && ports.framed ? skipped() : fine();
};
