// sin: data-only-through-the-doors
// A query without policy, actor and audit.
import { DataSource } from 'typeorm';
export const x = DataSource;
