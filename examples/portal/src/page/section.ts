import type { ConsultProvider } from '@consult/elements';
import { getToken } from './token.js';

/** A section whose content is the elements alone: they get the token, and what they ask for is a page of this portal. */
const provider = document.querySelector<ConsultProvider>('consult-provider')!;
const ended = document.querySelector<HTMLElement>('.session-ended')!;
provider.getToken = getToken;

provider.addEventListener('consult-refused', ({ code }) => {
  ended.hidden = code !== 'signed-out' && code !== 'account-ended';
  // Nothing to see until somebody signs in with another account: the provider says so, with what to do about it.
  for (const element of provider.children) element.toggleAttribute('hidden', code === 'account-simplified');
});

const openChat = (chatId: string) => location.assign(`/chat/${encodeURIComponent(chatId)}`);
const openRequest = (requestId: string) =>
  location.assign(`/requests?request=${encodeURIComponent(requestId)}`);

provider.addEventListener('consult-request-open-chat', ({ chatId }) => openChat(chatId));
provider.addEventListener('consult-notice-select', ({ chatId, requestId }) => {
  if (chatId) openChat(chatId);
  else if (requestId) openRequest(requestId);
});
