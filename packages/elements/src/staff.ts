export { ConsultDesk } from './consult-desk/consult-desk.js';
export {
  ConclusionCorrectedEvent,
  ConsultationCompletedEvent,
  ConsultationCompleteEvent,
  ConsultationOpenedEvent,
  ConsultationOpenEvent,
} from './consult-desk/events.js';
