import type { NoteCode } from '@consult/core';
import { CAMERA, CAMERA_OFF } from '../shared/call-icons.js';
import { ALERT } from '../shared/later-icons.js';
import { ASSIGNED, CALLED_OFF, CLOCK, DONE } from './later-icons.js';

const NOTE_ICONS: Record<NoteCode, string> = {
  'doctor-assigned': ASSIGNED,
  'doctor-changed': ASSIGNED,
  opened: CLOCK,
  completed: DONE,
  'completed-without-conclusion': ALERT,
  missed: CALLED_OFF,
  cancelled: CALLED_OFF,
  'call-ended': CAMERA,
  'call-missed': CAMERA_OFF,
  'call-declined': CAMERA_OFF,
};

/** What decorates a system note. */
export const noteIcon = (note: NoteCode): string => NOTE_ICONS[note];
