/** What pages take as one file, and the module of the elements that defines its tags. */
const MODULES = {
  'consult-patient': 'all',
  'consult-staff': 'staff',
  'consult-call': 'video-call',
  'consult-check': 'device-check',
  'consult-notices': 'notice-list',
  'consult-requests': 'requests',
  'consult-consents': 'consent-list',
  'consult-changes': 'consent-changes',
  'consult-journal': 'request-journal',
};

export const SETS = Object.keys(MODULES);

/** A module that only defines the tags of a set. */
export const moduleOf = (set) => `import '@consult/elements/define/${MODULES[set]}.js';\n`;
