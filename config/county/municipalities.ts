/** The four parts of the county (länsdelar) that statistics are kept by. */
export const COUNTY_PARTS = ['ostra-norrbotten', 'malmfalten', 'pitea-sodra', 'lulea-boden'] as const;
export type CountyPart = (typeof COUNTY_PARTS)[number];

export interface Municipality {
  /** Statistics Sweden's (SCB) code. */
  readonly code: string;
  readonly name: string;
  readonly slug: string;
  readonly part: CountyPart;
  /** Whether its social services work in the system in the invented county. */
  readonly connected: boolean;
}

export const municipalities: readonly Municipality[] = [
  { code: '2505', name: 'Arvidsjaur', slug: 'arvidsjaur', part: 'pitea-sodra', connected: false },
  { code: '2506', name: 'Arjeplog', slug: 'arjeplog', part: 'pitea-sodra', connected: false },
  { code: '2510', name: 'Jokkmokk', slug: 'jokkmokk', part: 'malmfalten', connected: false },
  { code: '2513', name: 'Överkalix', slug: 'overkalix', part: 'ostra-norrbotten', connected: false },
  { code: '2514', name: 'Kalix', slug: 'kalix', part: 'ostra-norrbotten', connected: true },
  { code: '2518', name: 'Övertorneå', slug: 'overtornea', part: 'ostra-norrbotten', connected: false },
  { code: '2521', name: 'Pajala', slug: 'pajala', part: 'malmfalten', connected: false },
  { code: '2523', name: 'Gällivare', slug: 'gallivare', part: 'malmfalten', connected: true },
  { code: '2560', name: 'Älvsbyn', slug: 'alvsbyn', part: 'pitea-sodra', connected: true },
  { code: '2580', name: 'Luleå', slug: 'lulea', part: 'lulea-boden', connected: true },
  { code: '2581', name: 'Piteå', slug: 'pitea', part: 'pitea-sodra', connected: true },
  { code: '2582', name: 'Boden', slug: 'boden', part: 'lulea-boden', connected: true },
  { code: '2583', name: 'Haparanda', slug: 'haparanda', part: 'ostra-norrbotten', connected: true },
  { code: '2584', name: 'Kiruna', slug: 'kiruna', part: 'malmfalten', connected: true },
];
