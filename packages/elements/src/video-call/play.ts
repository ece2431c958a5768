/**
 * Shows a stream, which is a property and no attribute. One's own picture is silent; another's may have to be until somebody
 * has clicked on the page: `onSilenced` says so.
 */
export function play(video: HTMLVideoElement, stream: MediaStream | undefined, onSilenced: () => void): void {
  const isSame = video.srcObject === (stream ?? null);
  if (isSame && !(stream && video.paused && video.isConnected)) return; // what was moved stands still
  if (!isSame) video.srcObject = stream ?? null;
  if (video.part.contains('self')) video.muted = true;
  if (!stream) return;
  video.play().catch((error: DOMException) => {
    if (error.name !== 'NotAllowedError') return; // another stream has come meanwhile
    video.muted = true;
    video.play().catch(() => undefined);
    onSilenced();
  });
}

/** Lets it sound through the speaker that was chosen, where the browser lets one choose. */
export function soundThrough(video: HTMLVideoElement, speaker: string | undefined): void {
  if (speaker === undefined || !video.setSinkId || video.sinkId === speaker) return;
  video.setSinkId(speaker).catch(() => undefined); // it was unplugged: the system's own is used
}
