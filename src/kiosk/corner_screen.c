/* SPDX-License-Identifier: GPL-3.0-or-later
 * corner_screen.c - how the machine stands, each fact a line, and what staff can do about it. */
#include "kiosk/corner_screen.h"

#include "kiosk/attract_screen.h"
#include "kiosk/today.h"
#include "store/journal.h"
#include "ui/card.h"
#include "ui/paper.h"
#include "ui/widget.h"

#include <SDL_keycode.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

enum {
    MB = 1 << 20,
    LARGE_GB = 10 /* from there on in GB */,
    ACTS_MOST = 5,
    ACTS_SHARE = 40 /* of 100 of a wide panel */
};

bool corner_open(const struct visit *visit) {
    for (int i = 0; i < visit->depth; i++)
        if (visit->path[i].screen == &corner_pin_screen || visit->path[i].screen == &corner_screen)
            return true;
    return false;
}

/* For a machine with a keyboard, and for a switch that cannot press for three seconds. */
bool kiosk_shortcut(struct kiosk *kiosk, int key, int modifiers) {
    bool corner = key == SDLK_s && (modifiers & KMOD_CTRL) != 0 && (modifiers & KMOD_ALT) != 0 &&
                  (modifiers & (KMOD_GUI | KMOD_SHIFT)) == 0;
    if (!corner || corner_open(&kiosk->visit))
        return corner;
    if (attract_shown(kiosk)) { /* it lies on home, never below the corner */
        visit_home(&kiosk->visit);
        kiosk_draw(kiosk);
    }
    idle_sign(&kiosk->idle, world_monotonic_ms(&kiosk->world));
    corner_ask_pin(&kiosk->visit, CORNER_ENTER);
    return true;
}

struct rect corner_body(struct visit *visit, const char *title, const char *second) {
    struct ui            *ui = visit->ui;
    struct rect           page = ui_panel(ui);
    const struct bar_item items[] = {
        { "back", ui_tr(ui, "返回"), NULL, ICON_BACK, BUTTON_PLAIN },
        { "home", ui_tr(ui, "首页"), NULL, ICON_HOME, BUTTON_PLAIN },
        { "lock", ui_tr(ui, "锁上"), NULL, ICON_CORNER, BUTTON_PLAIN },
    };
    header(ui, &page, title, NULL, second);
    int used = bar(ui, &page, items, 3);
    if (used == 0 || widget_key(ui, 0) == UI_KEY_ESCAPE)
        visit_back(visit);
    if (used == 1)
        visit_home(visit);
    if (used == 2)
        idle_end(&kiosk_of(visit)->idle, &idle_corner, world_monotonic_ms(&kiosk_of(visit)->world));
    visit->page = page;
    return rect_inset(page, ui_theme(ui)->margin, ui_theme(ui)->gap);
}

/* --- facts ------------------------------------------------------------------------------- */

/* "812 MB", "67 GB" */
static const char *size_words(struct visit *visit, uint64_t bytes) {
    bool               large = bytes >= (uint64_t)LARGE_GB * MB * 1024;
    unsigned long long count = bytes / MB / (large ? 1024 : 1);
    return arena_printf(visit->arena, large ? "%llu GB" : "%llu MB", count);
}

static const char *disk_words(struct visit *visit) {
    struct statvfs disk;
    if (statvfs(kiosk_of(visit)->options.folder, &disk) != 0)
        return ui_tr(visit->ui, "磁盘：看不到数据文件夹");
    return arena_printf(visit->arena, ui_tr(visit->ui, "磁盘：还有 %1$s，共 %2$s"),
                        size_words(visit, (uint64_t)disk.f_bavail * disk.f_frsize),
                        size_words(visit, (uint64_t)disk.f_blocks * disk.f_frsize));
}

static const char *store_words(struct visit *visit) {
    struct kiosk *kiosk = kiosk_of(visit);
    struct stat   file = { 0 };
    const char   *path = arena_printf(visit->arena, "%s/anju.db", kiosk->options.folder);
    if (kiosk->store == NULL)
        return arena_printf(visit->arena, ui_tr(visit->ui, "数据库：%s"), kiosk->trouble.text);
    if (store_warning(kiosk->store) != NULL)
        return arena_printf(visit->arena, ui_tr(visit->ui, "数据库：%s"),
                            store_warning(kiosk->store));
    (void)stat(path, &file); /* open, so there */
    return arena_printf(visit->arena, ui_tr(visit->ui, "数据库：正常，%lld MB"),
                        ((long long)file.st_size + MB - 1) / MB);
}

static const char *saved_words(struct visit *visit) {
    time_ms     saved = TIME_ABSENT;
    int         hour = 0, minute = 0;
    struct date date;
    if (visit->store == NULL || !journal_latest(visit->store, &saved, NULL) || time_absent(saved))
        return "";
    date = day_date(day_of_time(saved));
    time_clock(saved, &hour, &minute);
    return arena_printf(visit->arena,
                        ui_tr(visit->ui, "最近一次保存：%1$d-%2$02d-%3$02d %4$02d:%5$02d"),
                        date.year, date.month, date.day, hour, minute);
}

static const char *devices_words(struct visit *visit) {
    struct ui  *ui = visit->ui;
    const char *there = ui_tr(ui, "接上了"), *none = ui_tr(ui, "没接");
    return arena_printf(visit->arena, ui_tr(ui, "打印机：%1$s，扬声器：%2$s，扫码器：%3$s"),
                        visit->printer != NULL ? there : none,
                        visit->speaker != NULL ? there : none,
                        kiosk_of(visit)->scanner != NULL ? there : none);
}

static void facts_draw(struct visit *visit, struct rect r) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    const struct {
        enum icon   icon;
        const char *words;
    } facts[] = {
        { ICON_CLOCK, arena_printf(visit->arena, "%s %s", today_words(visit), clock_words(visit)) },
        { ICON_DISK, disk_words(visit) },
        { ICON_DATABASE, store_words(visit) },
        { ICON_CALENDAR, saved_words(visit) },
        { ICON_PRINTER, devices_words(visit) },
        { ICON_INFO, arena_printf(visit->arena, ui_tr(ui, "版本 %1$s，终端 %2$s"), ANJU_VERSION,
                                  visit->place->terminal) },
    };
    int pad = theme->compact ? theme->gap_small : theme->pad;
    int gap = theme->compact ? theme->gap_small : theme->gap, need = 2 * pad - gap;
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
        if (*facts[i].words != '\0')
            need += gap + fact_height(ui, r.w - 2 * theme->pad, facts[i].words);
    r = cut_top(&r, need < r.h ? need : r.h);
    panel(ui, r, HUE_PLAIN);
    r = rect_inset(r, theme->pad, pad);
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
        if (*facts[i].words == '\0')
            continue;
        if (fact_height(ui, r.w, facts[i].words) > r.h)
            return;
        fact(ui, &r, facts[i].icon, HUE_BRAND, facts[i].words);
        cut_gap(&r, gap);
    }
}

/* --- acts -------------------------------------------------------------------------------- */

static void print_test(struct visit *visit) {
    struct ui    *ui = visit->ui;
    struct canvas canvas;
    struct paper *paper = paper_new(ui, visit->printer->width);
    if (paper == NULL)
        return;
    paper_heading(paper, ui_tr(ui, "打印测试"));
    paper_text(paper, *visit->place->name != '\0' ? visit->place->name : ui_tr(ui, "服务中心"));
    paper_fact(paper, ui_tr(ui, "终端编号"), visit->place->terminal);
    paper_fact(paper, ui_tr(ui, "时间"),
               arena_printf(visit->arena, "%s %s", today_words(visit), clock_words(visit)));
    (void)paper_picture(paper, "🧹"); /* a font that is missing shows in the test */
    (void)paper_code(paper, "anju-kiosk " ANJU_VERSION, ui_tr(ui, "能扫出来就是好的"));
    if (paper_done(paper, &canvas))
        (void)visit->printer->print(visit->printer, &canvas); /* refused while one is printed */
    paper_free(paper);
}

static const char *print_words(struct visit *visit) {
    struct err err = { .lang = visit->lang };
    switch (visit->printer->state(visit->printer, &err)) {
    case DEVICE_IDLE:
        return "";
    case DEVICE_BUSY:
        return ui_tr(visit->ui, "正在打印……");
    case DEVICE_DONE:
        return ui_tr(visit->ui, "打印好了");
    case DEVICE_FAILED:
        break;
    }
    return arena_strdup(visit->arena, err.text);
}

struct act {
    const char *name;
    enum icon   icon;
    const char *label; /* N_() */
    bool        there;
};
enum { ACT_SCREEN, ACT_SOUND, ACT_PRINT, ACT_RESTART, ACT_LEAVE };

static void act(struct visit *visit, int which) {
    switch (which) {
    case ACT_SCREEN:
        visit_push(visit, &corner_test_screen, NULL);
        break;
    case ACT_SOUND:
        visit_chime(visit, CHIME_TEST);
        break;
    case ACT_PRINT:
        print_test(visit);
        break;
    case ACT_RESTART:
        kiosk_of(visit)->end = KIOSK_RESTART;
        break;
    case ACT_LEAVE:
        corner_ask_pin(visit, CORNER_LEAVE);
        break;
    }
}

static void acts_draw(struct visit *visit, struct rect r, int columns, int rows) {
    struct ui       *ui = visit->ui;
    const struct act acts[ACTS_MOST] = {
        [ACT_SCREEN] = { "screen", ICON_SCREEN, N_("试屏幕"), true },
        [ACT_SOUND] = { "sound", ICON_SOUND, N_("试声音"), visit->speaker != NULL },
        [ACT_PRINT] = { "print", ICON_PRINTER, N_("试打印"), visit->printer != NULL },
        [ACT_RESTART] = { "restart", ICON_RESTART, N_("重新启动"), true },
        [ACT_LEAVE] = { "leave", ICON_LEAVE, N_("退出自助机"), true },
    };
    int at = 0;
    for (int i = 0; i < ACTS_MOST; i++) {
        if (!acts[i].there)
            continue;
        struct rect place = cut_cell(r, columns, rows, ui_theme(ui)->gap_small, at++);
        if (button(ui, ui_id_at(ui_id("corner.act"), ui_id(acts[i].name)), place,
                   ui_tr(ui, acts[i].label), BUTTON(.icon = acts[i].icon)))
            act(visit, i);
    }
}

static void corner_draw(struct visit *visit) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    const char         *printing = visit->printer != NULL ? print_words(visit) : "";
    struct rect         r = corner_body(visit, ui_tr(ui, "工作人员专用"), printing), acts = r;
    int                 columns = theme->landscape ? 1 : 2, rows = theme->landscape ? ACTS_MOST : 3;
    if (theme->landscape) {
        acts = cut_right(&r, r.w * ACTS_SHARE / 100);
        (void)cut_right(&r, theme->gap);
    } else {
        acts = cut_bottom(&r, rows * theme->main + (rows - 1) * theme->gap_small);
        (void)cut_bottom(&r, theme->gap);
    }
    facts_draw(visit, r);
    acts_draw(visit, acts, columns, rows);
}

const struct screen corner_screen = { "corner", 0, corner_draw };
