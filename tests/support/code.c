/* SPDX-License-Identifier: GPL-3.0-or-later
 * code.c - zbar limited to QR, and told to leave the bytes as they are. */
#include "support/code.h"

#include <stdlib.h>
#include <string.h>
#include <zbar.h>

static char found[4096];

static uint8_t grey(uint32_t pixel) {
    return (uint8_t)(((pixel >> 16 & 255) * 77 + (pixel >> 8 & 255) * 151 + (pixel & 255) * 28) >>
                     8);
}

static int scan(const uint8_t *pixels, int width, int height) {
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t         *image = zbar_image_create();
    int                   count = 0;
    (void)zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    (void)zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    (void)zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, (unsigned)width, (unsigned)height);
    zbar_image_set_data(image, pixels, (unsigned long)width * (unsigned long)height, NULL);
    (void)zbar_scan_image(scanner, image);
    for (const zbar_symbol_t *symbol = zbar_image_first_symbol(image); symbol != NULL;
         symbol = zbar_symbol_next(symbol)) {
        size_t length = zbar_symbol_get_data_length(symbol);
        length = length < sizeof(found) ? length : sizeof(found) - 1;
        memcpy(found, zbar_symbol_get_data(symbol), length);
        found[length] = '\0';
        count++;
    }
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    return count;
}

/* What the canvas has of it; without ui/cut.c, so that tests of base can read codes, too. */
static struct rect within(const struct canvas *canvas, struct rect area) {
    int right = rect_right(area) < canvas->width ? rect_right(area) : canvas->width;
    int bottom = rect_bottom(area) < canvas->height ? rect_bottom(area) : canvas->height;
    area.x = area.x > 0 ? area.x : 0;
    area.y = area.y > 0 ? area.y : 0;
    return (struct rect){ area.x, area.y, right - area.x, bottom - area.y };
}

int code_count(const struct canvas *canvas, struct rect area) {
    area = within(canvas, area);
    if (rect_empty(area))
        return 0;
    uint8_t *pixels = malloc((size_t)area.w * (size_t)area.h);
    if (pixels == NULL)
        abort();
    for (int y = 0; y < area.h; y++)
        for (int x = 0; x < area.w; x++)
            pixels[(ptrdiff_t)y * area.w + x] =
                grey(canvas->pixels[(ptrdiff_t)(area.y + y) * canvas->stride + area.x + x]);
    int count = scan(pixels, area.w, area.h);
    free(pixels);
    return count;
}

const char *code_read(const struct canvas *canvas, struct rect area) {
    return code_count(canvas, area) == 1 ? found : NULL;
}
