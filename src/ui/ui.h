/* SPDX-License-Identifier: GPL-3.0-or-later
 * ui.h - the toolkit's core: events in, one frame described, changed pixels out.
 *
 * Order: ui_event(), then frames until ui_again() is false. A frame is ui_begin(), widget calls
 * from top to bottom, ui_end(). A widget that was used returns true in the frame after the event;
 * that frame is not painted, since what it shows is about to change, and ui_again() asks for
 * the next. Widgets: id → rect → input → draw → return. No malloc in a warm frame. */
#ifndef ANJU_UI_UI_H
#define ANJU_UI_UI_H

#include "base/arena.h"
#include "base/tr.h"
#include "ui/icon.h"
#include "ui/lines.h"
#include "ui/paint.h"
#include "ui/theme.h"
#include "ui/tree.h"

enum ui_kind { UI_NOTHING, UI_DOWN, UI_MOVE, UI_UP, UI_CANCEL, UI_KEY, UI_TEXT, UI_SCROLL };
enum ui_key {
    UI_KEY_NONE,
    UI_KEY_TAB,
    UI_KEY_BACKTAB,
    UI_KEY_ENTER,
    UI_KEY_SPACE,
    UI_KEY_ESCAPE,
    UI_KEY_BACKSPACE,
    UI_KEY_DELETE,
    UI_KEY_LEFT,
    UI_KEY_RIGHT,
    UI_KEY_UP,
    UI_KEY_DOWN,
    UI_KEY_PAGE_UP,
    UI_KEY_PAGE_DOWN,
    UI_KEY_HOME,
    UI_KEY_END
};

/* From the panel, a script or a test alike. */
struct ui_event {
    enum ui_kind kind;
    int          x, y;  /* DOWN, MOVE, UP: pixels */
    int          steps; /* SCROLL: > 0 towards the end of the list */
    enum ui_key  key;
    const char  *text;    /* TEXT: what was typed, UTF-8 */
    int64_t      time_ms; /* monotonic; 0 = unknown. Guards against double presses that land on
                           * the next screen: a DOWN within 250 ms after a jump is ignored. */
};

struct ui; /* owns theme, fonts, layout, paint, trees */

struct ui *ui_new(struct fonts *fonts); /* fonts are borrowed; NULL: no memory */
void       ui_free(struct ui *ui);

/* The panel's pixels; also after the window has changed. False: no memory. */
bool ui_canvas(struct ui *ui, struct canvas canvas);
void ui_invalidate(struct ui *ui); /* the pixels were lost: paint all of them next time */
/* Take effect at the next ui_begin; ui_again() is then true. */
void ui_set_large(struct ui *ui, bool large);
void ui_set_contrast(struct ui *ui, bool contrast);
void ui_set_lang(struct ui *ui, enum lang lang);
/* 减少动画: what would move is at once where it goes. At once, also within a frame. */
void ui_set_still(struct ui *ui, bool still);
/* The whole screen changed: forget press and focus, and start the guard against double presses. */
void ui_jumped(struct ui *ui);

/* Somebody has left: wipe what was typed, said and laid out. Between frames. */
void ui_forget(struct ui *ui);

void ui_event(struct ui *ui, const struct ui_event *event);
void ui_begin(struct ui *ui);
/* The rectangles that were painted, none when nothing changed; valid until the next ui_begin. */
const struct rect *ui_end(struct ui *ui, size_t *ret_count);
bool               ui_again(const struct ui *ui);
void               ui_ask_again(struct ui *ui); /* a screen changed its own state */

/* Time as the last event had it (monotonic, 0 unknown). A frame may want another one though nothing
 * happens: something moves, a second or a toast is over. When it is due: hand over an event
 * UI_NOTHING of that time and draw; 0: none is wanted. */
int64_t ui_now_ms(const struct ui *ui);
int64_t ui_due_ms(const struct ui *ui);
void    ui_frame_in(struct ui *ui, int64_t ms); /* the frame being described wants one in `ms` */

/* What widgets and screens read. */
const struct theme *ui_theme(const struct ui *ui);
enum lang           ui_lang(const struct ui *ui);
struct arena       *ui_arena(struct ui *ui); /* until the next ui_begin */
struct rect         ui_panel(const struct ui *ui);
const struct tree  *ui_tree(const struct ui *ui); /* of the last complete frame */
struct fonts       *ui_fonts(const struct ui *ui);
static inline int   px(const struct ui *ui, int units) {
      return theme_px(ui_theme(ui), units);
}
static inline const char *ui_tr(const struct ui *ui, const char *id) {
    return tr(ui_lang(ui), id);
}

/* Ids come from data, never from labels: a name, within it a number or the bytes of a row id. */
uint64_t ui_id(const char *name);
uint64_t ui_id_at(uint64_t within, uint64_t index);
uint64_t ui_id_bytes(uint64_t within, const void *bytes, size_t length);

#endif
