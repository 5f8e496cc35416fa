/* SPDX-License-Identifier: GPL-3.0-or-later
 * centre.c - a small centre at work. */
#include "support/job_put.h"
#include "support/centre.h"

#include "record/setting.h"
#include "services/service.h"
#include "store/journal.h"
#include "support/seed.h"

#include <stdlib.h>
#include <string.h>

static void must(const struct centre *centre, bool done) {
    if (!done)
        bug("centre: %s", centre->err.text);
}

struct store *centre_open(struct centre *centre, struct world *world) {
    struct store              *store = NULL;
    const struct store_options options = {
        .mode = STORE_CREATE, .records = service_records(), .world = world, .space_floor = 1 << 20
    };
    must(centre, store_open(&store, temp_path(&centre->temp, "node"), &options, &centre->err));
    return store;
}

row_id centre_job(struct centre *centre, const char *title, int places) {
    struct job job;
    record_init(&job_record, &job);
    must(centre, TEXT_COPY(job.title, title));
    job.employer = centre->employer;
    job.headcount = job.places = places;
    job.reach = REACH_NEAR;
    job.closing = CLOSING_OPEN;
    job.state = JOB_OPEN;
    job.posted_on = world_today(&centre->world);
    must(centre, store_begin(centre->store, "system", &centre->err) &&
                     job_put(centre->store, &job, &centre->err) &&
                     store_commit(centre->store, &centre->err));
    return job.head.id;
}

void centre_start(struct centre *centre) {
    struct employer employer;
    *centre = (struct centre){ 0 };
    temp_make(&centre->temp);
    support_world(&centre->world);
    centre->store = centre_open(centre, &centre->world);
    record_init(&employer_record, &employer);
    must(centre, TEXT_COPY(employer.name, "易扶新村物业"));
    must(centre, store_begin(centre->store, "system", &centre->err) &&
                     store_insert(centre->store, &employer_record, &employer, &centre->err) &&
                     store_commit(centre->store, &centre->err));
    centre->employer = employer.head.id;
    centre->job = centre_job(centre, "保洁员", 3);
}

void centre_stop(struct centre *centre) {
    store_close(centre->store);
    arena_deinit(&centre->arena);
    temp_remove(&centre->temp);
}

int centre_setup(void **state) {
    *state = calloc(1, sizeof(struct centre));
    if (*state)
        centre_start(*state);
    return *state ? 0 : -1;
}

int centre_teardown(void **state) {
    centre_stop(*state);
    free(*state);
    return 0;
}

/* --- what people do ------------------------------------------------------------------------ */

bool centre_save(struct centre *centre, centre_work *work, void *data) {
    centre->err = (struct err){ 0 };
    bool done = store_begin(centre->store, "resident", &centre->err) &&
                work(centre->store, data, &centre->err) &&
                store_commit(centre->store, &centre->err);
    if (!done)
        store_rollback(centre->store);
    return done;
}

bool centre_wish(struct centre *centre, const char *name, const char *phone,
                 struct application_wish *ret_wish) {
    *ret_wish = (struct application_wish){ .job = centre->job, .terminal = "K01" };
    must(centre, TEXT_COPY(ret_wish->name, name) && TEXT_COPY(ret_wish->phone, phone));
    ret_wish->keep_until = application_keep_until(world_today(&centre->world), 365);
    must(centre,
         TEXT_COPY(ret_wish->consent, application_consent("易扶新村服务中心", ret_wish->keep_until,
                                                          LANG_ZH, &centre->arena)));
    return centre_save(centre, application_save, ret_wish);
}

/* "channel=phone outcome=busy" as a row of the form. */
static bool fields_read(struct centre *centre, const struct record *form, const char *fields,
                        void *row) {
    struct assignment given[8];
    size_t            count = 0;
    struct problems   problems;
    char             *rest = NULL, *text = arena_strdup(&centre->arena, fields ? fields : "");
    record_init(form, row);
    problems_init(&problems, &centre->arena, LANG_ZH);
    problems.today = world_today(&centre->world);
    for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        char *equals = strchr(word, '=');
        if (!equals || count == 8)
            bug("centre: %s", fields);
        *equals = '\0';
        given[count].field = record_field(form, word);
        given[count].text = equals + 1;
        if (!given[count++].field)
            bug("centre: %s has no %s", form->name, word);
    }
    return record_set(form, row, given, count, &problems) != SET_REFUSED ||
           err_code_set(&centre->err, ERR_INVALID, "%s", problems_text(&problems));
}

bool centre_step_by(struct centre *centre, const struct flow *flow, row_id matter, const char *name,
                    const char *fields, const struct flow_by *by) {
    const struct flow_step *step = flow_step_named(flow, name);
    void *row = step && step->fields ? arena_alloc(&centre->arena, step->fields->size) : NULL;
    centre->err = (struct err){ 0 };
    if (row && !fields_read(centre, step->fields, fields, row))
        return false;
    bool done = store_begin(centre->store, by->name ? by->name : "resident", &centre->err) &&
                flow_step(centre->store, flow, matter, name, row, by, &centre->err) &&
                store_commit(centre->store, &centre->err);
    if (!done)
        store_rollback(centre->store);
    return done;
}

bool centre_step(struct centre *centre, const struct flow *flow, row_id matter, const char *step,
                 const char *fields) {
    const struct flow_by by = { .who = WHO_STAFF, .name = "刘敏", .terminal = "D01" };
    return centre_step_by(centre, flow, matter, step, fields, &by);
}

size_t centre_tick(struct centre *centre) {
    struct service_round round = { .terminal = "K01" };
    must(centre, centre_save(centre, service_tick, &round));
    return round.written;
}

const char *centre_state(struct centre *centre, row_id matter) {
    struct standing standing;
    must(centre, standing_get(centre->store, matter, &standing, &centre->err));
    return arena_strdup(&centre->arena, standing.state);
}

void centre_days(struct centre *centre, int days) {
    world_advance(&centre->world, (int64_t)days * 24 * 3600 * 1000);
}

const char *centre_check(struct centre *centre) {
    struct journal_report report;
    char                 *text;
    must(centre, journal_check(centre->store, &centre->arena, &report, &centre->err));
    if (!report.chain_ok || !report.rows_ok || !report.head_ok || !report.index_ok)
        return report.text;
    must(centre,
         standing_check(centre->store, service_flows(), &centre->arena, &text, &centre->err));
    return *text ? text : NULL;
}
