/* SPDX-License-Identifier: GPL-3.0-or-later
 * picture.h - a canvas against the picture that is kept of it. Machines may differ by 2 of 255 a
 * channel (PROBES.md); more, in any pixel, is another picture. */
#ifndef ANJU_TESTS_SUPPORT_PICTURE_H
#define ANJU_TESTS_SUPPORT_PICTURE_H

#include "ui/raster.h"

enum { PICTURE_TOLERANCE = 2 };

/* Fails the test when the canvas differs from the PNG at `path` (from the repository's root). The
 * canvas is then written, with what differs in red beside it, to pictures/NAME_err.png in the
 * build folder. ANJU_GOLDEN=1 keeps the canvas as the picture instead. */
void picture_check(const char *path, const struct canvas *canvas);

/* How many pixels differ by more than the tolerance; all of them when the sizes differ. */
size_t picture_difference(const struct canvas *a, const struct canvas *b);

#endif
