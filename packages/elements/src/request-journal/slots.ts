import { codeOf, moscowDay, shortName, type ErrorCode } from '@consult/core';
import type { SlotView } from '@consult/core/wire';
import { html, nothing, type LitElement } from 'lit';
import { adopt } from '../shared/adopt.js';
import { dayWords } from '../shared/days.js';
import { icon } from '../shared/icons.js';
import { ALERT } from '../shared/later-icons.js';
import { createWords, LocalizeController } from '../shared/localize.js';
import { notice } from '../shared/notice.js';
import { unbroken } from '../shared/plain.js';
import { CALENDAR } from '../shared/request-icons.js';
import { journalSlotsRu, type JournalSlotsWords } from '../text/journal-slots-ru.js';
import { JournalDialog } from './journal-dialog.js';
import { slotStyles } from './slots.styles.js';
import type { JournalSurroundings, Opened } from './surroundings.js';

const words = createWords(
  journalSlotsRu,
  async () => (await import('../text/journal-slots-en.js')).journalSlotsEn,
);

/** Whether the patient is still to answer, or has agreed on the telephone. */
export type SlotKind = 'offer' | 'schedule';

interface Choosing extends Opened {
  readonly kind: SlotKind;
  /** Only the doctor wished for. */
  readonly onlyDoctor: boolean;
  readonly slots?: readonly SlotView[] | undefined;
  /** There may be later ones than these. */
  readonly more: boolean;
  readonly chosen?: string | undefined;
  readonly busy: boolean;
  /** Why there are no slots to choose from. */
  readonly lost?: ErrorCode | undefined;
  /** Why the one chosen was not taken; `choose`: none is chosen. */
  readonly problem?: ErrorCode | 'choose' | undefined;
}

/** Slots the server answers at most at once. */
const PAGE = 100;

/** The dialog in which a free time is found for a request: by days, those wished for marked. */
export class Slots {
  readonly #around: JournalSurroundings;
  readonly #text: LocalizeController<JournalSlotsWords>;
  readonly #dialog: JournalDialog;
  #choosing?: Choosing | undefined;

  constructor(host: LitElement, around: JournalSurroundings) {
    this.#around = around;
    this.#text = new LocalizeController(host, words);
    this.#dialog = new JournalDialog(host, 'slots', {
      isBusy: () => this.#choosing?.busy === true,
      onGone: () => (this.#choosing = undefined),
    });
    adopt(host, slotStyles);
  }

  async open(kind: SlotKind, opened: Opened) {
    await Promise.all([this.#text.ready(), this.#dialog.gone()]);
    this.#choosing = { ...opened, kind, onlyDoctor: opened.row.doctor !== null, more: false, busy: false };
    await Promise.all([this.#dialog.show(), this.#read()]);
  }

  render() {
    const choosing = this.#choosing;
    if (!choosing) return nothing;
    const text = this.#text;
    const { kind, busy, problem, row } = choosing;
    return html`<dialog
      class="dialog slots"
      part="dialog"
      lang=${text.lang}
      aria-labelledby="slots-title"
      aria-describedby="slots-text"
      @close=${this.#dialog.onClosed}
      @cancel=${this.#dialog.onCancel}
    >
      <form novalidate @submit=${this.#onSubmit}>
        <h2 id="slots-title">${text.said.titles[kind]}</h2>
        <div class="scroll">
          <p id="slots-text" class="hint">${text.said.texts[kind]}</p>
          ${
            row.doctor
              ? html`<label class="check">
                  <input
                    type="checkbox"
                    part="field"
                    .checked=${choosing.onlyDoctor}
                    @change=${this.#onDoctor}
                  />
                  ${text.term('onlyDoctor', unbroken(shortName(row.doctor.name)))}
                </label>`
              : nothing
          }
          ${this.#renderSlots(choosing)}
        </div>
        <p class="problem foot-problem" part="problem" role="alert">
          ${
            problem
              ? html`${icon(ALERT)}<span
                    >${problem === 'choose' ? text.term('choose') : text.error(problem)}</span
                  >`
              : nothing
          }
        </p>
        <div class="actions">
          <button
            type="button"
            class="button"
            part="close"
            ?disabled=${busy}
            @click=${() => this.#dialog.close()}
          >
            ${text.term('close')}
          </button>
          <button class="button main" part="confirm" ?disabled=${busy || !choosing.slots?.length}>
            ${busy ? text.term('going') : text.said.confirms[kind]}
          </button>
        </div>
      </form>
    </dialog>`;
  }

  #renderSlots({ slots, lost, more, row, chosen }: Choosing) {
    const text = this.#text;
    if (lost) {
      const retry = html`<button type="button" class="button" @click=${() => void this.#read()}>
        ${text.term('retry')}
      </button>`;
      return notice(ALERT, text.term('notLoaded'), text.error(lost), retry);
    }
    if (!slots) return html`<p class="hint" role="status">${text.term('loading')}</p>`;
    if (slots.length === 0) return notice(CALENDAR, text.term('none'), text.term('noneHint'));
    const now = this.#around.now();
    return html`${byDay(slots).map(([day, ofDay]) => {
      const isWished = row.wishes.some(({ from, to }) => from <= day && day <= to);
      const isLate = ofDay[0]!.startsAt > row.consultBy;
      return html`<fieldset class="day">
        <legend>
          ${dayWords(text.lang, day, now)}
          ${isWished ? html`<span class="tag wished">✓ ${text.term('wished')}</span>` : nothing}
          ${isLate ? html`<span class="tag late">${text.term('late')}</span>` : nothing}
        </legend>
        <div class="times">${ofDay.map((slot) => this.#renderSlot(slot, chosen))}</div>
      </fieldset>`;
    })}
    ${
      more
        ? html`<button type="button" class="button" part="more-slots" @click=${() => void this.#read(true)}>
            ${text.term('more')}
          </button>`
        : nothing
    }`;
  }

  #renderSlot({ id, startsAt, endsAt, doctor }: SlotView, chosen: string | undefined) {
    const text = this.#text;
    return html`<label class="slot" part="slot">
      <input
        type="radio"
        name="slot"
        value=${id}
        .checked=${id === chosen}
        @change=${() => this.#set({ chosen: id, problem: undefined })}
      />
      <span>
        <b>${text.term('slot', text.time(startsAt), text.time(endsAt))}</b>
        <bdi>${unbroken(shortName(doctor.name))}</bdi>
      </span>
    </label>`;
  }

  /** Reads what is free; `later`: what follows the last one shown. */
  async #read(later = false) {
    const asked = this.#choosing;
    const journal = this.#around.journal();
    if (!asked || !journal) return;
    const { row, onlyDoctor, slots: known = [] } = asked;
    const last = later ? known.at(-1) : undefined;
    this.#set({ lost: undefined, ...(!later && { slots: undefined }) });
    try {
      const { slots } = await journal.schedule({
        specialty: row.specialty,
        kind: row.kind,
        ...(onlyDoctor && row.doctor && { doctor: row.doctor.id }),
        ...(last && { from: moscowDay(last.startsAt) }),
      });
      if (this.#choosing?.handle !== asked.handle || this.#choosing.onlyDoctor !== onlyDoctor) return;
      const ids = new Set(last ? known.map(({ id }) => id) : []);
      const fresh = slots.filter(({ id }) => !ids.has(id));
      this.#set({
        slots: last ? [...known, ...fresh] : fresh,
        more: slots.length >= PAGE && fresh.length > 0,
      });
    } catch (error) {
      this.#set({ lost: codeOf(error) });
    }
  }

  #set(change: Partial<Choosing>) {
    if (this.#choosing) this.#choosing = { ...this.#choosing, ...change };
    this.#dialog.redraw();
  }

  #onDoctor = (event: Event) => {
    this.#set({ onlyDoctor: (event.target as HTMLInputElement).checked, chosen: undefined });
    void this.#read();
  };

  #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const choosing = this.#choosing;
    if (!choosing || choosing.busy) return;
    const { kind, handle, chosen } = choosing;
    if (!chosen) {
      this.#set({ problem: 'choose' });
      return this.#dialog.focus('[name=slot]');
    }
    this.#set({ busy: true, problem: undefined });
    try {
      if (kind === 'offer') await handle.offer(chosen);
      else this.#around.onScheduled(handle.id, await handle.schedule(chosen));
      this.#dialog.close();
    } catch (error) {
      const problem = codeOf(error);
      this.#set({ busy: false, problem });
      if (problem !== 'slot-taken' && problem !== 'slot-past') return;
      this.#set({ chosen: undefined });
      void this.#read(); // what is free has changed
    }
  };
}

/** Slots by the Moscow day they are on; they come in the order of time. */
function byDay(slots: readonly SlotView[]): readonly (readonly [day: string, slots: readonly SlotView[]])[] {
  const days = new Map<string, SlotView[]>();
  for (const slot of slots) {
    const day = moscowDay(slot.startsAt);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days];
}
