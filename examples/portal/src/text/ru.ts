/** The portal's words. A key that English lacks does not compile. */
export const ru = {
  portal: 'Здоровье петербуржца',
  example: 'Пример портала. Люди и переписка вымышлены.',
  emergency: 'При угрозе жизни звоните 103 или 112',
  skip: 'К содержанию',
  mainNav: 'Портал',
  menu: 'Меню',
  signIn: 'Войти',
  signOut: 'Выйти',
  register: 'Зарегистрироваться',
  settings: 'Язык и оформление',
  theme: 'Оформление',
  themeAuto: 'Как в системе',
  themeLight: 'Светлое',
  themeDark: 'Тёмное',
  otherLanguage: 'English',

  startTitle: 'Портал электронных сервисов системы здравоохранения Санкт-Петербурга',
  startText: 'Для доступа ко всем сервисам войдите в личный кабинет',
  startAccount:
    'Для чата с врачом нужна подтверждённая или стандартная учётная запись ЕСИА. Если учётной записи нет, зарегистрируйтесь на портале Госуслуг.',
  startWhen: 'Входите за 10–15 минут до назначенного времени консультации.',
  gosuslugi: 'Госуслуги',
  esiaHelp: 'Инструкция по регистрации ЕСИА',

  services: 'Сервисы',
  information: 'Полезная информация',
  news: 'Новости',
  profile: 'Мои данные',
  cabinet: 'Личный кабинет',
  chat: 'Чат с врачом',
  visits: 'Мои посещения',
  appointments: 'Запись к врачу',
  record: 'Моя медкарта',
  allergies: 'Сведения об аллергиях и медикаментах',
  requests: 'Мои обращения',
  insurance: 'Сервисы ОМС',
  access: 'Управление доступом',
  accessIemk: 'Доступ к ИЭМК',
  accessConsents: 'Мои согласия на доступ',
  accessData: 'Копия и удаление данных',
  notifications: 'Мои уведомления',
  consultations: 'Консультации',
  journal: 'Журнал отложенной записи',
  documents: 'Документы согласий',
  erasures: 'Удаление данных',
  administration: 'Администрирование',

  cabinetHello: 'Вы вошли как',
  cabinetPatient: 'Чтобы написать врачу или прочитать его ответ, откройте чат.',
  cabinetDoctor: 'Переписка с пациентами — в разделе «Консультации».',
  cabinetOperator: 'Журнал отложенной записи — в меню.',
  cabinetAdministrator: 'Тексты согласий и запросы на удаление данных — в меню.',
  openChat: 'Открыть чат с врачом',
  openConsultations: 'Открыть консультации',

  portalOwned: 'Этот раздел принадлежит порталу.',
  portalOwnedMore:
    'В примере он есть только в меню, как в личном кабинете; сервис консультаций его не заменяет.',
  administrationLater:
    'Здесь будут рабочие часы, ограничения и журнал доступа. Этот раздел появится в одной из следующих версий. Тексты согласий и удаление данных — в разделах рядом.',

  checkDevices: 'Проверить камеру и микрофон',
  close: 'Закрыть',
  views: 'Что показать',
  viewThread: 'Переписка',
  viewDesk: 'Карта пациента',
  sessionEnded: 'Сеанс на портале закончился. Написанное сохранено в этом браузере.',
  signInAgain: 'Войти снова',
  signingOut: 'Выход из личного кабинета',
  signingOutText:
    'Переписка, сохранённая в этом браузере, удаляется. Если ничего не происходит, нажмите кнопку.',
  signedOutNot: 'Остаться',

  cancelledTitle: 'Вход отменён',
  cancelledText: 'Вы вернулись, не выбрав учётную запись. Можно войти ещё раз.',
  unavailableTitle: 'Сервис входа не отвечает',
  unavailableText: 'Подождите минуту и попробуйте ещё раз.',
  failedTitle: 'Вход не удался',
  failedText:
    'Ответ сервиса входа не подошёл к этой странице: так бывает, если вход начат давно или в другом окне. Начните ещё раз.',
  notFoundTitle: 'Такой страницы нет',
  notFoundText: 'Возможно, адрес набран с ошибкой.',
  notForRoleText: 'Этот раздел не для вашей роли.',
  brokenTitle: 'Портал не справился',
  brokenText: 'Обновите страницу. Если не поможет, зайдите позже.',
  toStart: 'На главную',

  deviceTitle: 'Требования к устройству',
  deviceIntro: 'Для чата с врачом и видеосвязи понадобятся:',
  device: [
    'процессор не ниже Intel Core i3 или его аналог;',
    'оперативная память не меньше 2 ГБ;',
    'веб-камера не ниже 5 Мп;',
    'гарнитура с микрофоном.',
  ],
  browsersTitle: 'Браузеры',
  browsersText:
    'Подойдёт актуальная версия любого из них: Google Chrome, Яндекс Браузер, Mozilla Firefox, Opera, Microsoft Edge. Для видеосвязи лучше всего Chrome и Firefox последних версий.',
  browsersWarning: 'ВНИМАНИЕ! Работа в InternetExplorer не поддерживается.',
} as const;

/** The shape every language fills. */
export type Texts = {
  readonly [Key in keyof typeof ru]: (typeof ru)[Key] extends readonly string[] ? readonly string[] : string;
};
