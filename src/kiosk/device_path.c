/* SPDX-License-Identifier: GPL-3.0-or-later
 * device_path.c - a path of the settings of a device. */
#include "kiosk/device_path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *device_path(const char *path, const char *usual, const char *folder, struct err *err) {
    const char *given = *path ? path : usual;
    char       *whole = NULL;
    if (given[0] == '/')
        whole = strdup(given);
    else if (asprintf(&whole, "%s/%s", folder, given) < 0)
        whole = NULL;
    if (whole == NULL)
        (void)err_code_set(err, ERR_MEMORY, "内存不够");
    return whole;
}
