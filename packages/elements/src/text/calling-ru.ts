/** The words of `<consult-desk>` about ringing the patient. */
export const callingRu = {
  call: 'Позвонить',
  ringing: 'Звоним пациенту…',
  connecting: 'Пациент ответил, соединяем…',
  active: 'Идёт разговор',
  elsewhere: 'Разговор идёт на другом устройстве',
  declined: 'Пациент отклонил звонок.',
  'no-answer': 'Пациент не ответил.',
  busy: 'Пациент говорит по другому звонку.',
  failed: 'Связь не удалась.',
  calling: 'Звоним…',
};

export type CallingWords = typeof callingRu;
