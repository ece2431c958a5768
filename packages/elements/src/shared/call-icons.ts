// Paths from lucide-static 1.62.0 (ISC), the shapes of each file joined into one path; see `icon` in icons.ts. None is in the first paint.

/** A film camera: a call, or a picture that is sent. */
export const CAMERA =
  'm16 13 5.223 3.482a.5.5 0 0 0 .777-.416V7.87a.5.5 0 0 0-.752-.432L16 10.5M4 6h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z';
/** A film camera, crossed out: a call that was not, or no picture. */
export const CAMERA_OFF =
  'M10.66 6H14a2 2 0 0 1 2 2v2.5l5.248-3.062A.5.5 0 0 1 22 7.87v8.196M16 16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h2M2 2l20 20';
