/* SPDX-License-Identifier: GPL-3.0-or-later
 * hostile_test.c - texts that have broken programs, in every field of a posting and of its
 * employer, on every screen; and typed into the search. Nothing may crash, spill out of its place,
 * or be taken for a format, markup or SQL. */
#include "record/setting.h"
#include "services/jobs/job.h"
#include "services/service.h"
#include "support/job_put.h"
#include "support/check.h"
#include "support/hostile.h"
#include "support/seed.h"
#include "support/stage.h"
#include "support/temp.h"

#include <stdlib.h>

static struct temp  temp;
static struct world world;
static struct arena arena;   /* of the rows */
static size_t       entered; /* whose title was not refused */

/* As many characters of `text` as the field has room for, invisible ones and all. */
static void fill(char *out, size_t size, const char *text) {
    size_t   length = 0;
    uint32_t c = 0;
    for (size_t step, most = (size - 1) / 4, n = 0;
         n < most && (step = text_decode(text + length, strlen(text + length), &c)) > 0; n++)
        length += step;
    memcpy(out, text, length);
    out[length] = '\0';
    if (length == 0)
        (void)snprintf(out, size, "x");
}
/* Through the one way in; what a field refuses is not in any database. */
static void set(const struct record *record, void *row, const char *name, const char *text) {
    char                some[TEXT_SIZE(2000)];
    struct problems     problems;
    const struct field *field = record_field(record, name);
    fill(some, field->type == &type_text ? field->size : sizeof(some), text);
    problems_init(&problems, &arena, LANG_ZH);
    const struct assignment given = { field, some };
    (void)record_set(record, row, &given, 1, &problems);
}

static void add_posting(struct store *store, const char *text, size_t number) {
    static const char *const fields[] = { "title",    "hours",   "place", "taught",
                                          "benefits", "contact", "phone", "checked_by" };
    struct employer          employer;
    struct job               job;
    struct err               err = { 0 };
    char                    *notes = hostile_long(*text != '\0' ? text : "x", 2000);
    char                     name[TEXT_SIZE(60)];
    record_init(&employer_record, &employer);
    (void)snprintf(employer.name, sizeof(employer.name), "%zu", number); /* names are unique */
    (void)snprintf(name, sizeof(name), "%zu %.100s", number, text);
    set(&employer_record, &employer, "name", name);
    set(&employer_record, &employer, "contact", text);
    set(&employer_record, &employer, "address", text);
    if (!store_insert(store, &employer_record, &employer, &err))
        fail_msg("employer %zu: %s", number, err.text);
    record_init(&job_record, &job);
    (void)TEXT_COPY(job.title, "x");
    job.employer = employer.head.id;
    job.reach = REACH_NEAR;
    job.pay_min = (money){ 100000 + (int64_t)number };
    job.pay_max = (money){ 9999999 };
    job.pay_per = PAY_PER_MONTH;
    job.age_min = 18, job.age_max = 60;
    job.headcount = job.places = 9999;
    job.travel = TRAVEL_BUS;
    job.travel_minutes = 600;
    job.posted_on = world_today(&world);
    job.closing = CLOSING_ON_DAY;
    job.closes_on = world_today(&world);
    job.state = JOB_OPEN;
    for (size_t i = 0; i < ROWS(fields); i++)
        set(&job_record, &job, fields[i], text);
    set(&job_record, &job, "notes", notes);
    entered += strcmp(job.title, "x") != 0;
    if (!job_put(store, &job, &err))
        fail_msg("job %zu: %s", number, err.text);
    free(notes);
}

static int lay_down(void **state) {
    (void)state;
    struct store              *store = NULL;
    struct err                 err = { 0 };
    const struct store_options how = {
        .mode = STORE_CREATE,
        .records = service_records(),
        .world = &world,
        .space_floor = 1,
    };
    temp_make(&temp);
    support_world(&world);
    if (!store_open(&store, temp.path, &how, &err) || !store_begin(store, "system", &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < hostile_count; i++)
        add_posting(store, hostile_texts[i], i);
    if (!store_commit(store, &err))
        fail_msg("%s", err.text);
    store_close(store);
    arena_deinit(&arena);
    return 0;
}
static int take_away(void **state) {
    (void)state;
    temp_remove(&temp);
    return 0;
}

static void nothing_spills(const struct kiosk *kiosk, const char *where) {
    const struct tree *tree = ui_tree(kiosk->ui);
    for (size_t i = 0; i < tree->count; i++)
        if ((tree->nodes[i].state & TREE_SPILLED) != 0)
            fail_msg("%s: %s spills: %s", where, tree_role_names[tree->nodes[i].role],
                     tree->nodes[i].label);
}

static const struct tree_node *nth_card(const struct kiosk *kiosk, size_t n) {
    const struct tree *tree = ui_tree(kiosk->ui);
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].role == ROLE_CARD && n-- == 0)
            return &tree->nodes[i];
    return NULL;
}

static void touch(struct kiosk *kiosk, const struct tree_node *node) {
    int x = node->rect.x + node->rect.w / 2, y = node->rect.y + node->rect.h / 2;
    kiosk->hand_ms += 1000;
    for (int up = 0; up < 2; up++) {
        kiosk_event(kiosk,
                    (struct ui_event){
                        .kind = up ? UI_UP : UI_DOWN, .x = x, .y = y, .time_ms = kiosk->hand_ms });
        kiosk_draw(kiosk);
    }
}

/* Each posting of each page, turned to its end. */
static size_t read_all(struct kiosk *kiosk, const char *where) {
    size_t read = 0, page = 0;
    char   before[64] = "", now[64] = "first";
    stage_play(kiosk, "tap 找工作");
    while (strcmp(before, now) != 0) {
        nothing_spills(kiosk, where);
        for (size_t n = 0; nth_card(kiosk, n) != NULL; n++, read++) {
            touch(kiosk, nth_card(kiosk, n));
            for (int turn = 0; turn < 6; turn++) {
                nothing_spills(kiosk, where);
                stage_play(kiosk, "press PageDown");
            }
            stage_play(kiosk, "press Escape");
        }
        const struct tree_node *first = nth_card(kiosk, 0);
        (void)snprintf(before, sizeof(before), "%016llx", (unsigned long long)first->id);
        stage_play(kiosk, "press PageDown");
        (void)snprintf(now, sizeof(now), "%016llx", (unsigned long long)nth_card(kiosk, 0)->id);
        assert_true(++page < 500);
    }
    return read;
}

static void they_are_drawn_on_every_screen(void **state) {
    (void)state;
    assert_true(entered >= hostile_count * 3 / 4); /* the rest is empty, or no title */
    for (const struct stage_form *form = stage_forms; form->width > 0; form++) {
        if ((form - stage_forms) % 4 != 0)
            continue;
        struct kiosk      kiosk;
        struct stage_form zh = *form;
        zh.lang = LANG_ZH;
        stage_open(&kiosk, temp.path, &zh);
        nothing_spills(&kiosk, "home");
        size_t read = read_all(&kiosk, stage_form_text(&zh));
        check_number(read, hostile_count, "every one was on some page");
        stage_close(&kiosk);
    }
}

static void they_can_be_typed_into_the_search(void **state) {
    (void)state;
    struct kiosk kiosk;
    stage_open(&kiosk, temp.path, &stage_forms[0]);
    stage_play(&kiosk, "tap 找工作");
    for (size_t i = 0; i < hostile_count; i++) {
        kiosk.hand_ms += 1000;
        kiosk_event(&kiosk, (struct ui_event){ .kind = UI_TEXT, .text = hostile_texts[i] });
        kiosk_draw(&kiosk);
        nothing_spills(&kiosk, hostile_texts[i]);
        assert_null(tree_reads(ui_tree(kiosk.ui), "这台机器")); /* no error screen */
        stage_play(&kiosk, "press Return\npress Escape\ntap 找工作");
    }
    stage_close(&kiosk);
}

static void bytes_that_are_no_text_do_no_harm(void **state) {
    (void)state;
    struct kiosk kiosk;
    stage_open(&kiosk, temp.path, &stage_forms[0]);
    stage_play(&kiosk, "tap 找工作");
    for (size_t i = 0; i < hostile_byte_count; i++) {
        kiosk_event(&kiosk, (struct ui_event){ .kind = UI_TEXT, .text = hostile_bytes[i] });
        kiosk_draw(&kiosk);
        assert_null(tree_reads(ui_tree(kiosk.ui), "这台机器"));
    }
    stage_close(&kiosk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_drawn_on_every_screen),
        cmocka_unit_test(they_can_be_typed_into_the_search),
        cmocka_unit_test(bytes_that_are_no_text_do_no_harm),
    };
    return cmocka_run_group_tests(tests, lay_down, take_away);
}
