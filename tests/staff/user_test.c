/* SPDX-License-Identifier: GPL-3.0-or-later
 * user_test.c - who works here: what a row must be, finding and naming them, hostile names, and
 * who may do what. */
#include "record/problems.h"
#include "record/setting.h"
#include "staff/office.h"
#include "support/hostile.h"

/* --- what a row must be --------------------------------------------------------------------- */

static void a_login_is_plain_unique_and_nobody_elses(void **state) {
    struct office *o = *state;
    static const struct {
        const char *login, *says;
    } rows[] = {
        { "li.hong-mei_2", NULL },
        { "9x", NULL },
        { "x", "2" },
        { "", "登录名" },
        { "李红梅", "登录名只能用" },
        { "hong mei", "登录名只能用" },
        { "Hong2", "登录名只能用" },
        { ".hong", "登录名只能用" },
        { "a'b", "登录名只能用" },
        { "../etc", "登录名只能用" },
        { "system", "系统自己用" },
        { "resident", "系统自己用" },
        { "hong", "hong" }, /* there already */
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct user user;
        o->err = (struct err){ 0 };
        office_user(o, rows[i].login, "某人", ROLE(ROLE_AGENT), &user);
        office_begin(o);
        bool done = office_end(o, store_insert(o->store, &user_record, &user, &o->err));
        check_number(done, rows[i].says == NULL, rows[i].login);
        if (rows[i].says && !strstr(o->err.text, rows[i].says))
            fail_msg("%s: %s", rows[i].login, o->err.text);
    }
}

static void roles_that_do_not_go_together_are_refused(void **state) {
    struct office *o = *state;
    static const struct {
        role_set    roles;
        bool        outside, good;
        const char *unit, *why;
    } rows[] = {
        { 0, false, false, "", "no role at all" },
        { ROLE(ROLE_AUDITOR), false, true, "", "an auditor" },
        { ROLE(ROLE_AUDITOR) | ROLE(ROLE_MANAGER), false, false, "", "an auditor of himself" },
        { ROLE(ROLE_REVIEWER), true, true, "", "an outside reviewer" },
        { ROLE(ROLE_REVIEWER) | ROLE(ROLE_AGENT), true, false, "", "who answers telephones" },
        { ROLE(ROLE_PUBLISHER), true, false, "", "an outside publisher" },
        { ROLE(ROLE_UNIT), false, false, "", "of no unit" },
        { ROLE(ROLE_UNIT), false, true, "自来水公司", "of a unit" },
        { ROLE(ROLE_AGENT), false, false, "自来水公司", "a unit without the role" },
        { ROLE(ROLE_MANAGER) | ROLE(ROLE_ADMINISTRATOR) | ROLE(ROLE_PUBLISHER), false, true, "",
          "a small centre" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct user     user;
        struct problems problems;
        problems_init(&problems, &o->arena, LANG_ZH);
        office_user(o, "somebody", "某人", rows[i].roles, &user);
        user.outside = rows[i].outside;
        assert_true(TEXT_COPY(user.unit, rows[i].unit));
        check_number(record_check(&user_record, &user, &problems), rows[i].good, rows[i].why);
    }
    struct user     user;
    struct problems problems;
    problems_init(&problems, &o->arena, LANG_ZH);
    office_user(o, "somebody", "某人", ROLE(ROLE_AGENT) | ROLE(ROLE_OFFICER), &user);
    ((struct user_role *)user.roles.rows)[1].role = ROLE_AGENT;
    assert_false(record_check(&user_record, &user, &problems));
    assert_int_equal(problems.errors, 1);
}

/* --- finding and naming them ---------------------------------------------------------------- */

static void somebody_is_found_by_login_or_by_a_name_that_only_one_has(void **state) {
    struct office *o = *state;
    struct user    user;
    (void)office_add(o, "hong2", "刘敏", ROLE(ROLE_AGENT));
    (void)office_add(o, "min", "刘敏", ROLE(ROLE_AGENT));
    static const struct {
        const char   *name, *login;
        enum err_code code;
    } rows[] = {
        { "hong", "hong", 0 },         { "李红梅", "hong", 0 },
        { "李 红 梅", "hong", 0 },     { "HONG", "hong", 0 },
        { "刘敏", NULL, ERR_INVALID }, { "李红", NULL, ERR_ABSENT },
        { "", NULL, ERR_ABSENT },      { "' OR '1'='1", NULL, ERR_ABSENT },
        { "\xff", NULL, ERR_ABSENT },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        o->err = (struct err){ 0 };
        bool found = user_named(o->store, rows[i].name, &user, &o->arena, &o->err);
        check_text(found ? user.login : NULL, rows[i].login, rows[i].name);
        if (!found)
            check_number(o->err.code, rows[i].code, rows[i].name);
    }
}

static void people_see_the_name_behind_a_login(void **state) {
    struct office *o = *state;
    check_text(user_shown(o->store, "hong", &o->arena), "李红梅", "a login");
    check_text(user_shown(o->store, "system", &o->arena), "system", "nobody's");
    check_text(user_shown(o->store, "刘敏", &o->arena), "刘敏", "from before there were users");
    check_text(user_shown(o->store, "HONG", &o->arena), "HONG", "not as it is written");
    check_text(user_shown(o->store, "", &o->arena), "", "nobody");
}

static void whoever_acts_must_be_a_user_once_there_is_one(void **state) {
    struct office *o = *state;
    struct actor   actor;
    bool           is = false;
    assert_true(user_meant(o->store, "李红梅", &actor, &is, &o->err) && is);
    assert_string_equal(actor.login, "hong");
    assert_false(user_meant(o->store, "路人", &actor, &is, &o->err));
    office_do(o, user_disable(o->store, o->hong, true, &o->err));
    assert_false(user_meant(o->store, "hong", &actor, &is, &o->err));
    assert_int_equal(o->err.code, ERR_INVALID);
    office_do(o, user_disable(o->store, o->jun, true, &o->err));
    office_do(o, user_disable(o->store, o->lin, true, &o->err));
    assert_true(user_meant(o->store, "路人", &actor, &is, &o->err));
    assert_false(is);
}

static void hostile_names_come_back_as_they_are_or_are_refused(void **state) {
    struct office *o = *state;
    size_t         taken = 0;
    for (size_t i = 0; i < hostile_count; i++) {
        const char     *text = hostile_texts[i];
        char            login[32];
        struct user     user, back;
        struct problems problems;
        problems_init(&problems, &o->arena, LANG_ZH);
        (void)snprintf(login, sizeof(login), "h%zu", i);
        office_user(o, login, "x", ROLE(ROLE_AGENT), &user);
        const struct assignment given = { record_field(&user_record, "name"), text };
        if (record_set(&user_record, &user, &given, 1, &problems) == SET_REFUSED)
            continue;
        office_begin(o);
        if (!office_end(o, store_insert(o->store, &user_record, &user, &o->err)))
            continue;
        assert_true(user_of_login(o->store, login, &back, &o->arena, &o->err));
        assert_string_equal(back.name, user.name);
        check_text(user_shown(o->store, login, &o->arena), user.name, "shown as it is");
        taken++;
    }
    assert_true(taken > 0);
}

/* --- who may -------------------------------------------------------------------------------- */

static const struct permit some_permits[] = {
    { "posting",
      { [PERMIT_READ] = ROLES_ALL & ~ROLE(ROLE_ADMINISTRATOR),
        [PERMIT_EDIT] = ROLE(ROLE_PUBLISHER) | ROLE(ROLE_REVIEWER) },
      .outside = true },
    { "resident", { [PERMIT_READ] = ROLE(ROLE_AGENT) | ROLE(ROLE_REVIEWER) }, .outside = false },
    { 0 },
};
static const struct permit *const all_permits[] = { staff_permits, some_permits, NULL };

static struct actor actor_of(role_set roles, bool outside) {
    return (struct actor){ .roles = roles, .outside = outside };
}

static void nothing_is_allowed_that_no_row_allows(void **state) {
    (void)state;
    for (int role = 1; role < ROLES_COUNT; role++)
        for (int p = 0; p < PERMIT_COUNT; p++) {
            struct actor actor = actor_of(ROLE(role), false);
            assert_false(actor_may(&actor, all_permits, "nothing", (enum permission)p));
            if (p != PERMIT_READ && p != PERMIT_EDIT)
                assert_false(actor_may(&actor, all_permits, "posting", (enum permission)p));
            actor.roles = 0;
            assert_false(actor_may(&actor, all_permits, "posting", (enum permission)p));
        }
    struct actor reviewer = actor_of(ROLE(ROLE_REVIEWER), false);
    assert_true(actor_may(&reviewer, all_permits, "posting", PERMIT_EDIT));
    struct actor both = actor_of(ROLE(ROLE_ADMINISTRATOR) | ROLE(ROLE_AGENT), false);
    assert_true(actor_may(&both, all_permits, "resident", PERMIT_READ));
}

static void an_outside_reviewer_reads_what_waits_and_that_is_all(void **state) {
    (void)state;
    struct actor outside = actor_of(ROLE(ROLE_REVIEWER), true);
    for (int p = 0; p < PERMIT_COUNT; p++) {
        check_number(actor_may(&outside, all_permits, "posting", (enum permission)p),
                     p == PERMIT_READ, permission_names[p]);
        assert_false(actor_may(&outside, all_permits, "resident", (enum permission)p));
        assert_false(actor_may(&outside, all_permits, "staff_user", (enum permission)p));
        assert_false(actor_may(&outside, all_permits, PERMIT_JOURNAL, (enum permission)p));
    }
}

/* The whole of staff_permits, as one written policy. */
static void the_grounds_own_table_is_as_it_is_written_here(void **state) {
    (void)state;
    static const char *const expected[] = {
        "staff_user read publisher reviewer agent officer manager administrator auditor",
        "staff_user reveal manager administrator",
        "staff_user find",
        "staff_user create administrator",
        "staff_user edit administrator",
        "staff_user delete",
        "staff_user import",
        "staff_user export administrator auditor",
        "session read administrator auditor",
        "session delete administrator",
        "setting read administrator auditor",
        "setting edit administrator",
        "journal read auditor",
        "journal reveal auditor",
        "journal export auditor",
    };
    size_t told = 0;
    for (const struct permit *p = staff_permits; p->record; p++)
        for (int i = 0; i < PERMIT_COUNT; i++) {
            char line[256];
            int  used = snprintf(line, sizeof(line), "%s %s", p->record, permission_names[i]);
            for (int role = 1; role < ROLES_COUNT; role++)
                if (p->may[i] & ROLE(role))
                    used += snprintf(line + used, sizeof(line) - (size_t)used, " %s",
                                     role_words[role].name);
            if (p->may[i] == 0 && strcmp(p->record, "staff_user") != 0)
                continue;
            assert_true(told < ROWS(expected));
            check_text(line, expected[told++], "a row of the table");
        }
    assert_int_equal(told, ROWS(expected));
}

static void a_table_that_does_not_fit_the_records_is_refused(void **state) {
    (void)state;
    static const struct permit twice[] = { { .record = "staff_user" }, { 0 } };
    static const struct permit strange[] = { { .record = "unicorn" }, { 0 } };
    static const struct permit child[] = { { .record = "user_role" }, { 0 } };
    static const struct permit local[] = { { .record = "guess" }, { 0 } };
    const struct permit *const good[] = { staff_permits, NULL };
    const struct permit *const none[] = { NULL };
    struct err                 err = { 0 };
    assert_true(permits_cover(good, staff_records, &err));
    assert_false(permits_cover(none, staff_records, &err));
    assert_non_null(strstr(err.text, "staff_user"));
    static const struct permit *const more[] = { twice, strange, child, local };
    for (size_t i = 0; i < ROWS(more); i++) {
        const struct permit *const with[] = { staff_permits, more[i], NULL };
        assert_false(permits_cover(with, staff_records, &err));
        if (!strstr(err.text, more[i]->record))
            fail_msg("%s", err.text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        OFFICE_TEST(a_login_is_plain_unique_and_nobody_elses),
        OFFICE_TEST(roles_that_do_not_go_together_are_refused),
        OFFICE_TEST(somebody_is_found_by_login_or_by_a_name_that_only_one_has),
        OFFICE_TEST(people_see_the_name_behind_a_login),
        OFFICE_TEST(whoever_acts_must_be_a_user_once_there_is_one),
        OFFICE_TEST(hostile_names_come_back_as_they_are_or_are_refused),
        cmocka_unit_test(nothing_is_allowed_that_no_row_allows),
        cmocka_unit_test(an_outside_reviewer_reads_what_waits_and_that_is_all),
        cmocka_unit_test(the_grounds_own_table_is_as_it_is_written_here),
        cmocka_unit_test(a_table_that_does_not_fit_the_records_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
