// sin: pure-domain
// A framework in a projection.
import { Injectable } from '@nestjs/common';
export const x = Injectable;
