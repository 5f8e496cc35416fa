/* SPDX-License-Identifier: GPL-3.0-or-later
 * heap_test.c - what somebody typed, scanned and saved is in no memory of this process once they
 * have left: every page that can be written is searched for it, in UTF-8. The words are kept here
 * only coded, so that the search finds no copy of its own. */
#include "kiosk/forget.h"
#include "kiosk/scanner.h"
#include "services/jobs/application.h"
#include "support/check.h"
#include "support/stage.h"

#include <SDL.h>
#include <stdlib.h>

enum { KEY = 0x2A, WORDS_MOST = 64 };

/* 喆堃䶮秘密王, and 19900020007. */
static const unsigned char name_coded[] = { 0xE5 ^ KEY, 0x96 ^ KEY, 0x86 ^ KEY, 0xE5 ^ KEY,
                                            0xA0 ^ KEY, 0x83 ^ KEY, 0xE4 ^ KEY, 0xB6 ^ KEY,
                                            0xAE ^ KEY, 0xE7 ^ KEY, 0xA7 ^ KEY, 0x98 ^ KEY,
                                            0xE5 ^ KEY, 0xAF ^ KEY, 0x86 ^ KEY, 0xE7 ^ KEY,
                                            0x8E ^ KEY, 0x8B ^ KEY };
static const unsigned char phone_coded[] = { '1' ^ KEY, '9' ^ KEY, '9' ^ KEY, '0' ^ KEY,
                                             '0' ^ KEY, '0' ^ KEY, '2' ^ KEY, '0' ^ KEY,
                                             '0' ^ KEY, '0' ^ KEY, '7' ^ KEY };

struct words {
    const unsigned char *coded;
    size_t               length;
    const char          *what;
};
static const struct words name = { name_coded, sizeof(name_coded), "the name" };
static const struct words phone = { phone_coded, sizeof(phone_coded), "the telephone" };

static void decode(const struct words *words, char out[WORDS_MOST]) {
    for (size_t i = 0; i < words->length; i++)
        out[i] = (char)(words->coded[i] ^ KEY);
    out[words->length] = '\0';
}

/* AddressSanitizer keeps what was freed, with its bytes, on purpose: there only what is ours and
 * still lent out could be told apart, so nothing is searched. */
#ifdef __SANITIZE_ADDRESS__
enum { SEARCHED = 0 };
#else
enum { SEARCHED = 1 };
#endif

static size_t copies_within(const struct words *words, const unsigned char *from,
                            const unsigned char *to) {
    size_t count = 0;
    for (const unsigned char *at = from; at + words->length <= to; at++) {
        size_t same = 0;
        while (same < words->length && at[same] == (words->coded[same] ^ KEY))
            same++;
        count += same == words->length;
    }
    return count;
}

static size_t copies(const struct words *words) {
    FILE  *maps = fopen("/proc/self/maps", "r");
    size_t count = 0;
    char   row[512], mode[8];
    assert_non_null(maps);
    while (fgets(row, sizeof(row), maps) != NULL) {
        unsigned long from, to;
        if (sscanf(row, "%lx-%lx %7s", &from, &to, mode) == 3 && strncmp(mode, "rw", 2) == 0 &&
            to - from < (1ul << 30) && strstr(row, "/dev/") == NULL)
            count += copies_within(words, (const unsigned char *)from, (const unsigned char *)to);
    }
    (void)fclose(maps);
    return count;
}

/* --- planting ------------------------------------------------------------------------------------
 */

static struct kiosk kiosk;

static void type(const struct words *words) {
    char text[WORDS_MOST];
    decode(words, text);
    kiosk_event(&kiosk, (struct ui_event){ .kind = UI_TEXT, .text = text });
    kiosk_draw(&kiosk);
    explicit_bzero(text, sizeof(text));
}

static void scan(const struct words *words) {
    char text[WORDS_MOST], accepted[SCAN_TEXT];
    decode(words, text);
    assert_true(scan_accept(text, strlen(text), accepted));
    kiosk_scanned(&kiosk, accepted);
    explicit_bzero(text, sizeof(text));
    explicit_bzero(accepted, sizeof(accepted));
}

static void save(void) {
    struct application_wish wish = { .keep_until = day_of(2027, 11, 24) };
    struct err              err = { 0 };
    char                    text[WORDS_MOST];
    const struct value      values[] = { value_text("小区保洁员") };
    assert_true(
        store_find(kiosk.store, "SELECT id FROM job WHERE title = $1", values, 1, &wish.job, &err));
    decode(&name, text);
    assert_true(TEXT_COPY(wish.name, text));
    decode(&phone, text);
    assert_true(TEXT_COPY(wish.phone, text));
    explicit_bzero(text, sizeof(text));
    assert_true(TEXT_COPY(wish.terminal, "K01"));
    assert_true(TEXT_COPY(wish.consent, "同意"));
    assert_true(visit_save(&kiosk.visit, application_save, &wish, sizeof(wish)));
    explicit_bzero(&wish, sizeof(wish));
    check_number(visit_saved(&kiosk.visit, &wish, sizeof(wish), &err), SAVE_DONE, err.text);
    explicit_bzero(&wish, sizeof(wish));
}

/* And read back, as a receipt's page would. */
static void read_back(void) {
    char               text[WORDS_MOST];
    struct arena       arena = { 0 };
    struct application application;
    struct query      *query = NULL;
    struct err         err = { 0 };
    decode(&name, text);
    const struct value values[] = { value_text(text) };
    assert_true(
        query_open(&query, kiosk.store, &application_record, "WHERE name = $1", values, 1, &err));
    assert_true(query_next(query, &application, &arena));
    assert_true(query_close(query, &err));
    explicit_bzero(text, sizeof(text));
    explicit_bzero(&application, sizeof(application));
    arena_deinit(&arena);
}

static void leave(void) {
    stage_play(&kiosk, "wait 60000\nexpect 点一下开始");
    check_number(kiosk.visits > 0, 1, "left");
}

static void check_gone(const char *after) {
    char why[100];
    if (!SEARCHED)
        return;
    (void)snprintf(why, sizeof(why), "%s: copies of %s", after, name.what);
    check_number(copies(&name), 0, why);
    (void)snprintf(why, sizeof(why), "%s: copies of %s", after, phone.what);
    check_number(copies(&phone), 0, why);
}

/* --- tests ---------------------------------------------------------------------------------------
 */

static int begin(void **state) {
    (void)state;
    stage_open(&kiosk, stage_data(), &stage_forms[0]);
    return 0;
}
static int end(void **state) {
    (void)state;
    stage_close(&kiosk);
    return 0;
}

static void what_was_typed_into_the_search_is_gone(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 找工作\ntap 搜索岗位");
    type(&name);
    assert_true(!SEARCHED || copies(&name) > 2); /* the search does find it */
    leave();
    check_gone("typed");
}

static void what_was_scanned_is_gone(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 找工作");
    scan(&name);
    scan(&phone);
    leave();
    check_gone("scanned");
}

static void what_was_saved_and_read_back_is_gone(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 找工作");
    save();
    read_back();
    assert_true(!SEARCHED || copies(&name) > 0); /* in both stores' pages at least */
    leave();
    check_gone("saved");
}

static void what_was_entered_for_an_application_is_gone(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 找工作\ntap 缝纫工（可先培训）\ntap 我想去");
    type(&name);
    stage_play(&kiosk, "tap 下一项");
    type(&phone);
    stage_play(&kiosk, "tap 下一步");
    assert_true(!SEARCHED || copies(&name) > 2);
    stage_play(&kiosk, "tap 同意，提交\nexpect 报上名了");
    leave();
    check_gone("applied");
    stage_play(&kiosk, "tap 点一下开始\ntap 找工作\ntap 缝纫工（可先培训）");
    check_gone("the next one reads the same posting");
}

static void what_a_keyboard_sent_is_gone_from_the_queue(void **state) {
    (void)state;
    char      text[WORDS_MOST];
    SDL_Event event = { .type = SDL_TEXTINPUT }, got;
    assert_int_equal(SDL_Init(SDL_INIT_EVENTS), 0);
    decode(&name, text);
    memcpy(event.text.text, text, name.length);
    for (int i = 0; i < 20; i++)
        assert_int_equal(SDL_PushEvent(&event), 1);
    explicit_bzero(text, sizeof(text));
    explicit_bzero(&event, sizeof(event));
    while (SDL_PollEvent(&got))
        explicit_bzero(&got, sizeof(got));
    assert_true(!SEARCHED || copies(&name) > 0); /* SDL keeps them for the next ones */
    forget_events();
    check_gone("handled");
    SDL_Quit();
}

static void a_visit_after_the_other_leaves_nothing(void **state) {
    (void)state;
    for (int i = 0; i < 5; i++) {
        stage_play(&kiosk, "tap 找工作\ntap 搜索岗位");
        type(&phone);
        type(&name);
        stage_play(&kiosk, "tap 叫工作人员");
        leave();
        check_gone("visits");
        stage_play(&kiosk, "tap 点一下开始");
    }
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(what_was_typed_into_the_search_is_gone),
        TEST(what_was_scanned_is_gone),
        TEST(what_was_saved_and_read_back_is_gone),
        TEST(what_was_entered_for_an_application_is_gone),
        TEST(what_a_keyboard_sent_is_gone_from_the_queue),
        TEST(a_visit_after_the_other_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, stage_data_make, stage_data_remove);
}
