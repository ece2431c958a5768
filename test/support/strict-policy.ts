/** Security rule W5: nothing may run but the page's own files, and nothing may become markup but through Lit. */
export const strictPolicy = (...servers: readonly string[]) =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `connect-src ${servers.map((server) => `${server} ${server.replace('http', 'ws')}`).join(' ')}`,
    `require-trusted-types-for 'script'`,
    `trusted-types lit-html`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');

/** Runs before everything else of the page and notes what the policy has refused; the icon is a browser's own wish. */
export const WATCH = `
  window.violations = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    if (!blockedURI.endsWith('/favicon.ico')) window.violations.push([violatedDirective, blockedURI, sample].join(' '));
  });
`;
