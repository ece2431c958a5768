import type { Plugin } from 'esbuild';

export declare const PEERJS_PACKAGES: readonly string[];

export declare function strip(text: string): string;

export declare const strippedPeerjs: Plugin;

export declare const strippedPeerjsForVite: {
  name: string;
  enforce: 'pre';
  transform(code: string, id: string): string | undefined;
};
