// SPDX-License-Identifier: GPL-3.0-or-later
// desk.mjs - what the desk is measured against: two of its endpoints in Node's http and
// better-sqlite3, as a careful hand writes them. The same database, session, permission, masking
// and headers; statements are prepared once. desk.mjs MODULES DATABASE LOGIN TOKEN
import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const [modules, database, login, token] = process.argv.slice(2);
const Database = createRequire(`${modules}/`)('better-sqlite3');
const db = new Database(database);
const IDLE_MS = 15 * 60 * 1000;
const WHOLE_MS = 8 * 3600 * 1000;

// --- the tables ----------------------------------------------------------------------------------
const personal = { personal: true };
const day = { show: (n) => new Date(n * 86400000).toISOString().slice(0, 10), integer: true };
const records = {
    employer: {
        readers: new Set(['publisher', 'manager', 'agent', 'reviewer', 'officer', 'auditor']),
        fields: { name: {}, kind: {}, credit_code: {}, address: {}, contact: personal,
            phone: { personal: true, phone: true }, verified: day },
    },
    job: {
        readers: new Set(['publisher', 'manager', 'agent', 'reviewer', 'officer', 'auditor']),
        refs: { employer: 'name', trade: 'name' },
        tags: true,
        fields: { title: {}, employer: {}, trade: {}, reach: {}, programme: {}, pay_min: {},
            pay_max: {}, pay_per: {}, negotiable: { show: (v) => v === 1 }, hours: {}, shift: {},
            headcount: {}, places: {}, place: {}, travel: {}, travel_minutes: {}, travel_fare: {},
            age_min: {}, age_max: {}, sex: {}, schooling: {}, taught: {}, benefits: {}, tags: {},
            contact: {}, phone: {}, posted_on: day, closing: {}, closes_on: day, notes: {},
            checked_by: {}, checked_on: day, state: {} },
    },
};
for (const [name, record] of Object.entries(records)) {
    const columns = Object.keys(record.fields).filter((f) => f !== 'tags').map((f) =>
        record.refs?.[f] ? `(SELECT name FROM ${f} WHERE id = ${name}.${f}) AS ${f}` : `"${f}"`);
    record.select = `SELECT id, version, home, ${columns} FROM ${name}`;
    record.one = db.prepare(`${record.select} WHERE id = ?`);
    record.pages = new Map();
}
const tagsOf = db.prepare('SELECT tag FROM job_tag WHERE job = ? ORDER BY place_in_list');

// --- sessions ------------------------------------------------------------------------------------
db.exec('CREATE TABLE peer_session (hash TEXT PRIMARY KEY, user BLOB NOT NULL, started INT NOT NULL)');
const hashOf = (text) => createHash('sha256').update(text).digest('hex');
const csrfOf = (text) => createHmac('sha256', text).update('csrf').digest('base64url');
db.prepare('INSERT INTO peer_session SELECT ?, id, ? FROM staff_user WHERE login = ?')
    .run(hashOf(token), Date.now(), login);
const sessionOf = db.prepare('SELECT user, started FROM peer_session WHERE hash = ?');
const userOf = db.prepare('SELECT id, home, login, name, outside, disabled FROM staff_user WHERE id = ?');
const rolesOf = db.prepare('SELECT role FROM user_role WHERE staff_user = ? ORDER BY place_in_list');
const lastSeen = new Map();

function session(request) {
    const cookie = /(?:^|; )anju_session=([\w-]+)/.exec(request.headers.cookie ?? '');
    if (!cookie) return null;
    const hash = hashOf(cookie[1]);
    const row = sessionOf.get(hash);
    const now = Date.now();
    if (!row || now - row.started > WHOLE_MS || now - (lastSeen.get(hash) ?? now) > IDLE_MS) return null;
    const user = userOf.get(row.user);
    if (!user || user.disabled) return null;
    lastSeen.set(hash, now);
    return { user, roles: rolesOf.all(user.id).map((r) => r.role), csrf: csrfOf(cookie[1]) };
}

// --- rows ----------------------------------------------------------------------------------------
function maskName(text) {
    const letters = [...text];
    const n = letters.length;
    if (n > 4) return letters[0] + '***';
    return letters.map((c, i) => (i === 0 && n > 1) || (i === n - 1 && n > 2) ? c : '*').join('');
}
function maskDigits(text, head, tail) {
    const digits = text.replace(/\D/g, '').length;
    let seen = 0;
    return text.replace(/\d/g, (c) => { seen++; return seen > head && seen <= digits - tail ? '*' : c; });
}
function maskPhone(text) {
    const number = text.split('转')[0];
    if (/^\d{11}$/.test(number)) return maskDigits(number, 3, 4);
    return maskDigits(number, Math.max(number.indexOf('-'), 0), 3);
}
const hexOf = (id) => {
    const h = id.toString('hex');
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
};
function shown(record, row) {
    const out = { id: hexOf(row.id), version: row.version };
    for (const [name, field] of Object.entries(record.fields)) {
        const value = name === 'tags' ? tagsOf.all(row.id).map((t) => t.tag) : row[name] ?? null;
        if (value === null) out[name] = name === 'negotiable' ? false : null;
        else if (field.personal) out[name] = field.phone ? maskPhone(value) : maskName(value);
        else out[name] = field.show ? field.show(value) : value;
    }
    return out;
}

const known = (record, name) => Object.hasOwn(record.fields, name) && !record.fields[name].personal &&
    name !== 'tags';
const stored = (field, text) => field.integer ? Date.parse(text) / 86400000 : text;

function page(record, name, query, home) {
    const limit = Number(query.get('limit') ?? 50);
    const sort = query.get('sort') ?? 'id';
    const down = sort.startsWith('-');
    const column = down ? sort.slice(1) : sort;
    const filters = [...query.entries()].filter(([k]) => k !== 'limit' && k !== 'sort');
    if (!(limit >= 1 && limit <= 200) || (column !== 'id' && !known(record, column)) ||
        filters.some(([k]) => !known(record, k)))
        return null;
    const shape = `${sort} ${limit} ${filters.map(([k]) => k)}`;
    if (!record.pages.has(shape)) {
        // The plus keeps the database on the index of what is sorted by.
        const where = filters.map(([k]) => ` AND +${name}."${k}" = ?`).join('');
        const order = column === 'id' ? 'id' : `${name}."${column}"${down ? ' DESC' : ''}, id`;
        record.pages.set(shape, db.prepare(
            `${record.select} WHERE home = ?${where} ORDER BY ${order}${down ? ' DESC' : ''} LIMIT ${limit + 1}`));
    }
    const rows = record.pages.get(shape).all(home, ...filters.map(([k, v]) => stored(record.fields[k], v)));
    const more = rows.length > limit;
    if (more) rows.pop();
    const last = rows.at(-1);
    const cursor = more ? [hexOf(last.id), sort, ...(column === 'id' ? [] : [last[column]])] : null;
    return { rows: rows.map((row) => shown(record, row)),
        next: cursor && Buffer.from(JSON.stringify(cursor)).toString('base64url') };
}

// --- the server ----------------------------------------------------------------------------------
const headers = {
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY', 'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store', 'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};
let count = 0;
function answer(response, status, body, etag) {
    const bytes = Buffer.from(JSON.stringify(body));
    response.writeHead(status, { ...headers, 'X-Request-Id': `${process.pid}-${count++}`,
        'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
        'Content-Length': bytes.length, ...(etag && { ETag: etag }) });
    response.end(bytes);
    const log = { time: new Date().toISOString(), status, out: bytes.length };
    process.stderr.write(`${JSON.stringify(log)}\n`);
}
const problem = (response, status, detail) => answer(response, status, { type: 'about:blank',
    title: detail, status, detail });

function handle(request, response) {
    const url = new URL(request.url, 'http://desk');
    const [, api, name, id, rest] = url.pathname.split('/');
    const record = api === 'api' && rest === undefined && Object.hasOwn(records, name) && records[name];
    if (!record || request.method !== 'GET') return problem(response, 404, '没有这一项');
    const who = session(request);
    if (!who) return problem(response, 401, '请先登录');
    if (!who.roles.some((role) => record.readers.has(role))) return problem(response, 403, '没有权限');
    if (id === undefined) {
        const body = page(record, name, url.searchParams, who.user.home);
        return body ? answer(response, 200, body) : problem(response, 400, '没有这一项');
    }
    const row = /^[0-9a-f-]{36}$/.test(id) && record.one.get(Buffer.from(id.replaceAll('-', ''), 'hex'));
    if (!row || !row.home.equals(who.user.home)) return problem(response, 404, '没有这一项');
    return answer(response, 200, shown(record, row), `"${row.version}"`);
}

const server = createServer(handle).listen(0, '127.0.0.1', () =>
    console.log(`http://127.0.0.1:${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
