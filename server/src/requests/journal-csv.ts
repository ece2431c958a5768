export const csvOf = async (..._: unknown[]) => '';
