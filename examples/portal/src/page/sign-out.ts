import type { ConsultProvider } from '@consult/elements';
import { getToken } from './token.js';

/** However slow the browser is to delete, nobody waits longer to be signed out. */
const PATIENCE = 5_000;

const form = document.querySelector<HTMLFormElement>('#sign-out')!;
const provider = document.querySelector<ConsultProvider>('consult-provider')!;

async function deleteWhatIsKept(): Promise<void> {
  await customElements.whenDefined('consult-provider');
  provider.getToken = getToken;
  await provider.updateComplete;
  await provider.signOut();
}

/** What the portal's own pages have kept in this tab. */
function forgetDrafts() {
  try {
    sessionStorage.clear();
  } catch {
    return; // a browser that keeps nothing
  }
}

async function leave(): Promise<void> {
  forgetDrafts();
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([deleteWhatIsKept().catch(() => undefined), patience]);
  form.submit();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void leave();
});
if ('asked' in form.dataset) void leave();
