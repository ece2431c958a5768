import type { ConsultProvider } from '@consult/elements';
import { getToken } from './token.js';

const provider = document.querySelector<ConsultProvider>('consult-provider')!;
const chats = provider.querySelector<HTMLElement>('.chats')!;
const thread = provider.querySelector('consult-chat')!;
const ended = document.querySelector<HTMLElement>('.session-ended')!;
const narrow = matchMedia('(max-width: 47.99rem)');

provider.getToken = getToken;

/** Shows a chat, or the list alone; the address keeps it for a reload and for the browser's own «back». */
function show(chatId: string | undefined): void {
  provider.chatId = chatId;
  chats.dataset.shows = chatId ? 'chat' : 'list';
}

const chatInAddress = () => /^\/chat\/([\w-]+)$/.exec(location.pathname)?.[1];

provider.addEventListener('consult-chat-select', (event) => {
  if (event.chatId !== chatInAddress()) history.pushState(null, '', `/chat/${event.chatId}`);
  show(event.chatId);
});
provider.addEventListener('consult-chat-leave', () => {
  history.pushState(null, '', '/chat');
  show(undefined);
});
addEventListener('popstate', () => show(chatInAddress()));

const followWidth = () => thread.toggleAttribute('with-back', narrow.matches);
narrow.addEventListener('change', followWidth);
followWidth();

provider.addEventListener('consult-unread-change', ({ unread }) => {
  for (const badge of document.querySelectorAll<HTMLElement>('[data-unread]')) {
    badge.textContent = String(unread);
    badge.hidden = unread === 0;
  }
});
provider.addEventListener('consult-refused', ({ code }) => {
  ended.hidden = code !== 'signed-out';
  chats.hidden = code === 'account-simplified'; // nothing to see until somebody signs in with another account
});

const views = [...chats.querySelectorAll<HTMLButtonElement>('.views button')];
for (const button of views)
  button.addEventListener('click', () => {
    chats.dataset.view = button.dataset.view;
    for (const one of views) one.setAttribute('aria-pressed', String(one === button));
  });

/** What checks the devices is fetched when it is first wanted; it is in the page, with the camera on, only while one looks. */
const CHECK = '/consult/consult-check.js';
const dialog = document.querySelector<HTMLDialogElement>('dialog.check');
const check = () => {
  if (!dialog || dialog.open) return;
  void import(CHECK);
  dialog.append(document.createElement('device-check'));
  dialog.showModal();
};
document.querySelector('[data-check]')?.addEventListener('click', check);
dialog?.addEventListener('close', () => dialog.querySelector('device-check')?.remove());

// After a call: back to the conversation it was about, or to what may have been wrong.
provider.addEventListener('consult-call-check', check);
provider.addEventListener('consult-call-chat', ({ chatId }) => {
  if (chatId !== chatInAddress()) history.pushState(null, '', `/chat/${chatId}`);
  show(chatId);
});

// Without the consent there is no chat: who declines goes back to where they came from (manual §4.3).
provider.addEventListener('consult-consent-declined', () => location.assign('/cabinet'));
