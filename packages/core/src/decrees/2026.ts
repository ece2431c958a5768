/** Decree of the Government of the Russian Federation № 1466 of 24.09.2025 on days off in 2026. */
export const YEAR_2026 = {
  decree: '№ 1466, 24.09.2025',
  transfers: [
    { from: '2026-01-03', to: '2026-01-09' },
    { from: '2026-01-04', to: '2026-12-31' },
  ],
} as const;
