import { told } from '../police/contract/index.js';
export const school = told;
