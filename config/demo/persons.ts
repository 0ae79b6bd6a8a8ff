/** How this person can be reached without danger. Never post; never a message that shows who it is from. */
export interface DemoSafeContact {
  readonly way: 'phone' | 'in-person' | 'through-someone';
  readonly number?: string;
  readonly hours: string;
  readonly language: string;
  readonly note: string;
}

export interface DemoPerson {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly personnummer: string;
  readonly role: 'exposed' | 'violence-user' | 'child' | 'other';
  readonly street: string;
  readonly postcode: string;
  readonly town: string;
  readonly phone?: string;
  readonly safeContact?: DemoSafeContact;
}

const id = (number: number) => `9e450000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const HOME = { street: 'Påhittsvägen 7', postcode: '961 00', town: 'Boden' };

/**
 * Invented people with the tax agency's published test personal numbers (CC0), in streets that do not exist,
 * with telephone numbers that the Post and Telecom Authority reserves for fiction.
 */
export const demoPersons = {
  exposed: {
    id: id(1),
    givenName: 'Linda',
    familyName: 'Mäki',
    personnummer: '199005122388',
    role: 'exposed',
    ...HOME,
    phone: '070-1740605',
    safeContact: {
      way: 'phone',
      number: '070-1740612',
      hours: 'Vardagar 9–11, när hon är på arbetet',
      language: 'Svenska',
      note: 'Ring bara det här numret. Skicka inget hem och lämna inget meddelande.',
    },
  },
  violenceUser: {
    id: id(2),
    givenName: 'Tobias',
    familyName: 'Grahn',
    personnummer: '198809122396',
    role: 'violence-user',
    ...HOME,
    phone: '070-1740621',
  },
  childNine: { id: id(3), givenName: 'Wilma', familyName: 'Grahn', personnummer: '201709122384', role: 'child', ...HOME },
  childFour: { id: id(4), givenName: 'Elias', familyName: 'Grahn', personnummer: '202202122392', role: 'child', ...HOME },
  /** Almost the same name and age as the exposed woman: what the warning for a near match is shown with. */
  namesake: {
    id: id(5),
    givenName: 'Linda',
    familyName: 'Mäkki',
    personnummer: '199005142386',
    role: 'other',
    street: 'Låtsasgränd 2',
    postcode: '972 00',
    town: 'Luleå',
    phone: '070-1740630',
  },
} as const satisfies Record<string, DemoPerson>;
