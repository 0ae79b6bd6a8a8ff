import { defineTexts } from '#libs/ui';

export const recordTexts = defineTexts({
  sv: {
    title: 'Öppna en akt',
    lead: 'En akt är er egen handling att delta. Ingen annan verksamhet får veta att den finns förrän ni lämnar ut något.',
    caseNew: 'Akten öppnas i ett nytt ärende.',
    caseOld: 'Akten öppnas i ett ärende som redan finns.',
    function: 'Funktion som arbetar med akten',
    track: 'Vems akt är det?',
    'track.hint': 'Våldsutövarens akt hålls åtskild: den som arbetar med den ser inget av den utsatta, och tvärtom.',
    'track.exposed': 'Den våldsutsattas',
    'track.child': 'Barnets egen',
    'track.violence-user': 'Våldsutövarens egen',
    open: 'Öppna akten',
  },
  en: {
    title: 'Open a record',
    lead: 'A record is your own act of taking part. No other agency learns that it exists until you disclose something.',
    caseNew: 'The record is opened in a new case.',
    caseOld: 'The record is opened in a case that exists already.',
    function: 'Function that works with the record',
    track: 'Whose record is it?',
    'track.hint':
      'The violence user’s record is kept apart: whoever works with it sees nothing of the exposed person, and the other way round.',
    'track.exposed': 'The exposed person’s',
    'track.child': 'The child’s own',
    'track.violence-user': 'The violence user’s own',
    open: 'Open the record',
  },
});
