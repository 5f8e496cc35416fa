/* SPDX-License-Identifier: GPL-3.0-or-later
 * png.c - canvases to and from PNG by libpng's simplified interface, which gives no long jumps. */
#include "ui/png.h"

#include "base/file.h"

#include <errno.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MOST = 8192 };

bool png_save(const char *path, const struct canvas *canvas, struct err *err) {
    size_t    pixels = (size_t)canvas->width * (size_t)canvas->height;
    uint8_t  *rgb = malloc(pixels * 3 + 1);
    png_image image = { .version = PNG_IMAGE_VERSION,
                        .width = (uint32_t)canvas->width,
                        .height = (uint32_t)canvas->height,
                        .format = PNG_FORMAT_RGB };
    uint8_t  *out = rgb;
    for (int y = 0; rgb && y < canvas->height; y++)
        for (int x = 0; x < canvas->width; x++) {
            uint32_t pixel = canvas->pixels[(ptrdiff_t)y * canvas->stride + x];
            *out++ = (uint8_t)(pixel >> 16);
            *out++ = (uint8_t)(pixel >> 8);
            *out++ = (uint8_t)pixel;
        }
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    char            *file = rgb ? malloc(size) : NULL;
    bool             ok;
    if (!file)
        ok = err_code_set(err, ERR_MEMORY, "内存不够，无法保存图片 %s", path);
    else if (!png_image_write_to_memory(&image, file, &size, 0, rgb, 0, NULL))
        ok = err_set(err, "无法保存图片 %s：%s", path, image.message);
    else
        ok = file_write(path, file, size, 0644, err);
    free(file);
    free(rgb);
    return ok;
}

bool png_load(const char *path, struct canvas *ret_canvas, struct err *err) {
    png_image image = { .version = PNG_IMAGE_VERSION };
    if (!png_image_begin_read_from_file(&image, path))
        return err_set(err, "无法读取图片 %s：%s", path, image.message);
    uint32_t *pixels = NULL;
    bool      ok = true;
    if (image.width > SIDE_MOST || image.height > SIDE_MOST)
        ok = err_code_set(err, ERR_INVALID, "图片 %s 太大", path);
    image.format = PNG_FORMAT_BGRA; /* bytes, so 0xAARRGGBB as a number */
    if (ok && !(pixels = malloc(PNG_IMAGE_SIZE(image))))
        ok = err_code_set(err, ERR_MEMORY, "内存不够，无法读取图片 %s", path);
    if (ok && !png_image_finish_read(&image, NULL, pixels, 0, NULL))
        ok = err_set(err, "无法读取图片 %s：%s", path, image.message);
    if (ok)
        *ret_canvas =
            (struct canvas){ pixels, (int)image.width, (int)image.height, (int)image.width };
    else
        free(pixels);
    png_image_free(&image);
    return ok;
}
