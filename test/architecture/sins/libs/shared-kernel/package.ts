// sin: kernel-has-no-packages
import { z } from 'zod';
export const x = z;
