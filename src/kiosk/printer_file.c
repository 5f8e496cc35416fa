/* SPDX-License-Identifier: GPL-3.0-or-later
 * printer_file.c - papers as numbered files, for trying out and for tests: done when asked. */
#include "kiosk/printer_driver.h"

#include "base/file.h"
#include "ui/png.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDER_MODE = 0700, FILE_MODE = 0600, NUMBER_MOST = 9999 };

struct file_printer {
    struct printer_driver driver;
    char                 *folder;
    int                   number; /* of the last paper */
    enum device_state     state;
};

/* All that a device would be sent, one after the other. */
static uint8_t *all_bytes(const struct dots *dots, size_t *ret_length) {
    size_t         bands = (size_t)(dots->rows + ESCPOS_BAND_ROWS - 1) / ESCPOS_BAND_ROWS;
    uint8_t       *bytes = malloc((bands + 2) * sizeof(struct escpos)), *to = bytes;
    struct escpos *band = malloc(sizeof(*band));
    if (bytes != NULL && band != NULL) {
        to = mempcpy(to, escpos_begin.bytes, escpos_begin.length);
        for (int i = 0; escpos_band(dots, i, band); i++)
            to = mempcpy(to, band->bytes, band->length);
        to = mempcpy(to, escpos_finish.bytes, escpos_finish.length);
        *ret_length = (size_t)(to - bytes);
    } else {
        free(bytes);
        bytes = NULL;
    }
    free(band);
    return bytes;
}

static bool write_files(struct file_printer *printer, const struct dots *dots, struct err *err) {
    struct arena  arena = { 0 };
    struct canvas canvas = { 0 };
    size_t        length = 0;
    uint8_t      *bytes = all_bytes(dots, &length);
    int           number = printer->number + 1;
    char         *escpos = arena_printf(&arena, "%s/%04d.escpos", printer->folder, number);
    char         *png = arena_printf(&arena, "%s/%04d.png", printer->folder, number);
    bool          ok = false;
    if (bytes == NULL || escpos == NULL || png == NULL || !dots_canvas(dots, &canvas))
        (void)err_code_set(err, ERR_MEMORY, "内存不够");
    else if (number > NUMBER_MOST)
        (void)err_code_set(err, ERR_FULL, "%s 里已经有 %d 张纸", printer->folder, NUMBER_MOST);
    else
        ok = file_make_folder(printer->folder, FOLDER_MODE, &(bool){ false }, err) &&
             png_save(png, &canvas, err) && file_write(escpos, bytes, length, FILE_MODE, err);
    if (ok)
        printer->number = number;
    free(canvas.pixels);
    free(bytes);
    arena_deinit(&arena);
    return ok;
}

static bool file_print(struct printer *face, const struct canvas *paper) {
    struct file_printer *printer = (struct file_printer *)(void *)face;
    struct dots          dots;
    struct err           err = { 0 };
    if (!dots_make(&dots, paper, face->width))
        return false;
    printer->state = write_files(printer, &dots, &err) ? DEVICE_DONE : DEVICE_FAILED;
    if (printer->state == DEVICE_FAILED)
        warn("%s", err.text);
    dots_free(&dots);
    return true;
}

static enum device_state file_state(struct printer *face, struct err *ret_err) {
    struct file_printer *printer = (struct file_printer *)(void *)face;
    if (printer->state == DEVICE_FAILED)
        (void)printer_trouble_set(ret_err, PRINTER_FAILED);
    return printer->state;
}

static void file_close(struct printer_driver *driver) {
    struct file_printer *printer = (struct file_printer *)(void *)driver;
    free(printer->folder);
    free(printer);
}

/* The highest number that is there; 0 none. */
static int last_number(const char *folder) {
    DIR *dir = opendir(folder);
    int  last = 0;
    if (dir == NULL)
        return 0;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char *end;
        long  number = strtol(entry->d_name, &end, 10);
        bool  ours = strcmp(end, ".escpos") == 0 || strcmp(end, ".png") == 0;
        if (ours && number > last && number <= NUMBER_MOST)
            last = (int)number;
    }
    (void)closedir(dir);
    return last;
}

bool printer_file_open(struct printer **ret_printer, const char *folder, int width,
                       struct err *err) {
    struct file_printer *printer = calloc(1, sizeof(*printer));
    if (printer != NULL)
        printer->folder = strdup(folder);
    if (printer == NULL || printer->folder == NULL) {
        free(printer);
        return err_code_set(err, ERR_MEMORY, "内存不够");
    }
    printer->driver.face = (struct printer){ width, file_print, file_state };
    printer->driver.close = file_close;
    printer->number = last_number(folder);
    *ret_printer = &printer->driver.face;
    return true;
}
