import { defineTexts } from '#libs/ui';

export const copyTexts = defineTexts({
  sv: {
    title: 'Kopiera till verksamhetssystemet',
    lead: 'Det som den egna akten innehåller, som text att klistra in. Att sidan öppnas skrivs i läsloggen som en export.',
    system: 'Verksamhetssystem',
    choose: 'Visa texten',
    text: 'Text att kopiera',
    pdf: 'Ladda ned som PDF',
    record: 'Akt',
    opened: 'öppnad {{date}}',
    persons: 'Personer',
    chain: 'Egna insatser och åtgärder',
    notes: 'Anteckningar',
    received: 'Mottagna kopior',
    mark: 'Utskrift ur den egna akten, {{date}}, {{name}}',
  },
  en: {
    title: 'Copy to the record system',
    lead: 'What the own record holds, as text to paste. That the page is opened is written to the reading log as an export.',
    system: 'Record system',
    choose: 'Show the text',
    text: 'Text to copy',
    pdf: 'Download as PDF',
    record: 'Record',
    opened: 'opened {{date}}',
    persons: 'Persons',
    chain: 'Own interventions and measures',
    notes: 'Notes',
    received: 'Copies received',
    mark: 'Printed from the own record, {{date}}, {{name}}',
  },
});
