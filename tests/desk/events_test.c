/* SPDX-License-Identifier: GPL-3.0-or-later
 * events_test.c - live updates: what another connection writes arrives, is gone on with after a
 * break, tells nobody more than a list would, and ends with its session. */
#include "services/jobs/employer.h"
#include "services/jobs/trade.h"
#include "support/check.h"
#include "support/office.h"
#include "support/wire.h"

static struct office        room;
static struct office *const office = &room;
static struct person        manager, property;

static int start(void **state) {
    (void)state;
    office_start(office, NULL);
    office_person(office, "lihongmei", ROLE(ROLE_MANAGER), &manager);
    office_person(office, "wuye", ROLE(ROLE_PROPERTY), &property);
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_stop(office);
    return 0;
}

static void insert(const struct record *record, void *row) {
    if (!store_begin(office->store, "test", &office->err) ||
        !store_insert(office->store, record, row, &office->err) ||
        !store_commit(office->store, &office->err))
        bug("%s", office->err.text);
}

static row_id employer_insert(const char *name) {
    struct employer row;
    record_init(&employer_record, &row);
    (void)TEXT_COPY(row.name, name);
    (void)TEXT_COPY(row.phone, "13812345678");
    insert(&employer_record, &row);
    return row.head.id;
}

static row_id trade_insert(const char *name) {
    struct trade row;
    record_init(&trade_record, &row);
    (void)TEXT_COPY(row.name, name);
    insert(&trade_record, &row);
    return row.head.id;
}

/* A stream that has begun: its head has come. `last` NULL: from now on. */
static int stream(const struct person *person, const char *last) {
    int fd = wire_connect(office->port);
    assert_true(wire_say(
        fd, arena_printf(&office->arena,
                         "GET /api/events HTTP/1.1\r\nHost: desk\r\nCookie: anju_session=%s\r\n"
                         "%s%s%s\r\n",
                         person->token, last ? "Last-Event-ID: " : "", last ? last : "",
                         last ? "\r\n" : "")));
    const char *head = wire_answer(fd, &office->arena, true);
    check_number(wire_status(head), 200, "a stream");
    check_text(wire_header(head, "Content-Type", &office->arena),
               "text/event-stream; charset=utf-8", "of events");
    return fd;
}

/* The next event whole, without the marks of chunks. */
static const char *event(int fd) {
    return wire_until(fd, "\"}\n\n", &office->arena);
}

static const char *id_of(const char *event_text) {
    const char *at = strstr(event_text, "id: ");
    assert_non_null(at);
    return arena_strndup(&office->arena, at + 4, strcspn(at + 4, "\n"));
}

static const char *words(const char *record, row_id id, const char *act) {
    char text[ID_TEXT];
    id_format(id, text);
    return arena_printf(&office->arena,
                        "event: %s\ndata: {\"record\":\"%s\",\"id\":\"%s\",\"act\":\"%s\"}\n\n",
                        record, record, text, act);
}

static void what_is_written_arrives_and_is_gone_on_with(void **state) {
    (void)state;
    int         fd = stream(&manager, NULL);
    row_id      first = employer_insert("青山服装厂");
    const char *text = event(fd);
    assert_non_null(strstr(text, words("employer", first, "new")));
    assert_null(strstr(text, "13812345678"));
    assert_null(strstr(text, "青山")); /* values are read where they are masked */
    wire_close(fd);
    row_id second = employer_insert("绿水合作社"), third = trade_insert("缝纫工");
    fd = stream(&manager, id_of(text));
    text = event(fd);
    assert_non_null(strstr(text, words("employer", second, "new")));
    if (!strstr(text, words("trade", third, "new")))
        assert_non_null(strstr(event(fd), words("trade", third, "new")));
    wire_close(fd);
}

static void a_change_by_the_api_arrives(void **state) {
    (void)state;
    row_id id = employer_insert("要改的单位");
    char   path[80], text[ID_TEXT];
    id_format(id, text);
    (void)snprintf(path, sizeof(path), "/api/employer/%s", text);
    int fd = stream(&property, NULL), other = stream(&manager, NULL);
    check_number(office_ask(office, &manager, "PATCH", path, "If-Match: \"1\"\r\n",
                            "{\"address\": \"二楼\"}")
                     .status,
                 200, "changed");
    assert_non_null(strstr(event(other), words("employer", id, "change")));
    row_id trade = trade_insert("保安");
    assert_non_null(strstr(event(fd), words("trade", trade, "new"))); /* the first that is told */
    wire_close(fd);
    wire_close(other);
}

static void another_centre_s_rows_are_not_told(void **state) {
    (void)state;
    int         fd = stream(&manager, NULL);
    row_id      mark = trade_insert("电工");
    const char *text = event(fd);
    assert_non_null(strstr(text, words("trade", mark, "new")));
    wire_close(fd);
    (void)employer_insert("别处的单位");
    office_sql(office, "UPDATE employer SET home = x'00000000000070008000000000000001' WHERE name "
                       "= '别处的单位'");
    row_id last = trade_insert("木工");
    fd = stream(&manager, id_of(text));
    text = event(fd);
    assert_non_null(strstr(text, words("trade", last, "new")));
    assert_null(strstr(text, "employer"));
    wire_close(fd);
}

static void a_stream_ends_with_its_session(void **state) {
    (void)state;
    struct person leaving;
    office_person(office, "zoule", ROLE(ROLE_MANAGER), &leaving);
    int fd = stream(&leaving, NULL);
    check_number(office_ask(office, &leaving, "DELETE", "/api/session", NULL, NULL).status, 204,
                 "out");
    assert_non_null(strstr(wire_until(fd, "0\r\n\r\n", &office->arena), "0\r\n\r\n")); /* the last
                                                                                       chunk */
    wire_close(fd);
}

static void what_was_never_an_event_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = { "x", "-1", "1x", " 1 2", "99999999999999999999" };
    for (size_t i = 0; i < ROWS(wrong); i++)
        check_number(office_ask(office, &manager, "GET", "/api/events",
                                arena_printf(&office->arena, "Last-Event-ID: %s\r\n", wrong[i]),
                                NULL)
                         .status,
                     422, wrong[i]);
    wire_close(stream(&manager, "999999999")); /* one that is still to come: from now on */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_arrives_and_is_gone_on_with),
        cmocka_unit_test(a_change_by_the_api_arrives),
        cmocka_unit_test(another_centre_s_rows_are_not_told),
        cmocka_unit_test(a_stream_ends_with_its_session),
        cmocka_unit_test(what_was_never_an_event_is_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
