export { renderConsent } from './consent.js';
export { renderDone } from './done.js';
export { renderReview } from './review.js';
