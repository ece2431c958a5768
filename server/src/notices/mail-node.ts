import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { createTransport } from 'nodemailer';
import type { CalendarEntry, Channel, Handover } from './channel.js';

/** How to reach the mail server. */
export interface MailOptions {
  readonly smtp: URL;
  readonly password: string | undefined;
  /** Whom the messages come from. */
  readonly from: string;
  /** Patience with a silent server, in ms. */
  readonly patience?: number;
  /** Certificates of authorities that are trusted beside the platform's; default: none. */
  readonly ca?: string;
}

/** Mail over SMTP, with an entry for the calendar where the message has one. `Message-ID` is the delivery's own. */
export function mailChannel({ smtp, password, from, patience = 20_000, ca }: MailOptions): Channel {
  const transport = createTransport({
    host: smtp.hostname,
    port: Number(smtp.port) || (smtp.protocol === 'smtps:' ? 465 : 587),
    secure: smtp.protocol === 'smtps:',
    pool: true,
    maxConnections: 2,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
    // A password never goes over an open line.
    ...(smtp.username && {
      requireTLS: true,
      auth: { user: decodeURIComponent(smtp.username), pass: password ?? '' },
    }),
    ...(ca !== undefined && { tls: { ca } }),
  });
  const domain = from.slice(from.indexOf('@') + 1);
  return {
    kind: 'email',
    async send({ id, address, subject, text, calendar }): Promise<Handover> {
      if (!('email' in address)) return 'refused';
      const event = calendar && {
        method: calendar.cancelled ? 'CANCEL' : 'PUBLISH',
        filename: 'appointment.ics',
        content: calendarFile(calendar),
      };
      try {
        await transport.sendMail({
          messageId: `<${id}@${domain}>`,
          from,
          to: { name: '', address: address.email },
          subject,
          text,
          headers: { 'Auto-Submitted': 'auto-generated' },
          ...(event && { icalEvent: event }),
        });
        return 'taken';
      } catch (error) {
        // RFC 5321 §4.2.1: 5yz is for good. So is an address that nodemailer cannot make a line of.
        const { responseCode = 0, code } = error as { responseCode?: number; code?: string };
        if ((responseCode >= 500 && code !== 'EAUTH') || (code === 'EENVELOPE' && !responseCode))
          return 'refused';
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

/** RFC 5545: an appointment with a time and nothing else. */
export function calendarFile({ uid, sequence, startsAt, endsAt, cancelled, at }: CalendarEntry): string {
  const calendar = ical({
    prodId: '//Consult//Consult//RU',
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: uid,
    sequence,
    start: new Date(startsAt),
    end: new Date(endsAt),
    stamp: new Date(at),
    summary: 'Запись на портале',
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
