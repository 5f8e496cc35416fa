// SPDX-License-Identifier: GPL-3.0-or-later
// openapi.mjs - is the desk's document OpenAPI 3.1, and are its answers what the document says?
// openapi.mjs MODULES DOCUMENT EXCHANGES; a line of EXCHANGES: METHOD ROUTE STATUS TYPE FILE
import { readFileSync } from 'node:fs';

const [modules, documentFile, exchangesFile] = process.argv.slice(2);
const { Validator } = await import(`${modules}/@seriousme/openapi-schema-validator/index.js`);
const { default: Ajv } = await import(`${modules}/ajv/dist/2020.js`);
const { default: formats } = await import(`${modules}/ajv-formats/dist/index.js`);
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const pointer = (...steps) =>
    steps.map((s) => '/' + encodeURIComponent(s.replaceAll('~', '~0').replaceAll('/', '~1'))).join('');
let passed = 0;
let failed = 0;
function check(good, what) {
    if (good) passed++;
    else failed++;
    if (!good) console.log(`FAILED: ${what}`);
}

const document = read(documentFile);
const verdict = await new Validator().validate(structuredClone(document));
check(verdict.valid, `the document: ${JSON.stringify(verdict.errors)}`);
check(document.openapi.startsWith('3.1.'), 'OpenAPI 3.1');

// A row has nothing that the document does not name.
for (const schema of Object.values(document.components.schemas))
    if (schema.properties?.version) schema.additionalProperties = false;
const ajv = new Ajv({ strict: false, allErrors: true });
(formats.default ?? formats)(ajv);
ajv.addSchema(document, 'desk');

const seen = new Set();
for (const line of readFileSync(exchangesFile, 'utf8').trim().split('\n')) {
    const [method, route, status, type, file] = line.split(' ');
    const what = `${method} ${route} ${status}`;
    const at = document.paths[route]?.[method.toLowerCase()];
    const kind = [status, `${status[0]}XX`].find((k) => at?.responses[k]);
    seen.add(`${method} ${route}`);
    check(kind, `${what}: the document has no such answer`);
    if (!kind || (type === '-' && !at.responses[kind].content)) continue;
    check(at.responses[kind].content?.[type], `${what}: the document has no ${type}`);
    if (!at.responses[kind].content?.[type]) continue;
    const place = pointer('paths', route, method.toLowerCase(), 'responses', kind, 'content', type,
        'schema');
    const fits = ajv.getSchema(`desk#${place}`);
    check(fits(read(file)), `${what}: ${ajv.errorsText(fits.errors)}`);
}
const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
console.log(`${routes.length} routes in the document, ${seen.size} of them asked`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
