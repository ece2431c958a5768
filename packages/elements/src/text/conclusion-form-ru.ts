import { counter } from '../shared/plural.js';
import { ru } from './ru.js';

const SIGNS = { one: 'знак', few: 'знака', many: 'знаков' };
const count = counter('ru');

/** The words of the form in which a doctor writes a conclusion. */
export const conclusionFormRu = {
  ...ru,
  title: 'Консультативное заключение',
  titleOfCorrection: 'Исправление заключения',
  intro: 'Пациент увидит заключение в чате и сможет его скачать. Поля со звёздочкой заполните обязательно.',
  introOfCorrection:
    'Пациент увидит исправленное заключение как новую версию. Прежние версии останутся доступны.',
  complaints: 'Жалобы и анамнез',
  findings: 'Результаты консультации',
  diagnosisCode: 'Код по МКБ-10',
  diagnosisCodeHint: 'Например, J06.9. Без диагноза оставьте пустым.',
  diagnosisText: 'Диагноз',
  recommendations: 'Рекомендации',
  nextVisit: 'Следующий приём',
  nextVisitHint: 'Если приём не нужен, оставьте пустым.',
  left: (n: number) => `Осталось знаков: ${n}`,
  emptyComplaints: 'Напишите жалобы и анамнез.',
  emptyFindings: 'Напишите результаты консультации.',
  emptyRecommendations: 'Напишите рекомендации пациенту.',
  emptyDiagnosis: 'Назовите диагноз словами: код указан без названия.',
  tooLong: (n: number) => `Слишком длинно: уберите ${count(n, SIGNS)}.`,
  wrongCode: 'Такого кода в МКБ-10 нет: нужна латинская буква и две цифры, например J06.9.',
  wrongDay: 'Такой даты нет. Выберите день в календаре.',
  earlyDay: 'Этот день раньше дня консультации. Выберите другой.',
  restored: 'Восстановлен черновик, который вы не отправили.',
  keeping: 'Сохраняем черновик…',
  kept: 'Черновик сохранён в этом браузере.',
  keptFleetingly: 'Этот браузер не хранит черновики: если закрыть страницу, текст пропадёт.',
  notKept: 'Черновик не сохранился. Не закрывайте страницу, пока не завершите.',
  close: 'Закрыть',
  preview: 'Посмотреть документ',
  previewing: 'Готовим документ…',
  finish: 'Завершить с заключением',
  correct: 'Сохранить новую версию',
  sureToFinish:
    'Завершить консультацию с этим заключением? После этого никто не сможет писать в чат. Исправить заключение можно будет новой версией.',
  sureToCorrect: 'Отправить пациенту исправленное заключение? Отозвать его нельзя.',
  back: 'Вернуться к тексту',
  sure: 'Завершить',
  sureCorrect: 'Отправить',
  sending: 'Отправляем…',
  notSent: 'Заключение не отправлено, всё написанное сохранено.',
};

/** What the form can say. */
export type ConclusionFormWords = typeof conclusionFormRu;
