/* SPDX-License-Identifier: GPL-3.0-or-later
 * output_memory.c - a panel that is only memory. */
#include "kiosk/output.h"

#include <stdlib.h>

static void memory_present(struct output *output, const struct rect *damage, size_t count) {
    (void)output, (void)damage, (void)count; /* what was painted is there already */
}

static void memory_close(struct output *output) {
    free(output->canvas.pixels);
    *output = (struct output){ 0 };
}

static const struct output_kind memory_kind = { memory_present, memory_close };

bool output_memory(struct output *ret_output, struct panel_size size, struct err *err) {
    size_t    count = (size_t)size.width * (size_t)size.height;
    uint32_t *pixels = calloc(count, sizeof(uint32_t));
    if (pixels == NULL)
        return err_code_set(err, ERR_MEMORY, "内存不够，画不出 %d×%d 的屏", size.width,
                            size.height);
    *ret_output = (struct output){
        .kind = &memory_kind,
        .canvas = { pixels, size.width, size.height, size.width },
    };
    return true;
}
