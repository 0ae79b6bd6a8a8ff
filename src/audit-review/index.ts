export { alertKey, findAlerts, type Alert } from './signals/alerts.js';
export type { Access, Office } from './signals/access.js';
export { officeOf, withUsual, type OfficeFacts } from './signals/office.js';
