// sin: events-know-only-their-schemas
import { Column } from 'typeorm';
export const x = Column;
