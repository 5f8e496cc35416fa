/* SPDX-License-Identifier: GPL-3.0-or-later
 * matrix_test.c - every route of the router's own table × every role × a row of one's own centre,
 * of another one, of none; and every writing route × every way to forge a request. What is expected
 * comes from the route's policy and the permit table alone. */
#include "services/help/help.h"
#include "services/jobs/application.h"
#include "services/jobs/question.h"
#include "services/service.h"
#include "support/check.h"
#include "support/office.h"

static struct office        room;
static struct office *const office = &room;
static struct person        people[ROLES_COUNT], outsider, second;

/* --- one row of each record ------------------------------------------------------------------- */

enum { SAMPLES_MOST = 32 };
static struct sample {
    const char *record;
    row_id      own, foreign;
} samples[SAMPLES_MOST];
static size_t sample_count;

static struct employer    employer;
static struct trade       trade;
static struct job         job;
static struct application application;
static struct question    question;
static struct staff_call  call;

static void rows_fill(int number) {
    record_init(&employer_record, &employer);
    record_init(&trade_record, &trade);
    record_init(&application_record, &application);
    record_init(&question_record, &question);
    record_init(&staff_call_record, &call);
    (void)snprintf(employer.name, sizeof(employer.name), "单位%d", number);
    (void)snprintf(trade.name, sizeof(trade.name), "工种%d", number);
    (void)TEXT_COPY(application.name, "刘建明");
    (void)TEXT_COPY(application.phone, "13812345678");
    application.consent = "同意";
    application.keep_until = (day){ world_today(&office->own).n + 90 };
    question.fact = QUESTION_PAY;
    (void)TEXT_COPY(call.terminal, "K01");
}

static void job_fill(void) {
    record_init(&job_record, &job);
    (void)TEXT_COPY(job.title, "小区保洁员");
    job.employer = employer.head.id;
    job.headcount = job.places = 3;
    job.reach = REACH_NEAR;
    job.closing = CLOSING_OPEN;
    job.posted_on = world_today(&office->own);
}

static void insert(const struct record *record, void *row, bool foreign) {
    const struct flow   *flow = flow_named(office->web.flows, record->name);
    const struct flow_by staff = { .who = WHO_STAFF, .name = "刘敏", .terminal = "D01" };
    const struct flow_by resident = { .who = WHO_RESIDENT, .terminal = "K01" };
    struct receipt       receipt;
    if (!store_begin(office->store, "test", &office->err) ||
        !(flow ? flow_submit(office->store, flow, row,
                             flow->steps->who & WHO_RESIDENT ? &resident : &staff, &receipt,
                             &office->err)
               : store_insert(office->store, record, row, &office->err)) ||
        !store_commit(office->store, &office->err))
        bug("%s: %s", record->name, office->err.text);
    struct sample *sample = NULL;
    for (size_t i = 0; i < sample_count; i++)
        if (strcmp(samples[i].record, record->name) == 0)
            sample = &samples[i];
    if (!sample)
        sample = &samples[sample_count++];
    sample->record = record->name;
    *(foreign ? &sample->foreign : &sample->own) = ((const struct record_head *)row)->id;
}

static void rows_insert(bool foreign) {
    rows_fill(foreign);
    insert(&employer_record, &employer, foreign);
    insert(&trade_record, &trade, foreign);
    job_fill();
    insert(&job_record, &job, foreign);
    application.job = question.job = job.head.id;
    insert(&application_record, &application, foreign);
    insert(&question_record, &question, foreign);
    insert(&staff_call_record, &call, foreign);
}

static const struct sample *sample_of(const char *record) {
    for (size_t i = 0; i < sample_count; i++)
        if (strcmp(samples[i].record, record) == 0)
            return &samples[i];
    fail_msg("a record without a row in this test: %s", record);
    return NULL;
}

static void foreign_rows_move(void) {
    for (size_t i = 0; i < sample_count; i++)
        office_sql(office, arena_printf(&office->arena,
                                        "UPDATE \"%s\" SET home = x'0000000000007000800000000000000"
                                        "1' WHERE row_order = (SELECT max(row_order) FROM \"%s\")",
                                        samples[i].record, samples[i].record));
    int64_t moved = 0;
    assert_true(store_number(office->store, "SELECT count(DISTINCT home) FROM job", NULL, 0, &moved,
                             &office->err));
    check_number(moved, 2, "rows of two centres");
}

static int start(void **state) {
    (void)state;
    office_start(office, NULL);
    for (int role = 1; role < ROLES_COUNT; role++)
        office_person(office, role_words[role].name, ROLE(role), &people[role]);
    office_person(office, "second", ROLE(ROLE_MANAGER), &second);
    rows_insert(false);
    rows_insert(true);
    office_person(office, "elsewhere", ROLE(ROLE_AGENT), &outsider);
    samples[sample_count++] = (struct sample){ "staff_user", second.user, outsider.user };
    foreign_rows_move();
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_stop(office);
    return 0;
}

/* --- asking as a route wants it --------------------------------------------------------------- */

static bool needs_session(const struct route *route) {
    return route->policy != POLICY_OPEN && route->policy != POLICY_PUBLIC;
}

#define NONE "01900000-0000-7000-8000-000000000000" /* an id of no row */

/* The path with this id in its first open place. */
static const char *path_of(const struct route *route, row_id id) {
    const char *open = strchr(route->path, '{');
    char        text[ID_TEXT] = NONE;
    if (!id_absent(id))
        id_format(id, text);
    return open ? arena_printf(&office->arena, "%.*s%s%s", (int)(open - route->path), route->path,
                               text, strchr(open, '}') + 1)
                : route->path;
}

/* A body that is nobody's mistake as far as the permission goes, and changes nothing. */
static const char *body_of(const struct route *route) {
    const char *end = strrchr(route->path, '/');
    if (!route->takes && !route->takes_json)
        return NULL;
    if (strcmp(end, "/reset") == 0)
        return "{\"not\": \"now\"}"; /* it would end the sessions of this test */
    if (strcmp(end, "/reveal") == 0)
        return "{\"reason\": \"核对一下\"}";
    if (strcmp(end, "/steps") == 0)
        return "{\"step\": \"no-such-step\"}";
    if (strcmp(end, "/bulk") == 0)
        return "{\"rows\": []}";
    return "{}";
}

static struct heard ask(const struct route *route, const struct person *person, row_id id,
                        const char *more) {
    const char *headers = arena_printf(
        &office->arena, "%s%s",
        route->method == HTTP_PATCH || route->method == HTTP_DELETE ? "If-Match: \"77\"\r\n" : "",
        more);
    return office_ask(office, person, http_method_names[route->method], path_of(route, id), headers,
                      body_of(route));
}

static const char *said(const struct route *route, const char *who, const char *what) {
    return arena_printf(&office->arena, "%s %s as %s: %s", http_method_names[route->method],
                        route->path, who, what);
}

/* What the tables say of this role, without asking the server. */
static bool lets(const struct route *route, int role) {
    if (strcmp(strrchr(route->path, '/'), "/bulk") == 0)
        return permit_allows(service_permits(), ROLE(role), route->record, PERMIT_CREATE) ||
               permit_allows(service_permits(), ROLE(role), route->record, PERMIT_EDIT);
    switch (route->policy) {
    case POLICY_PERMIT:
        return permit_allows(service_permits(), ROLE(role), route->record, route->permission);
    case POLICY_STEPS:
        return permit_allows(service_permits(), ROLE(role), route->record, PERMIT_READ);
    case POLICY_ROLES:
        return (route->roles & ROLE(role)) != 0;
    default:
        return true;
    }
}

static bool streams(const struct route *route) {
    return strcmp(route->path, "/api/events") == 0; /* never ends: events_test.c */
}

/* Of a record, by the id of one of its rows. */
static bool of_a_row(const struct route *route) {
    return route->record && strstr(route->path, "{id}");
}

static size_t cells;

static void row_cell(const struct route *route, int role) {
    const struct sample *sample = sample_of(route->record);
    const char          *who = role_words[role].name;
    struct heard         own = ask(route, &people[role], sample->own, "");
    struct heard         foreign = ask(route, &people[role], sample->foreign, "");
    struct heard         absent = ask(route, &people[role], ID_ABSENT, "");
    cells += 3;
    check_text(foreign.body, absent.body, said(route, who, "another centre's as none"));
    check_number(foreign.status, absent.status, said(route, who, "another centre's as none"));
    if (lets(route, role)) {
        check_number(absent.status, 404, said(route, who, "none"));
        if (own.status == 401 || own.status == 403 || own.status == 404 || own.status >= 500)
            fail_msg("%s: %s", said(route, who, "one's own"), own.text);
    } else {
        check_number(own.status, 403, said(route, who, "one's own"));
        check_text(own.body, absent.body, said(route, who, "no difference is told"));
    }
}

static void every_route_is_open_to_whom_its_policy_names(void **state) {
    (void)state;
    for (size_t i = 0; i < office->routes.count; i++) {
        const struct route *route = &office->routes.rows[i];
        assert_int_not_equal(route->policy, POLICY_UNWRITTEN);
        if (streams(route) || route->policy == POLICY_SESSION)
            continue; /* one's own session and password: session_test.c */
        for (int role = 1; role < ROLES_COUNT && needs_session(route); role++) {
            if (of_a_row(route)) {
                row_cell(route, role);
                continue;
            }
            struct heard heard = ask(route, &people[role], ID_ABSENT, "");
            cells++;
            if ((heard.status == 403) != !lets(route, role) || heard.status == 401 ||
                heard.status >= 500)
                fail_msg("%s: %s", said(route, role_words[role].name, "asked"), heard.text);
        }
        office_forget(office);
    }
    printf("policy × role × own, foreign, absent: %zu routes, %zu cells\n", office->routes.count,
           cells);
}

static void nobody_without_a_session_gets_further_than_an_open_route(void **state) {
    (void)state;
    size_t asked = 0;
    for (size_t i = 0; i < office->routes.count; i++) {
        const struct route *route = &office->routes.rows[i];
        struct heard        heard = ask(route, NULL, ID_ABSENT, "");
        asked++;
        if (needs_session(route))
            check_number(heard.status, 401, said(route, "nobody", "asked"));
        else if (strcmp(route->path, "/api/session") != 0)
            check_number(heard.status, 200, said(route, "nobody", "asked"));
    }
    printf("without a session: %zu routes\n", asked);
}

/* What another site can make a browser send, and what a thief without the page's token has. */
static void no_forged_request_is_taken(void **state) {
    (void)state;
    struct person none = second, wrong = second, foreign = second;
    size_t        asked = 0;
    none.csrf[0] = '\0';
    wrong.csrf[0] = wrong.csrf[0] == 'A' ? 'B' : 'A';
    memcpy(foreign.csrf, people[ROLE_MANAGER].csrf, sizeof(foreign.csrf));
    const struct {
        const struct person *person;
        const char          *headers, *type;
    } rows[] = {
        { &none, "", "csrf" },
        { &wrong, "", "csrf" },
        { &foreign, "", "csrf" },
        { &second, "Origin: https://evil.example\r\n", "foreign-origin" },
        { &second, "Origin: null\r\n", "foreign-origin" },
        { &second, "Origin: http://desk.evil.example\r\n", "foreign-origin" },
        { &second, "Sec-Fetch-Site: cross-site\r\n", "foreign-origin" },
        { &second, "Sec-Fetch-Site: same-site\r\n", "foreign-origin" },
    };
    for (size_t i = 0; i < office->routes.count; i++) {
        const struct route *route = &office->routes.rows[i];
        if (route->method == HTTP_GET)
            continue;
        for (size_t j = 0; j < ROWS(rows); j++) {
            const bool foreign_origin = strcmp(rows[j].type, "foreign-origin") == 0;
            if (!needs_session(route) && !foreign_origin)
                continue;
            struct heard heard = ask(route, rows[j].person, ID_ABSENT, rows[j].headers);
            asked++;
            check_number(heard.status, 403, said(route, "a forger", rows[j].headers));
            check_text(heard_text(&heard, "type"),
                       arena_printf(&office->arena, "tag:anju,2026:%s", rows[j].type), route->path);
        }
        office_forget(office);
    }
    struct heard heard =
        office_ask(office, &second, "POST", "/api/trade/bulk",
                   "Origin: http://desk\r\nSec-Fetch-Site: same-origin\r\n", "{\"rows\": []}");
    check_number(heard.status, 200, "our own page");
    printf("forged requests: %zu refused\n", asked);
}

static void a_route_without_a_policy_is_refused(void **state) {
    (void)state;
    struct err    err = { .lang = LANG_EN };
    struct routes routes = { 0 };
    for (size_t i = 0; i < office->routes.count; i++) {
        struct route rows[] = { office->routes.rows[i], { 0 } };
        rows[0].policy = POLICY_UNWRITTEN;
        assert_true(routes_add(&routes, rows, &err));
        assert_false(routes_check(&routes, &err));
        routes_free(&routes);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_is_open_to_whom_its_policy_names),
        cmocka_unit_test(nobody_without_a_session_gets_further_than_an_open_route),
        cmocka_unit_test(no_forged_request_is_taken),
        cmocka_unit_test(a_route_without_a_policy_is_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
