import type { DeskHandle } from '@consult/client';
import {
  codeOf,
  problemsOfConclusion,
  type ConclusionContent,
  type ConclusionProblem,
  type ErrorCode,
} from '@consult/core';
import type { ChatView } from '@consult/core/wire';
import { html, nothing, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import { copyText } from '../shared/copy.js';
import { openDocument } from '../shared/documents.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { conclusionFormRu, type ConclusionFormWords } from '../text/conclusion-form-ru.js';
import { EMPTY, inWords, isEmpty, withValue, type Field } from './conclusion-content.js';
import { endOf, renderEnd, renderWaysOn } from './conclusion-end.js';
import { renderFields } from './conclusion-fields.js';
import { conclusionForm } from './conclusion-form.styles.js';

const words = createWords(
  conclusionFormRu,
  async () => (await import('../text/conclusion-form-en.js')).conclusionFormEn,
);

/** What the form needs of the desk around it. */
export interface FormSurroundings {
  /** Asks the page; `false`: it does not want the consultation to end now. */
  readonly mayComplete: (chatId: string) => boolean;
  readonly onCompleted: (chatId: string) => void;
  readonly onCorrected: (chatId: string) => void;
  /** The form is gone, and the button that opened it may be gone before it. */
  readonly onClosed: () => void;
  /** That the consultation has ended, and how, in a sentence. */
  readonly endedWords: (chat: ChatView) => string;
  /** Whether what is kept survives a reload here. */
  readonly lasting: () => boolean;
}

/** What is being written, and of which consultation. */
interface Writing {
  readonly desk: DeskHandle;
  /** The conclusion has been given and is corrected. */
  readonly corrects: boolean;
  readonly content: ConclusionContent;
  readonly problems: readonly ConclusionProblem[];
  readonly draft: 'none' | 'restored' | 'keeping' | 'kept' | 'lost' | 'copied' | 'notCopied';
  /** `asking`: whether the doctor is sure. */
  readonly step: 'writing' | 'asking' | 'sending' | 'previewing';
  readonly refusal?: ErrorCode | undefined;
}

/**
 * The form in which a doctor writes a conclusion, or corrects one (manual §6.1). What is typed is kept in the browser,
 * and nothing that fails loses it. Where the consultation ends elsewhere meanwhile, the form says so and leads on with
 * what was written: as a correction, or as a text to copy. It is loaded after the desk has been shown.
 */
export class ConclusionForm {
  readonly #host: LitElement;
  readonly #around: FormSurroundings;
  readonly #text: LocalizeController<ConclusionFormWords>;
  #closed?: Promise<void>;
  #writing?: Writing | undefined;
  /** Whether something was written of a conclusion, where it has been looked for. */
  #unsent?: { readonly desk: DeskHandle; readonly any: boolean } | undefined;
  #looking?: DeskHandle | undefined;
  /** Whether what is shown says that the consultation has ended. */
  #ended = false;
  /** What can become of the text then. */
  readonly #waysOn = {
    onClose: () => this.#close(),
    onCopy: () => void this.#copy(),
    onCorrect: () => void this.#makeCorrection(),
  };

  constructor(host: LitElement, around: FormSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#text = new LocalizeController(host, words);
    adopt(host, conclusionForm);
    host.addController({ hostUpdated: () => this.#keepFocus() });
  }

  /**
   * Opens with what was written before; `false`: it is open in another tab of this browser.
   * @throws ConsultError where the conclusion to correct cannot be had.
   */
  async open(desk: DeskHandle, corrects: boolean): Promise<boolean> {
    await Promise.all([this.#text.ready(), this.#closed]);
    if (!(await desk.takeConclusion())) return false;
    const kept = await desk.conclusionDraft().catch(() => undefined);
    const content = kept ?? (corrects ? await this.#given(desk) : EMPTY);
    const draft = kept ? 'restored' : 'none';
    this.#writing = { desk, corrects, content, problems: [], draft, step: 'writing' };
    await this.#drawn();
    this.#dialog?.showModal();
    this.#focus('complaints');
    return true;
  }

  async #given(desk: DeskHandle): Promise<ConclusionContent> {
    try {
      return await desk.conclusion();
    } catch (error) {
      desk.leaveConclusion();
      throw error;
    }
  }

  /** Whether a draft lies here, which can still be read when it can be given no more. */
  hasUnsent(desk: DeskHandle): boolean {
    if (this.#looking !== desk) void this.#look(desk);
    return this.#unsent?.desk === desk && this.#unsent.any;
  }

  async #look(desk: DeskHandle) {
    this.#looking = desk;
    const kept = await desk.conclusionDraft().catch(() => undefined);
    if (this.#looking !== desk) return;
    this.#unsent = { desk, any: Boolean(kept && !isEmpty(kept)) };
    this.#host.requestUpdate();
  }

  render(desk: DeskHandle) {
    const writing = this.#writing?.desk === desk ? this.#writing : undefined;
    if (!writing) return nothing;
    const text = this.#text;
    const { corrects } = writing;
    const end = endOf(writing);
    const problem = end
      ? renderEnd(text, this.#around.endedWords(end), end, writing.content)
      : this.#renderRefusal(writing);
    return html`<dialog
      part="conclusion-form"
      class="dialog conclusion-form"
      lang=${text.lang}
      aria-labelledby="conclusion-title"
      aria-describedby=${end ? 'conclusion-problem' : 'conclusion-intro'}
      @close=${this.#onClosed}
      @cancel=${this.#onCancel}
    >
      <form novalidate @submit=${this.#onSubmit}>
        <h2 id="conclusion-title">${text.term(corrects ? 'titleOfCorrection' : 'title')}</h2>
        <div class="scroll">
          <p id="conclusion-intro" class="hint" ?hidden=${Boolean(end)}>
            ${text.term(corrects ? 'introOfCorrection' : 'intro')}
          </p>
          <div class="fields">
            ${renderFields(text, writing, writing.step === 'sending' || Boolean(end), this.#onInput)}
          </div>
        </div>
        <div class="foot">
          <p class="hint" part="draft" role="status">${this.#draftWords(writing)}</p>
          <p id="conclusion-problem" class="problem" part="conclusion-problem" role="alert">${problem}</p>
          ${end ? renderWaysOn(text, end, writing.content, this.#waysOn) : this.#renderAnswers(writing)}
        </div>
      </form>
    </dialog>`;
  }

  #renderRefusal({ desk, refusal, step }: Writing) {
    if (desk.state.value.problem === 'not-found')
      return html`${icon(ALERT)}<span>${this.#text.term('lost')}</span>`;
    if (!refusal) return nothing;
    const kept = step === 'asking' ? `${this.#text.term('notSent')} ` : '';
    return html`${icon(ALERT)}<span>${kept}${this.#text.error(refusal)}</span>`;
  }

  #renderAnswers(writing: Writing) {
    const { step } = writing;
    return step === 'asking' || step === 'sending'
      ? this.#renderQuestion(writing)
      : this.#renderActions(writing);
  }

  #renderActions({ corrects, step }: Writing) {
    const text = this.#text;
    const busy = step === 'previewing';
    return html`<div class="actions">
      <button type="button" class="button" part="close-form" @click=${this.#onCloseAsked}>
        ${text.term('close')}
      </button>
      <button type="button" class="button" part="view" ?disabled=${busy} @click=${this.#onPreview}>
        ${text.term(busy ? 'previewing' : 'preview')}
      </button>
      <button class="button main" part="finish">${text.term(corrects ? 'correct' : 'finish')}</button>
    </div>`;
  }

  #renderQuestion({ corrects, step }: Writing) {
    const text = this.#text;
    const busy = step === 'sending';
    return html`<p class="question" id="conclusion-question">
        ${text.term(corrects ? 'sureToCorrect' : 'sureToFinish')}
      </p>
      <div class="actions" role="group" aria-labelledby="conclusion-question">
        <button type="button" class="button" part="back" ?disabled=${busy} @click=${this.#onBack}>
          ${text.term('back')}
        </button>
        <button class="button main" part="sure" ?disabled=${busy}>
          ${text.term(busy ? 'sending' : corrects ? 'sureCorrect' : 'sure')}
        </button>
      </div>`;
  }

  #draftWords({ draft }: Writing): string {
    if (draft === 'none') return '';
    if (draft !== 'lost' && draft !== 'kept') return this.#text.term(draft);
    if (draft === 'lost') return this.#text.term('notKept');
    return this.#text.term(this.#around.lasting() ? 'kept' : 'keptFleetingly');
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.conclusion-form');
  }

  #set(change: Partial<Writing>) {
    if (this.#writing) this.#writing = { ...this.#writing, ...change };
    this.#host.requestUpdate();
  }

  async #drawn() {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  #focus(id: string) {
    this.#dialog?.querySelector<HTMLElement>(`#${id}, [part=${id}]`)?.focus();
  }

  /** The button that had it may be gone. */
  #keepFocus() {
    const writing = this.#writing;
    const ended = Boolean(writing && endOf(writing));
    if (ended && !this.#ended && !this.#dialog?.matches(':focus-within')) this.#focus('close-form');
    this.#ended = ended;
  }

  #onInput = (event: Event) => {
    const { id, value } = event.target as HTMLInputElement;
    if (!this.#writing) return;
    const field = id as Field;
    const content = withValue(this.#writing.content, field, value);
    const problems = this.#writing.problems.filter((problem) => problem.field !== field);
    this.#set({ content, problems, refusal: undefined, draft: 'keeping' });
    void this.#keep(content);
  };

  /** Only what was kept last says so. */
  async #keep(content: ConclusionContent) {
    const { desk } = this.#writing!;
    const kept = await desk.keepConclusionDraft(content).then(
      () => true,
      () => false,
    );
    if (this.#writing?.content === content) this.#set({ draft: kept ? 'kept' : 'lost' });
  }

  #onCancel = (event: Event) => {
    if (this.#writing?.step === 'sending') event.preventDefault();
  };

  #onCloseAsked = () => this.#close();

  /** A dialog says that it is closed a little later: until then it is not opened again. */
  #close() {
    const dialog = this.#dialog;
    if (!dialog?.open) return;
    this.#closed = new Promise((resolve) =>
      dialog.addEventListener('close', () => resolve(), { once: true }),
    );
    dialog.close();
  }

  #onClosed = () => {
    this.#writing?.desk.leaveConclusion();
    this.#writing = undefined;
    this.#looking = undefined; // what was written may lie here now, or no more
    this.#host.requestUpdate();
    this.#around.onClosed();
  };

  async #copy() {
    const copied = await copyText(inWords(this.#text, this.#writing!.content));
    this.#set({ draft: copied ? 'copied' : 'notCopied' });
  }

  async #makeCorrection() {
    this.#set({ corrects: true, step: 'writing', refusal: undefined });
    await this.#drawn();
    this.#focus('complaints');
  }

  #onBack = async () => {
    this.#set({ step: 'writing', refusal: undefined });
    await this.#drawn();
    this.#focus('finish');
  };

  #onPreview = async () => {
    if (!this.#writing || (await this.#refuseProblems())) return;
    const { desk, content } = this.#writing;
    const [title, loading] = [this.#text.term('preview'), this.#text.term('previewing')];
    this.#set({ step: 'previewing', refusal: undefined });
    try {
      await openDocument({ title, loading }, 'draft.pdf', () => desk.preview(content));
      this.#set({ step: 'writing' });
    } catch (error) {
      this.#set({ step: 'writing', refusal: codeOf(error) });
    }
  };

  #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!this.#writing || endOf(this.#writing)) return;
    const { step } = this.#writing;
    if (step === 'asking') return this.#send();
    if (step !== 'writing' || (await this.#refuseProblems())) return;
    this.#set({ step: 'asking', refusal: undefined });
    await this.#drawn();
    this.#focus('back'); // the safe answer first
  };

  /** Says what is wrong and goes to the first of it. */
  async #refuseProblems(): Promise<boolean> {
    const { desk, content } = this.#writing!;
    const problems = problemsOfConclusion(content, desk.state.value.chat?.startsAt);
    this.#set({ problems });
    if (!problems.length) return false;
    await this.#drawn();
    this.#focus(problems[0]!.field);
    return true;
  }

  async #send() {
    const { desk, corrects, content } = this.#writing!;
    if (!corrects && !this.#around.mayComplete(desk.id)) return;
    this.#set({ step: 'sending', refusal: undefined });
    try {
      await (corrects ? desk.correct(content) : desk.conclude(content));
      this.#close();
      if (corrects) this.#around.onCorrected(desk.id);
      else this.#around.onCompleted(desk.id);
    } catch (error) {
      this.#set({ step: 'asking', refusal: codeOf(error) });
    }
  }
}
