import { secureHeaders } from 'hono/secure-headers';
import type { PortalConfig } from './config.js';

/**
 * The strictest policy the elements promise to live under: own scripts and styles only, Trusted Types, the server's
 * origin for data and the live feed, nothing from anybody else.
 */
export const headers = ({ esia, consult }: Pick<PortalConfig, 'esia' | 'consult'>) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'", consult.origin, consult.origin.replace(/^http/, 'ws')],
      formAction: ["'self'", esia.origin], // Chromium asks this of the redirect to ESIA that follows the sign-out form
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ['lit-html'],
    },
    // Not `no-referrer`: that would send our own forms with `Origin: null`, by which they are known to be ours.
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    strictTransportSecurity: false, // said by whoever ends TLS in front of the portal
    permissionsPolicy: {
      camera: ['self'],
      microphone: ['self'],
      displayCapture: ['self'],
      geolocation: [],
      payment: [],
      usb: [],
    },
  });
