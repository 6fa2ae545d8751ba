export { readGtin, readProductAct, type ProductAct } from './product-act.js';
