/** Which browser on which system, as far as advice has to tell them apart. */
export interface Agent {
  readonly browser: 'chrome' | 'edge' | 'yandex' | 'opera' | 'firefox' | 'safari' | 'other';
  /** The major version of the browser; of its engine where the engine is what ages. */
  readonly version: number | undefined;
  readonly system: 'windows' | 'macos' | 'android' | 'ios' | 'linux' | 'other';
}

/** The browsers by what only they say of themselves; those that also say «Chrome» or «Safari» come before them. */
const BROWSERS: readonly (readonly [RegExp, Agent['browser']])[] = [
  [/\bYaBrowser\/(\d+)/, 'yandex'],
  [/\bEdg(?:A|iOS)?\/(\d+)/, 'edge'],
  [/\b(?:OPR|OPT)\/(\d+)/, 'opera'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'firefox'],
  [/\b(?:Chrome|CriOS)\/(\d+)/, 'chrome'],
  [/\bVersion\/(\d+)[\d.]* .*\bSafari\//, 'safari'],
];

const SYSTEMS: readonly (readonly [RegExp, Agent['system']])[] = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'ios'],
  [/\bAndroid\b/, 'android'],
  [/\bWindows\b/, 'windows'],
  [/\bMac OS X\b/, 'macos'],
  [/\b(?:Linux|X11|CrOS)\b/, 'linux'],
];

/**
 * Reads what a browser says of itself. Only advice hangs on it, never what is tried.
 *
 * @param touchPoints - An iPad says it is a Mac, and no Mac has a screen to touch.
 */
export function agentOf(userAgent: string, touchPoints = 0): Agent {
  const named = BROWSERS.find(([pattern]) => pattern.test(userAgent));
  const engine = /\bChrome\/(\d+)/.exec(userAgent); // Yandex and Opera count versions of their own
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'other';
  const version = (engine ?? named?.[0].exec(userAgent))?.[1];
  return {
    browser: named?.[1] ?? 'other',
    version: version === undefined ? undefined : Number(version),
    system: system === 'macos' && touchPoints > 1 ? 'ios' : system,
  };
}
