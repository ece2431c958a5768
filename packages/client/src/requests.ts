export { openAnonymousApplication, type AnonymousOptions } from './requests/anonymous.js';
export { openApplication } from './requests/application.js';
export { openRequests, type RequestsWishes } from './requests/request-list.js';
export type * from './requests/contracts.js';
