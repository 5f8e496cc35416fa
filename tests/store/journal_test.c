/* SPDX-License-Identifier: GPL-3.0-or-later
 * The journal: what an entry says and to whom, the chain, erasing by law, stamps against clocks. */
#include "store/sample.h"

#include <sqlite3.h>

/* All entries, oldest first. */
static struct journal_entry *entries(struct sample *sample, bool personal, size_t *ret_count) {
    enum { ROOM = 64 };
    struct journal_entry *all = ARENA_NEW_ARRAY(&sample->arena, ROOM, struct journal_entry);
    sample_must(sample, journal_read(sample->store, 0, personal, &sample->arena, all, ROOM,
                                     ret_count, &sample->err));
    return all;
}

/* The last entry's change. */
static const char *last_change(struct sample *sample, bool personal) {
    size_t                count = 0;
    struct journal_entry *all = entries(sample, personal, &count);
    assert_true(count > 0);
    return all[count - 1].change;
}

/* SQL by another hand, behind the store's back. */
static void behind(struct sample *sample, const char *sql) {
    sqlite3    *db = NULL;
    const char *path = temp_path(&sample->temp, "node/anju.db");
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void an_entry_says_who_changed_what(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "甲");
    size_t         count = 0;
    assert_true(TEXT_COPY(maker.name, "乙\"\\"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    struct post post = sample_add_post(sample, "普工", maker.head.id, NEAR_HERE);
    sample_begin(sample);
    sample_must(sample, store_delete(sample->store, &post_record, post.head.id, &sample->err));
    sample_commit(sample);
    struct journal_entry *all = entries(sample, true, &count);
    assert_int_equal(count, 4);
    static const struct {
        const char *act, *record, *change;
        int64_t     version;
    } rows[] = {
        { "new", "maker", "{\"name\":[null,\"甲\"]}", 1 },
        { "change", "maker", "{\"name\":[\"甲\",\"乙\\\"\\\\\"]}", 2 },
        { "new", "post", NULL, 1 },
        { "gone", "post", NULL, 1 },
    };
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(all[i].sequence, (int64_t)i + 1);
        assert_int_equal(all[i].transaction, all[i].sequence);
        assert_int_equal(all[i].incarnation, 0);
        assert_string_equal(all[i].actor, "王小梅");
        assert_string_equal(all[i].act, rows[i].act);
        assert_string_equal(all[i].record, rows[i].record);
        assert_int_equal(all[i].version, rows[i].version);
        if (rows[i].change)
            assert_string_equal(all[i].change, rows[i].change);
    }
    char id[ID_TEXT];
    id_format(maker.head.id, id);
    assert_non_null(strstr(all[2].change, "\"title\":[null,\"普工\"]"));
    assert_non_null(strstr(all[2].change, id));
    assert_non_null(strstr(all[3].change, "\"title\":[\"普工\",null]"));
    assert_null(strstr(all[2].change, "closes_on")); /* absent before and after */
    sample_ties(sample);
}

static void personal_values_are_masked_and_secrets_never_leave_the_row(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_maker("甲");
    assert_true(TEXT_COPY(maker.phone, "13800006021"));
    assert_true(TEXT_COPY(maker.pin, "314159"));
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    assert_string_equal(last_change(sample, true),
                        "{\"name\":[null,\"甲\"],\"phone\":[null,\"13800006021\"],"
                        "\"pin\":[null,null]}");
    assert_string_equal(last_change(sample, false),
                        "{\"name\":[null,\"甲\"],\"phone\":[null,\"138****6021\"],"
                        "\"pin\":[null,null]}");
    assert_int_equal(
        sample_count(sample, "SELECT count(*) FROM journal WHERE change LIKE '%314159%'"), 0);
    sample_ties(sample);
}

static void equal_personal_values_have_different_digests(void **state) {
    struct sample *sample = *state;
    for (int i = 0; i < 2; i++) {
        struct maker maker = sample_maker(i ? "甲" : "乙");
        assert_true(TEXT_COPY(maker.pin, "314159"));
        sample_begin(sample);
        sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
        sample_commit(sample);
    }
    assert_int_equal(sample_count(sample, "SELECT count(DISTINCT substr(change, instr(change, "
                                          "'pin'))) FROM journal"),
                     2);
}

static void local_rows_are_not_journalled_but_sealed(void **state) {
    struct sample *sample = *state;
    struct tries   tries;
    record_init(&tries_record, &tries);
    assert_true(TEXT_COPY(tries.card, "K-1"));
    tries.count = 1;
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &tries_record, &tries, &sample->err));
    sample_commit(sample);
    tries.count = 2;
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &tries_record, &tries, &sample->err));
    sample_commit(sample);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM journal"), 0);
    assert_int_equal(sample_count(sample, "SELECT count FROM tries"), 2);
    sample_ties(sample);
    behind(sample, "UPDATE tries SET count = 0");
    assert_false(sample_check(sample).rows_ok);
}

/* --- tampering: whatever is done to rows or entries is found --- */

static const struct {
    const char *sql, *why;
    bool        chain, rows;
} tamperings[] = {
    { "UPDATE maker SET name = '丙', name_folded = '丙' WHERE name = '甲'", "a value", true,
      false },
    { "UPDATE maker SET name_folded = 'x' WHERE name = '甲'", "what uniqueness looks at", true,
      false },
    { "UPDATE maker SET version = 7", "a version", true, false },
    { "UPDATE maker SET home = randomblob(16)", "a home", true, false },
    { "UPDATE maker SET phone = NULL", "a value taken away", true, false },
    { "DELETE FROM maker WHERE name = '乙'", "a row taken away", true, false },
    { "INSERT INTO maker (id, version, home, name, name_folded) "
      "SELECT randomblob(16), 1, home, '丁', '丁' FROM maker LIMIT 1",
      "a row slipped in", true, false },
    { "UPDATE maker SET pin = '000000'", "a secret", true, false },
    { "UPDATE journal SET actor = '别人' WHERE sequence = 2", "who did it", false, true },
    { "UPDATE journal SET stamp = stamp - 1 WHERE sequence = 1", "when", false, true },
    { "UPDATE journal SET change = replace(change, '甲', '丙')", "what", false, false },
    { "UPDATE journal SET change = replace(change, '{', '{ ')", "only its spelling", false, false },
    { "UPDATE journal SET row_id = randomblob(16) WHERE sequence = 1", "whose", false, false },
    { "UPDATE journal SET act = 'gone' WHERE sequence = 1", "what happened", false, false },
    { "DELETE FROM journal WHERE sequence = 1", "the first", false, false },
    { "DELETE FROM journal WHERE sequence = (SELECT max(sequence) FROM journal)", "the last", true,
      false },
    { "UPDATE journal SET sequence = 100 - sequence; "
      "UPDATE journal SET sequence = sequence - 97",
      "their order", false, true },
    { "UPDATE journal SET hash = zeroblob(32) WHERE sequence = 1", "a hash", false, true },
    { "UPDATE node SET incarnation = 5", "the node", true, false },
    { "CREATE INDEX more ON maker (phone)", "the schema", true, false },
};

static void tampering_is_found(void **state) {
    for (size_t i = 0; i < sizeof(tamperings) / sizeof(tamperings[0]); i++) {
        void *fresh = NULL;
        assert_int_equal(sample_setup(&fresh), 0);
        struct sample *sample = fresh;
        struct maker   maker = sample_maker("甲");
        assert_true(TEXT_COPY(maker.phone, "13800006021"));
        assert_true(TEXT_COPY(maker.pin, "314159"));
        sample_begin(sample);
        sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
        sample_commit(sample);
        (void)sample_add_maker(sample, "乙");
        sample_ties(sample);
        behind(sample, tamperings[i].sql);
        struct journal_report report = sample_check(sample);
        if (report.chain_ok != tamperings[i].chain || report.rows_ok != tamperings[i].rows)
            fail_msg("%s: chain %d, rows %d\n%s", tamperings[i].why, report.chain_ok,
                     report.rows_ok, report.text);
        assert_int_equal(sample_teardown(&fresh), 0);
    }
    (void)state;
}

/* --- erased by law --- */

static bool file_holds(const struct sample *sample, const char *name, const char *text) {
    struct arena arena = { 0 };
    char         path[TEMP_PATH + 32], *bytes = NULL;
    size_t       length = 0;
    (void)snprintf(path, sizeof(path), "%s/node/%s", sample->temp.path, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    length = (size_t)ftell(file);
    rewind(file);
    bytes = arena_alloc(&arena, length + 1);
    assert_int_equal(fread(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    bool holds = memmem(bytes, length, text, strlen(text)) != NULL;
    arena_deinit(&arena);
    return holds;
}

static void an_erased_value_is_gone_and_the_chain_still_ties(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_maker("甲"), read;
    assert_true(TEXT_COPY(maker.phone, "13811112222"));
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    assert_true(TEXT_COPY(maker.phone, "13833334444"));
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
    sample_commit(sample);
    sample_begin(sample);
    sample_must(sample,
                journal_erase(sample->store, &maker_record, maker.head.id, "phone", &sample->err));
    sample_commit(sample);
    sample_must(sample, store_get(sample->store, &maker_record, maker.head.id, &read,
                                  &sample->arena, &sample->err));
    assert_string_equal(read.phone, "");
    assert_int_equal(read.head.version, 3);
    assert_string_equal(last_change(sample, true), "{\"phone\":[{\"erased\":true},null]}");
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM journal WHERE change LIKE "
                                          "'%1381111%' OR change LIKE '%salt%'"),
                     0);
    sample_ties(sample);
    sample_must(sample, store_settle(sample->store, &sample->err));
    static const char *const files[] = { "anju.db", "anju.db-wal", "head", "ballast" };
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        assert_false(file_holds(sample, files[i], "13811112222"));
        assert_false(file_holds(sample, files[i], "13833334444"));
    }
    assert_true(file_holds(sample, "anju.db", "甲")); /* the search does find what is there */
}

static void the_entries_of_a_removed_row_are_erased_too(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_maker("甲");
    assert_true(TEXT_COPY(maker.phone, "13811112222"));
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
    sample_must(sample, store_delete(sample->store, &maker_record, maker.head.id, &sample->err));
    sample_commit(sample);
    sample_begin(sample);
    sample_must(sample,
                journal_erase(sample->store, &maker_record, maker.head.id, "phone", &sample->err));
    sample_commit(sample);
    assert_int_equal(
        sample_count(sample, "SELECT count(*) FROM journal WHERE change LIKE '%1381111%'"), 0);
    sample_ties(sample);
}

/* --- stamps --- */

static void stamps_rise_whatever_the_clock_does(void **state) {
    static const struct {
        const char *clock, *why;
    } rows[] = {
        { "2026-11-24T09:41", "now" },        { "2016-11-24T09:41", "ten years back" },
        { "2036-11-24T09:41", "ten on" },     { "1970-01-01T08:00", "no clock" },
        { "2026-11-24T09:42", "back again" },
    };
    struct sample *sample = *state;
    int64_t        last = 0;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        time_ms now;
        char    name[8];
        (void)snprintf(name, sizeof(name), "%zu", i);
        assert_true(time_parse(rows[i].clock, &now));
        sample->world.wall = now.ms;
        struct maker a = sample_maker(name), b;
        (void)snprintf(name, sizeof(name), "%zub", i);
        b = sample_maker(name);
        sample_begin(sample);
        sample_must(sample, store_insert(sample->store, &maker_record, &a, &sample->err));
        sample_must(sample, store_insert(sample->store, &maker_record, &b, &sample->err));
        sample_commit(sample);
        int64_t stamp = sample_count(sample, "SELECT max(stamp) FROM journal");
        if (stamp <= last || (now.ms > last && stamp != now.ms))
            fail_msg("%s: stamp %lld after %lld", rows[i].why, (long long)stamp, (long long)last);
        last = stamp;
    }
    assert_int_equal(sample_count(sample, "SELECT count(DISTINCT stamp) FROM journal"), 5);
    assert_int_equal(sample_count(sample, "SELECT count(DISTINCT tx) FROM journal"), 5);
}

static void a_rolled_back_transaction_leaves_no_entry(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_maker("甲");
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
    store_rollback(sample->store);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM journal"), 0);
    (void)sample_add_maker(sample, "乙");
    assert_int_equal(sample_count(sample, "SELECT max(sequence) FROM journal"), 1);
    sample_ties(sample);
}

static void entries_are_read_from_where_one_left_off(void **state) {
    struct sample       *sample = *state;
    struct journal_entry some[2];
    size_t               count = 0;
    for (int i = 0; i < 5; i++) {
        char name[4] = { (char)('a' + i) };
        (void)sample_add_maker(sample, name);
    }
    static const struct {
        int64_t after;
        size_t  count;
        int64_t first;
    } rows[] = { { 0, 2, 1 }, { 2, 2, 3 }, { 4, 1, 5 }, { 5, 0, 0 }, { 99, 0, 0 } };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        sample_must(sample, journal_read(sample->store, rows[i].after, false, &sample->arena, some,
                                         2, &count, &sample->err));
        assert_int_equal(count, rows[i].count);
        if (count)
            assert_int_equal(some[0].sequence, rows[i].first);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        sample_test(an_entry_says_who_changed_what),
        sample_test(personal_values_are_masked_and_secrets_never_leave_the_row),
        sample_test(equal_personal_values_have_different_digests),
        sample_test(local_rows_are_not_journalled_but_sealed),
        cmocka_unit_test(tampering_is_found),
        sample_test(an_erased_value_is_gone_and_the_chain_still_ties),
        sample_test(the_entries_of_a_removed_row_are_erased_too),
        sample_test(stamps_rise_whatever_the_clock_does),
        sample_test(a_rolled_back_transaction_leaves_no_entry),
        sample_test(entries_are_read_from_where_one_left_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
