// sin: not-in-allowed
export { interventionsRoom } from '../../interventions/index.js';
