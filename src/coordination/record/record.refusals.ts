import { problems, type RefusalTexts } from '#libs/http';
import type { RecordRefusal } from './record.decider.js';

export const RECORD_REFUSALS: RefusalTexts<RecordRefusal> = {
  'record-unknown': { sv: 'Akten finns inte.', en: 'The record does not exist.' },
  'record-exists': { sv: 'Akten finns redan i ett annat ärende.', en: 'The record exists already in another case.' },
  'record-closed': { sv: 'Akten är avslutad. Återöppna den först.', en: 'The record is closed. Reopen it first.' },
  'record-needs-someone': {
    sv: 'Någon måste vara ansvarig. Tilldela en kollega först.',
    en: 'Someone must be responsible. Assign a colleague first.',
  },
  'staff-locked-out': problems.staffLockedOut().title,
  'closing-unknown': { sv: 'Förslaget att avsluta finns inte längre.', en: 'The proposal to close no longer stands.' },
  'closing-waits': { sv: 'Det finns redan ett förslag att avsluta akten.', en: 'There is a proposal to close the record already.' },
  'closing-by-another': {
    sv: 'Den som föreslog att avsluta kan inte själv godkänna. En kollega eller chefen behövs.',
    en: 'Whoever proposed the closing cannot approve it. A colleague or the head is needed.',
  },
  'handed-over': { sv: 'Akten är redan överlämnad. Ta tillbaka den först.', en: 'The record is handed over already. Take it back first.' },
  'handover-unknown': { sv: 'Överlämningen är redan avslutad.', en: 'The hand-over has ended already.' },
  'related-to-itself': { sv: 'Välj en annan akt.', en: 'Choose another record.' },
  'related-fictitious': {
    sv: 'Någon i en av akterna har fingerade personuppgifter. Då sägs det aldrig att akterna gäller samma person.',
    en: 'Somebody in one of the records has a fictitious identity. The records are then never said to be about the same person.',
  },
};
