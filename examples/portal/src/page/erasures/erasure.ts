import type { Client } from '@consult/client';

/** A patient's wish to have data erased, as the server tells it. */
export interface Erasure {
  readonly id: string;
  readonly person: string;
  readonly askedAt: number;
  readonly dueAt: number;
  /** `approved`: one administrator has said so, and another one must. */
  readonly state: 'asked' | 'approved' | 'done';
  readonly doneAt: number | null;
  /** Not done, and its term is over. */
  readonly overdue: boolean;
  /** What was erased, by kind, how many. */
  readonly erased: Readonly<Record<string, number>> | null;
  /** Why whoever reads may not take the next step; `null` where they may. */
  readonly refusal?: string | null;
}

interface Answer {
  readonly now: number;
  readonly erasures: readonly Erasure[];
}

/** What waits, the most urgent first, and what was done, the newest first. */
export interface Erasures {
  readonly now: number;
  readonly waiting: readonly Erasure[];
  readonly done: readonly Erasure[];
}

export async function readErasures(client: Client): Promise<Erasures> {
  const [waiting, done] = await Promise.all([
    client.call<Answer>('GET', '/v1/erasures'),
    client.call<Answer>('GET', '/v1/erasures?state=done'),
  ]);
  return { now: waiting.now, waiting: waiting.erasures, done: done.erasures };
}

export const approveErasure = async (client: Client, { id }: Erasure): Promise<Erasure> =>
  (await client.call<{ erasure: Erasure }>('POST', `/v1/erasures/${encodeURIComponent(id)}/approve`)).erasure;
