export type { CheckFinding, CheckState } from './check/contracts.js';
export { agentOf, type Agent } from './check/agent.js';
export { openCheck, type CheckHandle, type CheckOptions } from './check/check.js';
export type { Capture, CheckPorts } from './check/ports.js';
export type { CheckTimes } from './check/probe.js';
export type { Eye, Glance } from './check/eye.js';
export type { Meter } from './check/sound.js';
