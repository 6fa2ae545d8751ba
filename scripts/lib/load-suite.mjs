/**
 * The one file that mocha is given: it imports the tests named in the environment as ES modules, as what is tested runs
 * outside. Mocha itself would require them, which gives every module a second, translated life that no coverage report
 * can follow.
 */
import { pathToFileURL } from 'node:url';

for (const file of JSON.parse(process.env.SUYUAN_TEST_FILES ?? '[]')) await import(pathToFileURL(file).href);
