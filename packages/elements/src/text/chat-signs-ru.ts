/** The words of `<consult-chat>` about who is there, who writes, for whom, and what has arrived. */
export const chatSignsRu = {
  sent: 'Отправлено',
  delivered: 'Доставлено',
  read: 'Прочитано',
  doctorOnline: 'врач в сети',
  doctorOffline: 'врач не в сети',
  patientOnline: 'пациент в сети',
  patientOffline: 'пациент не в сети',
  doctorTypes: 'Врач печатает…',
  types: 'Печатает…',
  typesNamed: (name: string) => `Печатает ${name}`,
  /** The patient's name keeps its first case: no rule declines every name. */
  onBehalf: (name: string, patient: string) => `${name}, от имени пациента (${patient})`,
  noConsent: 'Переписка скрыта',
  toConsent: 'Прочитать и дать согласие',
  lost: 'Вас больше нет среди участников этого чата',
  lostHint:
    'Консультацию передали другому врачу, или вы больше не представляете пациента. Сообщения этого чата вам больше не показываются.',
  lostDraft:
    'Этот текст вы не отправили. Его можно скопировать: когда вы уйдёте из чата, он будет удалён из браузера вместе с прикреплёнными файлами.',
  toList: 'К списку чатов',
};

export type SignWords = typeof chatSignsRu;
