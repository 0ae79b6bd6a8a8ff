import { z } from 'zod';
import { kernel } from '#libs/shared-kernel';
export const grounds = [z, kernel];
