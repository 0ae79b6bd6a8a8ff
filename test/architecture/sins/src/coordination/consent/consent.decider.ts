import { kernel } from '#libs/shared-kernel';
export const consent = kernel;
