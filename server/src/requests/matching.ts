export const matchJournal = async (..._: unknown[]) => ({});
