import { html, nothing } from 'lit';
import { icon } from '../shared/icons.js';
import { FINE } from '../shared/state-icons.js';
import type { StepView } from './steps.js';

/** What came of it: the number to be said on the telephone, and until when the clinic calls. */
export function renderDone({ text, filling, now, around, on }: StepView) {
  const { request, secret } = filling.registered!;
  return html`<section part="registered" class="form registered" aria-labelledby="title">
    <h2 id="title" part="title" tabindex="-1">${icon(FINE)}<span>${text.term('doneTitle')}</span></h2>
    <dl class="facts">
      <div>
        <dt>${text.term('number')}</dt>
        <dd part="number" class="number">${request.number}</dd>
      </div>
      <div>
        <dt>${text.term('registeredAt')}</dt>
        <dd>${text.moment(request.registeredAt, now)}</dd>
      </div>
      <div>
        <dt>${text.term('callBy')}</dt>
        <dd part="call-by">${text.term('until', text.moment(request.callBy, now))}</dd>
        ${request.callByProvisional ? html`<dd class="hint">${text.term('provisional')}</dd>` : nothing}
      </div>
      ${
        secret
          ? html`<div>
              <dt>${text.term('secret')}</dt>
              <dd part="secret" class="secret">${secret}</dd>
              <dd class="hint">${text.term('secretText')}</dd>
            </div>`
          : nothing
      }
    </dl>
    <p>${text.term('doneText')}</p>
    <p class="hint" role="status">${filling.told}</p>
    <div class="actions">
      ${
        secret
          ? html`<button
              type="button"
              class="button"
              part="copy"
              @click=${async () => on.tell(text.term(await copy(`${request.number}\n${secret}`)))}
            >
              ${text.term('copy')}
            </button>`
          : nothing
      }
      <button type="button" class="button" part="print" @click=${() => window.print()}>
        ${text.term('print')}
      </button>
      <button type="button" class="button main" part="open" @click=${() => around.onOpen(request.id)}>
        ${text.term('mine')}
      </button>
    </div>
  </section>`;
}

/** A browser may not let a page copy. */
const copy = (words: string): Promise<'copied' | 'notCopied'> =>
  Promise.resolve()
    .then(() => navigator.clipboard.writeText(words))
    .then(
      () => 'copied',
      () => 'notCopied',
    );
