import type { CallAnswer } from '@consult/core/wire';
import type { CallTuning } from './call-tuning.js';
import { insist, type Insisting } from './insist.js';

export interface ReporterDeps extends Insisting {
  readonly tuning: CallTuning;
  readonly send: (flows: boolean) => Promise<CallAnswer>;
  readonly onAnswer: (answer: CallAnswer) => void;
}

/** Tells the server whether the other side's picture and sound arrive: changes only, and until it has heard. */
export interface Reporter {
  tell(flows: boolean): void;
  close(): void;
}

export function createReporter(deps: ReporterDeps): Reporter {
  let wanted: boolean | undefined;
  let said: boolean | undefined;
  let sending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function say() {
    if (sending) return;
    sending = true;
    try {
      while (wanted !== said) {
        const flows = wanted!;
        // What is wanted may change while the server cannot be reached: the newest is what counts.
        const answer = await insist(() => deps.send((said = wanted ?? flows)), deps);
        deps.onAnswer(answer);
      }
    } catch {
      wanted = said; // a refusal: the call is over, or goes on elsewhere, which others find out
    } finally {
      sending = false;
    }
  }

  return {
    tell(flows) {
      if (flows === wanted) return;
      wanted = flows;
      clearTimeout(timer);
      const [lost, come] = deps.tuning.reportAfter;
      timer = setTimeout(() => void say(), flows ? come : lost);
    },
    close: () => clearTimeout(timer),
  };
}
