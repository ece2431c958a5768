import type { ConclusionContent } from '@consult/core';
import type { DemoPaperName } from './papers.js';
import { DEMO_CHILD } from './people.js';

/** Who says it, how many minutes after the talk began, what, and which documents go with it. */
export type Line = readonly [
  who: 'patient' | 'doctor',
  after: number,
  text: string,
  ...papers: readonly DemoPaperName[],
];

/** When a talk begins: so many days from today at a time of Moscow's clock, or so many minutes from now. */
export type When = { readonly day: number; readonly time: string } | { readonly minutes: number };

/** One consultation of the demonstration. */
export interface Talk {
  readonly patient: string;
  readonly doctor: string;
  /** Who writes on the patient's side; default: the patient. */
  readonly speaker?: string;
  readonly title: string;
  readonly comment: string | null;
  readonly begins: When;
  /** What was said; without it nobody has written and the doctor has not opened it. */
  readonly lines?: readonly Line[];
  /** The last line was taken back by its author. */
  readonly takenBack?: boolean;
  /** How many of the last entries this side has not read; default: none. */
  readonly unread?: { readonly patient?: number; readonly doctor?: number };
  readonly ends?:
    | { readonly how: 'conclusion'; readonly after: number; readonly content: ConclusionContent }
    | { readonly how: 'no-conclusion'; readonly after: number; readonly reason: string }
    | { readonly how: 'cancelled' | 'missed' };
}

const MATROSOVA = 'per_matrosova';
const SOKOLOV = 'per_sokolov';
const SURGEON = 'per_nozhikov';
const CARDIOLOGIST = 'per_nikolaev';
const THERAPIST = 'per_lebedeva';

/** The manual's own picture (§5.1) and what stands around it. */
export const DEMO_TALKS: readonly Talk[] = [
  {
    patient: MATROSOVA,
    doctor: SURGEON,
    title: 'Консультация хирурга',
    comment: 'Шов после удаления аппендицита покраснел, прошу посмотреть.',
    begins: { day: -1, time: '14:30' },
    lines: [
      ['doctor', 1, 'Здравствуйте, Елена Викторовна! Как вы себя чувствуете после операции?'],
      ['patient', 4, 'Здравствуйте! В целом хорошо, но шов с одного края покраснел и немного чешется.'],
      ['doctor', 6, 'Температура была? Есть ли отделяемое, становится ли краснота шире?'],
      ['patient', 9, 'Температуры нет, сухо. Краснота примерно сантиметр, со вчерашнего дня не выросла.'],
      ['patient', 10, '', 'wound'],
      ['doctor', 12, 'Вижу, спасибо. Похоже на обычное заживление.'],
      ['doctor', 13, 'Обрабатывайте шов хлоргексидином два раза в день, повязку меняйте ежедневно.'],
      ['doctor', 14, 'Тяжести больше трёх килограммов не поднимать ещё две недели.'],
      [
        'doctor',
        16,
        'Завтра вечером напишите, как выглядит шов. Если поднимется температура — сразу звоните 103.',
      ],
    ],
    unread: { patient: 4 },
  },
  {
    patient: MATROSOVA,
    doctor: CARDIOLOGIST,
    title: 'Консультация кардиолога',
    comment: 'Перебои в сердце по вечерам, хочу обсудить результаты холтера.',
    begins: { minutes: -25 },
    lines: [
      ['patient', 1, 'Добрый день, Николай Сергеевич!'],
      ['doctor', 2, 'Здравствуйте, Елена Викторовна. Расскажите, что вас беспокоит.'],
      [
        'patient',
        5,
        'По вечерам чувствую перебои: сердце как будто замирает, а потом сильный удар. Длится пару секунд.',
      ],
      ['patient', 6, 'Прикладываю результаты холтера и кусочек записи.', 'holter', 'ecg'],
      ['doctor', 7, 'Как часто это бывает? Кофе, крепкий чай, недосып в последнее время есть?'],
      ['patient', 10, 'Почти каждый вечер. Сплю мало, кофе — три чашки в день 🙈'],
      [
        'doctor',
        13,
        'По холтеру у вас редкие одиночные экстрасистолы, опасного ничего нет. Кофе пока уберите совсем.',
      ],
      ['patient', 15, 'Хорошо, попробую. А физкультуру можно?'],
      ['doctor', 18, 'Ходьба — можно и нужно, до 40 минут в день. Бег отложим до следующей встречи.'],
    ],
  },
  {
    patient: MATROSOVA,
    doctor: THERAPIST,
    title: 'Консультация терапевта',
    comment: 'Кашель третью неделю после ОРВИ.',
    begins: { day: -12, time: '10:00' },
    lines: [
      ['doctor', 1, 'Здравствуйте! Кашель сухой или с мокротой? Одышка, боль в груди есть?'],
      ['patient', 3, 'Здравствуйте. Сухой, больше ночью. Одышки нет.'],
      [
        'doctor',
        8,
        'Снимок лёгких чистый, анализ крови в норме. Это остаточный кашель, он может держаться до восьми недель.',
      ],
      ['patient', 10, 'Спасибо, успокоили!'],
    ],
    ends: {
      how: 'conclusion',
      after: 20,
      content: {
        complaints:
          'Сухой кашель третью неделю после ОРВИ, больше ночью. Одышки, боли в груди и температуры нет.',
        findings:
          'Рентгенограмма лёгких: без очаговых и инфильтративных изменений. Общий анализ крови в пределах нормы. Состояние удовлетворительное.',
        recommendations:
          'Тёплое питьё, влажный воздух в спальне.\nСон с приподнятым изголовьем.\nПри температуре выше 38 °C, одышке или крови в мокроте обратиться очно; при угрозе жизни звонить 103.',
        diagnosis: { code: 'J06.9', text: 'Остаточный кашель после острой респираторной инфекции' },
        nextVisit: null,
      },
    },
  },
  {
    patient: MATROSOVA,
    doctor: 'per_orlov',
    title: 'Консультация невролога',
    comment: 'Болит шея, немеют пальцы левой руки.',
    begins: { day: -13, time: '16:00' },
    lines: [
      ['doctor', 1, 'Добрый день. Онемение постоянное или зависит от положения головы?'],
      ['patient', 6, 'Зависит: если долго сижу за компьютером — немеют, разомнусь — проходит.'],
      ['doctor', 11, 'Сделайте, пожалуйста, снимок шейного отдела и напишите, когда будет готов.'],
      ['patient', 15, 'Это не мой снимок, ошиблась чатом'],
    ],
    takenBack: true,
  },
  {
    patient: MATROSOVA,
    doctor: THERAPIST,
    title: 'Консультация терапевта',
    comment: null,
    begins: { day: -14, time: '09:30' },
    lines: [
      ['patient', 1, 'Здравствуйте! Подскажите, результаты анализов уже видны?'],
      ['doctor', 5, 'Прием!'],
    ],
  },
  {
    patient: MATROSOVA,
    doctor: SURGEON,
    title: 'Консультация хирурга',
    comment: 'Боль в колене после падения.',
    begins: { day: -40, time: '12:00' },
    lines: [
      ['doctor', 1, 'Здравствуйте. Пришлите, пожалуйста, снимок колена или описание рентгенолога.'],
      ['patient', 12, 'Снимок пока не сделала, очередь только на следующую неделю.'],
    ],
    ends: {
      how: 'no-conclusion',
      after: 28,
      reason: 'Для ответа нужен рентгеновский снимок. Сделайте его и запишитесь на консультацию снова.',
    },
  },
  {
    patient: MATROSOVA,
    doctor: CARDIOLOGIST,
    title: 'Повторная консультация кардиолога',
    comment: 'Посмотреть, как прошёл месяц без кофе.',
    begins: { day: 2, time: '11:00' },
    unread: { patient: 1, doctor: 1 },
  },
  {
    patient: DEMO_CHILD.id,
    speaker: MATROSOVA,
    doctor: 'per_sinitsyna',
    title: 'Консультация педиатра',
    comment: 'У сына сыпь на щеках после нового сыра.',
    begins: { day: -3, time: '18:00' },
    lines: [
      ['patient', 1, 'Здравствуйте, Мария Павловна! У Миши с утра красные щёки, чешутся.'],
      ['doctor', 4, 'Здравствуйте! Новую еду, порошок, лекарства в последние три дня давали?'],
      ['patient', 6, 'Вчера попробовали новый сыр. Раньше на молочное не реагировал.'],
      ['doctor', 9, 'Сыр пока исключите. Дышит спокойно, отёка губ нет?'],
      ['patient', 10, 'Нет, бегает и смеётся.'],
      [
        'doctor',
        12,
        'Хорошо. Щёки смазывайте эмолентом, понаблюдаем три дня. Если станет хуже — сразу звоните 103.',
      ],
    ],
    unread: { patient: 1 },
  },
  {
    patient: SOKOLOV,
    doctor: THERAPIST,
    title: 'Консультация терапевта',
    comment: 'Выписать рецепт на постоянные лекарства.',
    begins: { day: -20, time: '15:00' },
    ends: { how: 'missed' },
  },
  {
    patient: SOKOLOV,
    doctor: SURGEON,
    title: 'Консультация хирурга',
    comment: 'Посмотреть вены на ногах.',
    begins: { day: -6, time: '13:00' },
    ends: { how: 'cancelled' },
  },
];

/** A pressure diary of two months: long enough to try what scrolling is like. */
export const DEMO_DIARY: Talk = {
  patient: SOKOLOV,
  doctor: CARDIOLOGIST,
  title: 'Наблюдение кардиолога: дневник давления',
  comment: 'Подбор лекарства от давления, измеряю утром и вечером.',
  begins: { day: -58, time: '08:40' },
  lines: diaryLines(58),
  unread: { doctor: 1 },
};

/** Mornings and evenings of a pressure that comes down as the medicine works; the doctor looks in every day. */
function diaryLines(days: number): Line[] {
  const remarks = [
    'Принято. Продолжайте в той же дозе.',
    'Хорошо. Не забывайте измерять сидя, после пяти минут покоя.',
    'Вижу. Соль убрали?',
    'Динамика есть, идём правильно.',
    'Если верхнее выше 180 — вызывайте 103, не ждите ответа здесь.',
    'Отлично, так держать.',
  ];
  return Array.from({ length: days }, (_, day): Line[] => {
    const began = day * 24 * 60;
    const wave = [0, 4, -3, 2, -5, 1, 3][day % 7]!;
    const top = Math.round(166 - (day / days) * 34) + wave;
    const low = Math.round(98 - (day / days) * 16) + Math.round(wave / 2);
    return [
      ['patient', began + 1, `Утро: ${top}/${low}, пульс ${68 + (day % 9)}.`],
      ['doctor', began + 95, remarks[day % remarks.length]!],
      ['patient', began + 720, `Вечер: ${top + 5}/${low + 2}, пульс ${72 + (day % 7)}.`],
      ...(day % 5 === 4
        ? ([
            ['patient', began + 722, 'Голова сегодня не болела, гулял сорок минут.'],
            ['doctor', began + 760, 'Прекрасно. Ходьба для вас сейчас — лучшее лекарство.'],
          ] as const)
        : []),
    ];
  }).flat();
}
