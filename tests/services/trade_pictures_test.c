/* SPDX-License-Identifier: GPL-3.0-or-later
 * trade_pictures_test.c - the shipped table of trades: every picture is one glyph of Debian 12's
 * colour font, and titles as the bureaus write them lead to the right one. */
/* link: -lSDL2_ttf -lSDL2 */
#include "services/jobs/trade.h"

#include "services/service.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/temp.h"

#include <SDL2/SDL_ttf.h>

static struct temp   temp;
static struct world  world;
static struct arena  arena;
static struct store *store;
static struct trades trades;

/* All that are stored, by name. */
static bool load(struct err *err) {
    enum { MOST = 1000 };
    struct trade *all = ARENA_NEW_ARRAY(&arena, MOST, struct trade);
    struct query *query;
    if (!query_open(&query, store, &trade_record, "ORDER BY name", NULL, 0, err))
        return false;
    trades = (struct trades){ all, 0 };
    while (trades.count < MOST && query_next(query, &all[trades.count], &arena))
        trades.count++;
    return query_close(query, err);
}

static int setup(void **state) {
    struct err err = { 0 };
    (void)state;
    temp_make(&temp);
    support_world(&world);
    const struct store_options options = {
        .mode = STORE_CREATE,
        .records = service_records(),
        .world = &world,
        .space_floor = 1 << 20,
    };
    bool done = store_open(&store, temp_path(&temp, "node"), &options, &err) &&
                store_begin(store, "system", &err) && trade_seed(store, &err) &&
                store_commit(store, &err) && load(&err);
    if (!done)
        fprintf(stderr, "%s\n", err.text);
    return done ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    store_close(store);
    arena_deinit(&arena);
    temp_remove(&temp);
    return 0;
}

static void there_are_enough_and_each_has_words(void **state) {
    (void)state;
    assert_true(trades.count >= 40);
    for (size_t i = 0; i < trades.count; i++)
        if (!*trades.at[i].picture || !*trades.at[i].words)
            fail_msg("%s lacks a picture or words", trades.at[i].name);
}

static void no_picture_stands_for_two_trades(void **state) {
    (void)state;
    for (size_t i = 0; i < trades.count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(trades.at[i].picture, trades.at[k].picture) == 0)
                fail_msg("%s and %s look alike", trades.at[i].name, trades.at[k].name);
}

/* A joined sequence that the font does not know is drawn as several, so it is wider. */
static void every_picture_is_one_glyph_of_the_colour_font(void **state) {
    (void)state;
    assert_int_equal(TTF_Init(), 0);
    TTF_Font *font = TTF_OpenFont("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf", 109);
    int       one = 0;
    assert_non_null(font);
    assert_int_equal(TTF_SizeUTF8(font, "🧹", &one, NULL), 0);
    for (size_t i = 0; i < trades.count; i++) {
        const char *picture = trades.at[i].picture;
        uint32_t    first;
        int         width = 0;
        (void)text_decode(picture, strlen(picture), &first);
        assert_int_equal(TTF_SizeUTF8(font, picture, &width, NULL), 0);
        if (width != one || !TTF_GlyphIsProvided32(font, first))
            fail_msg("%s: %s is %d wide, one glyph is %d", trades.at[i].name, picture, width, one);
    }
    TTF_CloseFont(font);
    TTF_Quit();
}

static void titles_lead_to_their_trade(void **state) {
    (void)state;
    static const struct {
        const char *title, *trade;
    } rows[] = {
        { "小区保洁员", "保洁" },
        { "河道保洁员", "护河" },
        { "环卫工人", "环卫" },
        { "缝纫工（可先培训）", "缝纫" },
        { "平车工", "缝纫" },
        { "竹编手工", "竹编" },
        { "安保值班", "保安" },
        { "仓库保安", "保安" },
        { "电子厂普工", "电子装配" },
        { "幼儿园厨师", "厨师" },
        { "酒店客房服务员", "客房" },
        { "餐厅服务员", "服务员" },
        { "养老护理员", "护工" },
        { "生态护林员", "护林" },
        { "叉车司机", "叉车农机" },
        { "货车司机", "司机" },
        { "氩弧焊工", "焊工" },
        { "电工", "电工" },
        { "超市收银员", "超市" },
        { "陶瓷成型工", "陶瓷" },
        { "鞋厂成型工", "制鞋" },
        { "数控车床操作工", "机械加工" },
        { "注塑操作工", "注塑" },
        { "操作工", "普工" },
        { "绿化工", "绿化" },
        { "水电工", "水电维修" },
        { "化工厂普工", "化工" },
        { "加油员", "加油" },
        { "月嫂", "月嫂" },
        { "董事长", NULL },
        { "", NULL },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        const struct trade *trade = trades_guess(&trades, rows[i].title);
        check_text(trade ? trade->name : NULL, rows[i].trade, rows[i].title);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_enough_and_each_has_words),
        cmocka_unit_test(no_picture_stands_for_two_trades),
        cmocka_unit_test(every_picture_is_one_glyph_of_the_colour_font),
        cmocka_unit_test(titles_lead_to_their_trade),
    };
    return cmocka_run_group_tests_name("trade_pictures", tests, setup, teardown);
}
