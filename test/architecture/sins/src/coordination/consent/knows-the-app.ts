// sin: nobody-imports-app
import { create } from '#src/app/create';
export const x = create;
