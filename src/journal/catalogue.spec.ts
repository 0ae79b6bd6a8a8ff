import { z } from 'zod';
import {
  corrected,
  correctedOfNobody,
  declareNote,
  noted,
  notedOfNobody,
  retracted,
  retractedOfNobody,
  words,
  YES_NO_UNKNOWN,
  yesNoUnknown,
} from '#libs/journal';
import { defineEvent, open } from '#libs/shared-kernel';
import { allNotes, declareJournal, journalOf, noteOf, stepOf } from './catalogue.js';
import { correctNoteInput, noteInput, ownNote } from './note.input.js';
import { readNoteForm } from './screens/note-form.js';

const own = {
  kind: open('child', z.enum(['sudden', 'repeated'])),
  signs: open('child', z.array(z.enum(['tired', 'afraid'])).min(1)),
  told: open('child', z.enum(YES_NO_UNKNOWN).optional()),
  since: open('child', z.iso.date().optional()),
  urgent: open('child', z.boolean()),
  note: words,
};
const events = {
  noted: defineEvent('school.Seen', 1, noted(own)),
  corrected: defineEvent('school.SeenCorrected', 1, corrected(own)),
  retracted: defineEvent('school.Wrong', 1, retracted(['school.Seen'])),
};
const word = { sv: 'Ord', en: 'Word' };
const seen = declareNote(events, {
  title: word,
  about: ['child'],
  fields: {
    kind: { ...word, options: { sudden: word, repeated: word } },
    signs: { ...word, options: { tired: word, afraid: word } },
    told: { ...word, options: yesNoUnknown },
    since: word,
    urgent: word,
    note: word,
  },
});
declareJournal({ agencyKind: 'school', retracted: events.retracted, notes: [seen] });

const lesson = { description: words };
const lessonEvents = {
  noted: defineEvent('resource-centre.Learnt', 1, notedOfNobody(lesson)),
  corrected: defineEvent('resource-centre.LearntCorrected', 1, correctedOfNobody(lesson)),
};
const learnt = declareNote(lessonEvents, { title: word, about: [], fields: { description: word } });
declareJournal({
  agencyKind: 'resource-centre',
  retracted: defineEvent('resource-centre.Wrong', 1, retractedOfNobody(['resource-centre.Learnt'])),
  notes: [learnt],
});

const id = '0c8f0a1e-0000-4000-8000-000000000001';
const base = { type: 'school.Seen', noteId: id, recordId: id, caseId: id, personId: id, on: '2026-03-02' };
const said = { kind: 'sudden', signs: ['afraid'], urgent: true };
const now = new Date('2026-03-02T10:00:00Z');
const problemPath = (work: () => unknown): string => {
  try {
    work();
    return '';
  } catch (error) {
    return (error as { extra: { fields: { path: string }[] } }).extra.fields[0]!.path;
  }
};

describe('the catalogue of notes', () => {
  it('knows each type, its agency and what each event does', () => {
    expect(noteOf('school.Seen')).toBe(seen);
    expect(journalOf('school')?.notes).toEqual([seen]);
    expect(allNotes()).toEqual([seen, learnt]);
    expect([stepOf('school.Seen'), stepOf('school.SeenCorrected'), stepOf('school.Wrong')]).toEqual(['noted', 'corrected', 'retracted']);
  });
  it('takes no type twice', () =>
    expect(() => declareJournal({ agencyKind: 'school', retracted: events.retracted, notes: [] })).toThrow('declared twice'));
  it('takes no field that a form cannot ask for', () => {
    const odd = { size: open('child', z.number()) };
    const oddEvents = { noted: defineEvent('school.Odd', 1, noted(odd)), corrected: defineEvent('school.OddCorrected', 1, corrected(odd)) };
    const wrong = defineEvent('school.OddWrong', 1, retracted(['school.Odd']));
    const notes = [declareNote(oddEvents, { title: word, fields: { size: word } })];
    expect(() => declareJournal({ agencyKind: 'police', retracted: wrong, notes })).toThrow('school.Odd.size');
  });
});

describe('what is sent', () => {
  it('is judged by its own type’s schema', () => {
    expect(noteInput.parse({ ...base, ...said, note: '  Rädd.  ' })).toEqual({ ...base, ...said, note: 'Rädd.' });
    for (const wrong of [{ kind: 'odd' }, { signs: [] }, { note: '' }, { extra: 1 }, { type: 'school.Other' }, { since: 'i går' }])
      expect(noteInput.safeParse({ ...base, ...said, ...wrong }).success).toBe(false);
    expect(correctNoteInput.safeParse({ type: 'school.Seen', reason: 'typing-error', on: '2026-03-02', ...said }).success).toBe(true);
    expect(correctNoteInput.safeParse({ type: 'school.Seen', on: '2026-03-02', ...said }).success).toBe(false);
  });
  it('is a type of the own agency, on a day that has come', () => {
    expect(ownNote(base, { kind: 'school', now })).toBe(seen);
    expect(problemPath(() => ownNote(base, { kind: 'police', now }))).toBe('type');
    expect(problemPath(() => ownNote({ ...base, on: '2026-03-03' }, { kind: 'school', now }))).toBe('on');
  });
  it('about nobody has no person, and points nobody out', () => {
    const { personId: _, ...place } = base;
    const sent = { ...place, type: 'resource-centre.Learnt', description: 'Skolan väntade tre veckor.' };
    expect(noteInput.safeParse(sent).success).toBe(true);
    expect(noteInput.safeParse({ ...sent, personId: id }).success).toBe(false);
    const judged = (description: string) => problemPath(() => ownNote({ ...sent, description }, { kind: 'resource-centre', now }));
    expect(judged(sent.description)).toBe('');
    for (const telling of ['Hon har 19900512-2383.', 'Ring 070-174 06 05.', 'Nås på anna@example.se'])
      expect(judged(telling)).toBe('description');
  });
  it('comes from a form with its ticks and lists', () => {
    const form = {
      idempotencyKey: id,
      version: 'v',
      type: 'school.Seen',
      noteId: id,
      personId: id,
      on: '2026-03-02',
      kind: 'sudden',
      since: '',
    };
    expect(readNoteForm(seen, { ...form, signs: 'afraid', urgent: 'true' })).toMatchObject({ signs: ['afraid'], urgent: true });
    const { since, ...rest } = readNoteForm(seen, { ...form, signs: ['afraid', 'tired'] });
    expect(rest).toMatchObject({ signs: ['afraid', 'tired'], urgent: false, kind: 'sudden' });
    expect([since, 'version' in rest]).toEqual([undefined, false]);
  });
});
