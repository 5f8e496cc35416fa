/* SPDX-License-Identifier: GPL-3.0-or-later
 * list_test.c - lists over HTTP: filters, order with absent values, pages while rows come and go,
 * and everything that a list is not asked. */
#include "services/jobs/employer.h"
#include "support/check.h"
#include "support/office.h"
#include "support/seed.h"

static const struct permit all[] = {
    { .record = "employer",
      .may = { [PERMIT_READ] = ROLE(ROLE_MANAGER), [PERMIT_CREATE] = ROLE(ROLE_MANAGER) } },
    { 0 },
};

static struct office        room;
static struct office *const office = &room;
static struct person        manager;
static struct world         chance;

enum { ROOM = 400, NAME = 40 };

/* What is in the table, beside it. */
static struct kept {
    row_id id;
    int    verified;    /* day; -1 absent */
    bool   gone, whole; /* whole: there during the whole walk */
} kept[ROOM];
static size_t kept_count;

static void employer_insert(bool whole) {
    struct employer row;
    struct err      err = { 0 };
    record_init(&employer_record, &row);
    (void)snprintf(row.name, sizeof(row.name), "单位%03zu", kept_count);
    row.kind = 1 + (enum employer_kind)support_below(&chance, EMPLOYER_KIND_COUNT - 1);
    int day_number = (int)support_below(&chance, 8) - 2; /* many alike, a quarter absent */
    if (day_number >= 0)
        row.verified = (day){ 20000 + day_number };
    (void)TEXT_COPY(row.phone, "13812345678");
    if (!store_begin(office->store, "test", &err) ||
        !store_insert(office->store, &employer_record, &row, &err) ||
        !store_commit(office->store, &err))
        bug("%s", err.text);
    kept[kept_count++] =
        (struct kept){ row.head.id, day_number < 0 ? -1 : day_number, false, whole };
}

static void employer_delete(size_t index) {
    struct err err = { 0 };
    if (kept[index].gone)
        return;
    if (!store_begin(office->store, "test", &err) ||
        !store_delete(office->store, &employer_record, kept[index].id, &err) ||
        !store_commit(office->store, &err))
        bug("%s", err.text);
    kept[index].gone = true;
    kept[index].whole = false;
}

static int start(void **state) {
    (void)state;
    office_start(office, all);
    office_person(office, "lihongmei", ROLE(ROLE_MANAGER), &manager);
    support_world(&chance);
    for (int i = 0; i < 120; i++)
        employer_insert(true);
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_stop(office);
    return 0;
}

static size_t index_of(const json_t *row) {
    row_id id;
    if (!id_parse(json_string_value(json_object_get(row, "id")), &id))
        bug("a row without an id");
    for (size_t i = 0; i < kept_count; i++)
        if (id_equal(kept[i].id, id))
            return i;
    bug("a row that nobody made");
}

/* All pages in this order, `limit` rows each, while others write; checks order and completeness. */
static void walk(const char *sort, int limit, bool disturbed) {
    bool        seen[ROOM] = { false };
    int         direction = *sort == '-' ? -1 : 1, before = direction < 0 ? 99 : -1;
    const char *after = "";
    for (size_t i = 0; i < kept_count; i++)
        kept[i].whole = !kept[i].gone;
    while (after) {
        const char  *path = arena_printf(&office->arena, "/api/employer?sort=%s&limit=%d%s%s", sort,
                                         limit, *after ? "&after=" : "", after);
        struct heard heard = office_get(office, &manager, path);
        const json_t *rows = json_object_get(heard.json, "rows");
        check_number(heard.status, 200, sort);
        assert_true(json_array_size(rows) <= (size_t)limit);
        for (size_t i = 0; i < json_array_size(rows); i++) {
            size_t at = index_of(json_array_get(rows, i));
            if (seen[at])
                fail_msg("%s: row %zu came twice", sort, at);
            seen[at] = true;
            if (strstr(sort, "verified")) {
                assert_true((kept[at].verified - before) * direction >= 0);
                before = kept[at].verified;
            }
        }
        const char *next = heard_text(&heard, "next");
        after = next ? arena_strdup(&office->arena, next) : NULL;
        for (int i = 0; disturbed && after && i < 2 && kept_count < ROOM; i++) {
            employer_insert(false);
            employer_delete(support_below(&chance, (uint32_t)kept_count));
        }
    }
    for (size_t i = 0; i < kept_count; i++)
        if (kept[i].whole && !seen[i])
            fail_msg("%s: row %zu was lost", sort, i);
    office_forget(office);
}

static void every_order_is_walked_to_its_end(void **state) {
    (void)state;
    static const char *const sorts[] = { "id",   "-id",   "verified", "-verified",
                                         "name", "-name", "kind",     "-kind" };
    static const int         limits[] = { 1, 7, 200 };
    for (size_t i = 0; i < ROWS(sorts); i++)
        for (size_t j = 0; j < ROWS(limits); j++)
            walk(sorts[i], limits[j], false);
}

static void pages_hold_while_rows_come_and_go(void **state) {
    (void)state;
    static const char *const sorts[] = { "id", "-id", "verified", "-verified", "-kind" };
    for (size_t i = 0; i < ROWS(sorts); i++)
        walk(sorts[i], 9, true);
}

static size_t count_of(const char *query) {
    struct heard heard =
        office_get(office, &manager,
                   arena_printf(&office->arena, "/api/employer?limit=200&count=1&%s", query));
    size_t count = json_array_size(json_object_get(heard.json, "rows"));
    check_number(heard.status, 200, query);
    check_number(json_integer_value(json_object_get(heard.json, "total")), count, query);
    return count;
}

static size_t kept_where(int from, int to) {
    size_t count = 0;
    for (size_t i = 0; i < kept_count; i++)
        count += !kept[i].gone && kept[i].verified >= from && kept[i].verified <= to;
    return count;
}

static const char *day_text(int number) {
    char text[DAY_TEXT];
    day_format((day){ 20000 + number }, text);
    return arena_strdup(&office->arena, text);
}

static void filters_say_what_they_say(void **state) {
    (void)state;
    const struct {
        const char *query;
        int         from, to;
    } rows[] = {
        { arena_printf(&office->arena, "verified=%s", day_text(2)), 2, 2 },
        { arena_printf(&office->arena, "verified.ge=%s", day_text(2)), 2, 9 },
        { arena_printf(&office->arena, "verified.gt=%s", day_text(2)), 3, 9 },
        { arena_printf(&office->arena, "verified.le=%s", day_text(2)), 0, 2 },
        { arena_printf(&office->arena, "verified.lt=%s", day_text(2)), 0, 1 },
        { arena_printf(&office->arena, "verified.ge=%s&verified.lt=%s", day_text(1), day_text(4)),
          1, 3 },
        { "verified=", -1, -1 },
        { "verified.ne=", 0, 9 },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(count_of(rows[i].query), kept_where(rows[i].from, rows[i].to), rows[i].query);
    check_number(count_of("name=单位001"), 1, "by its name");
    check_number(count_of("kind=workshop&kind=company"), 0, "both at once");
    size_t kinds = 0;
    for (int kind = 1; kind < EMPLOYER_KIND_COUNT; kind++)
        kinds += count_of(arena_printf(&office->arena, "kind=%s", employer_kind_words[kind].name));
    check_number(kinds, kept_where(-1, 9), "every row has one kind");
}

static void what_a_list_is_not_asked_is_refused_by_name(void **state) {
    (void)state;
    static const struct {
        const char *query, *field, *why;
    } rows[] = {
        { "colour=red", "colour", "no such field" },
        { "phone=13812345678", "phone", "a personal field as a filter" },
        { "phone.ge=138", "phone", "a personal field as a bound" },
        { "sort=phone", "phone", "a personal field as an order" },
        { "sort=-contact", "contact", "another one" },
        { "sort=colour", "colour", "no such order" },
        { "sort=", "", "no order at all" },
        { "verified.like=2", "verified.like", "no such comparison" },
        { "verified.ge=", "verified.ge", "compared with nothing" },
        { "verified=yesterday", "verified", "no day" },
        { "kind=circus", "kind", "no such word" },
        { "limit=0", "limit", "no rows" },
        { "limit=201", "limit", "too many rows" },
        { "limit=+5", "limit", "not a plain number" },
        { "limit=5x", "limit", "not a number" },
        { "limit=99999999999999999999", "limit", "no number of ours" },
        { "after=", "after", "an empty cursor" },
        { "after=x", "after", "no cursor" },
        { "after=eyJpZCI6MX0", "after", "JSON that is no list" },
        { "after=WzFd", "after", "a list of a number" },
        { "after=WyIwMTkwMDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDAiXQ", "after", "an id alone" },
        { "q=保洁", "q", "words where nothing is found by words" },
        { "id=01900000-0000-7000-8000-000000000000", "id", "the id is a path" },
        { "home=x", "home", "the centre is nobody's to choose" },
        { "version=1", "version", "the head is no field" },
        { "%22%20OR%201=1", "\" OR 1", "SQL" },
        { "count=yes", "count", "neither 0 nor 1" },
        { "limit=5&limit=6", "limit", "twice" },
        { "sort=id&sort=-id", "sort", "two orders" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct heard heard = office_get(
            office, &manager, arena_printf(&office->arena, "/api/employer?%s", rows[i].query));
        json_t *error = json_array_get(json_object_get(heard.json, "errors"), 0);
        check_number(heard.status, 400, rows[i].why);
        check_number(json_integer_value(json_object_get(heard.json, "status")), 400, rows[i].why);
        check_text(json_string_value(json_object_get(error, "field")), rows[i].field, rows[i].why);
    }
}

static void a_cursor_is_good_for_its_own_order_alone(void **state) {
    (void)state;
    struct heard heard = office_get(office, &manager, "/api/employer?sort=verified&limit=5");
    const char  *next = heard_text(&heard, "next");
    assert_non_null(next);
    static const char *const others[] = { "-verified", "name", "kind", "id", "-id" };
    for (size_t i = 0; i < ROWS(others); i++)
        check_number(office_get(office, &manager,
                                arena_printf(&office->arena, "/api/employer?sort=%s&after=%s",
                                             others[i], next))
                         .status,
                     400, others[i]);
    for (size_t i = 0; next[i]; i++) { /* every byte of it, changed */
        char *forged = arena_strdup(&office->arena, next);
        forged[i] = forged[i] == 'A' ? 'B' : 'A';
        int status =
            office_get(office, &manager,
                       arena_printf(&office->arena, "/api/employer?sort=verified&after=%s", forged))
                .status;
        assert_true(status == 200 || status == 400);
    }
}

static void lists_are_masked(void **state) {
    (void)state;
    struct heard heard = office_get(office, &manager, "/api/employer?limit=200");
    assert_null(strstr(heard.body, "13812345678"));
    assert_non_null(strstr(heard.body, "138****5678"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_order_is_walked_to_its_end),
        cmocka_unit_test(pages_hold_while_rows_come_and_go),
        cmocka_unit_test(filters_say_what_they_say),
        cmocka_unit_test(what_a_list_is_not_asked_is_refused_by_name),
        cmocka_unit_test(a_cursor_is_good_for_its_own_order_alone),
        cmocka_unit_test(lists_are_masked),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
