/* SPDX-License-Identifier: GPL-3.0-or-later
 * notify_test.c - what systemd hears, and how often its watchdog wants to. */
#include "base/notify.h"
#include "support/check.h"
#include "support/temp.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int listen_at(const char *path, socklen_t length) {
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int                fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    memcpy(address.sun_path, path, length);
    assert_int_equal(bind(fd, (struct sockaddr *)&address,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)),
                     0);
    return fd;
}

static void hears(int fd, const char *line) {
    char    heard[64] = "";
    ssize_t length = recv(fd, heard, sizeof(heard) - 1, MSG_DONTWAIT);
    check_number(length, (long long)strlen(line), line);
    check_text(heard, line, line);
}

static void a_line_is_one_datagram_to_a_path_or_an_abstract_name(void **state) {
    (void)state;
    struct temp temp;
    struct err  err = { 0 };
    char        name[64], abstract[64];
    temp_make(&temp);
    const char *path = temp_path(&temp, "notify");
    int         fd = listen_at(path, (socklen_t)strlen(path));
    assert_int_equal(setenv("NOTIFY_SOCKET", path, 1), 0);
    assert_true(notify_say("READY=1", &err));
    hears(fd, "READY=1");
    (void)close(fd);
    assert_false(notify_say("READY=1", &err)); /* nobody there any more */
    (void)snprintf(name, sizeof(name), "@anju-notify-%d", (int)getpid());
    memcpy(abstract, name, sizeof(abstract));
    abstract[0] = '\0';
    fd = listen_at(abstract, (socklen_t)strlen(name));
    assert_int_equal(setenv("NOTIFY_SOCKET", name, 1), 0);
    assert_true(notify_say("WATCHDOG=1", &err));
    hears(fd, "WATCHDOG=1");
    (void)close(fd);
    temp_remove(&temp);
}

static void without_systemd_nothing_happens_and_a_wrong_name_is_said(void **state) {
    (void)state;
    struct err err = { 0 };
    char       longer[200];
    memset(longer, 'a', sizeof(longer));
    longer[0] = '/';
    longer[sizeof(longer) - 1] = '\0';
    assert_int_equal(unsetenv("NOTIFY_SOCKET"), 0);
    assert_true(notify_say("READY=1", &err));
    assert_int_equal(setenv("NOTIFY_SOCKET", "", 1), 0);
    assert_true(notify_say("READY=1", &err));
    const char *const wrong[] = { "relative", "/", "@", longer };
    for (size_t i = 0; i < ROWS(wrong); i++) {
        assert_int_equal(setenv("NOTIFY_SOCKET", wrong[i], 1), 0);
        assert_false(notify_say("READY=1", &err));
        assert_non_null(strstr(err.text, "NOTIFY_SOCKET"));
    }
}

static void the_watchdog_is_fed_twice_in_its_time(void **state) {
    (void)state;
    char own[32];
    (void)snprintf(own, sizeof(own), "%d", (int)getpid());
    const struct {
        const char *usec, *pid;
        int64_t     expected;
        const char *why;
    } cases[] = {
        { NULL, NULL, 0, "no watchdog" },
        { "60000000", NULL, 30000, "a minute" },
        { "60000000", own, 30000, "ours" },
        { "60000000", "1", 0, "somebody else's" },
        { "1000", NULL, 1, "never 0" },
        { "", NULL, 0, "empty" },
        { "-5", NULL, 0, "negative" },
        { "60000000x", NULL, 0, "no number" },
        { "99999999999999999999", NULL, 0, "too large" },
        { "60000000", "x", 0, "no pid" },
    };
    for (size_t i = 0; i < ROWS(cases); i++) {
        (void)unsetenv("WATCHDOG_USEC");
        (void)unsetenv("WATCHDOG_PID");
        if (cases[i].usec != NULL)
            assert_int_equal(setenv("WATCHDOG_USEC", cases[i].usec, 1), 0);
        if (cases[i].pid != NULL)
            assert_int_equal(setenv("WATCHDOG_PID", cases[i].pid, 1), 0);
        check_number(notify_pace_ms(), cases[i].expected, cases[i].why);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_one_datagram_to_a_path_or_an_abstract_name),
        cmocka_unit_test(without_systemd_nothing_happens_and_a_wrong_name_is_said),
        cmocka_unit_test(the_watchdog_is_fed_twice_in_its_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
