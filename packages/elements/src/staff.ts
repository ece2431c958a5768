export { ConsultDesk } from './consult-desk/consult-desk.js';
export {
  ConclusionCorrectedEvent,
  ConsultationCompletedEvent,
  ConsultationCompleteEvent,
  ConsultationOpenedEvent,
  ConsultationOpenEvent,
} from './consult-desk/events.js';
export { RequestJournal } from './request-journal/request-journal.js';
export {
  RequestAnnulledEvent,
  RequestEnteredEvent,
  RequestScheduledEvent,
  RequestSelectEvent,
} from './request-journal/events.js';
