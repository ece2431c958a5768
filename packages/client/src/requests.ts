export { openAnonymousApplication, type AnonymousOptions } from './requests/anonymous.js';
export type { AnonymousWay } from './requests/anonymous-call.js';
export { openAnonymousLookup } from './requests/anonymous-lookup.js';
export { openApplication } from './requests/application.js';
export { openRequests, type RequestsWishes } from './requests/request-list.js';
export type * from './requests/contracts.js';
