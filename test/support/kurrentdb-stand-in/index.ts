export { KurrentDbStandIn, type StandInOptions } from './server.js';
