import { Entity } from 'typeorm';
export const rows = Entity;
