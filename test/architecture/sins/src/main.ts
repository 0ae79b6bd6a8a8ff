import { create } from './app/create.js';
create();
