/** What must not be found in any database, whatever happened to it. */
export interface Never {
  readonly invariant: string;
  readonly sentence: string;
  /** Answers the rows that break the sentence. */
  readonly query: string;
}

const ENDS = `('completed', 'completed-without-conclusion', 'missed', 'cancelled')`;

/** Whoever marked it: the patient, or somebody who speaks or once spoke for them. All others were its doctors. */
const ON_PATIENTS_SIDE = `(r.person = c.patient or exists (select 1 from representations s
  where s.patient = c.patient and s.representative = r.person))`;

/** Rows of `counted` that are not exactly one audit row for each row of `happened`, both ways. */
const eachAudited = (action: string, happened: string) => `
  with happened(chat, subject) as (${happened}),
    rows(chat, subject) as (select chat, subject from audit where action = '${action}')
  select chat, subject from (
    select chat, subject, 1 as one from happened union all select chat, subject, -1 from rows)
  group by chat, subject having sum(one) <> 0`;

export const NEVER: readonly Never[] = [
  {
    invariant: 'I2',
    sentence: 'a log is not dense',
    query: `select c.id, c.seq, count(e.seq), max(e.seq) from chats c left join entries e on e.chat = c.no
      group by c.no having count(e.seq) <> c.seq or ifnull(max(e.seq), 0) <> c.seq or min(e.seq) <> 1`,
  },
  {
    invariant: 'I2',
    sentence: 'an entry is newer than its chat',
    query: `select c.id, e.seq from entries e join chats c on c.no = e.chat where e.revision > c.revision`,
  },
  {
    invariant: 'I2',
    sentence: 'two changes of one chat have one revision',
    query: `select chat, revision from entries group by chat, revision having count(*) > 1`,
  },
  {
    invariant: 'I3',
    sentence: 'one key is kept twice',
    query: `select chat, author, key from entries where key is not null
      group by chat, author, key having count(*) > 1`,
  },
  {
    invariant: 'I5',
    sentence: 'something stands after the end',
    query: `select c.id, later.seq from chats c
      join entries e on e.chat = c.no and e.kind = 'note' and e.note in ${ENDS}
      join entries later on later.chat = c.no and later.seq > e.seq`,
  },
  {
    invariant: 'I5',
    sentence: 'the state and the log tell of different ends',
    query: `select c.id, c.state, count(e.seq) from chats c
      left join entries e on e.chat = c.no and e.kind = 'note' and e.note in ${ENDS}
      group by c.no having count(e.seq) <> (c.state in ('completed', 'missed', 'cancelled'))`,
  },
  {
    invariant: 'I5',
    sentence: 'an outcome and its conclusion are not there together',
    query: `select c.id, c.outcome from chats c
      where ifnull(c.outcome = 'conclusion', 0) <> exists (select 1 from conclusions n where n.chat = c.no)`,
  },
  {
    invariant: 'I5',
    sentence: 'a consultation ended without an outcome, or has one without an end',
    query: `select id, state, outcome from chats where (state = 'completed') <> (outcome is not null)`,
  },
  {
    invariant: 'I6',
    sentence: 'somebody has read past the end',
    query: `select c.id, r.person, r.seq from reads r join chats c on c.no = r.chat where r.seq > c.seq`,
  },
  {
    invariant: 'I6',
    sentence: 'a side has read otherwise than its people',
    query: `select c.id from chats c left join reads r on r.chat = c.no group by c.no having
      c.doctor_side_read <> ifnull(max(case when not ${ON_PATIENTS_SIDE} then r.seq end), 0) or
      c.patient_side_read <> ifnull(max(case when ${ON_PATIENTS_SIDE} then r.seq end), 0)`,
  },
  {
    invariant: 'I9',
    sentence: 'a message and its audit row are not there together',
    query: eachAudited(
      'entry-added',
      `select c.id, cast(e.seq as text) from entries e join chats c on c.no = e.chat where e.author is not null
        and e.kind <> 'conclusion'`,
    ),
  },
  {
    invariant: 'I9',
    sentence: 'a tombstone and its audit row are not there together',
    query: eachAudited(
      'entry-deleted',
      `select c.id, cast(e.seq as text) from entries e join chats c on c.no = e.chat where e.kind = 'tombstone'`,
    ),
  },
  {
    invariant: 'I9',
    sentence: 'a move and its audit row are not there together',
    query: eachAudited(
      'chat-moved',
      `select c.id, cast(e.seq as text) from entries e join chats c on c.no = e.chat
        where e.kind = 'note' and e.note not in ('doctor-assigned', 'doctor-changed')`,
    ),
  },
  {
    invariant: 'I9',
    sentence: 'another doctor and the audit row of it are not there together',
    query: eachAudited(
      'doctor-changed',
      `select c.id, e.person from entries e join chats c on c.no = e.chat
        where e.kind = 'note' and e.note = 'doctor-changed'`,
    ),
  },
  {
    invariant: 'I9',
    sentence: 'an appointment and its audit row are not there together',
    query: eachAudited('chat-created', `select id, patient from chats`),
  },
  {
    invariant: 'I5',
    sentence: 'a document came after the end',
    query: `select c.id, f.id from files f join chats c on c.no = f.chat
      join audit added on added.action = 'file-added' and added.subject = f.id
      join audit moved on moved.action = 'chat-moved' and moved.chat = c.id and moved.code in ${ENDS}
      where moved.id < added.id`,
  },
  {
    invariant: 'I8',
    sentence: 'a document hangs on what is no message of its uploader',
    query: `select c.id, f.id, f.seq from files f join chats c on c.no = f.chat
      left join entries e on e.chat = f.chat and e.seq = f.seq
      where f.seq is not null and (e.author is not f.person or (e.kind = 'message') <> (f.deleted_at is null))`,
  },
  {
    invariant: 'I8',
    sentence: 'two documents are in one place of a message',
    query: `select chat, seq, position from files where seq is not null
      group by chat, seq, position having count(*) > 1 or position is null`,
  },
  {
    invariant: 'I5',
    sentence: 'a conclusion and its place in the log are not there together',
    query: `select c.id, count(e.seq) from chats c left join entries e on e.chat = c.no and e.kind = 'conclusion'
      group by c.no having count(e.seq) <> ifnull(c.outcome = 'conclusion', 0)`,
  },
  {
    invariant: 'I5',
    sentence: 'the versions of a conclusion have a gap',
    query: `select chat from conclusions group by chat having count(*) <> max(version) or min(version) <> 1`,
  },
  {
    invariant: 'I9',
    sentence: 'a version of a conclusion and its audit row are not there together',
    query: eachAudited(
      'conclusion-given',
      `select c.id, cast(e.seq as text) from conclusions n join chats c on c.no = n.chat
        join entries e on e.chat = c.no and e.kind = 'conclusion'`,
    ),
  },
  {
    invariant: 'I9',
    sentence: 'an upload and its audit row are not there together',
    query: eachAudited('file-added', `select c.id, f.id from files f join chats c on c.no = f.chat`),
  },
  {
    invariant: 'I9',
    sentence: 'a consent and its audit row are not there together',
    query: `select (select count(*) from consents), count(*) from audit where action = 'consent-given'
      having count(*) <> (select count(*) from consents)`,
  },
  {
    invariant: 'I9',
    sentence: 'the doctor’s mark is not the last that was audited',
    query: `select c.id, r.person, r.seq from reads r join chats c on c.no = r.chat
      where not ${ON_PATIENTS_SIDE} and r.seq <> ifnull((select max(cast(a.subject as integer)) from audit a
        where a.action = 'read-marked' and a.chat = c.id and a.actor = r.person), 0)`,
  },
];
