/* SPDX-License-Identifier: GPL-3.0-or-later
 * steps_test.c - work that moves, over HTTP: a posting from its draft to the glass by two people, a
 * change of it that waits, and what is refused on the way. */
#include "support/check.h"
#include "support/office.h"

static struct office        room;
static struct office *const office = &room;
static struct person        writer, reviewer, manager, agent, outsider;

static int start(void **state) {
    (void)state;
    office_start(office, NULL);
    office_person(office, "zhaoli", ROLE(ROLE_PUBLISHER), &writer);
    office_person(office, "wangqiang", ROLE(ROLE_REVIEWER), &reviewer);
    office_person(office, "lihongmei", ROLE(ROLE_MANAGER), &manager);
    office_person(office, "liumin", ROLE(ROLE_AGENT), &agent);
    office->outside = true;
    office_person(office, "waibu", ROLE(ROLE_REVIEWER), &outsider);
    return office_post(office, &writer, "/api/employer", "{\"name\": \"青山服装厂\"}").status == 201
               ? 0
               : -1;
}

static int stop(void **state) {
    (void)state;
    office_stop(office);
    return 0;
}

static const char *job_new(const struct person *person, const char *title) {
    struct heard heard = office_post(
        office, person, "/api/job",
        arena_printf(
            &office->arena,
            "{\"title\": \"%s\", \"employer\": \"青山服装厂\", \"headcount\": 2, \"reach\": "
            "\"near\", \"closing\": \"until_filled\"}",
            title));
    if (heard.status != 201)
        fail_msg("%s: %s", title, heard.text);
    check_text(heard_text(&heard, "state"), "draft", "a new posting");
    return heard_header(office, &heard, "Location");
}

static struct heard step_as(const struct person *person, const char *path, const char *step,
                            const char *more) {
    return office_post(office, person, arena_printf(&office->arena, "%s/steps", path),
                       arena_printf(&office->arena, "{\"step\": \"%s\"%s}", step, more));
}

static struct heard steps_of(const struct person *person, const char *path) {
    return office_get(office, person, arena_printf(&office->arena, "%s/steps", path));
}

static struct heard change(const struct person *person, const char *path, const char *body) {
    struct heard row = office_get(office, person, path);
    return office_ask(
        office, person, "PATCH", path,
        arena_printf(&office->arena, "If-Match: %s\r\n", heard_header(office, &row, "ETag")), body);
}

static bool may(const struct heard *steps, const char *name) {
    size_t  i;
    json_t *one;
    json_array_foreach(json_object_get(steps->json, "may"), i,
                       one) if (strcmp(json_string_value(json_object_get(one, "step")), name) ==
                                0) return json_is_true(json_object_get(one, "now"));
    fail_msg("%s is not among them", name);
    return false;
}

static const char *open_job(const char *title) {
    const char *path = job_new(&writer, title);
    check_number(step_as(&writer, path, "propose", "").status, 201, "proposed");
    check_number(step_as(&reviewer, path, "approve", "").status, 201, "approved");
    return path;
}

static void a_posting_opens_by_two_people(void **state) {
    (void)state;
    const char  *path = job_new(&manager, "缝纫工");
    struct heard heard = step_as(&manager, path, "approve", "");
    check_number(heard.status, 403, "one's own draft"); /* nobody approves their own, ever */
    heard = step_as(&reviewer, path, "approve", "");
    check_number(heard.status, 409, "a draft is not approved");
    check_number(step_as(&manager, path, "propose", "").status, 201, "proposed");
    heard = steps_of(&manager, path);
    assert_false(may(&heard, "approve"));
    heard = step_as(&manager, path, "approve", "");
    check_number(heard.status, 403, "the author, though a manager may approve");
    heard = steps_of(&reviewer, path);
    assert_true(may(&heard, "approve"));
    heard = step_as(&reviewer, path, "approve", "");
    check_number(heard.status, 201, "a second person");
    check_text(heard_text(&heard, "state"), "open", "on the glass");
    heard = office_get(office, &writer, path);
    check_text(heard_text(&heard, "state"), "open", "the row says it too");
    check_text(heard_text(&heard, "checked_by"), "wangqiang", "who has checked it");
}

static void what_is_on_the_glass_changes_by_two_people(void **state) {
    (void)state;
    const char  *path = open_job("保洁员");
    struct heard heard = change(&writer, path, "{\"title\": \"小区保洁员\"}");
    check_number(heard.status, 202, "it waits");
    check_text(heard_text(&heard, "title"), "保洁员", "nothing has changed yet");
    struct heard seen = steps_of(&reviewer, path);
    check_text(json_string_value(json_object_get(json_object_get(seen.json, "waiting"), "title")),
               "小区保洁员", "the reviewer sees what waits");
    const json_t *steps = json_object_get(seen.json, "steps");
    const json_t *last = json_array_get(steps, json_array_size(steps) - 1);
    check_text(json_string_value(json_object_get(json_object_get(last, "fields"), "title")),
               "小区保洁员", "and who wanted it");
    const char *etag = heard_header(office, &seen, "ETag");
    check_number(change(&manager, path, "{\"hours\": \"8:00-17:00\"}").status, 202,
                 "another is merged into it");
    heard = office_ask(office, &reviewer, "POST", arena_printf(&office->arena, "%s/steps", path),
                       arena_printf(&office->arena, "If-Match: %s\r\n", etag),
                       "{\"step\": \"approve\"}");
    check_number(heard.status, 412, "what was added is not approved unseen");
    assert_non_null(json_object_get(heard.json, "current"));
    check_number(step_as(&manager, path, "approve", "").status, 403,
                 "nor by one of its two authors");
    check_number(step_as(&reviewer, path, "approve", "").status, 201, "approved");
    heard = office_get(office, &writer, path);
    check_text(heard_text(&heard, "title"), "小区保洁员", "both changes are on the glass");
    check_text(heard_text(&heard, "hours"), "8:00-17:00", "both of them");
    heard = steps_of(&reviewer, path);
    assert_true(json_is_null(json_object_get(heard.json, "waiting")));

    struct heard bulk =
        office_post(office, &manager, "/api/job/bulk",
                    arena_printf(&office->arena,
                                 "{\"rows\": [{\"id\": \"%s\", \"version\": %lld, \"title\": "
                                 "\"偷偷改的\"}]}",
                                 strrchr(path, '/') + 1,
                                 (long long)json_integer_value(json_object_get(
                                     office_get(office, &manager, path).json, "version"))));
    check_number(bulk.status, 200, "in bulk");
    check_number(json_integer_value(json_object_get(bulk.json, "waiting")), 1, "it waits too");
    heard = office_get(office, &writer, path);
    check_text(heard_text(&heard, "title"), "小区保洁员", "the glass is as it was");
}

static void a_state_is_nobody_s_to_write(void **state) {
    (void)state;
    const char  *path = job_new(&writer, "保安");
    struct heard heard = change(&writer, path, "{\"state\": \"open\"}");
    check_number(heard.status, 422, "by a change");
    heard = office_post(office, &writer, "/api/job",
                        "{\"title\": \"x\", \"reach\": \"near\", \"state\": \"open\"}");
    check_number(heard.status, 422, "by a new row");
    check_number(office_ask(office, &manager, "DELETE", path, "If-Match: *\r\n", NULL).status, 405,
                 "what moves is not deleted");
}

static void what_a_step_is_not_told_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *body;
        int         expected;
        const char *why;
    } rows[] = {
        { "{}", 422, "nothing" },
        { "{\"step\": 7}", 422, "a number" },
        { "{\"step\": \"fly\"}", 422, "no such step" },
        { "{\"step\": \"submit\"}", 422, "the first one is not taken again" },
        { "{\"step\": \"propose\", \"x\": 1}", 422, "an unknown key" },
        { "{\"step\": \"propose\", \"fields\": {\"note\": \"x\"}}", 422, "it has no form" },
        { "{\"step\": \"withdraw\", \"fields\": 7}", 422, "no object" },
        { "{\"step\": \"withdraw\", \"fields\": {\"colour\": 1}}", 422, "an unknown field" },
        { "{\"step\": \"expire\"}", 403, "the system's own" },
        { "{\"step\": \"edit\"}", 403, "changing is done by changing" },
    };
    const char *path = job_new(&writer, "厨师");
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct heard heard = office_post(
            office, &writer, arena_printf(&office->arena, "%s/steps", path), rows[i].body);
        if (heard.status != rows[i].expected && !(rows[i].expected == 403 && heard.status == 409))
            fail_msg("%s: %s", rows[i].why, heard.text);
    }
    struct heard heard = steps_of(&writer, path);
    check_number(json_array_size(json_object_get(heard.json, "steps")), 1, "none was taken");
    check_number(step_as(&agent, path, "propose", "").status, 403, "another role's step");
}

static void an_outside_reviewer_sees_the_queue_and_nothing_else(void **state) {
    (void)state;
    const char *waiting = job_new(&writer, "等审核的"), *draft = job_new(&writer, "草稿");
    check_number(step_as(&writer, waiting, "propose", "").status, 201, "proposed");
    check_number(office_get(office, &outsider, waiting).status, 200, "what waits");
    check_number(office_get(office, &outsider, draft).status, 404, "what does not");
    check_number(office_get(office, &outsider, "/api/employer").status, 403, "nothing else");
    struct heard list = office_get(office, &outsider, "/api/job?limit=200");
    size_t       i;
    json_t      *row;
    json_array_foreach(json_object_get(list.json, "rows"), i, row)
        assert_string_not_equal(json_string_value(json_object_get(row, "title")), "草稿");
    check_number(step_as(&outsider, waiting, "approve", "").status, 201, "a second person");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_posting_opens_by_two_people),
        cmocka_unit_test(what_is_on_the_glass_changes_by_two_people),
        cmocka_unit_test(a_state_is_nobody_s_to_write),
        cmocka_unit_test(what_a_step_is_not_told_is_refused),
        cmocka_unit_test(an_outside_reviewer_sees_the_queue_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
