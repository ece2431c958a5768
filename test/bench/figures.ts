/** The value below which `share` (0–1) of the samples lie. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (samples: readonly number[]) => quantile(samples, 0.5);

/** One line of the table: ours beside the floor of the same run, and the bar of the design. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly floor: number | undefined;
  /** The ratio ours / floor asked for: at most (`<=`) or at least (`>=`). */
  readonly bar: readonly ['<=' | '>=', number] | undefined;
}

/** A value with as many digits as tell something. */
export const shown = (value: number) =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2);

/** The table that `npm run bench` prints. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, unit, ours, floor, bar }) => {
    const ratio = floor === undefined ? undefined : ours / floor;
    const met =
      !bar || ratio === undefined
        ? ''
        : (bar[0] === '<=' ? ratio <= bar[1] : ratio >= bar[1])
          ? 'met'
          : 'MISSED';
    return [
      what,
      `${shown(ours)} ${unit}`,
      floor === undefined ? '–' : `${shown(floor)} ${unit}`,
      ratio === undefined ? '–' : ratio.toFixed(2),
      bar ? `${bar[0]} ${bar[1]}` : '–',
      met,
    ];
  });
  return gridOf(['what', 'ours', 'floor', 'ratio', 'bar', ''], rows);
}

/** A table of words, its columns as wide as they have to be. */
export function gridOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
