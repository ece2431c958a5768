import type { MatchingAnswer, MatchView } from '@consult/core/wire';
import { counter } from '../shared/plural.js';
import { ru } from './ru.js';

const count = counter('ru');
const requests = (n: number) => count(n, { one: 'заявка', few: 'заявки', many: 'заявок' });

const reasons: Record<MatchView['reasons'][number], string> = {
  doctor: 'нужный врач',
  specialty: 'нужная специальность',
  day: 'желаемый день',
  kind: 'нужный вид приёма',
  'before-deadline': 'в обещанный срок',
};

const mismatches: Record<MatchingAnswer['unmatched'][number]['reason'], string> = {
  'no-slot-of-specialty': 'нет свободных талонов этой специальности',
  'no-slot-of-doctor': 'нет свободных талонов этого врача',
  'no-slot-on-days': 'нет свободных талонов в желаемые дни',
  locked: 'с заявкой работает другой сотрудник',
};

/** The words of the dialog that pairs waiting requests with free times. */
export const journalMatchingRu = {
  ...ru,
  reasons,
  mismatches,
  title: 'Подбор талонов',
  text: 'Это проба: пока ничего не изменилось. Проверьте пары и предложите время всем сразу.',
  loading: 'Подбираем талоны…',
  notMatched: 'Подбор не получился',
  retry: 'Попробовать снова',
  none: 'Подобрать нечего',
  noneHint: 'Нет заявок, которые ждут звонка.',
  pairs: (n: number) => `Подобрано: ${requests(n)}`,
  left: (n: number) => `Без талона: ${requests(n)}`,
  slot: (when: string, doctor: string) => `${when}, ${doctor}`,
  why: (reasons: string) => `Подходит: ${reasons}`,
  offer: (n: number) => `Предложить всем (${n})`,
  offering: 'Предлагаем…',
  offered: (n: number, all: number) =>
    n === all ? `Время предложено: ${requests(n)}.` : `Время предложено: ${requests(n)} из ${all}.`,
  taken: 'Остальные талоны за это время заняли, или с заявками начали работать.',
  isOffered: 'предложено',
  notOffered: 'не предложено',
  close: 'Закрыть',
};

/** What the dialog can say. */
export type JournalMatchingWords = typeof journalMatchingRu;
