export { parseSettings } from '../../../dist/config/settings.js';
export { seedDemo } from '../../../dist/src/app/demo/seed.js';
export { AppLog } from '../../../dist/src/app/log.js';
export { start } from '../../../dist/src/app/start.js';
export { loginAs } from '../../../dist/src/login/index.js';
