import { grounds } from '#config/grounds';
import { access } from '#src/access/index';
import { told } from '../contract/index.js';
import { rows } from './report.rows.js';
export const report = [access, grounds, told, rows];
