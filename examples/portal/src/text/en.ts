import type { Texts } from './ru.js';

export const en: Texts = {
  portal: 'Health of the Petersburger',
  example: 'An example portal. The people and their letters are invented.',
  emergency: 'If life is in danger, call 103 or 112',
  skip: 'Skip to content',
  mainNav: 'Portal',
  menu: 'Menu',
  signIn: 'Sign in',
  signOut: 'Sign out',
  register: 'Create an account',
  settings: 'Language and appearance',
  theme: 'Appearance',
  themeAuto: 'As in the system',
  themeLight: 'Light',
  themeDark: 'Dark',
  otherLanguage: 'Русский',

  startTitle: 'Electronic health services of Saint Petersburg',
  startText: 'To use all services, sign in to your account',
  startAccount:
    'Chatting with a doctor needs a confirmed or standard ESIA account. If you have none, create one at Gosuslugi.',
  startWhen: 'Sign in 10–15 minutes before the appointed time.',
  gosuslugi: 'Gosuslugi',
  esiaHelp: 'How to get an ESIA account',

  services: 'Services',
  information: 'Useful information',
  news: 'News',
  profile: 'My details',
  cabinet: 'My account',
  chat: 'Chat with a doctor',
  visits: 'My visits',
  appointments: 'Make an appointment',
  record: 'My medical record',
  allergies: 'Allergies and medicines',
  requests: 'My enquiries',
  insurance: 'Insurance services',
  access: 'Access settings',
  accessIemk: 'Access to my health record',
  accessConsents: 'My consents',
  notifications: 'My notifications',
  consultations: 'Consultations',
  journal: 'Journal of requests',
  administration: 'Administration',

  cabinetHello: 'You are signed in as',
  cabinetPatient: 'Open the chat to write to your doctor or to read the answer.',
  cabinetDoctor: 'Your patients are waiting under “Consultations”.',
  cabinetOperator: 'The journal of requests is in the menu.',
  cabinetAdministrator: 'Administration is in the menu.',
  openChat: 'Open the chat with a doctor',
  openConsultations: 'Open consultations',

  portalOwned: 'This section belongs to the portal.',
  portalOwnedMore:
    'Here it is only in the menu, as in a real account; the consultation service does not replace it.',
  consentsLater:
    'The consents you have given will be here: their text, the date and how to withdraw. This section comes with a later version.',
  journalLater:
    'Patients’ requests will be here: deadlines, calls, offered times, refusals. This section comes with a later version. For now, the chats of patients and doctors work.',
  administrationLater:
    'Consent texts, working hours, limits and the access log will be here. This section comes with a later version. For now, the chats of patients and doctors work.',

  checkDevices: 'Check camera and microphone',
  close: 'Close',
  views: 'What to show',
  viewThread: 'Conversation',
  viewDesk: 'Patient’s card',
  sessionEnded: 'Your session at the portal has ended. What you wrote is kept in this browser.',
  signInAgain: 'Sign in again',
  signingOut: 'Signing out',
  signingOutText:
    'The conversation kept in this browser is being deleted. If nothing happens, press the button.',
  signedOutNot: 'Stay',

  cancelledTitle: 'You did not sign in',
  cancelledText: 'You came back without choosing an account. You can try again.',
  unavailableTitle: 'The sign-in service does not answer',
  unavailableText: 'Wait a minute and try again.',
  failedTitle: 'Signing in did not work',
  failedText:
    'The answer of the sign-in service does not fit this page: that happens when you began long ago or in another window. Begin again.',
  notFoundTitle: 'There is no such page',
  notFoundText: 'The address may be mistyped.',
  notForRoleText: 'This section is not for your role.',
  brokenTitle: 'The portal could not do it',
  brokenText: 'Reload the page. If that does not help, come back later.',
  toStart: 'To the start page',

  deviceTitle: 'What your device needs',
  deviceIntro: 'For the chat and video calls you need:',
  device: [
    'an Intel Core i3 processor or its equal, or better;',
    'at least 2 GB of memory;',
    'a web camera of 5 megapixels or more;',
    'a headset with a microphone.',
  ],
  browsersTitle: 'Browsers',
  browsersText:
    'The current version of any of these: Google Chrome, Yandex Browser, Mozilla Firefox, Opera, Microsoft Edge. For video calls, the latest Chrome and Firefox are best.',
  browsersWarning: 'ATTENTION! Internet Explorer is not supported.',
};
