import { button, el } from './dom.js';

/** What is asked before something that cannot be taken back. */
export interface Question {
  readonly title: string;
  /** What follows from a yes, a sentence or two each. */
  readonly lines: readonly string[];
  readonly yes: string;
  readonly no: string;
  /** What stands on the button while it is done. */
  readonly busy: string;
  /** Does it. @throws what `failed` puts into words */
  act(): Promise<void>;
  /** Why it was not done, where asking again may help; `undefined` where the question makes no sense any more. */
  failed(error: unknown): string | undefined;
}

/**
 * Asks, and does it upon a yes. What fails is told beside the question, which stays open for another try.
 *
 * @returns Whether it was done.
 * @throws What `act` threw, where `failed` has no words for it.
 */
export function ask({ title, lines, yes, no, busy, act, failed }: Question): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let acting = false;
    const problem = el('p', { className: 'problem', attributes: { role: 'alert' } });
    const decline = button(no, () => void (acting || dialog.close()));
    const confirm = button(yes, () => void run(), 'button main');
    const dialog = el(
      'dialog',
      { className: 'question', attributes: { 'aria-labelledby': 'question', 'aria-describedby': 'follows' } },
      el('h2', { id: 'question' }, title),
      el('div', { id: 'follows' }, ...lines.map((line) => el('p', {}, line))),
      problem,
      el('div', { className: 'actions' }, decline, confirm),
    );
    const end = (settle: () => void) => {
      dialog.close();
      dialog.remove();
      settle();
    };

    async function run() {
      if (acting) return;
      acting = true;
      for (const one of [decline, confirm]) one.setAttribute('aria-disabled', 'true');
      confirm.textContent = busy;
      problem.textContent = '';
      try {
        await act();
        end(() => resolve(true));
      } catch (error) {
        const words = failed(error);
        if (words === undefined) return end(() => reject(error as Error));
        acting = false;
        for (const one of [decline, confirm]) one.removeAttribute('aria-disabled');
        confirm.textContent = yes;
        problem.textContent = words;
        if (!dialog.open) dialog.showModal();
      }
    }

    // What is on its way to the server is not called back by closing the question.
    dialog.addEventListener('cancel', (event) => void (acting && event.preventDefault()));
    dialog.addEventListener('close', () => void (acting || end(() => resolve(false))));
    document.body.append(dialog);
    dialog.showModal();
    decline.focus();
  });
}
