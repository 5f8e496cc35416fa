/* SPDX-License-Identifier: GPL-3.0-or-later
 * png.h - screenshots and pictures to compare with. */
#ifndef ANJU_UI_PNG_H
#define ANJU_UI_PNG_H

#include "base/err.h"
#include "ui/raster.h"

/* Write the canvas, without alpha. The file appears whole or not at all. */
bool png_save(const char *path, const struct canvas *canvas, struct err *err);
/* Read into memory of its own: free(ret_canvas->pixels). At most 8192×8192. */
bool png_load(const char *path, struct canvas *ret_canvas, struct err *err);

#endif
