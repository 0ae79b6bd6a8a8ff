/** Declared in config, since those to whom a report is disclosed name its offence too. */
export { offenceNames, OFFENCES, type Offence } from '#config/offences';
