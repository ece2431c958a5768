import type { ErrorCode } from '@consult/core';

/** The sentences of `errors-ru.ts` in English. */
export const errorsEn: Record<ErrorCode, string> = {
  'account-ended': 'You have signed out elsewhere, or access was closed. Please sign in again.',
  'account-simplified':
    'A simplified Gosuslugi account cannot be used for consultations. Confirm the account and sign in again.',
  'age-refused': 'By age this person decides for themselves. Please sign in with their own account.',
  'already-done': 'This has been done already. Nothing more is needed.',
  'call-answered':
    'This call was already answered on another device or in another tab. The talk goes on there.',
  'call-elsewhere': 'This call goes on on another device or in another tab. You can move it here.',
  'call-ended': 'The call is over. If you have not finished talking, say so in the chat.',
  'chat-finished':
    'The consultation is over, so nobody can write here any more. You can read it at any time.',
  'chat-not-finished': 'The consultation is not over yet. You can download the conversation once it is.',
  'chat-not-open': 'The consultation has not begun yet. You can write at the appointed time.',
  'conclusion-incomplete': 'The conclusion is incomplete. Fill in the marked fields.',
  'consent-needed':
    'The chat needs your consent to remote consultation. Please read and accept it on the portal.',
  'consent-outdated': 'The text of the consent has changed. Please read the new version and accept it.',
  'dates-needed': 'No days are chosen. Please choose at least one.',
  'dates-wrong':
    'These days cannot be chosen: they are past, too far ahead, or end before they begin. Please correct them.',
  'documents-hidden':
    'The documents are hidden: the consent to notifications was withdrawn. To open them, give it again under “Access”.',
  failed: 'Something went wrong on our side. Please try again in a minute.',
  'file-blocked':
    'The file is blocked: a threat was found in it. Ask the sender to check it and send it again.',
  'file-empty': 'The file is empty. Choose another one.',
  'file-scanning': 'The file is still being checked. Open it in a minute.',
  'file-too-large': 'The file is too large. Make it smaller or send it in parts.',
  'file-type-refused':
    'This file is not taken. Choose a PDF, JPEG, PNG or HEIC. If it is one of them, it is damaged: save it anew.',
  'file-unchecked':
    'The file could not be checked for threats and cannot be opened. It has to be sent in another form, such as a picture.',
  'image-too-large': 'The picture has too many pixels. Make it smaller and send it again.',
  invalid: 'The server did not understand the request. Reload the page and try again.',
  'key-reused': 'This message has already been sent in another form. Copy the text and write it again.',
  'not-allowed': 'You have no right to do this. If that is a mistake, please ask the registry.',
  'not-attached':
    'The patient is not attached to this clinic by the insurance policy. Choose your own clinic, or get attached to this one at its registry or at Gosuslugi.',
  'not-found': 'There is no such chat, or it is not open to you. Choose a chat from the list.',
  'offer-answered': 'This offer has been answered already. Please look at where the request stands.',
  'offer-lapsed':
    'The time to answer is over and the slot is free again. The registry will offer another time.',
  'offer-open': 'A time has been offered already. Wait for the answer or take the offer back.',
  'origin-refused':
    'This page may not talk to the consultation server. Please tell the portal’s administrator.',
  'phone-wrong': 'The telephone number is not right. It needs 10 digits after +7.',
  'quota-exceeded':
    'There is no more room for files in this chat. Send what matters most, or delete what is not needed.',
  'reason-needed': 'The reason is missing. Please write it: the patient will read this text.',
  'refusals-missing': 'A request can be annulled only after three refusals. Please offer another time.',
  'request-closed': 'Nothing more can be done with this request. Please look at how it ended.',
  'request-duplicate':
    'There is such a request already: the same patient, specialty and clinic. Please open it.',
  'request-locked': 'Somebody else works on this request now. Wait, or take another one.',
  'signed-out': 'Your session has ended. Sign in to the portal again to go on.',
  'slot-past': 'This time is past. Please choose another.',
  'slot-taken': 'This time has just been taken. Please choose another.',
  'storage-full': 'The server is out of space for the moment. Nothing is lost; try again in a few minutes.',
  'text-empty': 'The message is empty. Write something and send it.',
  'text-too-long': 'The message is too long. Shorten it or send it in parts.',
  'too-early': 'It is too early. A consultation can be opened 15 minutes before the appointed time.',
  'too-large': 'That is too much to send at once. Shorten the text and try again.',
  'too-many-dates': 'Too many days are chosen. Please remove some.',
  'too-many-files': 'Too many files in one message. Send the rest with the next one.',
  'too-many-requests': 'Too many actions in a row. Wait a minute and try again.',
  unavailable: 'The server does not answer now. Check your internet connection and try again.',
  'upload-expired': 'The file waited too long to be sent. Upload it again.',
};
