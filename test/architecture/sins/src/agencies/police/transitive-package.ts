// sin: no-undeclared-package
// Only there because dependency-cruiser brings it.
import picomatch from 'picomatch';
export const x = picomatch;
