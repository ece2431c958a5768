export * from './audit-chain.js';
export * from './canonical.js';
export * from './export-chain.js';
