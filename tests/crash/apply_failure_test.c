/* SPDX-License-Identifier: GPL-3.0-or-later
 * The k-th write or sync of a 提交 fails, or the disk is full from there on: it says so or is
 * saved, the receipt given out opens, nothing is half there, and the next 提交 works. */
/* link: -Wl,--wrap=open,--wrap=mkostemp,--wrap=write,--wrap=pwrite,--wrap=ftruncate */
/* link: -Wl,--wrap=truncate,--wrap=posix_fallocate,--wrap=fsync,--wrap=fdatasync */
/* link: -Wl,--wrap=rename,--wrap=unlink,--wrap=fopen,--wrap=fileno */
#include "support/check.h"

#include "services/service.h"
#include "support/centre.h"
#include "support/crash_disk.h"
#include "support/crash_vfs.h"
#include "support/seed.h"

#include <errno.h>

static int64_t number(struct centre *centre, const char *sql) {
    int64_t count = -1;
    if (!store_number(centre->store, sql, NULL, 0, &count, &centre->err))
        fail_msg("%s: %s", sql, centre->err.text);
    return count;
}

/* As another start of the program finds it. */
static void look(struct centre *centre, long k) {
    store_close(centre->store);
    centre->store = centre_open(centre, &centre->world);
    const char *wrong = centre_check(centre);
    if (wrong)
        fail_msg("act %ld: %s", k, wrong);
    assert_int_equal(number(centre, "SELECT count(*) FROM application"),
                     number(centre, "SELECT count(*) FROM matter WHERE flow = 'application'"));
    assert_int_equal(number(centre, "SELECT count(*) FROM application"),
                     number(centre, "SELECT count(*) FROM standing WHERE flow = 'application'"));
}

static void opens(struct centre *centre, const struct application_wish *wish, long k) {
    struct application_view view;
    if (!application_scanned(centre->store, wish->receipt.token, world_now(&centre->world), &view,
                             &centre->err))
        fail_msg("act %ld: the receipt %s: %s", k, wish->receipt.number, centre->err.text);
}

static bool opened(struct centre *centre) {
    const struct store_options options = { .mode = STORE_WRITE,
                                           .records = service_records(),
                                           .world = &centre->world,
                                           .space_floor = 1 << 20 };
    return store_open(&centre->store, temp_path(&centre->temp, "node"), &options, &centre->err);
}

/* One 提交 with its k-th act failing, 0: none; how many acts there were. */
static long try_once(struct centre *centre, long k, int failure) {
    struct crash_plan       plan = { .fail_at = k, .failure = failure };
    struct application_wish wish;
    char                    phone[16];
    static long             next;
    (void)snprintf(phone, sizeof(phone), "138%08ld", ++next);
    (void)snprintf(plan.folder, sizeof(plan.folder), "%s", temp_path(&centre->temp, "node"));
    store_close(centre->store);
    centre->store = NULL;
    centre->err = (struct err){ 0 };
    crash_disk_start(&plan);
    bool done = opened(centre) && centre_wish(centre, "刘小明", phone, &wish);
    crash_disk_stop();
    long acts = crash_disk_acts();
    if (!done && (k == 0 || !*centre->err.text))
        fail_msg("act %ld: %s", k, *centre->err.text ? centre->err.text : "nothing is said");
    look(centre, k);
    if (done)
        opens(centre, &wish, k);
    else if (!centre_wish(centre, "刘小明", phone, &wish))
        fail_msg("act %ld failed, and the next try too: %s", k, centre->err.text);
    look(centre, k);
    /* A commit that failed late may stand after all: then this one is known again. */
    if (!wish.again)
        opens(centre, &wish, k);
    arena_reset(&centre->arena);
    return acts;
}

static void an_act_fails_and_nothing_is_half_done(void **state) {
    static const int failures[] = { EIO, ENOSPC };
    struct centre    centre;
    (void)state;
    centre_start(&centre);
    long acts = try_once(&centre, 0, 0), failed = 0;
    assert_true(acts > 5);
    for (size_t w = 0; w < ROWS(failures); w++)
        for (long k = 1; k <= acts; k += (long)support_count(4, 1), failed++)
            (void)try_once(&centre, k, failures[w]);
    print_message("%ld acts, %ld failures\n", acts, failed);
    centre_stop(&centre);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_act_fails_and_nothing_is_half_done),
    };
    crash_vfs_register(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
