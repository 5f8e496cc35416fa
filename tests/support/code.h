/* SPDX-License-Identifier: GPL-3.0-or-later
 * code.h - QR codes read back from pixels, as a telephone would, by zbar. */
#ifndef ANJU_TESTS_SUPPORT_CODE_H
#define ANJU_TESTS_SUPPORT_CODE_H

#include "ui/raster.h"

/* The bytes of the one QR code in `area` of the canvas, NUL-terminated; NULL when there is none or
 * more than one. In a static buffer, until the next call. */
const char *code_read(const struct canvas *canvas, struct rect area);
/* How many there are. */
int code_count(const struct canvas *canvas, struct rect area);

#endif
