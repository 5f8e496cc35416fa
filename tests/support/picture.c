/* SPDX-License-Identifier: GPL-3.0-or-later
 * picture.c - comparing pictures pixel by pixel. */
#include "support/picture.h"

#include "support/check.h"
#include "ui/png.h"

#include <stdlib.h>
#include <sys/stat.h>

static bool near(uint32_t a, uint32_t b) {
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(a >> shift & 255) - (int)(b >> shift & 255)) > PICTURE_TOLERANCE)
            return false;
    return true;
}

static uint32_t at(const struct canvas *canvas, int x, int y) {
    return canvas->pixels[(ptrdiff_t)y * canvas->stride + x];
}

size_t picture_difference(const struct canvas *a, const struct canvas *b) {
    if (a->width != b->width || a->height != b->height)
        return (size_t)a->width * (size_t)a->height;
    size_t count = 0;
    for (int y = 0; y < a->height; y++)
        for (int x = 0; x < a->width; x++)
            count += !near(at(a, x, y), at(b, x, y));
    return count;
}

/* The picture as it is, and at its right the same, pale, with red where it is not as kept. */
static void write_error(const char *path, const struct canvas *canvas, const struct canvas *kept) {
    char        folder[4096], file[4608];
    const char *name = strrchr(path, '/'), *share = getenv("ANJU_SHARE");
    name = name ? name + 1 : path;
    (void)snprintf(folder, sizeof folder, "%s/../pictures", share ? share : ".");
    (void)mkdir(folder, 0755); /* it may be there */
    (void)snprintf(file, sizeof file, "%s/%.*s_err.png", folder, (int)strcspn(name, "."), name);
    struct canvas both = { NULL, canvas->width * 2, canvas->height, canvas->width * 2 };
    both.pixels = calloc((size_t)both.width * (size_t)both.height, sizeof(uint32_t));
    if (!both.pixels)
        return;
    bool same_size = canvas->width == kept->width && canvas->height == kept->height;
    for (int y = 0; y < canvas->height; y++)
        for (int x = 0; x < canvas->width; x++) {
            uint32_t pixel = at(canvas, x, y), *out = both.pixels + (ptrdiff_t)y * both.stride + x;
            bool     same = same_size && near(pixel, at(kept, x, y));
            out[0] = pixel;
            out[canvas->width] = same ? colour_mix(pixel, 0xFFFFFFFFu, 192) : 0xFFE00000u;
        }
    if (png_save(file, &both, NULL))
        print_error("see %s\n", file);
    free(both.pixels);
}

void picture_check(const char *path, const struct canvas *canvas) {
    struct canvas kept = { 0 };
    struct err    err = { 0 };
    if (getenv("ANJU_GOLDEN")) {
        if (!png_save(path, canvas, &err))
            fail_msg("%s", err.text);
        return;
    }
    if (!png_load(path, &kept, &err))
        fail_msg("%s", err.text);
    size_t differ = picture_difference(canvas, &kept);
    if (differ)
        write_error(path, canvas, &kept);
    free(kept.pixels);
    if (differ)
        fail_msg("%s: %zu pixels differ", path, differ);
}
