import { kernel } from '#libs/shared-kernel';
export const problem = kernel;
