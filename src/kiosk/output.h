/* SPDX-License-Identifier: GPL-3.0-or-later
 * output.h - where the pixels go: memory (scripts and tests, no display needed), or the window's
 * own surface, so that there is no second copy of the panel. Another way to a panel is one more
 * struct output_kind. */
#ifndef ANJU_KIOSK_OUTPUT_H
#define ANJU_KIOSK_OUTPUT_H

#include "base/err.h"
#include "kiosk/options.h"
#include "ui/raster.h"

struct output;
struct output_kind {
    void (*present)(struct output *output, const struct rect *damage, size_t count);
    void (*close)(struct output *output);
};

struct output {
    const struct output_kind *kind;
    struct canvas             canvas; /* what is painted into */
    struct SDL_Window        *window; /* NULL: memory */
};

bool output_memory(struct output *ret_output, struct panel_size size, struct err *err);
/* Full screen when size is 0×0. Starts SDL's video. */
bool output_window(struct output *ret_output, struct panel_size size, struct err *err);
/* The window has another size or surface: canvas anew. */
bool output_renew(struct output *output, struct err *err);

static inline void output_present(struct output *output, const struct rect *damage, size_t count) {
    output->kind->present(output, damage, count);
}
/* No other window is beside it. */
bool output_fills_screen(const struct output *output);

static inline void output_close(struct output *output) {
    if (output->kind != NULL)
        output->kind->close(output);
}

#endif
