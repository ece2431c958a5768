import { en } from './en.js';
import type { RequestNoticeWords } from './request-notice-ru.js';

/** What `<deferred-request-form>` says before anybody applies, in English. */
export const requestNoticeEn: RequestNoticeWords = {
  ...en,
  noSlots: 'No free appointments were found.',
  noticeText:
    'When there are no free appointments you can leave a request in the waiting journal of the clinic. It is processed in the clinic’s working hours. A member of staff will phone you within 5 working days of its registration. Please note that your request may be annulled after you have refused three offered dates and times.',
  apply: 'Leave a request',
  begun: 'You have begun a request. Everything you typed is kept.',
  loading: 'The request is loading…',
  slow: 'This takes longer than usual. Check your internet connection.',
  notLoaded: 'The request did not load',
  retry: 'Try again',
};
