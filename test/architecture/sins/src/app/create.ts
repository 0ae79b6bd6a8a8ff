import { police } from '#src/agencies/police/index';
import { school } from '#src/agencies/school/index';
export const create = () => [police, school];
