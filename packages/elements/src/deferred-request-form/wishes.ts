import { renderWishes, type WishesWords } from '../shared/wishes.js';
import { renderProblem, wordsOf } from './frame.js';
import type { StepView } from './steps.js';

/** The days the patient could come. */
export function renderWished(view: StepView) {
  const { text, filling, now, on } = view;
  const problem = wordsOf(view, 'wishes');
  const said: WishesWords = {
    legend: `${text.term('wishes')} *`,
    hint: text.term('wishesHint'),
    from: text.term('from'),
    to: `${text.term('to')} (${text.term('toHint')})`,
    add: text.term('add'),
    remove: (days) => text.term('remove', days),
  };
  return renderWishes({
    lang: text.lang,
    now,
    days: filling.fields,
    said,
    prefix: '',
    isWrong: problem !== undefined,
    problem: renderProblem('wishes', problem),
    told: filling.told,
    onInput: on.onInput,
    onAdd: () => void on.onAddWish(),
    onRemove: (wish) => void on.onRemoveWish(wish),
  });
}
