import type { PeopleFound, RequestAnswer, RequestView } from '@consult/core/wire';
import type { Client } from '../contracts.js';
import { keptText } from '../kept-text.js';
import type { JournalHandle } from './contracts.js';
import { queryOf } from './journal-paths.js';
import { meOf } from './me-of.js';
import { createSameCommand } from '../same-command.js';

/** How the staff enters requests: fetched when somebody begins. */
export class Entering {
  readonly #client: Client;
  readonly #same;
  #peopleAsked = 0;

  constructor(client: Client) {
    this.#client = client;
    this.#same = createSameCommand(() => client.now(), keptText(client, 'journal/sent'));
  }

  /** @throws ConsultError */
  async enter(request: Parameters<JournalHandle['enter']>[0]): Promise<RequestView> {
    const { organisation } = await meOf(this.#client);
    const body = { ...request, organisation: organisation ?? '' };
    const { request: entered } = await this.#same(body, (key) =>
      this.#client.call<RequestAnswer>('POST', '/v1/requests', { key, ...body }),
    );
    return entered;
  }

  /** A late answer is `undefined`. @throws ConsultError */
  async people(query: string): Promise<PeopleFound['people'] | undefined> {
    const turn = ++this.#peopleAsked;
    const q = query.trim();
    const { people } = q
      ? await this.#client.call<PeopleFound>('GET', `/v1/people${queryOf({ q })}`)
      : { people: [] };
    return turn === this.#peopleAsked ? people : undefined;
  }
}
