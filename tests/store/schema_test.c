/* SPDX-License-Identifier: GPL-3.0-or-later
 * The schema follows the record tables, only adding; a database that is not ours, newer, damaged or
 * out of reach is refused in one sentence and left as it is. */
#include "store/sample.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- the maker of the next release: a field more, one renamed, one unique, and a rank --- */

struct later {
    struct record_head head;
    char               title[TEXT_SIZE(60)]; /* was name */
    char               phone[TEXT_SIZE(24)];
    char               pin[TEXT_SIZE(40)];
    char               code[TEXT_SIZE(18)];
    bool               trusted;
    money              fee;
};
static int64_t later_rank(const void *row) {
    return ((const struct later *)row)->phone[0] ? 1 : -1;
}
#define REC struct later
static const struct field later_fields[] = {
    { "title", TEXT(title), .label = "名称", .flags = F_REQUIRED | F_UNIQUE | F_NAME | F_SEARCH },
    { "name", RENAMED("title") },
    { "phone", PHONE(phone), .label = "电话", .flags = F_PERSONAL },
    { "pin", TEXT(pin), .label = "口令", .flags = F_SECRET },
    { "code", TEXT(code), .label = "信用代码", .flags = F_INDEX },
    { "trusted", BOOL(trusted), .label = "可信" },
    { "fee", MONEY(fee), .label = "费用" },
};
static const struct record later_record = RECORD("maker", "单位", later_fields, .rank = later_rank);
#undef REC

struct extra {
    struct record_head head;
    row_id             maker;
    char               text[TEXT_SIZE(20)];
};
#define REC struct extra
static const struct field extra_fields[] = {
    { "maker", REF(maker, &later_record), .label = "单位" },
    { "text", TEXT(text), .label = "内容" },
};
static const struct record extra_record = RECORD("extra", "补充", extra_fields);
#undef REC

static const struct record *const first_records[] = { &maker_record, NULL };
static const struct record *const later_records[] = { &later_record, &extra_record, NULL };

static bool open_with(struct sample *sample, const struct record *const *records,
                      enum store_mode mode) {
    struct store_options options = sample_options(sample, mode);
    options.records = records;
    sample->store = NULL;
    return store_open(&sample->store, temp_path(&sample->temp, "other"), &options, &sample->err);
}

/* New fields are written, the new uniqueness holds, and old entries still tie. */
static void write_what_is_new(struct sample *sample, struct later read) {
    read.trusted = true;
    read.fee = (money){ 100 };
    struct later same = read;
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &later_record, &read, &sample->err));
    same.head.id = ID_ABSENT;
    assert_false(store_insert(sample->store, &later_record, &same, &sample->err));
    assert_non_null(strstr(sample->err.text, "已经有了"));
    store_rollback(sample->store);
    sample_begin(sample);
    read.head.version = 1;
    sample_must(sample, store_update(sample->store, &later_record, &read, &sample->err));
    sample_commit(sample);
    sample_ties(sample);
}

static void an_old_database_grows_what_is_new(void **state) {
    struct sample *sample = *state;
    struct later   read;
    row_id         ids[4];
    size_t         count = 0;
    sample_close(sample);
    sample_must(sample, open_with(sample, first_records, STORE_CREATE));
    struct maker maker = sample_maker("新化阳光车间");
    assert_true(TEXT_COPY(maker.phone, "13800006021"));
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &maker_record, &maker, &sample->err));
    struct maker hidden = sample_maker("无名");
    sample_must(sample, store_insert(sample->store, &maker_record, &hidden, &sample->err));
    sample_commit(sample);
    sample_close(sample);

    assert_false(open_with(sample, later_records, STORE_READ)); /* readers don't migrate */
    assert_non_null(strstr(sample->err.text, "旧版本"));
    for (int again = 0; again < 2; again++) {
        sample_must(sample, open_with(sample, later_records, STORE_WRITE));
        sample_must(sample, store_get(sample->store, &later_record, maker.head.id, &read,
                                      &sample->arena, &sample->err));
        assert_string_equal(read.title, "新化阳光车间");
        assert_string_equal(read.phone, "13800006021");
        assert_string_equal(read.code, "");
        assert_false(read.trusted);
        assert_true(money_absent(read.fee));
        const struct search search = { .words = "yg", .count = 4 };
        sample_must(sample, store_search(sample->store, &later_record, &search, ids, &count, NULL,
                                         &sample->err));
        assert_int_equal(count, 1);
        sample_ties(sample);
        if (!again)
            sample_close(sample);
    }
    write_what_is_new(sample, read);
    sample_close(sample);

    assert_false(open_with(sample, first_records, STORE_WRITE)); /* the old program, afterwards */
    assert_non_null(strstr(sample->err.text, "更新版本"));
}

static void a_field_that_becomes_unique_is_refused_over_doubles(void **state) {
    struct sample       *sample = *state;
    static struct field  fields[3];
    static struct record record;
    memcpy(fields, maker_fields, sizeof(fields));
    fields[0].flags &= ~(unsigned)F_UNIQUE;
    record = maker_record;
    record.fields = fields;
    const struct record *const loose[] = { &record, NULL };
    sample_close(sample);
    sample_must(sample, open_with(sample, loose, STORE_CREATE));
    for (int i = 0; i < 2; i++) {
        struct maker maker = sample_maker("甲");
        sample_begin(sample);
        sample_must(sample, store_insert(sample->store, &record, &maker, &sample->err));
        sample_commit(sample);
    }
    sample_close(sample);
    assert_false(open_with(sample, first_records, STORE_WRITE));
    assert_non_null(strstr(sample->err.text, "“单位”里有重复的“名称”"));
    sample_must(sample, open_with(sample, loose, STORE_WRITE)); /* left as it was */
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM pragma_table_info('maker') "
                                          "WHERE name = 'name_folded'"),
                     0);
    sample_ties(sample);
}

/* --- refusals --- */

static void database_sql(struct sample *sample, const char *sql) {
    sqlite3 *db = NULL;
    char    *message = NULL;
    assert_int_equal(sqlite3_open(temp_path(&sample->temp, "node/anju.db"), &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void database_bytes(struct sample *sample, const char *bytes, size_t length, off_t at,
                           bool cut) {
    int fd = open(temp_path(&sample->temp, "node/anju.db"), O_WRONLY | (cut ? O_TRUNC : 0));
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, bytes, length, at), (ssize_t)length);
    assert_int_equal(close(fd), 0);
}

static void newer_database(struct sample *sample) {
    database_sql(sample, "PRAGMA user_version = 99");
}
static void newer_column(struct sample *sample) {
    database_sql(sample, "ALTER TABLE maker ADD COLUMN tomorrow TEXT");
}
static void foreign_database(struct sample *sample) {
    database_sql(sample, "PRAGMA application_id = 1");
}
static void not_a_database(struct sample *sample) {
    static const char text[] = "岗位,工资\n普工,3000\n";
    database_bytes(sample, text, sizeof(text), 0, true);
}
static void garbled_start(struct sample *sample) {
    database_bytes(sample, "GGGGGGGGGGGGGGGG", 16, 0, false);
}
static void empty_file(struct sample *sample) {
    database_bytes(sample, "", 0, 0, true);
}
static void garbled_schema(struct sample *sample) {
    char rubbish[2000];
    memset(rubbish, 0x5a, sizeof(rubbish));
    database_bytes(sample, rubbish, sizeof(rubbish), 100, false);
}
static void no_database(struct sample *sample) {
    assert_int_equal(unlink(temp_path(&sample->temp, "node/anju.db")), 0);
}
static void ruined_node_row(struct sample *sample) {
    database_sql(sample, "UPDATE node SET id = zeroblob(16)");
}

static void what_cannot_be_opened_is_said_in_one_sentence_and_left_alone(void **state) {
    static const struct {
        void (*make)(struct sample *);
        const char *says;
    } rows[] = {
        { newer_database, "更新版本" },   { newer_column, "更新版本" },
        { foreign_database, "不是安居" }, { not_a_database, "损坏" },
        { garbled_start, "损坏" },        { empty_file, "不是安居" },
        { garbled_schema, "损坏" },       { no_database, "没有安居的数据库" },
        { ruined_node_row, "损坏" },
    };
    static const enum store_mode modes[] = { STORE_READ, STORE_WRITE, STORE_CREATE };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        for (size_t m = 0; m < 3; m++) {
            void         *fresh = NULL;
            struct store *store = NULL;
            if (modes[m] == STORE_CREATE &&
                (rows[i].make == empty_file || rows[i].make == no_database))
                continue; /* that makes a new one */
            assert_int_equal(sample_setup(&fresh), 0);
            struct sample       *sample = fresh;
            struct store_options options = sample_options(sample, modes[m]);
            (void)sample_add_maker(sample, "甲");
            sample_close(sample);
            rows[i].make(sample);
            if (store_open(&store, sample_folder(sample), &options, &sample->err))
                fail_msg("opened, though: %s", rows[i].says);
            if (!strstr(sample->err.text, rows[i].says))
                fail_msg("says: %s, not: %s", sample->err.text, rows[i].says);
            assert_null(strchr(sample->err.text, '\n'));
            assert_int_equal(sample_teardown(&fresh), 0);
        }
    (void)state;
}

/* As another user, since root may do everything. */
static void without_permission_it_is_refused(void **state) {
    struct sample *sample = *state;
    sample_close(sample);
    assert_int_equal(chmod(sample->temp.path, 0755), 0);
    assert_int_equal(chmod(sample_folder(sample), 0755), 0);
    assert_int_equal(chmod(temp_path(&sample->temp, "node/anju.db"), 0644), 0);
    static const enum store_mode modes[] = { STORE_WRITE, STORE_CREATE };
    for (size_t m = 0; m < 2; m++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            struct store_options options = sample_options(sample, modes[m]);
            struct store        *store = NULL;
            if (geteuid() == 0 && setuid(65534) != 0)
                _exit(3);
            if (geteuid() != 65534) /* not root: the owner may write, so take that away */
                (void)chmod(temp_path(&sample->temp, "node/anju.db"), 0444);
            bool opened = store_open(&store, sample_folder(sample), &options, &sample->err);
            _exit(opened ? 1 : strstr(sample->err.text, "没有权限") ? 0 : 2);
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
}

static void reading_makes_no_files_of_its_own(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "甲");
    sample_close(sample);
    assert_int_equal(unlink(temp_path(&sample->temp, "node/ballast")), 0);
    sample_open(sample, STORE_READ);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 1);
    assert_int_not_equal(access(temp_path(&sample->temp, "node/ballast"), F_OK), 0);
    sample_ties(sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        sample_test(an_old_database_grows_what_is_new),
        sample_test(a_field_that_becomes_unique_is_refused_over_doubles),
        cmocka_unit_test(what_cannot_be_opened_is_said_in_one_sentence_and_left_alone),
        sample_test(without_permission_it_is_refused),
        sample_test(reading_makes_no_files_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
