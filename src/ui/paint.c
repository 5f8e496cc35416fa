/* SPDX-License-Identifier: GPL-3.0-or-later
 * paint.c - the frame's commands in one growing buffer, their hashes by tile, and the replay of
 * those that touch what changed. */
#include "ui/paint.h"

#include "ui/cache.h"

#include <stdlib.h>
#include <string.h>

enum command_kind {
    COMMAND_FILL,
    COMMAND_STROKE,
    COMMAND_HATCH,
    COMMAND_RING,
    COMMAND_RUN,
    COMMAND_EMOJI,
    COMMAND_MATRIX
};

/* One command and, behind it, `extra` bytes: placed glyphs, the emoji's bytes or the matrix. Zeroed
 * before it is filled, since it is hashed as bytes. */
struct command {
    enum command_kind kind;
    struct rect       bounds; /* what it may touch, clipped */
    struct rect       r;      /* all but RUN */
    colour            colour;
    int               radius, width, dash;   /* of shapes; MATRIX: width of a module */
    int               share;                 /* RING */
    int               face, px, x, baseline; /* RUN */
    size_t            extra;                 /* bytes */
};

struct paint {
    struct fonts *fonts;
    struct canvas canvas;
    struct rect   clip;
    colour        background;
    char         *commands;
    size_t        used, room;
    uint64_t     *tile, *tile_before; /* columns × rows each */
    int           columns, rows;
    bool          all; /* everything is to be drawn */
    struct rect   damage[PAINT_DAMAGE_MOST];
    size_t        damage_count;
    bool          scattered; /* changed in more places than `damage` holds */
};

static size_t aligned(size_t size) {
    return (size + 15) & ~(size_t)15;
}

/* Wiped: what a frame says may have been somebody's. */
static void commands_free(struct paint *paint) {
    if (paint->commands)
        explicit_bzero(paint->commands, paint->room);
    free(paint->commands);
}

static struct rect whole(const struct paint *paint) {
    return (struct rect){ 0, 0, paint->canvas.width, paint->canvas.height };
}

struct paint *paint_new(struct fonts *fonts) {
    struct paint *paint = calloc(1, sizeof *paint);
    if (paint)
        paint->fonts = fonts;
    return paint;
}

void paint_free(struct paint *paint) {
    if (!paint)
        return;
    commands_free(paint);
    free(paint->tile);
    free(paint->tile_before);
    free(paint);
}

bool paint_canvas(struct paint *paint, struct canvas canvas) {
    int    columns = (canvas.width + PAINT_TILE - 1) / PAINT_TILE;
    int    rows = (canvas.height + PAINT_TILE - 1) / PAINT_TILE;
    size_t count = (size_t)columns * (size_t)rows;
    free(paint->tile);
    free(paint->tile_before);
    paint->tile = calloc(count ? count : 1, sizeof *paint->tile);
    paint->tile_before = calloc(count ? count : 1, sizeof *paint->tile_before);
    if (!paint->tile || !paint->tile_before)
        return false;
    paint->canvas = canvas;
    paint->columns = columns;
    paint->rows = rows;
    paint->clip = whole(paint);
    paint->all = true;
    return true;
}

void paint_invalidate(struct paint *paint) {
    paint->all = true;
}

void paint_forget(struct paint *paint) {
    if (paint->commands)
        explicit_bzero(paint->commands, paint->room);
    paint->used = 0;
}

void paint_begin(struct paint *paint, colour background) {
    paint->used = 0;
    paint->clip = whole(paint);
    paint->background = background;
    paint->damage_count = 0;
    uint64_t start = hash_bytes(HASH_START, &background, sizeof background);
    for (int i = 0; i < paint->columns * paint->rows; i++)
        paint->tile[i] = start;
}

struct rect paint_clip(struct paint *paint, struct rect clip) {
    struct rect before = paint->clip;
    paint->clip = rect_meet(clip, whole(paint));
    return before;
}

/* Room for a command of these bounds; NULL when nothing of it can be seen. */
static struct command *note(struct paint *paint, enum command_kind kind, struct rect bounds,
                            size_t extra) {
    bounds = rect_meet(bounds, paint->clip);
    if (rect_empty(bounds))
        return NULL;
    size_t size = aligned(sizeof(struct command) + extra);
    if (paint->used + size > paint->room) {
        size_t room = (paint->used + size) * 2;
        char  *commands = malloc(room);
        if (!commands)
            return NULL; /* this part of the frame is missing; the next frame draws it */
        if (paint->used)
            memcpy(commands, paint->commands, paint->used);
        commands_free(paint);
        paint->commands = commands;
        paint->room = room;
    }
    struct command *command = (struct command *)(void *)(paint->commands + paint->used);
    memset(command, 0, size);
    command->kind = kind;
    command->bounds = bounds;
    command->extra = extra;
    paint->used += size;
    return command;
}

/* Mix the finished command into the tiles that it may touch. */
static void count_in(struct paint *paint, const struct command *command) {
    uint64_t    hash = hash_bytes(HASH_START, command, aligned(sizeof *command + command->extra));
    struct rect r = command->bounds;
    for (int row = r.y / PAINT_TILE; row <= (rect_bottom(r) - 1) / PAINT_TILE; row++)
        for (int column = r.x / PAINT_TILE; column <= (rect_right(r) - 1) / PAINT_TILE; column++) {
            uint64_t *tile = &paint->tile[row * paint->columns + column];
            *tile = (*tile ^ hash) * 0x9E3779B97F4A7C15ull;
            *tile ^= *tile >> 29;
        }
}

void paint_fill(struct paint *paint, struct rect r, int radius, colour c) {
    struct command *command = c >> 24 ? note(paint, COMMAND_FILL, r, 0) : NULL;
    if (!command)
        return;
    command->r = r;
    command->radius = radius;
    command->colour = c;
    count_in(paint, command);
}

void paint_stroke(struct paint *paint, struct rect r, int radius, int width, int dash, colour c) {
    struct command *command = c >> 24 ? note(paint, COMMAND_STROKE, r, 0) : NULL;
    if (!command)
        return;
    command->r = r;
    command->radius = radius;
    command->width = width;
    command->dash = dash;
    command->colour = c;
    count_in(paint, command);
}

void paint_hatch(struct paint *paint, struct rect r, int radius, int width, colour c) {
    struct command *command = c >> 24 ? note(paint, COMMAND_HATCH, r, 0) : NULL;
    if (!command)
        return;
    command->r = r;
    command->radius = radius;
    command->width = width;
    command->colour = c;
    count_in(paint, command);
}

void paint_ring(struct paint *paint, struct rect r, int width, int share, colour c) {
    struct command *command = c >> 24 ? note(paint, COMMAND_RING, r, 0) : NULL;
    if (!command)
        return;
    command->r = r;
    command->width = width;
    command->share = share;
    command->colour = c;
    count_in(paint, command);
}

void paint_run(struct paint *paint, enum face face, int px, int x, int baseline,
               const struct placed *placed, size_t count, colour c) {
    if (!count || c >> 24 == 0)
        return;
    /* Letters reach a little beyond their advance; what reaches further is cut off. */
    int         left = x + placed[0].x / 64 - px / 2, right = x + placed[count - 1].x / 64 + 2 * px;
    struct rect bounds = { left, baseline - px - px / 4, right - left, px + px * 3 / 4 };
    struct command *command = note(paint, COMMAND_RUN, bounds, count * sizeof *placed);
    if (!command)
        return;
    command->face = (int)face;
    command->px = px;
    command->x = x;
    command->baseline = baseline;
    command->colour = c;
    memcpy(command + 1, placed, count * sizeof *placed);
    count_in(paint, command);
}

void paint_emoji(struct paint *paint, struct rect r, const char *emoji, size_t length) {
    struct command *command = note(paint, COMMAND_EMOJI, r, length);
    if (!command)
        return;
    command->r = r;
    memcpy(command + 1, emoji, length);
    count_in(paint, command);
}

void paint_matrix(struct paint *paint, int x, int y, int module, const struct qr *qr, colour c) {
    struct rect     r = { x, y, qr->side * module, qr->side * module };
    struct command *command = note(paint, COMMAND_MATRIX, r, sizeof *qr);
    if (!command)
        return;
    command->r = r;
    command->width = module;
    command->colour = c;
    memcpy(command + 1, qr, sizeof *qr);
    count_in(paint, command);
}

static void draw_run(struct paint *paint, const struct command *command, struct rect clip) {
    const struct placed *placed = (const struct placed *)(const void *)(command + 1);
    size_t               count = command->extra / sizeof *placed;
    enum face            face = (enum face)command->face;
    for (size_t i = 0; i < count; i++) {
        struct glyph glyph;
        int          pen = command->x + (placed[i].x >> 6);
        if (pen + 2 * command->px < clip.x || pen - 2 * command->px > rect_right(clip))
            continue;
        if (fonts_glyph(paint->fonts, face, command->px, placed[i].character, placed[i].x & 63,
                        &glyph))
            raster_mask(&paint->canvas, clip, glyph.mask, glyph.width, glyph.height,
                        pen + glyph.left, command->baseline - glyph.top, command->colour);
    }
}

static void draw_emoji(struct paint *paint, const struct command *command, struct rect clip) {
    struct emoji emoji;
    struct rect  r = command->r;
    int          size = r.w < r.h ? r.w : r.h;
    if (!fonts_emoji(paint->fonts, (const char *)(command + 1), command->extra, size, &emoji))
        return;
    struct rect place = rect_centred(r, emoji.width, emoji.height);
    raster_picture(&paint->canvas, clip, emoji.pixels, emoji.width, emoji.height, place.x, place.y);
}

static void draw_matrix(struct paint *paint, const struct command *command, struct rect clip) {
    const struct qr *qr = (const struct qr *)(const void *)(command + 1);
    struct rect      r = command->r;
    for (int y = 0; y < qr->side; y++)
        for (int x = 0, start; x < qr->side; x++) { /* dark ones side by side as one */
            for (start = x; x < qr->side && qr_dark(qr, x, y);)
                x++;
            struct rect run = { r.x + start * command->width, r.y + y * command->width,
                                (x - start) * command->width, command->width };
            raster_fill(&paint->canvas, clip, run, 0, command->colour);
        }
}

static void draw(struct paint *paint, const struct command *command, struct rect damaged) {
    struct rect clip = rect_meet(damaged, command->bounds);
    if (rect_empty(clip))
        return;
    switch (command->kind) {
    case COMMAND_FILL:
        raster_fill(&paint->canvas, clip, command->r, command->radius, command->colour);
        break;
    case COMMAND_STROKE:
        raster_stroke(&paint->canvas, clip, command->r, command->radius, command->width,
                      command->dash, command->colour);
        break;
    case COMMAND_HATCH:
        raster_hatch(&paint->canvas, clip, command->r, command->radius, command->width,
                     command->colour);
        break;
    case COMMAND_RING:
        raster_ring(&paint->canvas, clip, command->r, command->width, command->share,
                    command->colour);
        break;
    case COMMAND_RUN:
        draw_run(paint, command, clip);
        break;
    case COMMAND_EMOJI:
        draw_emoji(paint, command, clip);
        break;
    case COMMAND_MATRIX:
        draw_matrix(paint, command, clip);
        break;
    }
}

static bool tile_changed(const struct paint *paint, int column, int row) {
    int at = row * paint->columns + column;
    return paint->all || paint->tile[at] != paint->tile_before[at];
}

/* Add the run of changed tiles to the damage: to the rectangle right above when it is as wide. */
static void add_damage(struct paint *paint, struct rect r) {
    for (size_t i = 0; i < paint->damage_count; i++) {
        struct rect *above = &paint->damage[i];
        if (above->x == r.x && above->w == r.w && rect_bottom(*above) == r.y) {
            above->h += r.h;
            return;
        }
    }
    if (paint->damage_count < PAINT_DAMAGE_MOST) {
        paint->damage[paint->damage_count++] = r;
        return;
    }
    paint->scattered = true;
}

static size_t find_damage(struct paint *paint) {
    size_t tiles = 0;
    paint->scattered = false;
    for (int row = 0; row < paint->rows; row++)
        for (int column = 0, start; column < paint->columns; column++) {
            for (start = column; column < paint->columns && tile_changed(paint, column, row);)
                column++;
            if (column == start)
                continue;
            tiles += (size_t)(column - start);
            struct rect run = { start * PAINT_TILE, row * PAINT_TILE, (column - start) * PAINT_TILE,
                                PAINT_TILE };
            add_damage(paint, rect_meet(run, whole(paint)));
        }
    if (paint->scattered) { /* more than the list holds: all at once */
        paint->damage[0] = whole(paint);
        paint->damage_count = 1;
    }
    return tiles;
}

const struct rect *paint_end(struct paint *paint, size_t *ret_count, size_t *ret_tiles) {
    size_t tiles = find_damage(paint);
    for (size_t i = 0; i < paint->damage_count; i++) {
        struct rect damaged = paint->damage[i];
        raster_fill(&paint->canvas, damaged, damaged, 0, paint->background);
        for (size_t at = 0; at < paint->used;) {
            const struct command *command =
                (const struct command *)(const void *)(paint->commands + at);
            draw(paint, command, damaged);
            at += aligned(sizeof *command + command->extra);
        }
    }
    uint64_t *shown = paint->tile;
    paint->tile = paint->tile_before;
    paint->tile_before = shown;
    paint->all = false;
    *ret_count = paint->damage_count;
    if (ret_tiles)
        *ret_tiles = tiles;
    return paint->damage;
}

void paint_drop(struct paint *paint) {
    paint->used = 0;
    paint->damage_count = 0;
}
