import type { ConsentAct } from '@consult/core/wire';
import type {
  ApplicationContext,
  ApplicationFields,
  ApplicationState,
  Obstacle,
  Registered,
} from './contracts.js';

/** A command that was sent, and with what. */
export interface Attempt {
  readonly key: string;
  readonly fields: ApplicationFields;
  readonly consent: ConsentAct;
}

/** How an application reaches the server and the browser's storage: with an account, or without one. */
export interface ApplicationPorts {
  readonly context: ApplicationContext;
  /** Whether the patient is somebody the registry knows. */
  readonly known: boolean;
  now(): number;
  /** @throws ConsultError */
  read(): Promise<Pick<ApplicationState, 'subjects' | 'document'>>;
  /** @throws ConsultError */
  look(patient: string): Promise<Obstacle | undefined>;
  /** The same key with the same words answers what was registered. @throws ConsultError `key-reused`, … */
  send(attempt: Attempt): Promise<Registered>;
  readDraft(): Promise<string | undefined>;
  /** Without a text it lets go of it. */
  keepDraft(text: string): Promise<void>;
  /** Calls when the server can be reached again, or the person has left. Answers how to stop. */
  watch(onBack: () => void, onLeft: () => void): () => void;
}
