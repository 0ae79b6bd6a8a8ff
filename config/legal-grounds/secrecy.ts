import type { SecrecyRule } from './schema.js';

/** Reminders that a screen shows where these classes of field are chosen or shown. They open nothing. */
export const secrecy: SecrecyRule[] = [
  {
    id: 'osl-26-5',
    source: 'OSL 26:5',
    text: {
      sv: 'En enskilds anmälan eller utsaga om någon skyddas om det finns risk för våld eller annat allvarligt men mot den som lämnat den. Tjänstemäns uppgifter skyddas inte så.',
      en: 'An individual’s report or statement about someone is protected where violence or other serious harm against that person is feared. Statements of officials are not.',
    },
    at: ['social-services'],
    classes: ['free-text', 'risk'],
    toVerify: false,
  },
  {
    id: 'osl-25-7',
    source: 'OSL 25:7',
    text: {
      sv: 'En enskilds utsaga om någons hälsa eller förhållanden skyddas om det finns risk för våld eller annat allvarligt men mot den som lämnat den.',
      en: 'An individual’s statement on someone’s health or circumstances is protected where violence or other serious harm against that person is feared.',
    },
    at: ['health-care'],
    classes: ['free-text', 'risk'],
    toVerify: false,
  },
  {
    id: 'osl-40-7g',
    source: 'OSL 40:7g',
    text: {
      sv: 'Sekretess gäller hos den myndighet som anmäler, för uppgift om anmälan.',
      en: 'At the reporting agency the report itself is secret.',
    },
    at: ['school', 'state-agency', 'police', 'prosecution', 'resource-centre'],
    classes: ['child', 'free-text'],
    toVerify: true,
  },
  {
    id: 'osl-26-7-shelter',
    source: 'OSL 26:7, 26:14c–d',
    text: {
      sv: 'Adressen till ett skyddat boende och kontaktuppgifter till den som vistas där är hemliga. Själva beslutet om insatsen är det inte: skriv ingen plats i det.',
      en: 'The address of a shelter and contact data of those staying there are secret. The granting decision itself is not: put no location in it.',
    },
    at: ['social-services', 'civil-society'],
    classes: ['location', 'contact'],
    toVerify: false,
  },
  {
    id: 'osl-21-3',
    source: 'OSL 21:3, 21:3a',
    text: {
      sv: 'Adress, telefonnummer och annat som visar var en hotad eller förföljd person finns är hemligt hos varje myndighet.',
      en: 'Address, telephone number and whatever else shows where a threatened or persecuted person is, is secret at every authority.',
    },
    at: ['social-services', 'health-care', 'police', 'prosecution', 'school', 'state-agency', 'resource-centre'],
    classes: ['location', 'contact'],
    toVerify: false,
  },
];
