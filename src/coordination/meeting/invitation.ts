import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { derivedId } from '#libs/shared-kernel';
import type { MeetingView } from './meeting.view.js';

const SUMMARY = { sv: 'Möte', en: 'Meeting' } as const;

/**
 * A meeting as a calendar file (RFC 5545) that says nothing of whom or what it is about: calendars are shared, synchronised and shown on locked screens.
 * No title of the case, no agenda, no names, no addresses of those invited; the place only where it reveals nothing. The id is another than the
 * meeting's, so that it leads nowhere; a move or a cancellation finds the entry by it.
 */
export const invitationFile = (meeting: MeetingView, lang: 'sv' | 'en', made: Date): string => {
  const { meetingId, startsAt, minutes, status, place, placeIsNeutral, sequence } = meeting;
  const cancelled = status === 'cancelled';
  const calendar = new ICalCalendar({
    prodId: { company: 'Insatskedja', product: 'Insatskedja', language: lang.toUpperCase() },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  const start = new Date(startsAt);
  calendar.createEvent({
    id: derivedId('meeting-invitation', meetingId),
    stamp: made,
    start,
    end: new Date(start.getTime() + minutes * 60_000),
    summary: SUMMARY[lang],
    sequence,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...(placeIsNeutral && place ? { location: place } : {}),
  });
  return calendar.toString();
};
