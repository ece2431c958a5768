export * from './audit-chain.js';
export * from './canonical.js';
export * from './consent-chain.js';
export * from './export-chain.js';
