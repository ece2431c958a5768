import { refusalToWithdraw } from '@consult/core';
import type { RequestView } from '@consult/core/wire';
import { html, nothing } from 'lit';
import type { LocalizeController } from '../shared/localize.js';
import type { LookupWords } from '../text/lookup-ru.js';
import { renderPhone } from './card.js';
import { openOffer } from './offers.js';

/** What somebody without an account does by telephone: all but reading. Nothing where there is nothing to be done any more. */
export function renderOrganisationCall(request: RequestView, text: LocalizeController<LookupWords>) {
  if (refusalToWithdraw(request)) return nothing;
  const { phone } = request.organisation;
  return html`<p part="call" class="call">
    ${openOffer(request) ? html`${text.term('callAnswer')}. ` : nothing}${text.term('call')}${phone ? html`: ${renderPhone(phone)}` : '.'}
  </p>`;
}
