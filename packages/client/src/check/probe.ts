import type { Probe, ProbeCause, ProbeResult } from '@consult/core';
import type { CheckFinding } from './contracts.js';
import type { Client } from '../contracts.js';
import type { CapturedDevices } from './captured.js';
import type { CheckPorts } from './ports.js';
import type { Roads } from './roads.js';

/** How long things may take in a check, in ms; tests hand in less. */
export interface CheckTimes {
  /** The person reads the browser's question and answers it. */
  readonly answer: number;
  /** Between two looks at the picture, and how many there are at most. */
  readonly look: number;
  readonly looks: number;
  /** The person is asked to say something. */
  readonly speech: number;
  readonly request: number;
  readonly socket: number;
  /** Two connections of this page find each other. */
  readonly loopback: number;
  /** Ways out are looked for. */
  readonly gather: number;
  /** Between two readings of the level meter. */
  readonly level: number;
}

export const TIMES: CheckTimes = {
  answer: 60_000,
  look: 200,
  looks: 15,
  speech: 6000,
  request: 10_000,
  socket: 8000,
  loopback: 6000,
  gather: 8000,
  level: 60,
};

/** What a probe may use. */
export interface ProbeTools {
  readonly client: Client;
  readonly ports: CheckPorts;
  readonly times: CheckTimes;
  readonly devices: CapturedDevices;
  readonly roads: Roads;
  /** What another probe has found so far. */
  found(probe: Probe): CheckFinding | undefined;
  /** Tells the level meter. */
  onLevel(level: number): void;
  /** The check was closed. */
  readonly signal: AbortSignal;
}

/** What a probe answers; its name is added by whoever asked it. */
export interface Answer {
  readonly result: ProbeResult;
  readonly cause: ProbeCause | null;
  readonly evidence?: string | undefined;
}

/** Asks one question of the browser, the devices or the line. */
export type AskProbe = (tools: ProbeTools) => Promise<Answer> | Answer;

export const fine = (evidence?: string): Answer => ({ result: 'ok', cause: null, evidence });
export const failed = (cause: ProbeCause, evidence?: string): Answer => ({
  result: 'failed',
  cause,
  evidence,
});
export const warning = (cause: ProbeCause, evidence?: string): Answer => ({
  result: 'warning',
  cause,
  evidence,
});
export const skipped = (cause: ProbeCause | null = null): Answer => ({ result: 'skipped', cause });
