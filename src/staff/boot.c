/* SPDX-License-Identifier: GPL-3.0-or-later
 * boot.c - read once a process: no process outlives a boot. */
#include "staff/boot.h"

#include "base/file.h"

#include <pthread.h>
#include <string.h>

#define BOOT_FILE "/proc/sys/kernel/random/boot_id"
enum { FILE_MOST = 64 };

static char           boot[BOOT_TEXT + 1];
static pthread_once_t boot_once = PTHREAD_ONCE_INIT;

static void boot_read(void) {
    struct arena arena = { 0 };
    char        *bytes;
    size_t       length;
    if (file_read(&arena, BOOT_FILE, FILE_MOST, &bytes, &length, NULL)) {
        bytes[strcspn(bytes, "\n")] = '\0';
        (void)TEXT_COPY(boot, bytes); /* of another form: told by the clock alone */
    }
    arena_deinit(&arena);
}

const char *boot_id(const struct world *world) {
    if (world->virtual_time)
        return "";
    (void)pthread_once(&boot_once, boot_read); /* fails only for a bad control */
    return boot;
}
