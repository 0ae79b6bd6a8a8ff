import type { NoteCorrection, NoteRetraction } from '#libs/journal';
import { accept, refuse, type Decider } from '#libs/shared-kernel';
import type { NoteStep } from './catalogue.js';

/** Fields beside those that every note has: the agency's own. Never looked into. */
type Own = Readonly<Record<string, unknown>>;

export interface NotedData {
  readonly noteId: string;
  /** Left out of what is about nobody. */
  readonly personId?: string | undefined;
  readonly ownerAgency: string;
  readonly recordId: string;
  readonly caseId: string;
  readonly on: string;
}
export interface CorrectedData {
  readonly noteId: string;
  /** Left out of what is about nobody. */
  readonly personId?: string | undefined;
  readonly changeId: string;
  readonly correction: NoteCorrection;
  readonly on: string;
}
export interface RetractedData {
  readonly noteId: string;
  /** Left out of what is about nobody. */
  readonly personId?: string | undefined;
  /** The type of the note that was wrong. */
  readonly type: string;
  readonly retraction: NoteRetraction;
}
/** One of an agency's own event types; which step it is, its journal says. */
export interface NoteEvent {
  readonly type: string;
  readonly data: (NotedData | CorrectedData | RetractedData) & Own;
}

/** The event type that the agency's journal has for it comes with the command. */
export type NoteCommand =
  | { readonly type: 'Note'; readonly event: string; readonly data: NotedData & Own }
  | {
      readonly type: 'CorrectNote';
      readonly note: string;
      readonly event: string;
      readonly data: Omit<CorrectedData, 'noteId' | 'personId'> & Own;
    }
  | { readonly type: 'RetractNote'; readonly event: string; readonly retraction: NoteRetraction };

export type NoteState =
  | { readonly status: 'none' }
  | (NotedData & { readonly status: 'standing' | 'retracted'; readonly note: string; readonly changes: readonly string[] });

export type NoteRefusal = 'note-unknown' | 'note-exists' | 'note-retracted' | 'note-of-another-type';

/** Pure: told which step each event type is. Noted once, corrected as often as needed, marked as wrong once and for good. */
export const noteDecider = (stepOf: (eventType: string) => NoteStep): Decider<NoteCommand, NoteState, NoteEvent, NoteRefusal> => ({
  initial: { status: 'none' },

  evolve: (state, event) => {
    switch (stepOf(event.type)) {
      case 'noted': {
        const { noteId, personId, ownerAgency, recordId, caseId, on } = event.data as NotedData;
        return { status: 'standing', note: event.type, changes: [], noteId, personId, ownerAgency, recordId, caseId, on };
      }
      case 'corrected': {
        const { changeId, on } = event.data as CorrectedData;
        return state.status === 'none' ? state : { ...state, on, changes: [...state.changes, changeId] };
      }
      case 'retracted':
        return state.status === 'none' ? state : { ...state, status: 'retracted' };
    }
  },

  decide: (command, state) => {
    if (command.type === 'Note')
      return state.status === 'none' ? accept({ type: command.event, data: command.data }) : refuse('note-exists');
    if (state.status === 'none') return refuse('note-unknown');
    const { noteId, personId } = state;
    const subject = { noteId, ...(personId === undefined ? {} : { personId }) };
    switch (command.type) {
      case 'CorrectNote': {
        if (state.status === 'retracted') return refuse('note-retracted');
        if (command.note !== state.note) return refuse('note-of-another-type');
        if (state.changes.includes(command.data.changeId)) return accept();
        return accept({ type: command.event, data: { ...command.data, ...subject } });
      }
      case 'RetractNote':
        if (state.status === 'retracted') return accept();
        return accept({ type: command.event, data: { ...subject, type: state.note, retraction: command.retraction } });
    }
  },
});
